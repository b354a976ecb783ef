/**
 * A complete scenario to the model's parameters: texts become whole numbers, names become indices. Cannot
 * fail.
 */
import { assert } from '../../base/assert.ts';
import { monthStart, parseUtcDay } from '../../base/calendar-months.ts';
import type { CalendarRule } from '../../base/calendar-months.ts';
import { milliseconds, PPM } from '../../base/units.ts';
import type { Duration, Ppm } from '../../base/units.ts';
import type { FlatRent, RentPolicy } from '../../economics/rent.ts';
import type { PaymentPolicy } from '../../sla/payment-policies.ts';
import type { DurationLaw, Params, Region, StrategyUse } from '../protocol/params.ts';
import { isStrategyFile, membershipOf } from './adversary-coherence.ts';
import { isMonthly } from './coherence.ts';
import type { CompleteScenario } from './complete.ts';
import { firstMinimumStake } from './complete-economy.ts';
import {
  behaviourParams,
  bountyParams,
  delegationParams,
  emissionParams,
  hardwareParams,
  marketParams,
  minimumStakePolicy,
  slashingParams,
} from './economy-to-params.ts';
import { blocksWaited, gasPerBlock } from './mainnet-gas.ts';
import { tracedOutage } from './outage-trace.ts';
import { fixedPoint, parseDuration, parseMicros, parseMonths, sharePpm } from './quantities.ts';

/** The parameters of a scenario that has passed every check; asserts that it has. */
export function toParams(scenario: CompleteScenario): Params {
  const { record, runs, metrics, placement, rotation } = scenario;
  return {
    name: scenario.name,
    about: scenario.about,
    profile: scenario.profile,
    seed: scenario.seed,
    calendar: calendarRule(scenario),
    horizon: horizonOf(scenario),
    network: networkParams(scenario),
    sizes: Object.entries(scenario.sizes).map(([id, row]) => ({
      id,
      slots: row.slots,
      members: row.members,
    })),
    chains: chainsParams(scenario),
    placement: { policy: placement.policy, d: placement.d, repair: placement.repair },
    rotation: { policy: rotation.policy, members: rotation.members },
    randomness: { ...scenario.randomness },
    keyGeneration: {
      ...scenario.keyGeneration,
      phaseLimit: known(parseDuration(scenario.keyGeneration.phaseLimit)),
    },
    mainnet: {
      blockTime: known(parseDuration(scenario.mainnet.blockTime)),
      gasPerBlock: gasPerBlock(scenario.mainnet),
      bidPpm: known(fixedPoint(scenario.mainnet.bid, PPM_DECIMALS)),
      waitBlocks: known(blocksWaited(scenario.mainnet)),
    },
    slashing: slashingParams(scenario.slashing),
    availability: availabilityParams(scenario.availability),
    monitoring: monitoringParams(scenario),
    sla: slaParams(scenario),
    emission: emissionParams(scenario.emission),
    bounty: bountyParams(scenario),
    delegation: delegationParams(scenario.delegation),
    market: marketParams(scenario),
    behaviour: behaviourParams(scenario),
    adversaries: scenario.adversaries.map(adversaryParams),
    runs,
    metrics,
    record: { facts: record.facts },
  };
}

const USD_DECIMALS = 6;
const MILLI_DECIMALS = 3;
const PPM_DECIMALS = 6;

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

function networkParams(scenario: CompleteScenario): Params['network'] {
  const { network, market } = scenario;
  return {
    nodes: network.nodes,
    nodesMax: network.nodesMax,
    slots: network.slots,
    validators: network.validators,
    minimumStake: minimumStakePolicy(scenario, firstMinimumStake(network.minimumStake, market.price)),
    hardware: hardwareParams(network.hardware),
    regions: regionsOf(network.regions),
    providers: regionsOf(network.providers),
    clients: regionsOf(network.clients),
    enclaves: regionsOf(network.enclaves),
    roundTripMicros: network.latency.map((row) => row.map((trip) => known(fixedPoint(trip, MILLI_DECIMALS)))),
    exitsPerMonth: network.exitsPerMonth,
    entriesPerMonth: network.entriesPerMonth,
    exit: { ...network.exit, freeze: known(parseDuration(network.exit.freeze)) },
    maintenanceState: {
      perYear: network.maintenanceState.perYear,
      duration: known(parseDuration(network.maintenanceState.duration)),
    },
    incompliance: network.incompliance,
  };
}

function chainsParams({ chains, sizes }: CompleteScenario): Params['chains'] {
  const ids = Object.keys(sizes);
  const { demand, price } = chains;
  return {
    initial: Object.entries(chains.initial).map(([id, count]) => ({ size: ids.indexOf(id), count })),
    demand: {
      arrivalsPerMonth: demand.arrivalsPerMonth,
      mix: Object.entries(demand.mix).map(([id, weight]) => ({
        size: ids.indexOf(id),
        weightPpm: ppm(weight),
      })),
      growthPpm: known(fixedPoint(demand.growth, PPM_DECIMALS)),
      terms: termsOf(demand.term.months),
      renewalPpm: ppm(demand.term.renewal),
      deletionPpm: ppm(demand.term.deletion),
      whenFull: demand.whenFull,
    },
    value:
      chains.value === undefined
        ? undefined
        : {
            minimumMicroUsd: BigInt(known(fixedPoint(chains.value.minimumUsd, USD_DECIMALS))),
            shapePpm: known(fixedPoint(chains.value.shape, PPM_DECIMALS)),
            maximumMicroUsd: BigInt(known(fixedPoint(chains.value.maximumUsd, USD_DECIMALS))),
          },
    privatePpm: ppm(chains.private),
    catchUp: catchUpOf(chains.catchUp),
    hybrid:
      chains.hybrid === undefined
        ? undefined
        : {
            sharePpm: ppm(chains.hybrid.share),
            partPpm: ppm(chains.hybrid.part),
            authorities: chains.hybrid.authorities.toSorted((one, other) => one - other),
          },
    price: rentPolicy(price),
  };
}

