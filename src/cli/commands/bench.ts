/** `bench`: how fast this machine runs the parts, and whether they have become slower. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compareWithBaseline, measureRatios, parseRatios } from '../../experiments/bench/baseline.ts';
import type { Compared, Ratios } from '../../experiments/bench/baseline.ts';
import type { BenchOptions } from '../../experiments/bench/bench.ts';
import { BENCHES } from '../../experiments/bench/benches.ts';
import { costTables } from '../../experiments/bench/crypto-costs.ts';
import { suitesOf } from '../../experiments/bench/crypto-suites.ts';
import { measureMonitoringPeers, monitoringPeersTable } from '../../experiments/bench/monitoring-peers.ts';
import { hasNs3, missingPeers } from '../../experiments/bench/peers.ts';
import { measurePholdPeers, pholdPeersTable } from '../../experiments/bench/phold-peers.ts';
import { measureScale, scaleTables } from '../../experiments/bench/scale.ts';
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
const HOLDERS_MAX = 1_000_000;
const CURVES = ['bn254', 'bls12-381'] as const;
const KEY_GROUPS = ['g1', 'g2'] as const;
const FIDELITIES = ['interval', 'causal', 'exact'] as const;
/** The least that parts can be asked for: they take a hundredth or a thousandth as well. */
const PENDING_MIN: Readonly<Record<string, number>> = { queue: 1000 };
const SCALE_NODES_MIN = 1600;
const PART_ABOUT =
  'what to measure: a part, other simulators beside ours (peers), or the cost at three sizes (scale); ' +
  'without it, the figures of the baseline';
const NODES_ABOUT =
  'nodes of the network (model, rotation, payday, peers), default 1000; at most (scale), default 100000';

/** Measures one part, all watched figures, the peers, or the cost at three sizes. */
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
        choices: [...Object.keys(BENCHES), 'peers', 'scale'],
        describe: PART_ABOUT,
      })
      .option('pending', { ...TEXT, describe: 'events that wait (phold, peers), at most (queue)' })
      .option('events', { ...TEXT, describe: 'events of one repetition (phold, queue, peers)' })
      .option('ties', { ...SWITCH, describe: 'nearly all events fall on few instants (phold)' })
      .option('nodes', { ...TEXT, describe: NODES_ABOUT })
      .option('chains', { ...TEXT, describe: 'small chains (model, rotation, captures); default 8 a node' })
      .option('holders', { ...TEXT, describe: 'holders of stake (delegation, designer); default 100000' })
      .option('months', { ...TEXT, describe: 'months (model, rotation, payday, peers); default 12' })
      .option('only', { ...TEXT, choices: ['monitoring'], describe: 'leave the rest out (model, peers)' })
      .option('fidelity', {
        ...TEXT,
        choices: FIDELITIES,
        describe: 'of monitoring (model); default interval',
      })
      .option('curve', { ...TEXT, choices: CURVES, describe: 'of the keys (crypto); default each' })
      .option('keys-in', {
        ...TEXT,
        choices: KEY_GROUPS,
        describe: 'group of the keys (crypto); default each',
      })
      .option('first', { ...SWITCH, describe: 'nothing but the first signature of a process (crypto)' })
      .option('costs', { ...SWITCH, describe: 'print the model’s tables of costs as Markdown (crypto)' })
      .option('peer-nodes', { ...TEXT, describe: 'nodes of SimPy’s network (peers); default 30' })
      .option('repeats', { ...TEXT, describe: 'repetitions, of which the median counts; runs (captures)' })
      .option('compare', { ...TEXT, describe: 'a baseline; exit code 1 when a figure is slower' })
      .option('json', { ...SWITCH, describe: 'print JSON on stdout; without a part, a new baseline' }),
  run: async (args, terminal) => {
    const part = textOf(args, 'part');
    const file = textOf(args, 'compare');
    if (args['costs'] === true) return showCosts(args, part, terminal);
    if (part === 'peers' || part === 'scale') {
      if (file !== undefined) throw new UsageError(`--compare does not go with ${part}`);
      return part === 'peers' ? showPeers(args, terminal) : showScale(args, terminal);
    }
    if (part === undefined || file !== undefined) return showRatios(args, part, file, terminal);
    const figures = BENCHES[part].measure({
      ...suitesAsked(args),
      isFirstOnly: args['first'] === true,
      ...sizeOf(args),
      pending: wholeOf(args, 'pending', PENDING_MIN[part] ?? 1, PENDING_MAX),
      events: wholeOf(args, 'events', 1, EVENTS_MAX),
      isTied: args['ties'] === true,
      only: textOf(args, 'only') === 'monitoring' ? 'monitoring' : undefined,
      fidelity: FIDELITIES.find((fidelity) => fidelity === textOf(args, 'fidelity')),
      repeats: wholeOf(args, 'repeats', 1, REPEATS_MAX),
    });
    terminal.out(args['json'] === true ? `${JSON.stringify(figures)}\n` : listed(figures));
    return EXIT.good;
  },
};

