/**
 * A scenario with every default filled in, still in the words of a scenario file: what the manifest keeps.
 * Reading it again gives the same parameters, whatever the profiles of a later version say.
 */
import { METRICS } from '../protocol/metrics.ts';
import { PROFILES } from '../protocol/profiles.ts';
import type { Profile, SizeRow } from '../protocol/profile.ts';
import type { Parameter } from '../protocol/strategy.ts';
import {
  completeBehaviour,
  completeDelegation,
  completeEmission,
  completeHardware,
  completeMarket,
  completeSlashing,
  type InlinedEconomy,
} from './complete-economy.ts';
import type { OutageRow } from './outage-trace.ts';
import type { Scenario } from './schema.ts';

/** A scenario whose CSV files have been read into it. */
export type InlinedScenario = Omit<Scenario, 'network' | 'availability' | keyof InlinedEconomy> & {
  readonly network: Omit<NonNullable<Scenario['network']>, 'latency'> & {
    readonly latency?: readonly (readonly number[])[];
  };
  readonly availability: Omit<NonNullable<Scenario['availability']>, 'trace'> & {
    readonly trace?: readonly OutageRow[];
  };
} & InlinedEconomy;

/** Parameters of the strategies that have a name, by name. */
export type StrategyParameters = Readonly<Record<string, Readonly<Record<string, Parameter>>>>;

/** A scenario that leaves nothing open. */
export type CompleteScenario = ReturnType<typeof complete>;

/** Fills every key that the scenario leaves out: from its profile, or from the keys that it depends on. */
export function complete(given: InlinedScenario, strategies: StrategyParameters) {
  const profileName = given.profile ?? 'talk';
  const profile: Profile = PROFILES[profileName];
  const network = completeNetwork(given.network, profile);
  const market = completeMarket(given.market, profile);
  return {
    version: 1 as const,
    name: given.name ?? 'unnamed',
    about: given.about ?? '',
    profile: profileName,
    seed: String(given.seed ?? 1),
    horizon: given.horizon ?? profile.horizon,
    start: given.start ?? profile.start,
    calendar: given.calendar ?? profile.calendar,
    network,
    sizes: { ...fittingRows(profile.sizes, network.slots), ...given.sizes },
    chains: completeChains(given.chains ?? {}, profile),
    placement: completePlacement(given.placement ?? {}, profile),
    rotation: { ...profile.rotation, ...given.rotation },
    randomness: { ...profile.randomness, ...given.randomness },
    keyGeneration: { ...profile.keyGeneration, ...given.keyGeneration },
    availability: completeAvailability(given.availability, profile),
    monitoring: completeMonitoring(given.monitoring ?? {}, profile),
    sla: completeSla(given, profile, network.nodes),
    emission: completeEmission(given.emission ?? {}, profile),
    bounty: { ...profile.bounty, ...given.bounty },
    delegation: completeDelegation(given.delegation, profile, network, market.price),
    slashing: completeSlashing(given.slashing ?? {}, profile),
    market,
    mainnet: { ...profile.mainnet, ...given.mainnet },
    ...completeBehaviour(given.behaviour),
    adversaries: (given.adversaries ?? []).map((adversary) => completeAdversary(adversary, strategies)),
    runs: given.runs ?? 1,
    metrics: given.metrics ?? METRICS.map((metric) => metric.id),
    record: { facts: 'none' as const, series: '1 month' as const, ...given.record },
    // Not read by this version, and so kept as they are.
    ...(given.sweep === undefined ? {} : { sweep: given.sweep }),
    ...(given.bounds === undefined ? {} : { bounds: given.bounds }),
  };
}

/** Rows of the profile that fit on a node: a scenario with smaller nodes loses the larger sizes. §M3.1 */
export function fittingRows(rows: Profile['sizes'], slots: number): Record<string, SizeRow> {
  return Object.fromEntries(Object.entries(rows).filter(([, row]) => row.slots <= slots));
}

