/**
 * A complete scenario to the model's parameters: texts become whole numbers, names become indices. Cannot
 * fail.
 */
import { assert } from '../../base/assert.ts';
import { monthStart, parseUtcDay } from '../../base/calendar-months.ts';
import type { CalendarRule } from '../../base/calendar-months.ts';
import { PPM } from '../../base/units.ts';
import type { Duration, Ppm } from '../../base/units.ts';
import type { Penalty } from '../../economics/slashing.ts';
import type { DurationLaw, Params, Region, StrategyUse } from '../protocol/params.ts';
import { isStrategyFile, membershipOf } from './adversary-coherence.ts';
import { isMonthly } from './coherence.ts';
import type { CompleteScenario } from './complete.ts';
import { gasPerBlock } from './mainnet-gas.ts';
import { tracedOutage } from './outage-trace.ts';
import { fixedPoint, parseDuration, parseMicros, parseMonths, parseTokens, sharePpm } from './quantities.ts';

/** The parameters of a scenario that has passed every check; asserts that it has. */
export function toParams(scenario: CompleteScenario): Params {
  const { bounty, emission, record, runs, metrics, placement, rotation } = scenario;
  return {
    name: scenario.name,
    about: scenario.about,
    profile: scenario.profile,
    seed: scenario.seed,
    calendar: calendarRule(scenario),
    horizon: horizonOf(scenario),
    network: networkParams(scenario.network),
    sizes: Object.entries(scenario.sizes).map(([id, row]) => ({
      id,
      slots: row.slots,
      members: row.members,
    })),
    chains: chainsParams(scenario),
    placement: { policy: placement.policy, d: placement.d },
    rotation: { policy: rotation.policy, members: rotation.members },
    randomness: { ...scenario.randomness },
    keyGeneration: {
      ...scenario.keyGeneration,
      phaseLimit: known(parseDuration(scenario.keyGeneration.phaseLimit)),
    },
    mainnet: {
      blockTime: known(parseDuration(scenario.mainnet.blockTime)),
      gasPerBlock: gasPerBlock(scenario.mainnet),
    },
    slashing: {
      failedDkg: penaltyOf(scenario.slashing.failedDkg),
      falseComplaint: penaltyOf(scenario.slashing.falseComplaint),
      withheldBeacon: penaltyOf(scenario.slashing.withheldBeacon),
    },
    availability: availabilityParams(scenario.availability),
    monitoring: monitoringParams(scenario),
    sla: slaParams(scenario.sla),
    emission: { policy: emission.policy, genesis: known(parseTokens(emission.genesis)) },
    bounty: { policy: bounty.policy, weight: bounty.weight },
    delegation: delegationParams(scenario.delegation),
    market: { priceMicroUsd: known(fixedPoint(scenario.market.price.usd, USD_DECIMALS)) },
    adversaries: scenario.adversaries.map(adversaryParams),
    runs,
    metrics,
    record: { facts: record.facts },
  };
}

function penaltyOf(penalty: CompleteScenario['slashing']['failedDkg']): Penalty {
  return { sharePpm: ppm(penalty.share ?? 0), tokens: known(parseTokens(penalty.tokens ?? 0)) };
}

const USD_DECIMALS = 6;
const MILLI_DECIMALS = 3;

/** The calendar of a scenario whose start is a day that exists. §M1.1 */
export function calendarRule({
  calendar,
  start,
}: Pick<CompleteScenario, 'calendar' | 'start'>): CalendarRule {
  const startUnixMillis = known(parseUtcDay(start));
  if (calendar === 'gregorian') return { kind: 'gregorian', startUnixMillis };
  return { kind: 'days', days: calendar.days, startUnixMillis };
}

/**
 * The horizon in milliseconds. `12 months` ends where month 12 begins, counting the start's own month as 0:
 * after a start within a calendar month the first month is a short one. §M1.1
 */
export function horizonOf(scenario: Pick<CompleteScenario, 'calendar' | 'start' | 'horizon'>): Duration {
  const months = parseMonths(scenario.horizon);
  if (months === undefined) return known(parseDuration(scenario.horizon));
  // An instant counts from the run's start, so it is the span as well.
  return monthStart(calendarRule(scenario), months) as number as Duration;
}

function networkParams(network: CompleteScenario['network']): Params['network'] {
  return {
    nodes: network.nodes,
    slots: network.slots,
    validators: network.validators,
    minimumStake: known(parseTokens(network.minimumStake)),
    regions: regionsOf(network.regions),
    providers: regionsOf(network.providers),
    clients: regionsOf(network.clients),
    enclaves: regionsOf(network.enclaves),
    roundTripMicros: network.latency.map((row) => row.map((trip) => known(fixedPoint(trip, MILLI_DECIMALS)))),
    exitsPerMonth: network.exitsPerMonth,
  };
}

