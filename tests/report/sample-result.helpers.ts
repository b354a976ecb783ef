/**
 * A result such as a year of a network of 1,000 nodes yields, 12 runs, made without the simulator: numbers
 * come from a small congruential generator, closed forms from sums of exact terms. What a report must survive
 * is in it: zeros with upper limits, amounts as text, months without samples, metrics of every kind.
 */

import type { Analytic, Estimate, Manifest, SeriesEstimate, Summary } from '../../src/experiments/summary.ts';
import type { MetricDefinition } from '../../src/report/metric-table.ts';

const RUNS = 12;
const NODES = 1000;
const SLOTS = 128;
const CHAINS = 8000;
const COALITION = 150;
const MEMBERS = 16;

/** Numbers 0 … 1, always the same ones: a mixed congruential generator, modulus 2^31. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** The number of ways to choose `count` out of `from`, as a double. */
function choose(from: number, count: number): number {
  let product = 1;
  for (let index = 0; index < count; index += 1) product *= (from - index) / (index + 1);
  return product;
}

/** Probability that at least `seats` of 16 members belong to a coalition of 150 in 1,000. */
function hypergeometricTail(seats: number): number {
  let tail = 0;
  for (let held = seats; held <= MEMBERS; held += 1) {
    tail += choose(COALITION, held) * choose(NODES - COALITION, MEMBERS - held);
  }
  return tail / choose(NODES, MEMBERS);
}

function estimate(mean: number, halfWidth: number, unit: string, analytic?: Analytic): Estimate {
  const method = halfWidth === 0 ? 'no-spread' : 'student';
  const interval = [mean - halfWidth, mean + halfWidth] as const;
  return { mean, interval, n: RUNS, method, unit, ...(analytic === undefined ? {} : { analytic }) };
}

const amount = (value: number): string => `${Math.round(value)}.25`;

function tokens(whole: number, halfWidth: number): Estimate {
  const interval = [amount(whole - halfWidth), amount(whole + halfWidth)] as const;
  const method = halfWidth === 0 ? 'no-spread' : 'student';
  return { mean: amount(whole), interval, n: RUNS, method, unit: 'tokens' };
}

/** Counts in a month: 3.689 is the upper 97.5 % limit of a Poisson mean after no event. */
function countSeries(expected: number, unit: string, formula: string, seed: number): SeriesEstimate[] {
  const draw = draws(seed);
  return Array.from({ length: 12 }, (_, month) => {
    const growth = 1 + month * 0.004;
    const spread = Math.sqrt(expected / RUNS);
    const mean =
      expected < 0.2 ? (month === 7 ? 1 / RUNS : 0) : expected * growth + (draw() - 0.5) * 2 * spread;
    const value = expected * growth;
    const deviation = mean === 0 ? null : (mean - value) / spread;
    const interval =
      mean === 0
        ? ([0, 3.689 / RUNS] as const)
        : expected < 0.2
          ? ([0.0253 / RUNS, 5.572 / RUNS] as const)
          : ([mean - 2.2 * spread, mean + 2.2 * spread] as const);
    const method = expected < 0.2 ? ('poisson' as const) : ('student' as const);
    return { month, mean, interval, n: RUNS, method, unit, analytic: { value, formula, deviation } };
  });
}

function plainSeries(at: (month: number) => Estimate): SeriesEstimate[] {
  return Array.from({ length: 12 }, (_, month) => ({ ...at(month), month }));
}

const formula = (seats: number): string => `chains × P(hypergeometric ≥ ${seats} of 16)`;

function metrics(): Record<string, Estimate> {
  const capture = CHAINS * hypergeometricTail(11);
  const halt = CHAINS * hypergeometricTail(6);
  return {
    'chains.placed': estimate(8000, 0, 'chains'),
    'chains.refused': estimate(0, 0, 'chains'),
    'slots.utilisation': estimate(1, 0, '0 … 1'),
    'capture.any': {
      mean: 1 / 12,
      interval: [0.0021, 0.3848],
      n: RUNS,
      method: 'clopper-pearson',
      unit: '0 or 1',
      analytic: {
        value: 1 - Math.exp(-12 * capture),
        formula: '1 − exp(−expected chain-months)',
        deviation: -0.9,
      },
    },
    'capture.chains': {
      mean: 1 / 12,
      interval: [0.0021, 0.4643],
      n: RUNS,
      method: 'poisson',
      unit: 'chains',
    },
    'capture.chainMonths': {
      mean: 1 / 12,
      interval: [0.0021, 0.4643],
      n: RUNS,
      method: 'poisson',
      unit: 'chain-months',
      analytic: { value: 12 * capture, formula: formula(11), deviation: -0.8 },
    },
    'capture.firstMonth': { mean: null, interval: null, n: 0, method: 'none', unit: 'month' },
    'halt.chains': estimate(1377.3, 61.2, 'chains'),
    'halt.chainMonths': estimate(12 * halt * 1.001, 88, 'chain-months', {
      value: 12 * halt,
      formula: formula(6),
      deviation: 0.2,
    }),
    'fork.chains': estimate(1377.3, 61.2, 'chains'),
    'chain.availability': estimate(0.999_999_91, 0.000_000_04, '0 … 1'),
    'sla.passed': estimate(0.99871, 0.00032, '0 … 1'),
    'sla.falseFail': estimate(4.17, 1.31, 'node-months'),
    'sla.falseFail.rate': estimate(0.000_434, 0.000_137, '0 … 1'),
    'sla.falseFail.byVerdicts': estimate(1.25, 0.61, 'node-months'),
    'sla.falsePass': estimate(2.58, 0.92, 'node-months'),
    'sla.falsePass.rate': estimate(0.000_215, 0.000_077, '0 … 1'),
    'sla.falsePass.honest': estimate(2.58, 0.92, 'node-months'),
    'sla.falsePass.honest.rate': estimate(0.000_269, 0.000_096, '0 … 1'),
    'sla.falsePass.coalition': estimate(0, 0, 'node-months'),
    'sla.falsePass.coalition.rate': estimate(0, 0, '0 … 1'),
    'sla.belowFloor.rate': estimate(0.00121, 0.00031, '0 … 1'),
    'sla.windowsWithoutQuorum': estimate(0, 0, 'windows'),
    'emission.total': tokens(385_000_000, 0),
    'bounty.paid': tokens(384_512_331, 121_004),
    'bounty.carried': tokens(487_669, 121_004),
    'apr.validator': estimate(0.01021, 0.00004, 'a year'),
    'apr.delegator': estimate(0.0919, 0.0003, 'a year', {
      value: 0.0921,
      formula: 'pool · 12 / stake',
      deviation: -5.2,
    }),
    'stake.nakamoto': estimate(41.6, 1.9, 'validators'),
    'rotation.deferred': estimate(0, 0, 'seats'),
  };
}