const thousandths = (value: number): bigint => BigInt(known(fixedPoint(value, 3)));

/** Bits over bits a second, in whole milliseconds, rounded up: at most 93,000 days. */
function catchUpOf(state: CompleteScenario['chains']['catchUp']): Duration | undefined {
  if (state === undefined) return undefined;
  const pace = thousandths(state.megabitsPerSecond);
  return milliseconds(Number((8_000_000n * thousandths(state.gigabytes) + pace - 1n) / pace));
}

function rentPolicy(price: CompleteScenario['chains']['price']): RentPolicy {
  if (typeof price === 'string') return { kind: price };
  const base: FlatRent =
    price.usd === undefined
      ? { kind: 'contract' }
      : { kind: 'fixed-usd', microUsdPerSlotMonth: known(fixedPoint(price.usd, USD_DECIMALS)) };
  return price.kind === 'load-driven' ? { kind: 'load-driven', base } : base;
}

/** Terms ascending, with the share of the chains that ask for each. */
function termsOf(months: CompleteScenario['chains']['demand']['term']['months']) {
  if (typeof months === 'number') return [{ months, weightPpm: ppm(1) }];
  return ascending(Object.keys(months)).map((key) => ({ months: Number(key), weightPpm: ppm(months[key]) }));
}

/** Keys that are whole numbers, in their order. */
const ascending = (keys: readonly string[]): string[] =>
  keys.toSorted((one, other) => Number(one) - Number(other));

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
    report: reportParams(monitoring.report),
    lossPpm: ppm(network.loss),
    jitterShape: network.jitter.shape,
    jitterScaleMicros: known(parseMicros(network.jitter.scale)),
  };
}

function reportParams(report: CompleteScenario['monitoring']['report']): Params['monitoring']['report'] {
  if (report === undefined) return undefined;
  const { before, gas, verdictGas, gasBudgetUsd } = report;
  return {
    before: known(parseDuration(before)),
    gas,
    verdictGas,
    // At most 10^9 dollars: below 2^53 millionths.
    gasBudgetMicroUsd: gasBudgetUsd === undefined ? undefined : known(fixedPoint(gasBudgetUsd, USD_DECIMALS)),
  };
}

function slaParams(scenario: CompleteScenario): Params['sla'] {
  const { sla } = scenario;
  return {
    aggregation: sla.aggregation,
    madFactorMilli: known(fixedPoint(sla.madFactor, MILLI_DECIMALS)),
    trimPpm: ppm(sla.trim),
    pooling: sla.pooling,
    quorum: sla.quorum,
    floorPpm: ppm(sla.floor),
    latencyMaxMicros: known(parseMicros(sla.latency)),
    payment: paymentPolicy(scenario),
    tiers: (sla.tiers ?? []).map((tier) => ({
      id: tier.id,
      floorPpm: ppm(tier.floor),
      latencyMaxMicros: known(parseMicros(tier.latency ?? sla.latency)),
      weightPpm: known(fixedPoint(tier.weight ?? 1, PPM_DECIMALS)),
      pricePpm: known(fixedPoint(tier.price ?? 1, PPM_DECIMALS)),
      sharePpm: ppm(tier.share ?? 0),
    })),
    tierMonths: sla.tierMonths,
  };
}

/** The contracts count the checks of a reward period, of which the monitors' probes are ours. §M9.5 */
function paymentPolicy({ sla, bounty, monitoring }: CompleteScenario): PaymentPolicy {
  switch (sla.payment) {
    case 'binary':
    case 'none':
      return { kind: sla.payment };
    case 'proportional':
      return { kind: 'proportional', floorPpm: ppm(sla.floor) };
    case 'sm-talk-2019':
    case 'sm-1.5':
      return {
        kind: sla.payment,
        schedule: {
          period: known(parseDuration(bounty.rewardPeriod)),
          delta: known(parseDuration(bounty.lateAfter)),
          check: known(parseDuration(monitoring.probeEvery)),
        },
        latencyMaxMicros: known(parseMicros(sla.latency)),
      };
  }
}

function adversaryParams(adversary: CompleteScenario['adversaries'][number]): Params['adversaries'][number] {
  const { name, members, strategies, budget } = adversary;
  return {
    name,
    members: known(membershipOf(members)),
    strategies: strategies.map(strategyUse),
    disruptionMax: budget?.disruption === undefined ? undefined : known(parseDuration(budget.disruption)),
    budgetMicroUsd: budget?.usd === undefined ? undefined : microUsd(budget.usd),
    identityMicroUsd: microUsd(budget?.identityUsd ?? 0),
  };
}

const microUsd = (usd: number): bigint => BigInt(known(fixedPoint(usd, USD_DECIMALS)));

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
