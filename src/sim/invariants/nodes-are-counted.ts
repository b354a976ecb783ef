/** Whoever is away holds nothing and counts nowhere; only who may take seats is shown to placement. §M2.3 */
import { assert } from '../../base/assert.ts';
import { isIncompliant } from '../network/compliance.ts';
import { isAbsent, isAway, NO_VALIDATOR, stateOf } from '../network/nodes.ts';
import type { World } from '../network/world.ts';

/** Counts afresh what entries, exits and states of nodes count step by step. */
export function nodesAreCounted(world: World): void {
  const { active, exits, free, nodes, reserve } = world;
  const owned = new Int32Array(nodes.nodesOfValidator.length);
  let absent = 0;
  let left = 0;
  let mayLeave = 0;
  for (let node = 0; node < nodes.count; node++) {
    const state = stateOf(nodes, node);
    const isOpen = state === 'active' && !isIncompliant(world, node);
    assert(free.isHidden(node) !== isOpen, 'a node is shown to placement while it is active and compliant');
    if (state === 'active' && !exits.asked.has(node)) mayLeave++;
    if (!isAway(nodes, node)) {
      owned[nodes.validatorOf[node]]++;
      continue;
    }
    assert(free.freeOf(node) === free.slots, 'a node that is away holds no seat');
    if (!isAbsent(nodes, node)) left++;
    else {
      absent++;
      assert(nodes.validatorOf[node] === NO_VALIDATOR, 'a node of the reserve is nobody’s');
      assert(nodes.downCauses[node] === 0, 'a node of the reserve has no outage');
    }
  }
  assert(absent === reserve.count && left === world.leftCount, 'who is away is counted');
  assert(mayLeave === active.count, 'who may ask to leave is counted');
  for (let validator = 0; validator < owned.length; validator++) {
    assert(owned[validator] === nodes.nodesOfValidator[validator], 'a validator’s nodes are counted');
  }
}
