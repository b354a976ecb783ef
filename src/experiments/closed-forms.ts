/**
 * Closed forms that hold for a scenario, so that a report can set the expected value beside the measured one.
 * Each gives the expectation of one run, because some rest on what that run placed.
 */
import { thresholdOf } from '../crypto/threshold.ts';
import { PPM } from '../base/units.ts';
import { scheduledMonth } from '../economics/emission.ts';
import { authoritySeats } from '../sim/protocol/hybrid-chains.ts';
import type { RunResult } from '../sim/protocol/metrics.ts';
import type { Params } from '../sim/protocol/params.ts';
import { committeeOdds, hybridOdds } from '../statistics/committees.ts';
import type { CommitteeOdds } from '../statistics/committees.ts';
import { smallBeforeNoLargeLeastLoaded, smallBeforeNoLargeUniform } from '../statistics/packing-chain.ts';
import { beaconForms } from './beacon-forms.ts';
import { movesSeats } from './coalition-play.ts';
import { economyForms } from './economy-forms.ts';
import { flipForms } from './flip-forms.ts';
import { keyForms } from './key-forms.ts';
import { closedMonthCountOf, monthCountOf } from './months.ts';
import { drawsNodesAlike, isAlwaysUp } from './steady-network.ts';

/** The expectation of one metric. */
export interface ClosedForm {
  readonly metric: string;
  /** In a few words, for the report. */
  readonly formula: string;
  /** No chance is involved: any difference is one. */
  readonly isCertain: boolean;
  /** How often one rare event may be counted in a run: a captured chain may stay so for all months. */
  readonly clump: number;
  /** Expected value in this run; undefined where the form does not hold for what the run did. */
  readonly expected: (result: RunResult) => number | bigint | undefined;
  /** The same for one month of the series of that name. */
  readonly expectedInMonth?: (result: RunResult, month: number) => number | undefined;
}

const CERTAIN = { isCertain: true, clump: 1 } as const;
const byChance = (clump: number) => ({ isCertain: false, clump }) as const;

/** All closed forms that hold for the scenario, at most one for a metric. */
export function closedForms(params: Params): readonly ClosedForm[] {
  // Reports hold up key generations and claims, and some are lost: no other form knows of that. §M9.3
  if (params.monitoring.report !== undefined) return emissionForms(params);
  // Where a strategy can choose who sits where, seats are no fair draw.
  const areFair = !movesSeats(params) && drawsNodesAlike(params);
  const isOneSided = params.chains.hybrid === undefined;
  return [
    ...(areFair ? seatForms(params) : []),
    ...(areFair && isOneSided ? packingForms(params) : []),
    ...flipForms(params, coalitionSize(params)),
    ...beaconForms(params, coalitionSize(params)),
    ...(drawsNodesAlike(params) && isOneSided ? keyForms(params, coalitionSize(params)) : []),
    ...emissionForms(params),
    ...economyForms(params),
  ];
}

/**
 * Seats of a coalition. Every placement policy here treats nodes alike, so a committee of n distinct nodes
 * is, month by month and whatever happened before, a uniform draw; a coalition that is fixed beforehand holds
 * a hypergeometric number of its seats. Chains depend on each other, but expectations add up. §M7.1, §M14.1
 */
