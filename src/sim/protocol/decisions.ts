/**
 * The decisions that the model asks of every node's operator: a name, the occasion, the choice. `honest`
 * answers all of them by the protocol; a strategy answers some. No procedure of the network asks who is
 * corrupt. §M16.2
 */
import type { Duration, Instant, Ppm, Tokens } from '../../base/units.ts';
import type { DealingDeed, VerdictDeed } from '../../crypto/key-ceremony.ts';
import type { AdversaryView } from './view.ts';

/**
 * One monitor is about to report on one target for one window. The object is reused: copy what you keep.
 * §M9.3
 */
export interface VerdictOccasion {
  readonly monitor: number;
  readonly target: number;
  readonly windowStart: Instant;
  readonly windowEnd: Instant;
  /** Probes sent in the window, at least half of those due. */
  readonly probesSent: number;
  /** Probes without an answer, 0 … probesSent. */
  readonly probesFailed: number;
  /** What the protocol would report. */
  readonly truth: Verdict;
}

/** A monitor's report. */
export interface Verdict {
  /** Failed probes in millionths of those sent, 0 … 1,000,000, whole. */
  readonly downtimePpm: number;
  /** Mean latency of answered probes in whole microseconds, 0 … 2^31 − 1; −1 when none was answered. */
  readonly latencyMicros: number;
}

/**
 * A node decides at a window's opening whether it answers its monitors until the window closes; under the
 * fidelity `exact` it is asked for each probe that arrives. §M9.2
 */
export interface ProbeReplyOccasion {
  readonly node: number;
  readonly windowStart: Instant;
  readonly windowEnd: Instant;
}

/**
 * A probe that this monitor sent has failed: it met a node that is down or ignores it, or was lost. Whoever
 * has such a rule lets outcomes of an open window feed back, so probes are followed one failure at a time:
 * the fidelity `interval` becomes `causal`. The object is reused: copy what you keep. §M9.2
 */
export interface ProbeFailedOccasion {
  readonly monitor: number;
  readonly target: number;
  readonly windowStart: Instant;
  readonly windowEnd: Instant;
  /** Probes of the window that the monitor has sent to this target so far, this one included. */
  readonly probesSent: number;
  /** Those among them that failed. */
  readonly probesFailed: number;
}

/**
 * A member of the beacon's group contributes its number: in the open under `threshold-bls`, one after the
 * other; under `commit-reveal` each commits to it before anybody reveals. §M4.1
 */
export interface BeaconShareOccasion {
  readonly node: number;
  readonly month: number;
  /** The number that the member's own randomness gives, 0 … 2^256 − 1. */
  readonly contribution: bigint;
  /** Its place in the order, from 0, and how many places there are. */
  readonly place: number;
  readonly places: number;
  /** Sum of what is in the open so far, modulo 2^256; 0 where commitments hide it. */
  readonly sum: bigint;
  /**
   * The beacon that a sum would give; undefined for whoever cannot know, which is everybody but a coalition
   * that holds the threshold of the group's key shares.
   */
  beaconOf(sum: bigint): Uint8Array | undefined;
}

/** A member that committed itself is to reveal its number, in order of places; those before it have. §M4.2 */
export interface BeaconRevealOccasion {
  readonly node: number;
  readonly month: number;
  readonly place: number;
  readonly places: number;
  /** The number that it committed itself to. */
  readonly contribution: bigint;
  /** Sum of what was revealed so far, modulo 2^256. */
  readonly sum: bigint;
}

/** A member of the beacon's group signs the sum of the contributions. §M4.1 */
export interface BeaconSignatureOccasion {
  readonly node: number;
  readonly month: number;
  readonly sum: bigint;
}

/**
 * A member of the beacon's group has its key registered, in order of places, before the group is used; the
 * keys before it are public. A `rogue` key is made of the others' so that they cancel out in the sum. A10
 */
export interface KeyRegistrationOccasion {
  readonly node: number;
  readonly month: number;
  readonly place: number;
  readonly places: number;
}

/**
 * A key generation has begun, and a member deals. Committee: a chain, or −1 for the group of the next beacon.
 * §M6.1
 */
export interface DkgDealOccasion {
  readonly node: number;
  readonly committee: number;
  /** Key generations of this committee that failed before, since its members last changed otherwise. */
  readonly attempt: number;
  /** Seat of the node, from 1; where a key is reshared, that of its old share. §M6.4 */
  readonly seat: number;
  /** Nodes in order of seats, who receive. A leaver that deals its old share is none of them. */
  readonly members: readonly number[];
  /**
   * The lowest bit of the key if this member deals its polynomial of that number; undefined unless it is the
   * last to deal and the others' commitments are in the open (`joint-feldman`). A9
   */
  readonly keyParity: ((polynomial: number) => 0 | 1) | undefined;
}

