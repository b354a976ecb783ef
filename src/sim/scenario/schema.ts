/**
 * What a scenario file may say: every key, its form and its range. The JSON Schema for editors is made of
 * this.
 */
import { z } from 'zod';
import { METRICS } from '../protocol/metrics.ts';
import { PROFILES } from '../protocol/profiles.ts';
import type { ProfileName } from '../protocol/profiles.ts';
import {
  behaviour,
  bounty,
  chainValue,
  delegation,
  emission,
  gasGwei,
  hardware,
  market,
  minimumStake,
  payment,
  slashing,
  tiers,
} from './economy-schema.ts';
import {
  byMonths,
  durationOrMonths,
  exactShare,
  fileOr,
  fixed,
  identifier,
  list,
  moment,
  named,
  oneOf,
  optional,
  rate,
  real,
  share,
  shortDuration,
  span,
  table,
  text,
  whole,
} from './schema-fields.ts';

/** A hundred years: beyond it no parameter of a network means anything. */
export const HORIZON_MONTHS_MAX = 1200;
/** Whole numbers of any entity: nodes, holders, chains of one size, runs. */
const COUNT_MAX = 1_000_000;
const USD_DECIMALS = 6;
const METRIC_IDS = METRICS.map((metric) => metric.id) as [string, ...string[]];
const PROFILE_NAMES = Object.keys(PROFILES) as [ProfileName, ...ProfileName[]];

const shares = () => named(share(), 'a share from 0 to 1; all sum to 1');

const calendar = z.union([oneOf(['gregorian']), table({ days: whole(1, 366) })], {
  error: 'gregorian, or { days: n } with n from 1 to 366',
});

const network = table({
  nodes: optional(whole(1, COUNT_MAX)),
  slots: optional(whole(1, 1024)),
  validators: optional(whole(1, COUNT_MAX)),
  minimumStake: optional(minimumStake),
  regions: optional(shares()),
  providers: optional(shares()),
  clients: optional(shares()),
  enclaves: optional(shares()),
  hardware: optional(hardware),
  latency: optional(
    fileOr(
      list(list(fixed(0, 1_000_000, 3), 1, 'round trips in milliseconds'), 1, 'rows of the matrix'),
      'the name of a CSV file, or a matrix of round trips in milliseconds, a row a region',
    ),
  ),
  jitter: optional(table({ shape: optional(fixed(0.25, 1000, 2)), scale: optional(shortDuration()) })),
  loss: optional(share()),
  exitsPerMonth: optional(rate(COUNT_MAX)),
  nodesMax: optional(whole(1, COUNT_MAX)),
  entriesPerMonth: optional(rate(COUNT_MAX)),
  exit: optional(
    table({
      policy: optional(oneOf(['at-once', 'freeze'])),
      freeze: optional(span()),
      pace: optional(oneOf(['after-freeze', 'at-once'])),
    }),
  ),
  maintenanceState: optional(table({ perYear: optional(rate(1000)), duration: optional(span()) })),
  incompliance: optional(
    table({
      afterFailedMonths: optional(whole(0, HORIZON_MONTHS_MAX)),
      failedDkg: optional(oneOf(['ignored', 'marked'])),
    }),
  ),
});

const chains = table({
  initial: optional(z.record(identifier(), whole(0, COUNT_MAX), { error: 'a mapping of sizes to counts' })),
  demand: optional(
    table({
      arrivalsPerMonth: optional(rate(COUNT_MAX)),
      mix: optional(shares()),
      growth: optional(fixed(-0.99, 100, 6)),
      term: optional(
        table({
          months: optional(
            z.union([whole(1, 120), byMonths(share(), 'a mapping of months to shares; all sum to 1')], {
              error: 'months from 1 to 120, or a mapping of months to shares of chains',
            }),
          ),
          renewal: optional(share()),
          deletion: optional(share()),
        }),
      ),
      whenFull: optional(oneOf(['refuse', 'queue'])),
    }),
  ),
  private: optional(share()),
  catchUp: optional(
    table({ gigabytes: fixed(0.001, 100_000, 3), megabitsPerSecond: fixed(0.1, 1_000_000, 3) }),
  ),
  hybrid: optional(
    table({
      share: optional(share()),
      part: optional(share()),
      authorities: list(whole(0, COUNT_MAX - 1), 1, 'numbers of nodes'),
    }),
  ),
  value: optional(chainValue),
  price: optional(
    z.union(
      [
        oneOf(['contract']),
        table({
          kind: oneOf(['contract', 'fixed-usd', 'load-driven']),
          usd: optional(fixed(0, 1_000_000_000, USD_DECIMALS)),
        }),
      ],
      {
        error:
          'contract, or { kind: fixed-usd | load-driven, usd: dollars a slot and month }; ' +
          'load-driven without usd scales contract',
      },
    ),
  ),
});

