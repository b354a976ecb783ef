/** The metrics that a run can report: fixed ids, with unit, definition and cost. §M17 */

import type { MonitoringFidelity } from './params.ts';
import type { Parts } from './parts.ts';

/** What a value is, and so which interval its mean gets. */
export type MetricKind = 'binary' | 'count' | 'share' | 'real' | 'tokens' | 'month';

/** A metric's entry. */
export interface Metric {
  readonly id: string;
  readonly kind: MetricKind;
  readonly unit: string;
  readonly definition: string;
  /** Ids of the counts that a share is a part of, where its intervals need to know how many there were. */
  readonly per?: readonly string[];
  /** A profit or a real yield: its values, and so the interval of their mean, may lie below 0. */
  readonly mayBeNegative?: true;
}

/** A metric of one run: tokens are base units (bigint); null is none (never captured, no samples). */
export type MetricValue = number | bigint | null;

/** A monthly value of one run. */
export interface SeriesPoint {
  readonly month: number;
  readonly metric: string;
  readonly value: MetricValue;
}

/** What one run yields. Plain data, so that it crosses threads. */
export interface RunResult {
  readonly run: number;
  /** How closely probes were followed: `causal` where `interval` was asked for, if a rule is told of them. */
  readonly fidelity: MonitoringFidelity;
  /** The run's 128-bit key, 32 hexadecimal digits. */
  readonly key: string;
  /** Digest of the trace of facts, 32 hexadecimal digits. */
  readonly digest: string;
  /**
   * The parts of the model that its metrics took; where one is left out, so are the metrics that rest on it.
   */
  readonly parts: Parts;
  readonly metrics: Readonly<Record<string, MetricValue>>;
  readonly series: readonly SeriesPoint[];
  /** Slots in use on each node at the end. */
  readonly usedSlots: readonly number[];
  /** Events handled, in the parts that ran. */
  readonly events: number;
}

const metric = (id: string, kind: MetricKind, unit: string, definition: string): Metric => ({
  id,
  kind,
  unit,
  definition,
});

/** Part of all node-months of some classes. */
const rate = (id: string, definition: string, ...classes: readonly ('honest' | 'coalition')[]): Metric => ({
  ...metric(id, 'share', '0 … 1', definition),
  per: classes.map((name) => `sla.nodeMonths.${name}`),
});

/** A validator-month's profit, which a loss makes negative. */
const profit = (id: string, definition: string): Metric => ({
  ...metric(id, 'real', 'USD a month', definition),
  mayBeNegative: true,
});

const deed = (id: string, what: string): readonly Metric[] => [
  metric(`${id}.any`, 'binary', '0 or 1', `1 if a coalition ${what} at least one chain at any instant`),
  metric(`${id}.chains`, 'count', 'chains', `distinct chains that a coalition ever ${what}`),
  metric(
    `${id}.chainMonths`,
    'count',
    'chain-months',
    `chain-months that began so, right after that month’s rotation: a coalition ${what} the chain`,
  ),
  metric(
    `${id}.firstMonth`,
    'month',
    'month',
    `first month in which a coalition ${what} a chain; none if never`,
  ),
];

