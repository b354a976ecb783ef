/** Tables of what a key generation costs its members and mainnet, for docs/performance.md. §M6.1, §M15.1 */
import { dkgCost, wholeDkgCost, type DkgShape } from '../../crypto/cost.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import type { CryptoSuiteName } from './crypto-suites.ts';

/** Sizes of chains that the tables show. */
const MEMBERS = [4, 8, 16, 32, 64];

/** A column's title and its figure. */
type Column = readonly [string, (shape: DkgShape) => number];

const TIMES: readonly Column[] = [
  ['deal', (shape) => dkgCost(shape).dealMicros],
  ['read', (shape) => dkgCost(shape).readMicros],
  ['verify', (shape) => dkgCost(shape).verifyMicros],
  ['respond', (shape) => dkgCost(shape).respondMicros],
  ['judge', (shape) => dkgCost(shape).judgeMicros],
  ['add up', (shape) => dkgCost(shape).resolveMicros],
  ['a member’s whole', (shape) => wholeDkgCost(shape).memberMicros],
];
const BYTES: readonly Column[] = [
  ['dealing', (shape) => dkgCost(shape).dealingBytes],
  ['alright', (shape) => dkgCost(shape).alrightBytes],
  ['complaint', (shape) => dkgCost(shape).complaintBytes],
  ['response', (shape) => dkgCost(shape).responseBytes],
  ['whole', (shape) => wholeDkgCost(shape).bytes],
];
const GAS: readonly Column[] = [
  ['dealing', (shape) => dkgCost(shape).dealingGas],
  ['alright', (shape) => dkgCost(shape).alrightGas],
  ['complaint', (shape) => dkgCost(shape).complaintGas],
  ['response', (shape) => dkgCost(shape).responseGas],
  ['whole', (shape) => wholeDkgCost(shape).gas],
];

/** The tables of `suites` as Markdown, formatted as prettier does: microseconds, bytes, gas. */
export function costTables(suites: readonly CryptoSuiteName[]): string {
  const shapes = suites.flatMap(({ curve, keysIn }) =>
    MEMBERS.map((members): DkgShape => {
      const threshold = thresholdOf(members);
      return { members, threshold, curve, keysIn, variant: 'joint-feldman' };
    }),
  );
  return [table('µs', TIMES, shapes), table('bytes', BYTES, shapes), table('gas', GAS, shapes)].join('\n');
}

function table(unit: string, columns: readonly Column[], shapes: readonly DkgShape[]): string {
  const head = [unit, 'n', 't', ...columns.map(([title]) => title)];
  const rows = shapes.map((shape) => [
    `${shape.curve}, keys in ${shape.keysIn}`,
    `${shape.members}`,
    `${shape.threshold}`,
    ...columns.map(([, figure]) => grouped(figure(shape))),
  ]);
  const widths = head.map((title, at) =>
    Math.max(3, ...[title, ...rows.map((row) => row[at])].map(lengthOf)),
  );
  const fill = (cell: string, at: number): string =>
    at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]);
  return [head.map(fill), widths.map(dashes), ...rows.map((row) => row.map(fill))].map(line).join('');
}

const dashes = (width: number, at: number): string => `${'-'.repeat(width - 1)}${at === 0 ? '-' : ':'}`;
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
const lengthOf = (text: string): number => text.length;

/** Thousands apart, by commas. */
function grouped(figure: number): string {
  return `${figure}`.replace(/\B(?=(?:\d{3})+$)/g, ',');
}