function series(): Record<string, SeriesEstimate[]> {
  const halt = CHAINS * hypergeometricTail(6);
  const draw = draws(2026);
  const near = (value: number, spread: number): number => value + (draw() - 0.5) * spread;
  return {
    'capture.chainMonths': countSeries(CHAINS * hypergeometricTail(11), 'chains', 'hypergeometric tail', 3),
    'halt.chainMonths': countSeries(halt, 'chains', 'hypergeometric tail', 5),
    'fork.chainMonths': countSeries(halt, 'chains', 'hypergeometric tail', 7),
    'slots.utilisation': plainSeries((month) => estimate(0.82 + month * 0.012, 0.004, '0 … 1')),
    'sla.passed': plainSeries(() => estimate(near(0.9987, 0.0008), 0.0004, '0 … 1')),
    'sla.falseFail': plainSeries(() => estimate(near(0.36, 0.3), 0.17, 'nodes')),
    'sla.falsePass': plainSeries(() => estimate(near(0.21, 0.2), 0.1, 'nodes')),
    'bounty.pool': plainSeries((month) => tokens(32_083_333 + month * 141_000, 0)),
    'bounty.paid': plainSeries((month) => tokens(31_960_000 + month * 139_000, 42_000)),
    'apr.validator': plainSeries(() => estimate(near(0.0102, 0.0004), 0.0002, 'a year')),
    'apr.delegator': plainSeries((month) => estimate(near(0.0934 - month * 0.0003, 0.001), 0.0006, 'a year')),
  };
}

/** The definitions that go with {@link sampleSummary}. */
export const SAMPLE_METRICS: readonly MetricDefinition[] = Object.entries(metrics()).map(
  ([id, { unit }]) => ({
    id,
    unit,
    definition: `what ${id} counts over the horizon, one value a run`,
  }),
);

/** A year of 1,000 nodes in 12 runs. */
export function sampleSummary(): Summary {
  const draw = draws(11);
  return {
    format: 1,
    name: 'talk-year',
    about: 'The talk’s network for one year: 1,000 nodes, 8,000 small chains, a coalition of 15 % of nodes.',
    runs: RUNS,
    digest: '5d41402abc4b2a76b9719d911017c592',
    metrics: metrics(),
    series: series(),
    verdict: [
      {
        id: 'capture.chainMonths',
        text: 'Captured chain-months follow the hypergeometric tail.',
        status: 'agrees',
      },
      {
        id: 'halt.chainMonths',
        text: 'Chains that can be halted follow the hypergeometric tail.',
        status: 'agrees',
      },
      {
        id: 'apr.delegator',
        text: 'Yield of holders is 5.2 standard errors below pool over stake.',
        status: 'differs',
      },
      {
        id: 'sla.falseFail.rate',
        text: 'False failures: 4.3×10⁻⁴ of honest node-months.',
        status: 'measured',
      },
    ],
    slotMap: {
      slots: SLOTS,
      used: Array.from({ length: NODES }, () => {
        const fill = (draw() + draw() + draw()) / 3;
        return Math.min(SLOTS, Math.floor(64 + fill * 72));
      }),
    },
    months: Array.from({ length: 12 }, (_, month) => `2020-${String(month + 1).padStart(2, '0')}`),
    notes: [
      'The last month ends on the horizon; all months are whole.',
      'No metric of theft: the strategy static-capture only holds its seats.',
    ],
  };
}

/** The manifest that goes with {@link sampleSummary}. */
export function sampleManifest(): Manifest {
  const digests = Array.from({ length: RUNS }, (_, run) => `${run.toString(16)}`.repeat(32).slice(0, 32));
  return {
    format: 1,
    elastinet: '0.1.0',
    commit: 'c223554d1f7f3b1f0f6e3c0a2f4f0f5f9f1c7a10',
    lockHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    engine: 'node 20.20.0, v8 11.3.244.8',
    scenarioFile: 'scenarios/talk-year.yaml',
    scenarioHash: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
    scenario: {
      version: 1,
      name: 'talk-year',
      network: { nodes: NODES, slots: SLOTS },
      chains: { initial: { small: CHAINS } },
    },
    seed: '2026',
    runs: RUNS,
    digest: '5d41402abc4b2a76b9719d911017c592',
    digests,
    replay:
      'elastinet run scenarios/talk-year.yaml --runs 12 --set chains.initial.small=8000 --out results/x',
  };
}