/** All dealings are in, and a member says what it thinks of its shares. §M6.1 */
export interface DkgVerdictOccasion {
  readonly node: number;
  readonly committee: number;
  readonly attempt: number;
  readonly seat: number;
  readonly members: readonly number[];
  /** Seats of dealers whose share is truly false. */
  readonly accused: readonly number[];
}

/** A member was accused and can show what it sealed. §M6.2 */
export interface DkgResponseOccasion {
  readonly node: number;
  readonly committee: number;
  readonly attempt: number;
  readonly seat: number;
  readonly complainer: number;
}

/**
 * A key generation is about to begin with a member of the coalition on its committee: asked of the member in
 * the first seat. Chosen nodes are kept off the network. A8
 */
export interface DisruptionOccasion {
  readonly node: number;
  readonly committee: number;
  readonly attempt: number;
  readonly members: readonly number[];
  readonly phaseLimit: Duration;
  /** Node-time that the coalition can still cause, in milliseconds. */
  readonly left: number;
}

/** A node may ask for its bounty, and is up. §M10.3 */
export interface ClaimOccasion {
  readonly node: number;
  readonly month: number;
  /** What the transaction costs now, in millionths of a dollar. */
  readonly gasMicroUsd: number;
  /** What the scenario's operators pay at most; undefined: whatever it costs. */
  readonly budgetMicroUsd: number | undefined;
}

/**
 * A window is about to close, and a monitor that is up may send its verdicts to mainnet; asked where reports
 * are transactions. §M9.3
 */
export interface ReportOccasion {
  readonly node: number;
  readonly windowStart: Instant;
  readonly windowEnd: Instant;
  /** What the transaction with all its verdicts costs now, in millionths of a dollar. */
  readonly gasMicroUsd: number;
  /** What the scenario's operators pay for a report at most; undefined: whatever it costs. */
  readonly budgetMicroUsd: number | undefined;
}

/** A node that is kept off the network for so long, in whole milliseconds. */
export interface Disruption {
  readonly node: number;
  readonly length: number;
}

/** A month has opened, and a coalition, through its first member, may do what nobody asked it to. §M16.2 */
export interface MonthOccasion {
  readonly node: number;
  readonly month: number;
}

/** A chain that a coalition asks for under a name of its choice. §M4.3 */
export interface ChainRequest {
  /** Index into the table of sizes. */
  readonly size: number;
  /** 1 … 200 characters. */
  readonly name: string;
  /** Names that were tried before this one was taken, itself included; for the record alone. */
  readonly tries: number;
}

/** A month has opened, and what the coalition does may cost it dollars. §M16.1 */
export interface SpendingOccasion extends MonthOccasion {
  /** What it can still spend, in millionths of a dollar; undefined: without limit. */
  readonly leftMicroUsd: bigint | undefined;
}

/** Asked for nodes that leave and enter. A14, A24 */
export interface NodeLifeOccasion extends SpendingOccasion {
  /** What each node that enters costs the coalition, in millionths of a dollar. */
  readonly identityMicroUsd: bigint;
}

/** Nodes of a coalition that ask to leave, and nodes of its reserve that enter. §M2.3 */
export interface NodeLifeChoice {
  /** Its active nodes, each once. */
  readonly leave: readonly number[];
  /** Its nodes that have not entered, each once, and the validator for which each enters. */
  readonly enter: readonly { readonly node: number; readonly validator: number }[];
}

/** The fee of a validator from now on. §M11.2 */
export interface FeeChange {
  readonly validator: number;
  /** 0 … 1000, whole. */
  readonly feePerMille: number;
}

/** Asked for what a coalition borrows and sells. A27 */
export interface TradeOccasion extends SpendingOccasion {
  /** Millionths of a dollar for a token now. */
  readonly priceMicroUsd: number;
  /** Base units on the market: no more can be borrowed. §M13.1 */
  readonly liquid: Tokens;
}

/** A part of the network's gas that is bought away, for some time of the month. A32 */
export interface GasBid {
  /** Of the gas of each block that the network wins, 0 … 999,999. */
  readonly gasPart: Ppm;
  /** Whole milliseconds after the month's opening, and for how long: within the month. */
  readonly from: number;
  readonly length: number;
}

/** Asked for such a bid. */
export interface GasBidOccasion extends SpendingOccasion {
  /** Milliseconds of the month. */
  readonly monthLength: number;
  /** The most that it may take: what other coalitions have left, less than all. */
  readonly gasPartMax: number;
  /** What a bid costs at the price of gas that it makes, in millionths of a dollar. */
  costOf(bid: GasBid): bigint;
}