const REPAIR = 'exponential, constant, or { kind: weibull | log-normal, shape: number }';
const repair = () =>
  z.union(
    [
      oneOf(['exponential', 'constant']),
      table({
        kind: oneOf(['exponential', 'constant', 'weibull', 'log-normal']),
        shape: optional(real(0.05, 20)),
      }),
    ],
    { error: REPAIR },
  );

const NEVER_OR_SPAN = 'never, or a duration such as 30 days, up to 10000000 days';
const availability = table({
  mtbf: optional(z.union([oneOf(['never']), span(NEVER_OR_SPAN)], { error: NEVER_OR_SPAN })),
  mttr: optional(span()),
  repair: optional(repair()),
  correlated: optional(
    list(
      table({
        by: oneOf(['region', 'provider', 'client']),
        mtbf: span(),
        mttr: span(),
        repair: optional(repair()),
      }),
      0,
      'mappings with keys by, mtbf, mttr, repair',
    ),
  ),
  maintenance: optional(table({ every: span(), duration: span() })),
  trace: optional(
    fileOr(
      list(table({ node: whole(0, COUNT_MAX - 1), from: moment(), to: moment() }), 0, 'outages'),
      'the name of a CSV file with columns node, from, to, or a list of such outages',
    ),
  ),
});

const ASSIGNMENT = 'out, in, or with the number of monitors: out-24, in-24';
const monitoring = table({
  monitors: optional(whole(1, 1000)),
  assignment: optional(
    z.string({ error: ASSIGNMENT }).regex(/^(out|in)(-([1-9]\d{0,2}|1000))?$/, { error: ASSIGNMENT }),
  ),
  redraw: optional(durationOrMonths(1)),
  probeEvery: optional(span()),
  fidelity: optional(oneOf(['interval', 'causal', 'exact'])),
  report: optional(
    table({
      before: optional(span()),
      gas: optional(whole(21_000, 1_000_000_000)),
      verdictGas: optional(whole(0, 1_000_000_000)),
      gasBudgetUsd: optional(fixed(0.000001, 1_000_000_000, USD_DECIMALS)),
    }),
  ),
});

const sla = table({
  aggregation: optional(oneOf(['median-mad', 'median', 'median-upper', 'trimmed-mean', 'mean'])),
  madFactor: optional(fixed(0, 1000, 3)),
  trim: optional(share(0, 0.499999)),
  pooling: optional(oneOf(['window', 'period'])),
  quorum: optional(whole(1, 1000)),
  floor: optional(share()),
  latency: optional(shortDuration()),
  payment: optional(payment),
  tiers: optional(tiers),
  tierMonths: optional(whole(1, 24)),
});

/** A multiple of the day's price of gas. */
const bid = () => fixed(0.000001, 1000, 6);
const mainnet = table({
  blockTime: optional(span()),
  gasLimit: optional(whole(1, Number.MAX_SAFE_INTEGER)),
  gasShare: optional(share()),
  gasGwei: optional(gasGwei),
  bid: optional(bid()),
  inclusion: optional(
    list(table({ bid: bid(), blocks: whole(0, 1_000_000) }), 1, 'mappings with keys bid, blocks'),
  ),
});

const usd = () => fixed(0, 1_000_000_000, USD_DECIMALS);
const adversary = table({
  name: text(100),
  members: table({
    share: optional(exactShare()),
    nodes: optional(list(whole(0, COUNT_MAX - 1), 0, 'indices of nodes')),
    validators: optional(whole(0, COUNT_MAX)),
  }),
  corruption: optional(table({ kind: oneOf(['static']) })),
  budget: optional(
    table({ disruption: optional(span()), usd: optional(usd()), identityUsd: optional(usd()) }),
  ),
  strategies: optional(
    list(
      table({
        use: text(4096),
        with: optional(
          z.record(
            z.string(),
            z.union([z.number(), z.string(), z.boolean()], { error: 'a number, text, true or false' }),
            { error: 'a mapping of parameters to values' },
          ),
        ),
      }),
      0,
      'mappings with keys use, with',
    ),
  ),
});