function completeNetwork(given: InlinedScenario['network'], profile: Profile) {
  const nodes = given.nodes ?? profile.network.nodes;
  const stakePerNode = Math.floor(profile.stakedAtStart / nodes);
  const regions = given.regions ?? profile.network.regions;
  const isProfilesRegions = String(Object.keys(regions)) === String(Object.keys(profile.network.regions));
  return {
    ...profile.network,
    minimumStake: Math.min(profile.minimumStakeMax, stakePerNode) as NonNullable<
      InlinedScenario['network']['minimumStake']
    >,
    ...given,
    hardware: completeHardware(given.hardware, profile),
    nodes,
    nodesMax: given.nodesMax ?? nodes,
    validators: given.validators ?? Math.min(profile.network.validators, nodes),
    // A profile's matrix says nothing about other regions: a scenario with its own needs its own matrix.
    latency: given.latency ?? (isProfilesRegions ? profile.network.latency : []),
    jitter: { ...profile.network.jitter, ...given.jitter },
    exit: { ...profile.network.exit, ...given.exit },
    maintenanceState: { ...profile.network.maintenanceState, ...given.maintenanceState },
    incompliance: { ...profile.network.incompliance, ...given.incompliance },
  };
}

function completePlacement(given: NonNullable<Scenario['placement']>, profile: Profile) {
  return {
    ...profile.placement,
    ...given,
    repair: { ...profile.placement.repair, ...given.repair },
  };
}

function completeChains(given: NonNullable<Scenario['chains']>, profile: Profile) {
  const { demand } = profile.chains;
  return {
    initial: given.initial ?? profile.chains.initial,
    demand: { ...demand, ...given.demand, term: { ...demand.term, ...given.demand?.term } },
    private: given.private ?? profile.chains.private,
    ...(given.catchUp === undefined ? {} : { catchUp: given.catchUp }),
    ...(given.hybrid === undefined ? {} : { hybrid: { share: 1, part: 0.5, ...given.hybrid } }),
    ...(given.value === undefined ? {} : { value: { shape: 1.16, ...given.value } }),
    price: given.price ?? profile.chains.price,
  };
}

function completeAvailability(given: InlinedScenario['availability'], profile: Profile) {
  const correlated = (given.correlated ?? []).map((outages) => ({
    repair: 'exponential' as const,
    ...outages,
  }));
  return { ...profile.availability, trace: [] as readonly OutageRow[], ...given, correlated };
}

/** `out-24` says how many monitors; without a number the profile or `monitors` says it. §M9.1 */
function completeMonitoring(given: NonNullable<Scenario['monitoring']>, profile: Profile) {
  const [policy, count] = (given.assignment ?? profile.monitoring.assignment).split('-');
  const monitors = given.monitors ?? (count === undefined ? profile.monitoring.monitors : Number(count));
  const { report, ...others } = given;
  return {
    ...profile.monitoring,
    ...others,
    monitors,
    assignment: `${policy}-${count ?? monitors}`,
    ...(report === undefined ? {} : { report: { ...REPORT, ...report } }),
  };
}

/**
 * Reports go through mainnet only where a scenario says so: in the last hour, as in SM, for the gas of a
 * transaction and about what storing two words takes (5,000 to 20,000 each) with its bookkeeping. AS14
 */
const REPORT = { before: '1 h', gas: 21_000, verdictGas: 45_000 } as const;

/** Quorum: more than half of the monitors that a node can have, 13 of 24. §M9.4 */
function completeSla(given: InlinedScenario, profile: Profile, nodes: number) {
  const { monitors } = completeMonitoring(given.monitoring ?? {}, profile);
  const quorum = Math.floor(Math.min(monitors, nodes - 1) / 2) + 1;
  const { tiers } = given.sla ?? {};
  // Where no tier says how many chains ask for it, all ask for the lowest.
  const isSilent = tiers?.every(({ share }) => share === undefined) === true;
  const shared = isSilent ? tiers.map((tier, index) => ({ ...tier, share: index === 0 ? 1 : 0 })) : tiers;
  return { quorum, ...profile.sla, ...given.sla, ...(shared === undefined ? {} : { tiers: shared }) };
}

function completeAdversary(
  given: NonNullable<Scenario['adversaries']>[number],
  strategies: StrategyParameters,
) {
  return {
    name: given.name,
    members: given.members,
    corruption: given.corruption ?? { kind: 'static' as const },
    ...(given.budget === undefined ? {} : { budget: given.budget }),
    strategies: (given.strategies ?? []).map((strategy) => {
      const parameters = Object.hasOwn(strategies, strategy.use) ? strategies[strategy.use] : {};
      const defaults = Object.entries(parameters).map(
        ([name, parameter]) => [name, parameter.default] as const,
      );
      return { use: strategy.use, with: { ...Object.fromEntries(defaults), ...strategy.with } };
    }),
  };
}
