/** `bench`: how fast this machine runs the parts, and whether they have become slower. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compareRatios, measureRatios, parseRatios } from '../../experiments/bench/baseline.ts';
import type { Compared, Ratios } from '../../experiments/bench/baseline.ts';
import { BENCHES } from '../../experiments/bench/benches.ts';
import { measurePeers, missingPeers, peersTable } from '../../experiments/bench/peers.ts';
import { SWITCH, TEXT, textOf, wholeOf } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

const PENDING_MAX = 50_000_000;
const EVENTS_MAX = 1_000_000_000;
const REPEATS_MAX = 1000;
const NODES_MAX = 1_000_000;
const CHAINS_MAX = 1_000_000;
const MONTHS_MAX = 1200;
const PEERS_PENDING = [1000, 10_000, 100_000, 1_000_000];

/** Measures one part, all watched figures, or the peers. */
export const benchCommand: Command = {
  usage: 'bench [part]',
  about: 'Measures the speed of the parts, and compares it with a baseline or with other simulators',
  examples: [
    ['$0 bench phold --pending 100000', 'the event queue with 100,000 events waiting'],
    ['$0 bench --compare bench/baseline.json', 'all watched figures against the baseline'],
  ],
  describe: (parser) =>
    parser
      .positional('part', {
        type: 'string',
        choices: [...Object.keys(BENCHES), 'peers'],
        describe: 'what to measure; without it, the figures of the baseline',
      })
      .option('pending', { ...TEXT, describe: 'events that wait (phold, peers)' })
      .option('events', { ...TEXT, describe: 'events of one repetition (phold)' })
      .option('ties', { ...SWITCH, describe: 'nearly all events fall on few instants (phold)' })
      .option('nodes', { ...TEXT, describe: 'nodes of the network (model, rotation, payday); default 1000' })
      .option('chains', { ...TEXT, describe: 'small chains (model, rotation); default 8 a node' })
      .option('months', { ...TEXT, describe: 'months (model, rotation, payday); default 12' })
      .option('only', { ...TEXT, choices: ['monitoring'], describe: 'leave the rest out (model)' })
      .option('repeats', { ...TEXT, describe: 'repetitions, of which the median counts' })
      .option('compare', { ...TEXT, describe: 'a baseline; exit code 1 when a figure is slower' })
      .option('json', { ...SWITCH, describe: 'print JSON on stdout; without a part, a new baseline' }),
  run: async (args, terminal) => {
    const part = textOf(args, 'part');
    const file = textOf(args, 'compare');
    if (file !== undefined && part === 'peers') throw new UsageError('--compare does not go with peers');
    if (part === 'peers') return showPeers(args, terminal);
    if (part === undefined || file !== undefined) return showRatios(args, part, file, terminal);
    const figures = BENCHES[part].measure({
      pending: wholeOf(args, 'pending', 1, PENDING_MAX),
      events: wholeOf(args, 'events', 1, EVENTS_MAX),
      isTied: args['ties'] === true,
      nodes: wholeOf(args, 'nodes', 1, NODES_MAX),
      chains: wholeOf(args, 'chains', 0, CHAINS_MAX),
      months: wholeOf(args, 'months', 1, MONTHS_MAX),
      only: textOf(args, 'only') === 'monitoring' ? 'monitoring' : undefined,
      repeats: wholeOf(args, 'repeats', 1, REPEATS_MAX),
    });
    terminal.out(args['json'] === true ? `${JSON.stringify(figures)}\n` : listed(figures));
    return EXIT.good;
  },
};

function showPeers(args: Arguments, terminal: Terminal): number {
  const missing = missingPeers();
  if (missing.length > 0) throw new UsageError(`bench peers needs ${missing.join(' and ')}`);
  const pending = wholeOf(args, 'pending', 1, PENDING_MAX);
  const rows = measurePeers(pending === undefined ? PEERS_PENDING : [pending]);
  terminal.out(args['json'] === true ? `${JSON.stringify(rows)}\n` : peersTable(rows));
  terminal.note('ns-3 is skipped: this version has no program for it\n');
  return EXIT.good;
}

function showRatios(
  args: Arguments,
  part: string | undefined,
  file: string | undefined,
  terminal: Terminal,
): number {
  const benches = part === undefined ? BENCHES : { [part]: BENCHES[part] };
  const baseline = file === undefined ? undefined : readBaseline(resolve(terminal.cwd, file), file);
  const ratios = measureRatios(wholeOf(args, 'repeats', 1, REPEATS_MAX), benches);
  if (baseline === undefined) {
    terminal.out(args['json'] === true ? `${JSON.stringify({ ratios }, null, 2)}\n` : listed(ratios));
    return EXIT.good;
  }
  const isMeasured = (name: string): boolean => part === undefined || name.startsWith(`${part}.`);
  const was = Object.fromEntries(Object.entries(baseline).filter(([name]) => isMeasured(name)));
  const compared = compareRatios(was, ratios);
  terminal.out(args['json'] === true ? `${JSON.stringify(compared)}\n` : compared.map(comparedLine).join(''));
  return compared.some(({ isSlower }) => isSlower) ? EXIT.fault : EXIT.good;
}

function readBaseline(path: string, shown: string): Ratios {
  const ratios = parseRatios(readFileSync(path, 'utf8'));
  if (ratios === undefined) {
    throw new UsageError(`${shown} is no baseline; elastinet bench --json > ${shown} makes one`);
  }
  return ratios;
}

function listed(figures: Readonly<Record<string, number>>): string {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  return Object.entries(figures)
    .map(([name, figure]) => `${name.padEnd(width)}  ${Number(figure.toPrecision(5))}\n`)
    .join('');
}

const NAME_WIDTH = 20;

function comparedLine({ name, was, now, isSlower }: Compared): string {
  if (was === undefined) return `${name.padEnd(NAME_WIDTH)} ${now}, not in the baseline\n`;
  if (now === undefined) return `${name.padEnd(NAME_WIDTH)} not measured any more\n`;
  const change = `${(now / was).toFixed(2)} times the baseline`;
  return `${name.padEnd(NAME_WIDTH)} ${now} (was ${was}): ${change}${isSlower ? ', SLOWER' : ''}\n`;
}
