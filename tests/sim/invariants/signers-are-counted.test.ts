import { describe, expect, test } from 'vitest';
import { signersAreCounted } from '../../../src/sim/invariants/signers-are-counted.ts';
import { joinCommittee, leaveCommittee } from '../../../src/sim/network/committee.ts';
import type { World } from '../../../src/sim/network/world.ts';
import { soundWorld } from './damaged.helpers.ts';

const PROMISE = 'holders of a key that are down are counted';

/** The node changes its state, and no chain hears of it. */
function switched({ nodes }: World, node: number): void {
  nodes.downCauses[node] = nodes.downCauses[node] > 0 ? 0 : 1;
}

describe('an outage that a chain has not heard of', () => {
  test('breaks the promise where the node holds a share of the key in force', () => {
    const world = soundWorld();
    expect(() => signersAreCounted(world)).not.toThrow();
    const holder = world.holders!.holderOf(world.chains.firstSeat(2));
    switched(world, holder);
    expect(() => signersAreCounted(world)).toThrow(PROMISE);
    switched(world, holder);
    expect(() => signersAreCounted(world)).not.toThrow();
    world.chains.holdersDown[9]++;
    expect(() => signersAreCounted(world)).toThrow(PROMISE);
  });

  // Catches members that are counted instead of holders.
  test('does not where the node is a mere member, and does where it is one no longer', () => {
    const world = soundWorld();
    const { chains, holders } = world;
    const leaver = holders!.holderOf(chains.firstSeat(2));
    const newcomer = leaver === 11 ? 10 : 11;
    for (let chain = 0; chain < chains.count; chain++) {
      for (let seat = chains.firstSeat(chain); seat < chains.firstSeat(chain) + 4; seat++) {
        if (chains.nodeOfSeat[seat] === leaver) leaveAndJoin(world, seat, newcomer);
      }
    }
    expect(chains.nodeOfSeat.subarray(0, chains.seatCount)).not.toContain(leaver);
    expect(() => signersAreCounted(world)).not.toThrow();
    switched(world, leaver);
    expect(() => signersAreCounted(world)).toThrow(PROMISE);
  });
});

function leaveAndJoin(world: World, seat: number, newcomer: number): void {
  leaveCommittee(world, seat);
  joinCommittee(world, seat, newcomer);
}