function seatForms(params: Params): readonly ClosedForm[] {
  const odds = oddsBySize(params);
  if (odds === undefined) return [];
  const expectedChains = (chains: number, deed: keyof CommitteeOdds): number | undefined => {
    const [first] = odds;
    if (odds.every((row) => row.odds[deed] === first.odds[deed])) return chains * first.odds[deed];
    // Sizes with different odds: the mix is known only while every chain of the start, and no other, is live.
    const initial = odds.reduce((sum, row) => sum + row.count, 0);
    if (params.chains.demand.arrivalsPerMonth > 0 || chains !== initial) return undefined;
    return odds.reduce((sum, row) => sum + row.count * row.odds[deed], 0);
  };
  const forms: ClosedForm[] = [];
  const isHybrid = params.chains.hybrid !== undefined;
  const tail = isHybrid ? 'tail of two hypergeometric draws' : 'hypergeometric tail';
  const months = Math.max(1, monthCountOf(params));
  // Of a private chain an owner's seats can be stopped, but sign nothing else than the protocol asks. §M3.5
  const deeds = params.chains.privatePpm > 0 ? (['halt'] as const) : (['capture', 'halt', 'fork'] as const);
  for (const deed of deeds) {
    const inMonth = (result: RunResult, month: number): number | undefined =>
      expectedChains(seriesValue(result, 'chains.live', month), deed);
    forms.push({
      metric: `${deed}.chainMonths`,
      formula: `live chains × ${tail}`,
      ...byChance(months),
      // A coalition that stalls the beacon at will keeps the committees it likes: seats are then no fair
      // draw.
      expected: (result) =>
        result.metrics['beacon.stalled'] === 0
          ? sumDefined(monthsOf(result).map((month) => inMonth(result, month)))
          : undefined,
      expectedInMonth: inMonth,
    });
    if (mayChangeMembers(params)) continue;
    // Who is down when its committee makes a key is replaced.
    if (params.keyGeneration.mode === 'protocol' && !isAlwaysUp(params)) continue;
    forms.push({
      metric: `${deed}.chains`,
      formula: `placed chains × ${tail} (no member ever changes)`,
      ...byChance(1),
      expected: (result) => expectedChains(Number(result.metrics['chains.placed']), deed),
    });
  }
  return forms;
}

/** May a chain's members change, key generations that fail aside? */
const mayChangeMembers = ({ network, placement, rotation }: Params): boolean =>
  rotation.policy !== 'exit-only' || network.exitsPerMonth > 0 || placement.repair.movesPerMonth > 0;

/**
 * Odds of the sizes that the scenario may place, with the count of each at the start; undefined: no closed
 * form.
 */
function oddsBySize(
  params: Params,
): readonly { readonly count: number; readonly odds: CommitteeOdds }[] | undefined {
  const coalition = coalitionSize(params);
  const { initial, demand } = params.chains;
  const arriving = demand.arrivalsPerMonth > 0 ? demand.mix.filter(({ weightPpm }) => weightPpm > 0) : [];
  const sizes = new Set([...initial.filter(({ count }) => count > 0), ...arriving].map(({ size }) => size));
  const { nodes } = params.network;
  // Where only some chains are hybrid, authorities are busier or idler than others elsewhere too.
  if (params.chains.hybrid !== undefined && params.chains.hybrid.sharePpm < PPM) return undefined;
  const placeable = [...sizes].filter((size) => params.sizes[size].members <= nodes);
  if (coalition === undefined || placeable.length === 0) return undefined;
  return placeable.map((size) => {
    const { members } = params.sizes[size];
    const count = initial.reduce((sum, row) => sum + (row.size === size ? row.count : 0), 0);
    return { count, odds: oddsOf(params, coalition, members) };
  });
}

/** Odds of a committee in which a coalition of so many nodes may sit. */
function oddsOf(params: Params, coalition: number, members: number): CommitteeOdds {
  const { nodes } = params.network;
  const { hybrid } = params.chains;
  const threshold = thresholdOf(members);
  if (hybrid === undefined) return committeeOdds({ nodes, coalition, members, threshold });
  const [{ members: chosen }] = params.adversaries;
  const listed = chosen.kind === 'nodes' ? new Set(chosen.nodes) : new Set();
  const named = {
    nodes: hybrid.authorities.length,
    coalition: hybrid.authorities.filter((node) => listed.has(node)).length,
    members: authoritySeats(hybrid, members),
  };
  const open = {
    nodes: nodes - named.nodes,
    coalition: coalition - named.coalition,
    members: members - named.members,
  };
  return hybridOdds({ threshold, sides: [named, open] });
}