const sizeOf = (args: Arguments): Pick<BenchOptions, 'nodes' | 'chains' | 'months' | 'holders'> => ({
  nodes: wholeOf(args, 'nodes', 1, NODES_MAX),
  chains: wholeOf(args, 'chains', 0, CHAINS_MAX),
  months: wholeOf(args, 'months', 1, MONTHS_MAX),
  holders: wholeOf(args, 'holders', 1000, HOLDERS_MAX),
});

const suitesAsked = (args: Arguments): Pick<BenchOptions, 'curve' | 'keysIn'> => ({
  curve: CURVES.find((curve) => curve === textOf(args, 'curve')),
  keysIn: KEY_GROUPS.find((group) => group === textOf(args, 'keys-in')),
});

function showCosts(args: Arguments, part: string | undefined, terminal: Terminal): number {
  if (part !== 'crypto') throw new UsageError('--costs goes with crypto only');
  terminal.out(costTables(suitesOf(suitesAsked(args))));
  return EXIT.good;
}

function showPeers(args: Arguments, terminal: Terminal): number {
  const pending = wholeOf(args, 'pending', 1, PENDING_MAX);
  const events = wholeOf(args, 'events', 1, EVENTS_MAX);
  const rounds = wholeOf(args, 'repeats', 1, REPEATS_MAX);
  const { nodes, months } = sizeOf(args);
  const simpyNodes = wholeOf(args, 'peer-nodes', 2, NODES_MAX);
  const missing = missingPeers();
  if (missing.length > 0) throw new UsageError(`bench peers needs ${missing.join(' and ')}`);
  const isWhole = textOf(args, 'only') === undefined;
  const withNs3 = isWhole && hasNs3();
  if (isWhole && !withNs3) terminal.note('ns-3 is skipped: it is not installed (Debian: libns3-dev)\n');
  const phold = isWhole
    ? measurePholdPeers({ pending: pending === undefined ? undefined : [pending], events, rounds, withNs3 })
    : undefined;
  const monitoring = measureMonitoringPeers({ simpyNodes, nodes, months, rounds });
  const tables = [...(phold === undefined ? [] : [pholdPeersTable(phold)]), monitoringPeersTable(monitoring)];
  terminal.out(args['json'] === true ? `${JSON.stringify({ phold, monitoring })}\n` : tables.join('\n'));
  return EXIT.good;
}

function showScale(args: Arguments, terminal: Terminal): number {
  const nodes = wholeOf(args, 'nodes', SCALE_NODES_MIN, NODES_MAX);
  const rounds = wholeOf(args, 'repeats', 1, REPEATS_MAX);
  const scale = measureScale({ nodes, rounds });
  terminal.out(args['json'] === true ? `${JSON.stringify(scale)}\n` : scaleTables(scale));
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
  const repeats = wholeOf(args, 'repeats', 1, REPEATS_MAX);
  if (baseline === undefined) {
    const ratios = measureRatios(repeats, benches);
    terminal.out(args['json'] === true ? `${JSON.stringify({ ratios }, null, 2)}\n` : listed(ratios));
    return EXIT.good;
  }
  const isMeasured = (name: string): boolean => part === undefined || name.startsWith(`${part}.`);
  const was = Object.fromEntries(Object.entries(baseline).filter(([name]) => isMeasured(name)));
  const compared = compareWithBaseline(was, (isWanted) => measureRatios(repeats, benches, isWanted));
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

function listed(figures: Readonly<Record<string, number | string>>): string {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  return Object.entries(figures)
    .map(([name, figure]) => `${name.padEnd(width)}  ${rounded(figure)}\n`)
    .join('');
}

const rounded = (figure: number | string): number | string =>
  typeof figure === 'number' ? Number(figure.toPrecision(5)) : figure;

const NAME_WIDTH = 20;

function comparedLine({ name, was, now, isSlower }: Compared): string {
  if (was === undefined) return `${name.padEnd(NAME_WIDTH)} ${now}, not in the baseline\n`;
  if (now === undefined) return `${name.padEnd(NAME_WIDTH)} not measured any more\n`;
  const change = `${(now / was).toFixed(2)} times the baseline`;
  return `${name.padEnd(NAME_WIDTH)} ${now} (was ${was}): ${change}${isSlower ? ', SLOWER' : ''}\n`;
}