function chainsParams({ chains, sizes }: CompleteScenario): Params['chains'] {
  const ids = Object.keys(sizes);
  const { demand, price } = chains;
  const isFixed = typeof price === 'object' && price.kind === 'fixed-usd';
  return {
    initial: Object.entries(chains.initial).map(([id, count]) => ({ size: ids.indexOf(id), count })),
    demand: {
      arrivalsPerMonth: demand.arrivalsPerMonth,
      mix: Object.entries(demand.mix).map(([id, weight]) => ({
        size: ids.indexOf(id),
        weightPpm: ppm(weight),
      })),
      termMonths: demand.term.months,
      renewalPpm: ppm(demand.term.renewal),
      whenFull: demand.whenFull,
    },
    privatePpm: ppm(chains.private),
    price: isFixed
      ? { kind: 'fixed-usd', microUsdPerSlotMonth: known(fixedPoint(price.usd ?? Number.NaN, USD_DECIMALS)) }
      : { kind: 'contract' },
  };
}

function availabilityParams(availability: CompleteScenario['availability']): Params['availability'] {
  const { mtbf, mttr, repair, correlated, maintenance, trace } = availability;
  return {
    failure: mtbf === 'never' ? undefined : known(parseDuration(mtbf)),
    repair: lawOf(repair, mttr),
    correlated: correlated.map((outages) => ({
      by: outages.by,
      mtbf: known(parseDuration(outages.mtbf)),
      repair: lawOf(outages.repair, outages.mttr),
    })),
    maintenance:
      maintenance === undefined
        ? undefined
        : {
            every: known(parseDuration(maintenance.every)),
            duration: known(parseDuration(maintenance.duration)),
          },
    trace: trace.map(tracedOutage),
  };
}

function monitoringParams({ monitoring, network }: CompleteScenario): Params['monitoring'] {
  return {
    monitors: monitoring.monitors,
    assignment: monitoring.assignment.startsWith('in') ? 'in' : 'out',
    redraw: isMonthly(monitoring.redraw) ? undefined : known(parseDuration(monitoring.redraw)),
    probeEvery: known(parseDuration(monitoring.probeEvery)),
    fidelity: monitoring.fidelity,
    lossPpm: ppm(network.loss),
    jitterShape: network.jitter.shape,
    jitterScaleMicros: known(parseMicros(network.jitter.scale)),
  };
}

function slaParams(sla: CompleteScenario['sla']): Params['sla'] {
  return {
    aggregation: sla.aggregation,
    madFactorMilli: known(fixedPoint(sla.madFactor, MILLI_DECIMALS)),
    trimPpm: ppm(sla.trim),
    pooling: sla.pooling,
    quorum: sla.quorum,
    floorPpm: ppm(sla.floor),
    latencyMaxMicros: known(parseMicros(sla.latency)),
    payment: sla.payment,
  };
}

function delegationParams(delegation: CompleteScenario['delegation']): Params['delegation'] {
  const months = Object.keys(delegation.lockMonths).toSorted((one, other) => Number(one) - Number(other));
  return {
    holders: delegation.holders,
    staked: known(parseTokens(delegation.staked)),
    locks: months.map((key) => ({
      months: Number(key),
      multiplierPpm: known(fixedPoint(delegation.lockMonths[key], MULTIPLIER_DECIMALS)),
      sharePpm: ppm(delegation.lockShares[key]),
    })),
    feePerMille: delegation.feePerMille,
  };
}

function adversaryParams(adversary: CompleteScenario['adversaries'][number]): Params['adversaries'][number] {
  const { name, members, strategies, budget } = adversary;
  return {
    name,
    members: known(membershipOf(members)),
    strategies: strategies.map(strategyUse),
    disruptionMax: budget?.disruption === undefined ? undefined : known(parseDuration(budget.disruption)),
  };
}

const MULTIPLIER_DECIMALS = 6;

function strategyUse(strategy: CompleteScenario['adversaries'][number]['strategies'][number]): StrategyUse {
  return { use: strategy.use, isFile: isStrategyFile(strategy.use), options: strategy.with };
}

function lawOf(repair: CompleteScenario['availability']['repair'], meanText: string): DurationLaw {
  const mean = known(parseDuration(meanText));
  if (typeof repair === 'string') return { kind: repair, mean };
  if (repair.kind === 'exponential' || repair.kind === 'constant') return { kind: repair.kind, mean };
  return { kind: repair.kind, mean, shape: known(repair.shape) };
}

function regionsOf(shares: Readonly<Record<string, number>>): Region[] {
  return Object.entries(shares).map(([id, share]) => ({ id, sharePpm: ppm(share) }));
}

function ppm(share: number): Ppm {
  const parts = known(sharePpm(share));
  assert(parts <= PPM, 'a share is at most the whole');
  return parts;
}

/** A value that the checks before have proved to exist. */
function known<Value>(value: Value | undefined): Value {
  assert(value !== undefined, 'a complete scenario has passed every check');
  return value;
}