const conditions = () => z.record(z.string(), z.unknown(), { error: 'a mapping of paths to conditions' });
const sweep = table({
  design: oneOf(['grid', 'latin-hypercube', 'sobol', 'list']),
  over: optional(
    z.record(z.string(), list(z.unknown(), 1, 'values'), { error: 'a mapping of paths to lists of values' }),
  ),
  list: optional(list(conditions(), 1, 'cells: mappings of paths to values')),
  samples: optional(whole(1, COUNT_MAX)),
});

const bound = table({
  id: text(100),
  metric: oneOf(METRIC_IDS),
  where: optional(conditions()),
  assert: text(200),
  severity: optional(oneOf(['error', 'warn'])),
  minRuns: optional(whole(1, COUNT_MAX)),
  maxRuns: optional(whole(1, COUNT_MAX)),
});

const SEED = 'text of 1 to 200 characters, or a whole number';
const START = 'a day from 1970-01-01 to 9799-12-31, such as 2020-01-01';

/** The whole file. Keys that are left out come from the profile. */
export const SCENARIO = table({
  version: z.literal(1, { error: '1' }),
  name: optional(text(200)),
  about: optional(z.string({ error: 'text' }).max(10_000, { error: 'text of up to 10,000 characters' })),
  profile: optional(oneOf(PROFILE_NAMES)),
  seed: optional(
    z.union(
      [z.int({ error: SEED }), z.string({ error: SEED }).min(1, { error: SEED }).max(200, { error: SEED })],
      {
        error: SEED,
      },
    ),
  ),
  horizon: optional(durationOrMonths(HORIZON_MONTHS_MAX)),
  start: optional(z.string({ error: START }).regex(/^\d{4}-\d{2}-\d{2}$/, { error: START })),
  calendar: optional(calendar),
  network: optional(network),
  sizes: optional(
    z.record(identifier(), table({ slots: whole(0, 1024), members: whole(1, 256) }), {
      error: 'a mapping of names to { slots, members }',
    }),
  ),
  chains: optional(chains),
  placement: optional(
    table({
      policy: optional(
        oneOf([
          'uniform',
          'capacity-weighted',
          'power-of-d',
          'least-loaded',
          'legacy-single-draw',
          'sm-1.12',
          'sm-talk-2019',
        ]),
      ),
      d: optional(whole(1, 64)),
      repair: optional(table({ movesPerMonth: optional(whole(0, COUNT_MAX)) })),
    }),
  ),
  rotation: optional(
    table({
      policy: optional(oneOf(['monthly-replace', 'monthly-redraw', 'exit-only'])),
      members: optional(whole(0, 256)),
    }),
  ),
  randomness: optional(
    table({
      source: optional(oneOf(['threshold-bls', 'commit-reveal', 'block-hash'])),
      crypto: optional(oneOf(['ideal', 'real'])),
      group: optional(whole(1, 256)),
      possession: optional(oneOf(['required', 'none'])),
    }),
  ),
  keyGeneration: optional(
    table({
      mode: optional(oneOf(['protocol', 'instant'])),
      atTurn: optional(oneOf(['fresh', 'reshare'])),
      variant: optional(oneOf(['joint-feldman', 'pedersen'])),
      phaseLimit: optional(span()),
      curve: optional(oneOf(['bn254', 'bls12-381'])),
      keysIn: optional(oneOf(['g1', 'g2'])),
    }),
  ),
  availability: optional(availability),
  monitoring: optional(monitoring),
  sla: optional(sla),
  emission: optional(emission),
  bounty: optional(bounty),
  delegation: optional(delegation),
  slashing: optional(slashing),
  market: optional(market),
  behaviour: optional(behaviour),
  mainnet: optional(mainnet),
  adversaries: optional(list(adversary, 0, 'coalitions: mappings with keys name, members, strategies')),
  runs: optional(whole(1, COUNT_MAX)),
  metrics: optional(list(oneOf(METRIC_IDS), 1, 'at least one metric')),
  sweep: optional(sweep),
  bounds: optional(list(bound, 0, 'mappings with keys id, metric, assert')),
  record: optional(
    table({
      facts: optional(oneOf(['none', 'failures', 'all'])),
      series: optional(z.literal('1 month', { error: '1 month' })),
    }),
  ),
});

/** A scenario as its file says it, checked field by field. */
export type Scenario = z.infer<typeof SCENARIO>;

/**
 * JSON Schema (2020-12) of a scenario file, for editors. Ranges that no JSON Schema can say are checked on
 * reading.
 */
export function scenarioJsonSchema(): object {
  const schema = z.toJSONSchema(SCENARIO, { io: 'input' });
  return {
    ...schema,
    title: 'elastinet scenario',
    description: 'One network, its attackers, and what to measure.',
  };
}