/** All metrics, in the order of reports. */
export const METRICS: readonly Metric[] = [
  metric('chains.placed', 'count', 'chains', 'chain requests that got a committee'),
  metric('chains.refused', 'count', 'chains', 'chain requests refused for want of space'),
  metric(
    'slots.utilisation',
    'share',
    '0 … 1',
    'slots in use over slots of all nodes, at the end of the horizon',
  ),
  metric(
    'placement.smallBeforeNoLarge',
    'count',
    'chains',
    'one-slot chains placed when a large chain first finds too few empty nodes; none if it always fits',
  ),
  ...deed('capture', 'holds the threshold of shares of'),
  metric('capture.chainHours', 'real', 'hours', 'time that chains were captured, summed over chains'),
  ...deed('halt', 'holds more than n − t seats of'),
  ...deed('fork', 'holds at least 2t − n seats of'),
  metric(
    'halted.chainHours',
    'real',
    'hours',
    'time that chains had fewer than t members up, summed over chains',
  ),
  metric(
    'chain.availability',
    'share',
    '0 … 1',
    'mean over chains of the part of their life with at least t members up',
  ),
  metric('sla.passed', 'share', '0 … 1', 'node-months scored 1 over all scored'),
  metric('sla.nodeMonths.honest', 'count', 'node-months', 'full-month node-months of nodes in no coalition'),
  metric(
    'sla.nodeMonths.coalition',
    'count',
    'node-months',
    'full-month node-months of nodes in a coalition',
  ),
  metric(
    'sla.falseFail',
    'count',
    'node-months',
    'honest full-month node-months scored 0 although the node met the SLA in truth',
  ),
  rate('sla.falseFail.rate', 'sla.falseFail over honest full-month node-months', 'honest'),
  metric(
    'sla.falseFail.byVerdicts',
    'count',
    'node-months',
    'the part of sla.falseFail that true verdicts would have passed',
  ),
  metric(
    'sla.falsePass',
    'count',
    'node-months',
    'full-month node-months scored 1 although the node missed the SLA in truth, all nodes',
  ),
  rate('sla.falsePass.rate', 'sla.falsePass over all full-month node-months', 'honest', 'coalition'),
  metric('sla.falsePass.honest', 'count', 'node-months', 'the part of sla.falsePass on honest nodes'),
  rate('sla.falsePass.honest.rate', 'sla.falsePass.honest over honest full-month node-months', 'honest'),
  metric(
    'sla.falsePass.coalition',
    'count',
    'node-months',
    'the part of sla.falsePass on nodes of coalitions',
  ),
  rate(
    'sla.falsePass.coalition.rate',
    'sla.falsePass.coalition over the coalitions’ full-month node-months',
    'coalition',
  ),
  rate(
    'sla.belowFloor.rate',
    'honest full-month node-months truly below the availability floor over all honest ones',
    'honest',
  ),
  metric('sla.windowsWithoutQuorum', 'count', 'windows', 'target-windows left out for want of verdicts'),
  metric(
    'verdicts.lost',
    'count',
    'reports',
    'reports of verdicts that mainnet did not take before their window closed',
  ),
  metric('verdicts.gasUsd', 'real', 'US dollars', 'what the gas of all reports of verdicts cost'),
  metric('emission.total', 'tokens', 'tokens', 'tokens minted'),
  metric('bounty.paid', 'tokens', 'tokens', 'paid from the pool to validators and holders'),
  metric('bounty.carried', 'tokens', 'tokens', 'left in the pool at the end'),
  metric('rent.paid', 'tokens', 'tokens', 'rent prepaid by chains'),
  metric('rent.released', 'tokens', 'tokens', 'rent released into the pool'),
  metric('supply.end', 'tokens', 'tokens', 'genesis + minted − burned'),
  metric('slashed.total', 'tokens', 'tokens', 'taken from stake by slashing, rounding included'),
  metric('apr.validator', 'share', 'a year', 'fees of validators over the stake delegated to them, a year'),
  metric('apr.delegator', 'share', 'a year', 'rewards of holders over their stake, a year'),
  metric('apr.delegator.lock3', 'share', 'a year', 'the same for holders locked 3 months'),
  metric('apr.delegator.lock6', 'share', 'a year', 'the same for holders locked 6 months'),
  metric('apr.delegator.lock12', 'share', 'a year', 'the same for holders locked 12 months'),
  metric('stake.share', 'share', '0 … 1', 'staked over supply at the end'),
  metric('stake.gini', 'share', '0 … 1', 'Gini coefficient of stake over validators'),
  metric(
    'stake.nakamoto',
    'count',
    'validators',
    'fewest validators that hold more than a third of the stake',
  ),
  {
    ...metric(
      'apr.real',
      'share',
      'a year',
      'growth of a holder’s part of the supply: (1 + apr.delegator) over (1 + inflation) − 1',
    ),
    mayBeNegative: true,
  },
  metric('rent.kept', 'tokens', 'tokens', 'released rents that nobody is paid'),
  metric(
    'slashed.settled',
    'tokens',
    'tokens',
    'penalties that were burned, moved to the pool or given back',
  ),
  metric('price.end', 'real', 'US dollars', 'price of a token at the end'),
  metric('price.min', 'real', 'US dollars', 'lowest price of a token'),
  metric('profit.losing', 'share', '0 … 1', 'validator-months that ended in a loss'),
  profit('profit.p10', 'profit of a validator-month that a tenth do not exceed'),
  profit('profit.median', 'the same for half of them'),
  profit('profit.p90', 'the same for nine tenths'),
  metric('claims.settled', 'count', 'claims', 'claims of bounties that mainnet took'),
  metric('claims.delayed', 'count', 'claims', 'claims that were put off for a day'),
  metric('claims.gasUsd', 'real', 'US dollars', 'what the gas of all claims cost'),
  metric('rewards.sold', 'tokens', 'tokens', 'rewards that holders sold'),
  metric(
    'security.costMinUsd',
    'real',
    'US dollars',
    'least cost, over months, of the stake of as many nodes as the smallest committee’s threshold',
  ),
  metric(
    'security.atRiskMaxUsd',
    'real',
    'US dollars',
    'most that lay, at a month’s end, on chains worth more than that',
  ),
  metric('nodes.entered', 'count', 'nodes', 'nodes that entered'),
  metric('nodes.min', 'count', 'nodes', 'fewest nodes in the network'),
  metric('nodes.end', 'count', 'nodes', 'nodes in the network at the end'),
  metric('placement.moves', 'count', 'seats', 'members that were moved to make room for a request'),
  metric('rotation.deferred', 'count', 'seats', 'leavers that stayed because no legal newcomer was found'),
  metric('requests.placed', 'count', 'chains', 'chains that coalitions asked for by name and got'),
  metric(
    'requests.captured',
    'count',
    'chains',
    'those of them on whose first committee the coalition that asked has the threshold of seats',
  ),
  {
    ...metric('requests.captured.rate', 'share', '0 … 1', 'requests.captured over requests.placed'),
    per: ['requests.placed'],
  },
  metric('beacon.stalled', 'count', 'months', 'months whose beacon stalled, so that no committee turned'),
  metric(
    'beacon.coalitionSeats',
    'real',
    'seats',
    'seats of the coalition that holds most of them in the group of a month’s beacon, mean over months',
  ),
  metric(
    'beacon.foreseen',
    'count',
    'months',
    'months whose group had a coalition with the threshold of its seats, which knows the beacon beforehand',
  ),
  metric('beacon.withheld', 'count', 'acts', 'contributions, reveals and signatures that members withheld'),
  metric(
    'beacon.falseShares',
    'count',
    'shares',
    'shares of a beacon’s signature that were found to be false',
  ),
  metric('beacon.forged', 'count', 'months', 'months in which one member certified the contributions of all'),
  metric('beacon.keysRefused', 'count', 'keys', 'keys that came without proof of possession'),
  metric(
    'rotation.completed',
    'count',
    'turns',
    'turns whose chains all had their new key, or waited for a free node, before the next turn',
  ),
  metric(
    'rotation.duration',
    'real',
    'hours',
    'time from a turn until each chain of it has its new key or waits for a free node, mean over these turns',
  ),
  metric('dkg.failures', 'count', 'DKGs', 'key generations that failed by some member’s fault'),
  metric('dkg.complaints', 'count', 'complaints', 'complaints of members over shares'),
  metric('dkg.slashes', 'count', 'penalties', 'penalties that fell due, those over beacons included'),
  metric('dkg.waits', 'count', 'seats', 'seats of failed members for which no free node was found at once'),
  metric(
    'dkg.duration',
    'real',
    'seconds',
    'time from the beginning of a chain’s key generation to its key, restarts and waiting included',
  ),
  metric('dkg.rushed', 'count', 'DKGs', 'key generations whose last dealer worked out keys first'),
  {
    ...metric('dkg.rushed.even', 'share', '0 … 1', 'part of their keys whose lowest bit is 0'),
    per: ['dkg.rushed'],
  },
  metric(
    'attack.costUsd',
    'real',
    'US dollars',
    'what a coalition spent on nodes, borrowed tokens, gas and interest, mean over them; none without any',
  ),
  metric('attack.pay', 'tokens', 'tokens', 'bounties of nodes in coalitions'),
  metric('attack.payShare', 'share', '0 … 1', 'the same over the bounties of all nodes'),
  metric('attack.nodesEnd', 'count', 'nodes', 'nodes of coalitions in the network at the end'),
];

