/**
 * Profiles: named, complete sets of parameters and policies in the words of a scenario file. A scenario
 * names one and overrides fields. §M1.3
 */
import type { AggregationPolicy } from '../../sla/aggregate.ts';
import type { DkgVariant } from '../../crypto/dkg-rules.ts';
import type { CurveName, KeyGroup } from '../../crypto/pairing-suite.ts';
import type { PlacementPolicy, PoolingPolicy, RandomnessSource, RotationPolicy } from './params.ts';

/** A row of the table of sizes. §M3.1 */
export interface SizeRow {
  readonly slots: number;
  readonly members: number;
}

/** Every parameter that has a fixed default; what depends on others (stake, quorum) is derived on reading. */
export interface Profile {
  readonly horizon: string;
  readonly start: string;
  readonly calendar: 'gregorian' | { readonly days: number };
  readonly network: {
    readonly nodes: number;
    readonly slots: number;
    readonly validators: number;
    readonly regions: Readonly<Record<string, number>>;
    readonly providers: Readonly<Record<string, number>>;
    readonly clients: Readonly<Record<string, number>>;
    readonly enclaves: Readonly<Record<string, number>>;
    /** Round trips in milliseconds, [region][region]. */
    readonly latency: readonly (readonly number[])[];
    readonly jitter: { readonly shape: number; readonly scale: string };
    readonly loss: number;
    readonly exitsPerMonth: number;
  };
  readonly sizes: Readonly<Record<string, SizeRow>>;
  readonly chains: {
    readonly initial: Readonly<Record<string, number>>;
    readonly demand: {
      readonly arrivalsPerMonth: number;
      readonly mix: Readonly<Record<string, number>>;
      readonly term: { readonly months: number; readonly renewal: number };
      readonly whenFull: 'refuse' | 'queue';
    };
    readonly private: number;
    readonly price: 'contract';
  };
  readonly placement: { readonly policy: PlacementPolicy; readonly d: number };
  readonly rotation: { readonly policy: RotationPolicy; readonly members: number };
  readonly randomness: {
    readonly source: RandomnessSource;
    readonly crypto: 'ideal' | 'real';
    readonly group: number;
    readonly possession: 'required' | 'none';
  };
  readonly keyGeneration: {
    readonly mode: 'protocol' | 'instant';
    readonly variant: DkgVariant;
    readonly phaseLimit: string;
    readonly curve: CurveName;
    readonly keysIn: KeyGroup;
  };
  readonly mainnet: { readonly blockTime: string; readonly gasLimit: number; readonly gasShare: number };
  /** Whole tokens by offence. */
  readonly slashing: Readonly<Record<'failedDkg' | 'falseComplaint' | 'withheldBeacon', number>>;
  readonly availability: {
    readonly mtbf: string;
    readonly mttr: string;
    readonly repair: 'exponential' | 'constant';
  };
  readonly monitoring: {
    readonly monitors: number;
    readonly assignment: 'out' | 'in';
    readonly redraw: string;
    readonly probeEvery: string;
    readonly fidelity: 'interval' | 'causal' | 'exact';
  };
  readonly sla: {
    readonly aggregation: AggregationPolicy;
    readonly madFactor: number;
    readonly trim: number;
    readonly pooling: PoolingPolicy;
    readonly floor: number;
    readonly latency: string;
    readonly payment: 'binary';
  };
  readonly emission: { readonly policy: 'skale'; readonly genesis: number };
  readonly bounty: { readonly policy: 'talk'; readonly weight: 'effective-stake' | 'equal' };
  readonly delegation: {
    readonly holders: number;
    readonly lockMonths: Readonly<Record<string, number>>;
    readonly feePerMille: number;
  };
  readonly market: { readonly price: { readonly kind: 'constant'; readonly usd: number } };
  /**
   * Whole tokens that all nodes together stake at the start, unless that gives a node more than
   * `minimumStakeMax`.
   */
  readonly stakedAtStart: number;
  readonly minimumStakeMax: number;
}

