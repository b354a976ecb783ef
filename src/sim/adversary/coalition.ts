/** Who belongs to which coalition at the start of a run. §M16.1 */
import { assert } from '../../base/assert.ts';
import type { Streams } from '../kernel/streams.ts';
import type { Adversary, Params } from '../protocol/params.ts';

/** No coalition. */
export const INDEPENDENT = -1;

/**
 * Node → coalition, INDEPENDENT for the others. Members are the first of one permutation drawn from the
 * stream of the coalition's name, so that a larger share holds the smaller one; nodes of an earlier coalition
 * are passed over. Shares are of the nodes of the start; one of the reserve is a member only where it is
 * listed, and so is a named authority of hybrid chains. §M3.5
 */
export function coalitionOfNodes(params: Params, streams: Streams): Int16Array {
  const coalitionOf = new Int16Array(params.network.nodesMax).fill(INDEPENDENT);
  params.adversaries.forEach((adversary, coalition) => {
    for (const node of membersOf(params, adversary, coalitionOf, streams)) coalitionOf[node] = coalition;
  });
  return coalitionOf;
}

function membersOf(
  params: Params,
  adversary: Adversary,
  coalitionOf: Int16Array,
  streams: Streams,
): readonly number[] {
  const { nodes, validators } = params.network;
  const { members } = adversary;
  const isOpen = (node: number): boolean => coalitionOf[node] === INDEPENDENT;
  const authorities = new Set(params.chains.hybrid?.authorities);
  const isChosen = (node: number): boolean => isOpen(node) && !authorities.has(node);
  switch (members.kind) {
    case 'nodes':
      return members.nodes.filter(isOpen);
    case 'share': {
      const size = Number((members.numerator * BigInt(nodes)) / members.denominator);
      const chosen = permutation(nodes, `coalition/nodes/${adversary.name}`, streams)
        .filter(isChosen)
        .slice(0, size);
      assert(chosen.length === size, 'coalitions together have no more members than there are nodes');
      return Array.from(chosen);
    }
    case 'validators': {
      const order = permutation(validators, `coalition/validators/${adversary.name}`, streams);
      const owners = new Set(order.slice(0, members.count));
      // Nodes belong to validators in turn, as nodes.ts of the network deals them. §M2.2
      return Array.from({ length: nodes }, (_, node) => node).filter(
        (node) => owners.has(node % validators) && isChosen(node),
      );
    }
  }
}

function permutation(count: number, purpose: string, streams: Streams): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  streams.of(purpose).shuffle(order, count);
  return order;
}
