/** Parameters that money hangs on: emission, pay, stake, prices, what people do. §M10 – §M13 */
import type { Duration, Ppm, Tokens } from '../../base/units.ts';
import type { EmissionPolicy } from '../../economics/emission.ts';
import type { GasPricePolicy } from '../../economics/gas-price.ts';
import type { HolderGroup } from '../../economics/holder-behaviour.ts';
import type { Penalty } from '../../economics/slashing.ts';
import type { PricePolicy } from '../../economics/token-price.ts';

/** New tokens. §M10.1 */
export interface EmissionParams {
  readonly policy: EmissionPolicy;
  readonly genesis: Tokens;
  /** Supply at which minting stops; undefined: none. Read under the bounties that mint by schedule. */
  readonly supplyMax: Tokens | undefined;
}

/** How nodes are paid. §M10.2 – §M10.4 */
export interface BountyParams {
  /** `talk`: at each month's end, unasked. The others: by claims that nodes send to mainnet. */
  readonly policy: 'talk' | 'sm-talk-2019' | 'sm-1.5' | 'sm-1.12';
  readonly weight: 'effective-stake' | 'equal';
  /**
   * Where released rents go: into the pool (talk), nowhere (the contracts keep them), or to nodes by the
   * slots that they served and for how long.
   */
  readonly rent: 'pool' | 'kept' | 'node-seconds';
  /** Days of a month in which nobody claims twice (sm-1.12). */
  readonly claimWindow: Duration;
  /** From one claim to the next (sm-talk-2019, sm-1.5). */
  readonly rewardPeriod: Duration;
  /** Time after a reward period in which a claim is not late yet. */
  readonly lateAfter: Duration;
  /** Gas of one claim. */
  readonly claimGas: number;
  /** What a node pays for a claim’s gas at most, in millionths of a dollar; undefined: whatever it costs. */
  readonly gasBudgetMicroUsd: number | undefined;
}

/** Who holds what, and on which terms it is delegated. §M11 */
export interface DelegationParams {
  readonly holders: number;
  /** Total staked at the start, at least nodes × minimumStake. */
  readonly staked: Tokens;
  /** What holders own besides at the start, spread as their stake is. */
  readonly liquid: Tokens;
  /** Holdings of each holder, stake and liquid tokens together; undefined: the model's own law. */
  readonly holdings: readonly Tokens[] | undefined;
  /**
   * Locks in months, ascending, with the multiplier in parts per million and the share of holders that
   * choose it.
   */
  readonly locks: readonly {
    readonly months: number;
    readonly multiplierPpm: number;
    readonly sharePpm: Ppm;
  }[];
  /** Validators' fees, 0 … 1000, drawn evenly from this range. */
  readonly feePerMille: { readonly from: number; readonly to: number };
  /** Least amount of one delegation. */
  readonly minimum: Tokens;
}

/** Where penalties end. §M12.2 */
export type SlashDestination = 'locked' | 'burned' | 'pool' | 'forgiven';

/** What offences cost, and what becomes of it. §M12 */
export interface SlashingParams {
  readonly failedDkg: Penalty;
  readonly falseComplaint: Penalty;
  readonly withheldBeacon: Penalty;
  /** For a month that a node is scored 0 for; undefined: it costs the month's pay only. */
  readonly downtime: Penalty | undefined;
  readonly destination: SlashDestination;
  /** Months after which `forgiven` penalties are given back. */
  readonly forgiveAfterMonths: number;
  /** Whether what is accepted for the next month is cut too. */
  readonly cutsAccepted: boolean;
}

/** Prices, and which of them feed back. §M13 */
export interface MarketParams {
  readonly price: PricePolicy;
  /** Price of mainnet's ether in millionths of a dollar. */
  readonly etherMicroUsd: number;
  /** Price of gas on mainnet. §M15.1 */
  readonly gas: GasPricePolicy;
  /** By how much demand for chains falls where their price in dollars rises, in millionths. §M3.3 */
  readonly demandElasticityPpm: number;
  /** Yield of a year outside the network, in millionths: what lending pays. A26 */
  readonly outsideYieldPpm: number;
}

/** What people do for money. §M2.5, §M11.3 */
export interface BehaviourParams {
  /** Undefined: nobody enters or leaves for profit. */
  readonly validators: ValidatorBehaviour | undefined;
  /** Undefined: holders leave their stake where it is. */
  readonly holders: HolderCrowd | undefined;
}

/** Validators set up nodes that pay and give up those that do not. §M2.5 */
export interface ValidatorBehaviour {
  /** Profit a month that a new node must be expected to exceed, in millionths of a dollar. */
  readonly entryMicroUsd: number;
  /** Losing months in a row after which a node goes. */
  readonly patienceMonths: number;
  /** Nodes that can be set up in one month, all validators together. */
  readonly entriesPerMonthMax: number;
}

/** Groups of holders by their part of all, and what all of them do with what they earn. */
export interface HolderCrowd {
  /** Shares sum to 1,000,000. */
  readonly groups: readonly HolderGroup[];
  /** Part of free tokens that holders delegate again each month. */
  readonly restakePpm: Ppm;
  /** Part of a month's rewards that holders sell to the market. */
  readonly sellPpm: Ppm;
}
