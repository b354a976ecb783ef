/**
 * The decisions that the model asks of every node's operator: a name, the occasion, the choice. `honest`
 * answers all of them by the protocol; a strategy answers some. No procedure of the network asks who is
 * corrupt. §M16.2
 */
import type { Instant } from '../../base/units.ts';
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

/** A member of the beacon's group contributes its number. §M4.1 */
export interface BeaconShareOccasion {
  readonly node: number;
  readonly month: number;
  /** The number that the member's own randomness gives, 0 … 2^256 − 1. */
  readonly contribution: bigint;
}

/** Decision name → what is asked and what may be answered. */
export interface Decisions {
  verdict: { occasion: VerdictOccasion; choice: Verdict | 'silent' };
  probeReply: { occasion: ProbeReplyOccasion; choice: 'answer' | 'ignore' };
  beaconShare: { occasion: BeaconShareOccasion; choice: bigint | 'withhold' };
  /** `stop`: no more probes to this target until the window closes. */
  probeFailed: { occasion: ProbeFailedOccasion; choice: 'continue' | 'stop' };
}

/** All names of decisions, in the order of the table above. */
export const DECISION_NAMES = [
  'verdict',
  'probeReply',
  'beaconShare',
  'probeFailed',
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
  /** The operator's choice. Throws a StrategyFault when the strategy throws. */
  ask<Name extends DecisionName>(
    name: Name,
    node: number,
    occasion: Decisions[Name]['occasion'],
  ): Decisions[Name]['choice'];
  /** Who was corrupted before the run: enacted, and recorded as facts, at the start. */
  readonly corruptedAtStart: readonly { readonly node: number; readonly coalition: number }[];
  /** Name of the strategy that answers `decision` for `node`, for the text of a fault. */
  strategyOf(decision: DecisionName, node: number): string;
}
