/** What a profile says: every parameter that has a fixed default, in the words of a scenario file. §M1.3 */
import type { AggregationPolicy } from '../../sla/aggregate.ts';
import type { PaymentPolicy } from '../../sla/payment-policies.ts';
import type { DkgVariant } from '../../crypto/dkg-rules.ts';
import type { CurveName, KeyGroup } from '../../crypto/pairing-suite.ts';
import type { BountyParams, SlashDestination } from './economy-params.ts';
import type {
  ExitPace,
  ExitPolicy,
  PlacementPolicy,
  PoolingPolicy,
  RandomnessSource,
  RotationPolicy,
} from './params.ts';

/** Names of payments by score. §M9.5 */
export type PaymentName = PaymentPolicy['kind'];

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
    readonly hardware: Readonly<Record<string, { readonly share: number; readonly usdPerMonth: number }>>;
    /** Round trips in milliseconds, [region][region]. */
    readonly latency: readonly (readonly number[])[];
    readonly jitter: { readonly shape: number; readonly scale: string };
    readonly loss: number;
    readonly exitsPerMonth: number;
    readonly entriesPerMonth: number;
    readonly exit: { readonly policy: ExitPolicy; readonly freeze: string; readonly pace: ExitPace };
    readonly maintenanceState: { readonly perYear: number; readonly duration: string };
    readonly incompliance: {
      readonly afterFailedMonths: number;
      readonly failedDkg: 'ignored' | 'marked';
    };
  };
  readonly sizes: Readonly<Record<string, SizeRow>>;
  readonly chains: {
    readonly initial: Readonly<Record<string, number>>;
    readonly demand: {
      readonly arrivalsPerMonth: number;
      readonly mix: Readonly<Record<string, number>>;
      readonly growth: number;
      readonly term: {
        readonly months: number | Readonly<Record<string, number>>;
        readonly renewal: number;
        readonly deletion: number;
      };
      readonly whenFull: 'refuse' | 'queue';
    };
    readonly private: number;
    readonly price: 'contract';
  };
  readonly placement: {
    readonly policy: PlacementPolicy;
    readonly d: number;
    readonly repair: { readonly movesPerMonth: number };
  };
  readonly rotation: { readonly policy: RotationPolicy; readonly members: number };
  readonly randomness: {
    readonly source: RandomnessSource;
    readonly crypto: 'ideal' | 'real';
    readonly group: number;
    readonly possession: 'required' | 'none';
  };
  readonly keyGeneration: {
    readonly mode: 'protocol' | 'instant';
    readonly atTurn: 'fresh' | 'reshare';
    readonly variant: DkgVariant;
    readonly phaseLimit: string;
    readonly curve: CurveName;
    readonly keysIn: KeyGroup;
  };
  readonly mainnet: {
    readonly blockTime: string;
    readonly gasLimit: number;
    readonly gasShare: number;
    readonly gasGwei: { readonly kind: 'constant'; readonly value: number };
    readonly bid: number;
  };
  /** Whole tokens by offence, and what becomes of them. */
  readonly slashing: Readonly<Record<'failedDkg' | 'falseComplaint' | 'withheldBeacon', number>> & {
    readonly destination: SlashDestination;
    readonly forgiveAfter: number;
    readonly additions: 'spared' | 'cut';
  };
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
    /** Verdicts that a window needs; missing: more than half of the monitors. */
    readonly quorum?: number;
    readonly floor: number;
    readonly latency: string;
    readonly payment: PaymentName;
    readonly tierMonths: number;
  };
  readonly emission: {
    readonly policy: 'skale';
    readonly genesis: number;
    readonly cap: number;
  };
  readonly bounty: {
    readonly policy: BountyParams['policy'];
    readonly weight: BountyParams['weight'];
    readonly rent: BountyParams['rent'];
    readonly claimWindow: string;
    readonly rewardPeriod: string;
    readonly lateAfter: string;
    readonly claimGas: number;
  };
  readonly delegation: {
    readonly holders: number;
    readonly lockMonths: Readonly<Record<string, number>>;
    readonly feePerMille: number;
    readonly liquid: number;
    readonly minimum: number;
  };
  readonly market: {
    readonly price: { readonly kind: 'constant'; readonly usd: number };
    readonly etherUsd: number;
    readonly demandElasticity: number;
    readonly outsideYield: number;
  };
  /**
   * Whole tokens that all nodes together stake at the start, unless that gives a node more than
   * `minimumStakeMax`.
   */
  readonly stakedAtStart: number;
  readonly minimumStakeMax: number;
}