/** Metrics that are reported month by month as well (`series.csv`). */
export const SERIES_METRICS: readonly Metric[] = [
  metric('capture.chainMonths', 'count', 'chains', 'chains captured right after the month’s rotation'),
  metric(
    'halt.chainMonths',
    'count',
    'chains',
    'chains that a coalition can halt right after the month’s rotation',
  ),
  metric(
    'fork.chainMonths',
    'count',
    'chains',
    'chains that a coalition can fork right after the month’s rotation',
  ),
  metric('chains.live', 'count', 'chains', 'chains with a committee right after the month’s rotation'),
  metric(
    'slots.utilisation',
    'share',
    '0 … 1',
    'slots in use over slots of all nodes, right after the month’s rotation',
  ),
  metric('sla.passed', 'share', '0 … 1', 'nodes scored 1 over nodes scored in the month'),
  metric('sla.falseFail', 'count', 'nodes', 'honest nodes scored 0 although they met the SLA'),
  metric('sla.falsePass', 'count', 'nodes', 'nodes scored 1 although they missed the SLA'),
  metric('bounty.pool', 'tokens', 'tokens', 'the pool at payday: emission, rents released, what was carried'),
  metric('bounty.paid', 'tokens', 'tokens', 'paid at payday'),
  metric('apr.validator', 'share', 'a year', 'the month’s fees over stake, a year'),
  metric('apr.delegator', 'share', 'a year', 'the month’s rewards of holders over stake, a year'),
  metric('supply.end', 'tokens', 'tokens', 'supply at the month’s end'),
  metric('stake.share', 'share', '0 … 1', 'staked over supply at the month’s end'),
  metric('price.usd', 'real', 'US dollars', 'price of a token at the month’s end'),
  metric('nodes.present', 'count', 'nodes', 'nodes in the network at the month’s end'),
  metric(
    'security.costUsd',
    'real',
    'US dollars',
    'cost of the stake of as many nodes as the smallest committee’s threshold',
  ),
];