/** Asked for what a coalition offers to whoever lends it tokens. A26 */
export interface LendingOccasion extends SpendingOccasion {
  /** What lending pays without it, a year, in millionths. */
  readonly outsideYieldPpm: number;
  /** A month's interest at this yield on all that `lending` holders have idle, in millionths of a dollar. */
  interestOf(yieldPpm: number): bigint;
}

/** Decision name → what is asked and what may be answered. */
export interface Decisions {
  verdict: { occasion: VerdictOccasion; choice: Verdict | 'silent' };
  probeReply: { occasion: ProbeReplyOccasion; choice: 'answer' | 'ignore' };
  beaconShare: { occasion: BeaconShareOccasion; choice: bigint | 'withhold' };
  beaconReveal: { occasion: BeaconRevealOccasion; choice: 'reveal' | 'withhold' };
  /** `false`: a share that is not the member's. */
  beaconSignature: { occasion: BeaconSignatureOccasion; choice: 'sign' | 'withhold' | 'false' };
  keyRegistration: { occasion: KeyRegistrationOccasion; choice: 'own' | 'rogue' };
  dkgDeal: { occasion: DkgDealOccasion; choice: DealingDeed };
  dkgVerdict: { occasion: DkgVerdictOccasion; choice: VerdictDeed };
  dkgResponse: { occasion: DkgResponseOccasion; choice: 'respond' | 'silent' };
  disruption: { occasion: DisruptionOccasion; choice: readonly Disruption[] };
  chainRequests: { occasion: MonthOccasion; choice: readonly ChainRequest[] };
  /** Generations of enclaves that are read from now on; those left out are read no longer. */
  enclaves: { occasion: MonthOccasion; choice: readonly number[] };
  /** `wait`: look again a day later. */
  claim: { occasion: ClaimOccasion; choice: 'claim' | 'wait' };
  /** `wait`: look again five minutes later. */
  report: { occasion: ReportOccasion; choice: 'report' | 'wait' };
  /** `stop`: no more probes to this target until the window closes. */
  probeFailed: { occasion: ProbeFailedOccasion; choice: 'continue' | 'stop' };
  nodeLife: { occasion: NodeLifeOccasion; choice: NodeLifeChoice };
  /** Of validators all of whose nodes are the coalition's. */
  fees: { occasion: MonthOccasion; choice: readonly FeeChange[] };
  /** Base units that are borrowed and sold at once. */
  trade: { occasion: TradeOccasion; choice: { readonly sold: Tokens } };
  gasBid: { occasion: GasBidOccasion; choice: GasBid };
  /** A year, in millionths, whole; 0: no offer. */
  lendingOffer: { occasion: LendingOccasion; choice: { readonly yieldPpm: number } };
}

/** All names of decisions, in the order of the table above. */
export const DECISION_NAMES = [
  'verdict',
  'probeReply',
  'beaconShare',
  'probeFailed',
  'beaconReveal',
  'beaconSignature',
  'keyRegistration',
  'dkgDeal',
  'dkgVerdict',
  'dkgResponse',
  'disruption',
  'chainRequests',
  'enclaves',
  'claim',
  'nodeLife',
  'fees',
  'trade',
  'gasBid',
  'lendingOffer',
  'report',
] as const satisfies readonly (keyof Decisions)[];
/** A decision's name. */
export type DecisionName = (typeof DECISION_NAMES)[number];

/** How one decision is answered. */
export type Rule<Name extends DecisionName> = (
  occasion: Decisions[Name]['occasion'],
  view: AdversaryView,
) => Decisions[Name]['choice'];

/** Rules for some of the decisions. */
export type Rules = { readonly [Name in DecisionName]?: Rule<Name> };
/** Rules for all of them. */
export type CompleteRules = { readonly [Name in DecisionName]: Rule<Name> };

/** Whom the network asks. Answers come checked for shape by the adversary's side, for power by `enact`. */
export interface Operators {
  /**
   * node → 1 when its operator has a rule of its own; elsewhere the protocol's answer is known without
   * asking.
   */
  readonly hasRule: Readonly<Record<DecisionName, Uint8Array>>;
  /** Whether anybody at all has such a rule. */
  readonly areAsked: Readonly<Record<DecisionName, boolean>>;
  /** The operator's choice. Throws a StrategyFault when the strategy throws. */
  ask<Name extends DecisionName>(
    name: Name,
    node: number,
    occasion: Decisions[Name]['occasion'],
  ): Decisions[Name]['choice'];
  /** Who was corrupted before the run: enacted, and recorded as facts, at the start. */
  readonly corruptedAtStart: readonly { readonly node: number; readonly coalition: number }[];
  /** By coalition, its nodes ascending: whose seats add up, and who may be asked for all of them. */
  readonly coalitions: readonly (readonly number[])[];
  /** Name of the strategy that answers `decision` for `node`, for the text of a fault. */
  strategyOf(decision: DecisionName, node: number): string;
}
