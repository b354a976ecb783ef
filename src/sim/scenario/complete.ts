/**
 * A scenario with every default filled in, still in the words of a scenario file: what the manifest keeps.
 * Reading it again gives the same parameters, whatever the profiles of a later version say.
 */
import { PPM, tokens } from '../../base/units.ts';
import { METRICS } from '../protocol/metrics.ts';
import { PROFILES } from '../protocol/profiles.ts';
import type { Profile, SizeRow } from '../protocol/profiles.ts';
import type { Parameter } from '../protocol/strategy.ts';
import type { OutageRow } from './outage-trace.ts';
import { parseTokens, writeTokens } from './quantities.ts';
import type { Scenario } from './schema.ts';

/** A scenario whose CSV files have been read into it. */
export type InlinedScenario = Omit<Scenario, 'network' | 'availability'> & {
  readonly network: Omit<NonNullable<Scenario['network']>, 'latency'> & {
    readonly latency?: readonly (readonly number[])[];
  };
  readonly availability: Omit<NonNullable<Scenario['availability']>, 'trace'> & {
    readonly trace?: readonly OutageRow[];
  };
};

/** Parameters of the strategies that have a name, by name. */
export type StrategyParameters = Readonly<Record<string, Readonly<Record<string, Parameter>>>>;

/** A scenario that leaves nothing open. */
export type CompleteScenario = ReturnType<typeof complete>;

/** Fills every key that the scenario leaves out: from its profile, or from the keys that it depends on. */
export function complete(given: InlinedScenario, strategies: StrategyParameters) {
  const profileName = given.profile ?? 'talk';
  const profile: Profile = PROFILES[profileName];
  const network = completeNetwork(given.network, profile);
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
    placement: { ...profile.placement, ...given.placement },
    rotation: { ...profile.rotation, ...given.rotation },
    randomness: { ...profile.randomness, ...given.randomness },
    keyGeneration: { ...profile.keyGeneration, ...given.keyGeneration },
    availability: completeAvailability(given.availability, profile),
    monitoring: completeMonitoring(given.monitoring ?? {}, profile),
    sla: completeSla(given, profile, network.nodes),
    emission: { ...profile.emission, ...given.emission },
    bounty: { ...profile.bounty, ...given.bounty },
    delegation: completeDelegation(given.delegation ?? {}, profile, network),
    slashing: completeSlashing(given.slashing ?? {}, profile),
    market: { ...profile.market, ...given.market },
    mainnet: { ...profile.mainnet, ...given.mainnet },
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
    minimumStake: Math.min(profile.minimumStakeMax, stakePerNode) as number | string,
    ...given,
    nodes,
    validators: given.validators ?? Math.min(profile.network.validators, nodes),
    // A profile's matrix says nothing about other regions: a scenario with its own needs its own matrix.
    latency: given.latency ?? (isProfilesRegions ? profile.network.latency : []),
    jitter: { ...profile.network.jitter, ...given.jitter },
  };
}

function completeChains(given: NonNullable<Scenario['chains']>, profile: Profile) {
  const { demand } = profile.chains;
  return {
    initial: given.initial ?? profile.chains.initial,
    demand: { ...demand, ...given.demand, term: { ...demand.term, ...given.demand?.term } },
    private: given.private ?? profile.chains.private,
    price: given.price ?? profile.chains.price,
  };
}

/** An offence that the scenario names costs what it says there and nothing besides. §M12.1 */
function completeSlashing(given: NonNullable<Scenario['slashing']>, profile: Profile) {
  const { failedDkg, falseComplaint, withheldBeacon } = profile.slashing;
  return {
    failedDkg: { tokens: failedDkg },
    falseComplaint: { tokens: falseComplaint },
    withheldBeacon: { tokens: withheldBeacon },
    ...given,
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
  return { ...profile.monitoring, ...given, monitors, assignment: `${policy}-${count ?? monitors}` };
}

/** Quorum: more than half of the monitors that a node can have, 13 of 24. §M9.4 */
function completeSla(given: InlinedScenario, profile: Profile, nodes: number) {
  const { monitors } = completeMonitoring(given.monitoring ?? {}, profile);
  const quorum = Math.floor(Math.min(monitors, nodes - 1) / 2) + 1;
  return { quorum, ...profile.sla, ...given.sla };
}

function completeDelegation(
  given: NonNullable<Scenario['delegation']>,
  profile: Profile,
  network: { readonly nodes: number; readonly validators: number; readonly minimumStake: number | string },
) {
  const lockMonths = given.lockMonths ?? profile.delegation.lockMonths;
  const minimumStake = parseTokens(network.minimumStake) ?? tokens(0);
  return {
    ...profile.delegation,
    holders: Math.max(profile.delegation.holders, network.validators),
    staked: writeTokens(minimumStake * BigInt(network.nodes)),
    lockShares: equalShares(Object.keys(lockMonths).toSorted((one, other) => Number(one) - Number(other))),
    ...given,
    lockMonths,
  };
}

/** Equal shares in millionths that sum to exactly 1: the first keys get the remainder, a millionth each. */
function equalShares(keys: readonly string[]): Record<string, number> {
  const share = Math.floor(PPM / keys.length);
  const remainder = PPM - share * keys.length;
  return Object.fromEntries(keys.map((key, index) => [key, (share + (index < remainder ? 1 : 0)) / PPM]));
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