/** What the talk says the network does; what it leaves open is an assumption. §M1.3, §M2.2, §M8.2 */
const TALK: Profile = {
  horizon: '12 months',
  start: '2020-01-01',
  calendar: 'gregorian',
  network: {
    nodes: 1000,
    slots: 128,
    validators: 200,
    regions: { europe: 0.45, america: 0.4, asia: 0.15 },
    providers: { alpha: 0.4, beta: 0.3, gamma: 0.2, delta: 0.1 },
    clients: { current: 0.7, previous: 0.25, old: 0.05 },
    enclaves: { first: 0.7, second: 0.3 },
    latency: [
      [20, 90, 130],
      [90, 20, 140],
      [130, 140, 20],
    ],
    jitter: { shape: 4, scale: '2.5 ms' },
    loss: 0.002,
    exitsPerMonth: 0,
  },
  sizes: {
    small: { slots: 1, members: 16 },
    medium: { slots: 16, members: 16 },
    large: { slots: 128, members: 16 },
    test: { slots: 0, members: 2 },
    'medium-test': { slots: 32, members: 4 },
  },
  chains: {
    initial: { small: 8000 },
    demand: {
      arrivalsPerMonth: 0,
      mix: { small: 1 },
      term: { months: 12, renewal: 0.8 },
      whenFull: 'refuse',
    },
    private: 0,
    price: 'contract',
  },
  placement: { policy: 'least-loaded', d: 4 },
  rotation: { policy: 'monthly-replace', members: 4 },
  randomness: { source: 'threshold-bls', crypto: 'ideal', group: 16, possession: 'required' },
  keyGeneration: {
    mode: 'protocol',
    variant: 'joint-feldman',
    phaseLimit: '30 min',
    curve: 'bn254',
    keysIn: 'g2',
  },
  mainnet: { blockTime: '13 s', gasLimit: 10_000_000, gasShare: 0.1 },
  slashing: { failedDkg: 1000, falseComplaint: 1000, withheldBeacon: 0 },
  availability: { mtbf: '30 days', mttr: '2 h', repair: 'exponential' },
  monitoring: {
    monitors: 24,
    assignment: 'out',
    redraw: '1 day',
    probeEvery: '5 min',
    fidelity: 'interval',
  },
  sla: {
    aggregation: 'median-mad',
    madFactor: 3,
    trim: 0.1,
    pooling: 'window',
    floor: 0.97,
    latency: '150 ms',
    payment: 'binary',
  },
  emission: { policy: 'skale', genesis: 4_140_000_000 },
  bounty: { policy: 'talk', weight: 'effective-stake' },
  delegation: { holders: 20_000, lockMonths: { 3: 1, 6: 1.5, 12: 2 }, feePerMille: 100 },
  market: { price: { kind: 'constant', usd: 0.1 } },
  stakedAtStart: 1_000_000_000,
  minimumStakeMax: 1_000_000,
};

/** The talk's network made small and fast, for tests and first steps: everything scaled to 16 slots. §M1.3 */
const MINIMAL: Profile = {
  ...TALK,
  horizon: '3 months',
  calendar: { days: 3 },
  network: { ...TALK.network, nodes: 40, slots: 16, validators: 10 },
  sizes: {
    small: { slots: 1, members: 4 },
    medium: { slots: 2, members: 4 },
    large: { slots: 16, members: 4 },
    test: { slots: 0, members: 2 },
    'medium-test': { slots: 4, members: 4 },
  },
  chains: { ...TALK.chains, initial: { small: 160 } },
  rotation: { policy: 'monthly-replace', members: 1 },
  randomness: { ...TALK.randomness, group: 4 },
  delegation: { ...TALK.delegation, holders: 200 },
};

/** All profiles of this version by name. */
export const PROFILES = { talk: TALK, minimal: MINIMAL } as const satisfies Readonly<Record<string, Profile>>;
/** A profile's name. */
export type ProfileName = keyof typeof PROFILES;
