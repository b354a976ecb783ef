/** Scenarios in which nothing but strategies keeps a node from what it owes. */
import type { Params, PlacementPolicy } from '../sim/protocol/params.ts';

/** Whether no node is ever down, or leaves, unless somebody sees to it. §M8.1, §M2.3 */
export function isAlwaysUp(params: Params): boolean {
  const { behaviour, network } = params;
  return (
    isNeverDown(params) &&
    network.exitsPerMonth === 0 &&
    behaviour.validators === undefined &&
    network.nodesMax === network.nodes
  );
}

/** Whether no node that is in the network is ever down by itself. §M8.1 */
export const isNeverDown = ({ availability }: Params): boolean =>
  availability.failure === undefined &&
  availability.correlated.length === 0 &&
  availability.maintenance === undefined &&
  availability.trace.length === 0;

/**
 * Whether chance alone says who of a fixed number of nodes is drawn: nobody enters, nobody leaves for a loss,
 * and nobody is kept out for what it did. §M2.3 The contracts prefer some nodes (§M5.2); that does not matter
 * to a coalition that chance has chosen, but to one of named nodes.
 */
export function drawsNodesAlike({ adversaries, behaviour, network, placement, sla }: Params): boolean {
  const { afterFailedMonths, failedDkg } = network.incompliance;
  const isNamed = adversaries.some(({ members }) => members.kind === 'nodes');
  return (
    network.nodesMax === network.nodes &&
    afterFailedMonths === 0 &&
    failedDkg === 'ignored' &&
    behaviour.validators === undefined &&
    sla.tiers.length < 2 &&
    !(isNamed && PREFERRING.includes(placement.policy))
  );
}

const PREFERRING: readonly PlacementPolicy[] = ['legacy-single-draw', 'sm-1.12', 'sm-talk-2019'];
