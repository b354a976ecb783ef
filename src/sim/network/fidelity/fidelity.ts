/** How closely probes are followed: one interface, a file for each way. §M9.2 */
import type { Clock } from '../../kernel/engine.ts';
import type { Operators } from '../../protocol/decisions.ts';
import type { MonitoringFidelity, Params } from '../../protocol/params.ts';
import type { OpenWindow } from '../monitoring.ts';
import type { VerdictSheet } from '../verdict-sheet.ts';
import type { World } from '../world.ts';
import { causalFidelity } from './causal.ts';
import { exactFidelity } from './exact.ts';
import { intervalFidelity } from './interval.ts';

/** What a fidelity does with a window. All of them follow the same law. */
export interface Fidelity {
  /** The window's assignment is drawn; its first probes are due at this instant at the earliest. */
  windowOpened(world: World, window: OpenWindow, clock: Clock): void;
  /** A node went down or came back now, and its columns say so. */
  nodeChanged(world: World, node: number, clock: Clock): void;
  /** The probe of a pair (place in the assignment) is due now. */
  probeDue(world: World, pair: number, target: number, clock: Clock): void;
  /** The window closes: fills `sheet` with the verdicts on `target`. */
  verdictsGiven(world: World, target: number, window: OpenWindow, sheet: VerdictSheet, clock: Clock): void;
}

/**
 * The fidelity of a run: what the scenario asks for, but `causal` for `interval` where an operator's rule is
 * told of single probes, so that outcomes feed back into the window.
 */
export function fidelityInForce({ monitoring }: Params, { hasRule }: Operators): MonitoringFidelity {
  const isFollowed = hasRule.probeFailed.includes(1);
  return monitoring.fidelity === 'interval' && isFollowed ? 'causal' : monitoring.fidelity;
}

/** Lays a fidelity for a network of so many nodes. */
export function createFidelity(
  fidelity: MonitoringFidelity,
  nodes: number,
  { monitoring }: Params,
): Fidelity {
  const pairs = nodes * Math.min(monitoring.monitors, Math.max(0, nodes - 1));
  switch (fidelity) {
    case 'interval':
      return intervalFidelity();
    case 'causal':
      return causalFidelity(nodes, pairs);
    case 'exact':
      return exactFidelity(pairs);
  }
}
