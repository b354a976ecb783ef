import { describe, expect, test } from 'vitest';
import { instant } from '../../../../src/base/units.ts';
import { gasSpike } from '../../../../src/sim/adversary/strategies/gas-spike.ts';
import type { GasBid } from '../../../../src/sim/protocol/decisions.ts';
import { simulateRun } from '../../../../src/sim/simulate.ts';
import { DAY, factsOf, paramsOf, ranUntil } from '../../world.helpers.ts';
import { spending } from './money.helpers.ts';
import { rulesOf, viewOf } from './rules.helpers.ts';

const MONTH = 30 * DAY;
const bids = (
  options: Readonly<Record<string, number>>,
  month: number,
  left?: bigint,
  gasPartMax = 999_999,
): GasBid => {
  const costOf = ({ gasPart, length }: GasBid): bigint => BigInt(gasPart) * BigInt(length / DAY);
  const occasion = { ...spending(month, left), monthLength: MONTH, gasPartMax, costOf };
  return rulesOf(gasSpike, options).gasBid!(occasion, viewOf(0));
};
const NONE = { gasPart: 0, from: 0, length: 0 };

describe('gas-spike', () => {
  test('bids for whole months, or for their last days', () => {
    expect(bids({}, 0)).toEqual({ gasPart: 900_000, from: 0, length: MONTH });
    expect(bids({ lastDays: 3.5 }, 0)).toEqual({ gasPart: 900_000, from: 27 * DAY, length: 3 * DAY });
    expect(bids({ lastDays: 99 }, 0)).toEqual({ gasPart: 900_000, from: 0, length: MONTH });
    const options = { from: 1.5, months: 2.5, part: 0.25 };
    expect([0, 1, 2, 3].map((month) => bids(options, month).gasPart)).toEqual([0, 250_000, 250_000, 0]);
  });

  test('takes no more than there is, and bids only what it can pay', () => {
    expect(bids({}, 0, undefined, 7).gasPart).toBe(7);
    expect(bids({}, 0, 27_000_000n).gasPart).toBe(900_000);
    expect(bids({}, 0, 26_999_999n)).toEqual(NONE);
    const occasion = { node: 0, month: 0, gasMicroUsd: 5, budgetMicroUsd: 4 };
    expect(rulesOf(gasSpike).claim!(occasion, viewOf(0))).toBe('claim');
    const report = {
      node: 0,
      windowStart: instant(0),
      windowEnd: instant(DAY),
      gasMicroUsd: 5,
      budgetMicroUsd: 4,
    };
    expect(rulesOf(gasSpike).report!(report, viewOf(0))).toBe('report');
  });

  const text = (more: string): string =>
    'horizon: 3 months\ncalendar: { days: 8 }\nnetwork: { nodes: 6, validators: 3 }\nchains: { initial: { small: 0 } }\n' +
    'availability: { mtbf: never }\nkeyGeneration: { mode: instant }\nmonitoring: { redraw: 1 month, probeEvery: 1 h }\n' +
    'bounty: { policy: sm-1.12, rent: kept, claimWindow: 3 days, gasBudgetUsd: 2 }\n' +
    `adversaries: [{ name: x, members: { nodes: [0, 3] }, strategies: [{ use: gas-spike, with: { ${more} } }] }]\n`;

  test('puts off what others claim until the month is over, and then until its window is', () => {
    const stage = ranUntil(16 * DAY - 1, text('lastDays: 3'));
    const delayed = factsOf(stage, 'claim-delayed').map(({ at, a }) => [at / DAY, a]);
    expect(delayed).toEqual([5, 6, 7].flatMap((day) => [1, 2, 4, 5].map((node) => [day, node])));
    const sent = factsOf(stage, 'claim-sent').map(({ at, a }) => [at / DAY, a]);
    expect(sent.slice(0, 2)).toEqual([
      [5, 0],
      [5, 3],
    ]);
    // The next month's claims of those that missed one begin with its fourth day, the others' with its last three.
    expect(sent.slice(2).filter(([, node]) => node % 3 !== 0)).toEqual(
      [1, 2, 4, 5].map((node) => [11, node]),
    );
    expect(sent.slice(2).filter(([, node]) => node % 3 === 0)).toEqual([0, 3].map((node) => [13, node]));
  });

  // 5 targets each: 246,000 gas at 30 gwei and 150 dollars are 1.107 dollars, and ten times as much in the last days.
  test('keeps others from reporting in its days, and has its own nodes report', () => {
    const reports = text('lastDays: 3').replace(
      'redraw: 1 month',
      'redraw: 1 day, report: { gasBudgetUsd: 2 }',
    );
    const stage = ranUntil(8 * DAY - 1, reports);
    const senders = factsOf(stage, 'report-sent').map(({ a, b }) => [b, a]);
    const window = (day: number): number[] =>
      senders.flatMap(([index, node]) => (index === day ? [node] : [])).toSorted((one, other) => one - other);
    expect([0, 3, 4].map(window)).toEqual([0, 3, 4].map(() => [0, 1, 2, 3, 4, 5]));
    expect([5, 6, 7].map(window)).toEqual([5, 6, 7].map(() => [0, 3]));
  });

  test('gives its own nodes what the others share with it a month later', () => {
    const share = (use: string): number =>
      Number(simulateRun(paramsOf(text(use)), 0).metrics['attack.payShare']);
    // A third of each month's pool; two thirds of the first month's wait, and a third of those is theirs as well.
    expect(share('lastDays: 3')).toBeGreaterThan(share('months: 0') + 0.05);
  });

  test('harms nobody whose budget it does not reach', () => {
    const stage = ranUntil(16 * DAY, text('lastDays: 3, part: 0.1'));
    expect(factsOf(stage, 'claim-delayed')).toEqual([]);
  });
});
