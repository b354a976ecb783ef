import { expect, test } from 'vitest';
import { signersAreCounted } from '../../../src/sim/invariants/signers-are-counted.ts';
import { soundWorld } from './damaged.helpers.ts';

test('an outage that a chain has not heard of breaks the promise', () => {
  const world = soundWorld();
  expect(() => signersAreCounted(world)).not.toThrow();
  const member = world.chains.nodeOfSeat[world.chains.firstSeat(2)];
  const causes = world.nodes.downCauses[member];
  world.nodes.downCauses[member] = causes > 0 ? 0 : 1;
  expect(() => signersAreCounted(world)).toThrow('members that are down are counted');
  world.nodes.downCauses[member] = causes;
  world.chains.membersDown[9]++;
  expect(() => signersAreCounted(world)).toThrow('members that are down are counted');
});