/** K of a single coalition that is chosen before the first draw, by share or by list. §M16.1 */
function coalitionSize(params: Params): number | undefined {
  if (params.adversaries.length !== 1) return undefined;
  const [{ members }] = params.adversaries;
  if (members.kind === 'nodes') return new Set(members.nodes).size;
  if (members.kind === 'share') {
    return Number((members.numerator * BigInt(params.network.nodes)) / members.denominator);
  }
  return undefined;
}

function packingForms(params: Params): readonly ClosedForm[] {
  const { initial, demand } = params.chains;
  const wanted = initial.filter(({ count }) => count > 0);
  if (wanted.length !== 1 || demand.arrivalsPerMonth > 0) return [];
  const [{ size, count }] = wanted;
  const { slots, members } = params.sizes[size];
  const { nodes } = params.network;
  if (slots === 0 || slots > params.network.slots || members > nodes) return [];
  const forms: ClosedForm[] = [];
  if (fillsExactly(params)) {
    // Nodes differ by one chain at most, so space for a last chain is always spread over enough nodes. §M5.3
    const space = Math.floor((nodes * Math.floor(params.network.slots / slots)) / members);
    forms.push({
      metric: 'chains.placed',
      formula: 'requests that fit: places of all nodes / members',
      ...CERTAIN,
      expected: () => Math.min(count, space),
    });
  }
  return slots === 1 ? [...forms, ...largeChainForms(params, members, count)] : forms;
}

/** Least-loaded fills to the last seat; power-of-d is measured to do so from d = 4. §M5.3 */
function fillsExactly(params: Params): boolean {
  const { policy, d } = params.placement;
  return policy === 'least-loaded' || (policy === 'power-of-d' && d >= 4);
}

/** Small chains placed when a large one first no longer fits, if the scenario asks for enough of them. */
function largeChainForms(params: Params, members: number, count: number): readonly ClosedForm[] {
  const large = params.sizes.find(({ id }) => id === 'large');
  if (large === undefined || large.slots !== params.network.slots) return [];
  const packing = { nodes: params.network.nodes, members, largeMembers: large.members };
  const metric = 'placement.smallBeforeNoLarge';
  if (params.placement.policy === 'least-loaded') {
    const expected = smallBeforeNoLargeLeastLoaded(packing);
    if (expected > count) return [];
    return [
      { metric, formula: 'least-loaded takes empty nodes first', ...CERTAIN, expected: () => expected },
    ];
  }
  if (params.placement.policy !== 'uniform') return [];
  const { mean, variance } = smallBeforeNoLargeUniform(packing);
  // Beyond 8 standard deviations no run of any ensemble ends by a lack of requests.
  if (mean + 8 * Math.sqrt(variance) > count) return [];
  return [{ metric, formula: 'Markov chain on wholly empty nodes', ...byChance(1), expected: () => mean }];
}

/** Schedules know what they mint; of what is minted by supply, stake or claims no formula is known here. */
function emissionForms(params: Params): readonly ClosedForm[] {
  const { emission, bounty } = params;
  const { policy, genesis, supplyMax } = emission;
  if (policy.kind === 'flat-rate' || policy.kind === 'target-stake' || bounty.policy !== 'talk') return [];
  let expected = 0n;
  for (let month = 0; month < closedMonthCountOf(params); month++) {
    expected += scheduledMonth(policy, month);
  }
  if (supplyMax !== undefined && genesis + expected > supplyMax) return [];
  return [
    {
      metric: 'emission.total',
      formula: 'the schedule, month by month',
      ...CERTAIN,
      expected: () => expected,
    },
  ];
}

/** Months that the run's series hold, ascending. */
function monthsOf(result: RunResult): readonly number[] {
  return result.series.filter(({ metric }) => metric === 'chains.live').map(({ month }) => month);
}

function seriesValue(result: RunResult, metric: string, month: number): number {
  return Number(result.series.find((point) => point.metric === metric && point.month === month)?.value ?? 0);
}

function sumDefined(values: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}
