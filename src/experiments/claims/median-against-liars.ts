/** C14: does the median of the verdicts keep liars from deciding? §M9.4 */
import {
  flipProbability,
  flipProbabilityPooled,
  flipProbabilityWindows,
} from '../../sla/flip-probability.ts';
import { simulate } from '../simulation.ts';
import type { Claim, ClaimVerdict } from './claim.ts';
import { figure, withInterval } from './figures.ts';

const NODES = 1000;
const MONITORS = 24;
const WINDOWS = 30;
const RUNS = 3;
/** Part of the honest nodes that liars may fail before they count as deciding. */
const FAILED_MAX = 0.01;
const AGREEMENT = { floorPpm: 970_000, latencyMaxMicros: 150_000 };

const COALITIONS = [
  { share: '1/5', liars: 200 },
  { share: '1/3', liars: 333 },
];

type Watch = Parameters<typeof flipProbability>[0];

/**
 * How verdicts become a month's figure, and the probability that liars then fail a node that was never down.
 */
const SCHEMES: readonly {
  readonly label: string;
  readonly monitoring: object;
  readonly sla: object;
  readonly probability: (watch: Watch) => number;
}[] = [
  {
    label: 'one window a month',
    monitoring: { redraw: '1 month' },
    sla: {},
    probability: (watch) => flipProbability(watch),
  },
  {
    label: 'daily windows, mean of their medians',
    monitoring: { redraw: '1 day' },
    sla: { pooling: 'window' },
    probability: (watch) => flipProbabilityWindows(flipProbability(watch), WINDOWS, AGREEMENT),
  },
  {
    label: 'daily windows, one median of all verdicts',
    monitoring: { redraw: '1 day' },
    sla: { pooling: 'period' },
    probability: (watch) => flipProbabilityPooled(watch, WINDOWS),
  },
];

/**
 * A median fails as soon as it is asked often: pooling by window multiplies the chances, pooling by period
 * divides them.
 */
export const medianAgainstLiars: Claim = {
  id: 'C14',
  claim: 'Verdicts are combined by a median without outliers, so that lying monitors do not decide a score.',
  test: {
    scenario:
      `profile talk, nodes never down nor slow, one month of ${WINDOWS} days, ` +
      `exactly ${MONITORS} monitors a node, bad-mouthing; seed claim-14, ${RUNS} runs each`,
    run: () => {
      const rows = COALITIONS.flatMap((liars) => SCHEMES.map((scheme) => measure(liars, scheme)));
      const dark = SCHEMES.map(measureDark);
      return {
        measured: [...rows, ...dark].map(({ measured }) => measured).join('; '),
        expected: [...rows, ...dark].map(({ expected }) => expected).join('; '),
        verdict: verdictOf(rows),
      };
    },
  },
};

/** A scheme withstands liars if under each coalition few honest nodes fail. */
function verdictOf(rows: readonly Row[]): ClaimVerdict {
  const labels = SCHEMES.map(({ label }) => label);
  const withstanding = labels.filter((label) =>
    rows.every((row) => row.label !== label || row.failed <= FAILED_MAX),
  );
  if (withstanding.length === labels.length) return 'holds';
  if (withstanding.length === 0) return 'does not hold';
  const holdsIf =
    `the month’s figure is ${withstanding.join(' or ')} ` +
    `(at most ${FAILED_MAX * 100} % of honest nodes fail); ` +
    'of daily medians one turned day of 30 is a downtime of 3.3 %, over the 3 % that the floor of 97 % ' +
    'leaves, so that 30 small chances add up; the price of one median over all verdicts: a node dark for ' +
    `${DARK_DAYS} of ${WINDOWS} days still has a perfect one, and is paid`;
  return { holdsIf };
}

interface Row {
  readonly label: string;
  /** Part of the honest nodes that failed. */
  readonly failed: number;
  readonly measured: string;
  readonly expected: string;
}

function measure(
  { share, liars }: (typeof COALITIONS)[number],
  { label, monitoring, sla, probability }: (typeof SCHEMES)[number],
): Row {
  const { summary } = simulate({
    ...oneMonth(monitoring, sla),
    // Nobody is down and no chain is in the way: what fails a node is lies alone.
    availability: { mtbf: 'never' },
    adversaries: [{ name: 'liars', members: { share }, strategies: [{ use: 'bad-mouthing' }] }],
    runs: RUNS,
  });
  const flips = probability({ others: NODES - 1, liars, monitors: MONITORS });
  const honest = NODES - liars;
  const measured = withInterval(summary.metrics['sla.falseFail']);
  return {
    label,
    failed: Number(summary.metrics['sla.falseFail.rate'].mean),
    measured: `${share} liars, ${label}: ${measured} of ${honest} honest nodes failed`,
    expected: `${share}, ${label}: ${figure(honest * flips)}`,
  };
}

/**
 * Days of the month that one honest node is dark while nobody lies: far below the floor, and less than half.
 */
const DARK_DAYS = 14;

/** What the same schemes make of a node that really failed: the other side of the bargain. */
function measureDark({ label, monitoring, sla }: (typeof SCHEMES)[number]): Omit<Row, 'label' | 'failed'> {
  const { summary } = simulate({
    ...oneMonth(monitoring, sla),
    availability: { mtbf: 'never', trace: [{ node: 0, from: '0 days', to: `${DARK_DAYS} days` }] },
    runs: 1,
  });
  const isPaid = summary.metrics['sla.falsePass'].mean === 1;
  const isPerfect = label === SCHEMES[2].label;
  const dark = `no liars, ${label}: a node dark for ${DARK_DAYS} of ${WINDOWS} days is`;
  return {
    measured: `${dark} ${isPaid ? 'paid' : 'not paid'}`,
    expected: `${dark} ${isPerfect ? 'paid' : 'not paid'}`,
  };
}

function oneMonth(monitoring: object, sla: object): object {
  return {
    version: 1,
    seed: 'claim-14',
    calendar: { days: WINDOWS },
    horizon: '1 months',
    chains: { initial: {} },
    delegation: { holders: 1000 },
    monitoring: { assignment: 'in-24', monitors: MONITORS, ...monitoring },
    // With 24 fixed monitors a far node's median latency may pass 150 ms by itself: that is another cause.
    sla: { latency: '1 s', ...sla },
  };
}
