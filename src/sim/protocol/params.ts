/**
 * A scenario after profile and overrides are resolved: complete, in base units, whole numbers wherever the
 * model computes with them. The network reads nothing else. Every field is plain data (bigint, number, text,
 * arrays).
 */
import type { CalendarRule } from '../../base/calendar-months.ts';
import type { DkgVariant } from '../../crypto/dkg-rules.ts';
import type { CurveName, KeyGroup } from '../../crypto/pairing-suite.ts';
import type { ValueLaw } from '../../economics/chain-value.ts';
import type { HardwareClass, MinimumStakePolicy } from '../../economics/node-profit.ts';
import type { RentPolicy } from '../../economics/rent.ts';
import type { AggregationPolicy } from '../../sla/aggregate.ts';
import type { PaymentPolicy } from '../../sla/payment-policies.ts';
import type { HybridChains } from './hybrid-chains.ts';
import type { Tier } from '../../sla/tiers.ts';
import type {
  BehaviourParams,
  BountyParams,
  DelegationParams,
  EmissionParams,
  MarketParams,
  SlashingParams,
} from './economy-params.ts';
import type { Duration, Ppm } from '../../base/units.ts';

/** How committees are drawn. §M5.2 */
export type PlacementPolicy =
  'uniform' | 'capacity-weighted' | 'power-of-d' | 'least-loaded' | ContractPlacement;
/** The contracts' own: before release 1.8, from then on, and in November 2019. §M5.2 */
export type ContractPlacement = 'legacy-single-draw' | 'sm-1.12' | 'sm-talk-2019';
/**
 * How a node gets rid of its seats: all at once as far as there is room, or, as in SM 1.12, its chains frozen
 * first and then one chain a call. §M7.2
 */
export type ExitPolicy = 'at-once' | 'freeze';
/** When calls of an exit are sent: each a freeze after the one before, or as soon as that is taken. §M7.2 */
export type ExitPace = 'after-freeze' | 'at-once';
/** What is exchanged at a month's turn. §M7.1 */
export type RotationPolicy = 'monthly-replace' | 'monthly-redraw' | 'exit-only';
/** `out`: each node watches `monitors` others. `in`: each node is watched by exactly `monitors`. §M9.1 */
export type AssignmentPolicy = 'out' | 'in';
/** How closely probes are followed: drawn in aggregate, from change to change, or one by one. §M9.2 */
export type MonitoringFidelity = 'interval' | 'causal' | 'exact';
/** Verdicts as transactions: one a monitor and window. §M9.3, §M15.1 */
export interface ReportParams {
  /** So long before its window's end, or at its start, a monitor sends its report. */
  readonly before: Duration;
  /** Gas of a report, and of each verdict in it. */
  readonly gas: number;
  readonly verdictGas: number;
  /** What a node pays for a report's gas at most, in millionths of a dollar; undefined: whatever it costs. */
  readonly gasBudgetMicroUsd: number | undefined;
}
/**
 * `window`: length-weighted mean of the windows' figures; `period`: all verdicts of the month at once. §M9.4
 */
export type PoolingPolicy = 'window' | 'period';

/** A row of the table of chain sizes: `slots` of each of `members` nodes. §M3.1 */
export interface ChainSize {
  readonly id: string;
  /** Slots per member, 0 … slots of a node. */
  readonly slots: number;
  /** Members of a committee, 1 … 256. */
  readonly members: number;
}

/** Share of nodes in a region. Shares sum to 1,000,000. §M8.2 */
export interface Region {
  readonly id: string;
  readonly sharePpm: Ppm;
}

/** A law of positive durations with a stated mean; `shape` is Weibull's k or the log-normal's sigma. §M8.1 */
export type DurationLaw =
  | { readonly kind: 'exponential' | 'constant'; readonly mean: Duration }
  | { readonly kind: 'weibull' | 'log-normal'; readonly mean: Duration; readonly shape: number };

/** Outages that strike all nodes with the same attribute at once, a Poisson process for each value. §M8.1 */
export interface CorrelatedOutages {
  readonly by: 'region' | 'provider' | 'client';
  /** Mean time between the strikes on one value of the attribute. */
  readonly mtbf: Duration;
  readonly repair: DurationLaw;
}

/** One outage of a trace: node `node` is down in [from, to). Sorted by `from`. §M8.1 */
export interface TracedOutage {
  readonly node: number;
  readonly from: number;
  readonly to: number;
}

/** Where public randomness comes from. §M4.1 – §M4.3 */
export type RandomnessSource = 'threshold-bls' | 'commit-reveal' | 'block-hash';

/** Members of a coalition. §M16.1 */
export type Membership =
  /** floor(numerator·N / denominator) nodes: the first of one permutation. */
  | { readonly kind: 'share'; readonly numerator: bigint; readonly denominator: bigint }
  | { readonly kind: 'nodes'; readonly nodes: readonly number[] }
  /** All nodes of this many validators: the first of one permutation of validators. */
  | { readonly kind: 'validators'; readonly count: number };

/** A strategy that a coalition plays; the first one with a rule for a decision answers it. §M16.4 */
export interface StrategyUse {
  /** Name in the registry, or the path as the scenario writes it when `isFile`. */
  readonly use: string;
  readonly isFile: boolean;
  /** Parameters, checked against the strategy's own table. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A coalition. §M16.1 */
export interface Adversary {
  readonly name: string;
  readonly members: Membership;
  readonly strategies: readonly StrategyUse[];
  /** Node-time that it can keep others off the network, all in all; undefined: without limit. §M16.1 */
  readonly disruptionMax: Duration | undefined;
  /** Millionths of a dollar that it can spend, all in all; undefined: without limit. §M16.1 */
  readonly budgetMicroUsd: bigint | undefined;
  /** What a node that it sets up of its own accord costs it, in millionths of a dollar. §M16.1 */
  readonly identityMicroUsd: bigint;
}

/** Everything that a run depends on, beside the run's number. */
export interface Params {
  readonly name: string;
  readonly about: string;
  readonly profile: string;
  /** Text; an integer in the scenario becomes its decimal text. */
  readonly seed: string;
  readonly calendar: CalendarRule;
  /**
   * Milliseconds since the run's start; nothing happens at or after it but the accounts of a month that ends
   * there.
   */
  readonly horizon: Duration;
  readonly network: {
    /** Nodes at the start. */
    readonly nodes: number;
    /** Those and the reserve that may enter later; at least `nodes`. §M2.3 */
    readonly nodesMax: number;
    /** Slots of a node, 1 … 1,024. §M2.1 */
    readonly slots: number;
    readonly validators: number;
    /** Stake that a validator needs for each of its nodes (MSR). §M2.2 */
    readonly minimumStake: MinimumStakePolicy;
    readonly regions: readonly Region[];
    /** Hosting providers and client versions, dealt to nodes by share. §M2.4 */
    readonly providers: readonly Region[];
    readonly clients: readonly Region[];
    /** Generations of the processors that hold keys, dealt likewise. §M2.4 */
    readonly enclaves: readonly Region[];
    /** Classes of machines, dealt likewise. §M2.4 */
    readonly hardware: readonly HardwareClass[];
    /** Mean round trip in microseconds, [region][region], symmetric. §M8.2 */
    readonly roundTripMicros: readonly (readonly number[])[];
    /** Mean number of nodes that ask to leave in a month of 30 days (Poisson). §M2.3 */
    readonly exitsPerMonth: number;
    /** Mean number of nodes of the reserve that enter in a month of 30 days (Poisson). §M2.3 */
    readonly entriesPerMonth: number;
    readonly exit: {
      readonly policy: ExitPolicy;
      /** For how long a chain is reserved for the exit that froze it. */
      readonly freeze: Duration;
      readonly pace: ExitPace;
    };
    /** A node gets no new seats `perYear` times in 365 days (Poisson), each time for `duration`. §M2.3 */
    readonly maintenanceState: { readonly perYear: number; readonly duration: Duration };
    /** What marks a node as incompliant; a whole good month clears it. §M2.3 */
    readonly incompliance: {
      /** Failed months in a row; 0: never. */
      readonly afterFailedMonths: number;
      readonly failedDkg: 'ignored' | 'marked';
    };
  };
  readonly sizes: readonly ChainSize[];
  readonly chains: {
    /** Placed one by one at the start, in this order; `size` is an index into `sizes`. */
    readonly initial: readonly { readonly size: number; readonly count: number }[];
    readonly demand: {
      /** Mean number of requests in 30 days at the start (Poisson). §M3.3 */
      readonly arrivalsPerMonth: number;
      /** By how much that rate grows a year, compounded month by month. */
      readonly growthPpm: number;
      /** Weights sum to 1,000,000. */
      readonly mix: readonly { readonly size: number; readonly weightPpm: Ppm }[];
      /** Prepaid terms, 1 … 120 months, ascending (talk: 6, 12 or 24); weights sum to 1,000,000. */
      readonly terms: readonly { readonly months: number; readonly weightPpm: Ppm }[];
      /** Probability that a chain renews when its term ends. */
      readonly renewalPpm: Ppm;
      /** Probability that a chain is given up in a month of its term. */
      readonly deletionPpm: Ppm;
      readonly whenFull: 'refuse' | 'queue';
    };
    /** Law of what lies on a chain; undefined: nobody asks. §M3.5 */
    readonly value: ValueLaw | undefined;
    /** How long a newcomer fetches a chain's state before it signs; undefined: not at all. §M7.4 */
    readonly catchUp: Duration | undefined;
    /** Chains with seats for named authorities; undefined: there are none. §M3.5 */
    readonly hybrid: HybridChains | undefined;
    /** Probability that a chain keeps its keys in enclaves. §M3.5 */
    readonly privatePpm: Ppm;
    readonly price: RentPolicy;
  };
  readonly placement: {
    readonly policy: PlacementPolicy;
    /** Candidates of power-of-d, 1 … 64. */ readonly d: number;
    /** Members that may be moved in a month to make room for a request. §M5.4 */
    readonly repair: { readonly movesPerMonth: number };
  };
  readonly rotation: {
    readonly policy: RotationPolicy;
    /** Seats exchanged a month. */ readonly members: number;
  };
  readonly randomness: {
    readonly source: RandomnessSource;
    readonly crypto: 'ideal' | 'real';
    /** Members of the beacon's group; threshold floor((2n + 1) / 3). §M4.1 */
    readonly group: number;
    /** Whether a key is taken without proof that its secret is held. A10 */
    readonly possession: 'required' | 'none';
  };
  readonly keyGeneration: {
    /** `instant`: a committee has its key as soon as it stands, whatever becomes of its members. §M6 */
    readonly mode: 'protocol' | 'instant';
    /** What a committee that has a key does when its members change: another key, or other shares. §M6.4 */
    readonly atTurn: 'fresh' | 'reshare';
    readonly variant: DkgVariant;
    /** Time that each phase may take. §M6.1 */
    readonly phaseLimit: Duration;
    readonly curve: CurveName;
    readonly keysIn: KeyGroup;
  };
  readonly mainnet: {
    readonly blockTime: Duration;
    /** Gas of each block that the network wins. §M15.1 */
    readonly gasPerBlock: number;
    /** What nodes offer for gas, in millionths of the day's price. */
    readonly bidPpm: number;
    /** Blocks that a transaction of that bid waits when its gas is there, 0 … 1,000,000. */
    readonly waitBlocks: number;
  };
  readonly slashing: SlashingParams;
  readonly availability: {
    /** Law of a node's up times; undefined: nodes never fail by themselves. */
    readonly failure: Duration | undefined;
    readonly repair: DurationLaw;
    readonly correlated: readonly CorrelatedOutages[];
    /**
     * Every node is down for `duration` once each `every`, spread evenly over the nodes; undefined: never.
     */
    readonly maintenance: { readonly every: Duration; readonly duration: Duration } | undefined;
    readonly trace: readonly TracedOutage[];
  };
  readonly monitoring: {
    readonly monitors: number;
    readonly assignment: AssignmentPolicy;
    /** A new assignment each so long; undefined: one for the whole month. */
    readonly redraw: Duration | undefined;
    readonly probeEvery: Duration;
    readonly fidelity: MonitoringFidelity;
    /** Undefined: verdicts are free and always in time. */
    readonly report: ReportParams | undefined;
    /** Probability that one probe is lost on the way. */
    readonly lossPpm: Ppm;
    /** Jitter of a probe: Gamma(shape, scale), shape a whole number of quarters. §M8.2 */
    readonly jitterShape: number;
    readonly jitterScaleMicros: number;
  };
  readonly sla: {
    readonly aggregation: AggregationPolicy;
    /** median-mad removes what lies beyond k·1.4826·MAD; in thousandths. */
    readonly madFactorMilli: number;
    /** trimmed-mean drops this part at each side, 0 … 499,999. */
    readonly trimPpm: Ppm;
    readonly pooling: PoolingPolicy;
    /** Verdicts that a window needs. */
    readonly quorum: number;
    /** A node passes with downtime up to 1,000,000 − floor. */
    readonly floorPpm: Ppm;
    readonly latencyMaxMicros: number;
    readonly payment: PaymentPolicy;
    /** Classes of nodes by their record, ascending by floor; none: all are of one class. §M9.6 */
    readonly tiers: readonly (Tier & { /** Part of the chains that ask for it. */ readonly sharePpm: Ppm })[];
    /** Months that a record goes back. */
    readonly tierMonths: number;
  };
  readonly emission: EmissionParams;
  readonly bounty: BountyParams;
  readonly delegation: DelegationParams;
  readonly market: MarketParams;
  readonly behaviour: BehaviourParams;
  readonly adversaries: readonly Adversary[];
  readonly runs: number;
  /** Ids of the metrics to report; all when the scenario names none. */
  readonly metrics: readonly string[];
  readonly record: { readonly facts: 'none' | 'failures' | 'all' };
}
