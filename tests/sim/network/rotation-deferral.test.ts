import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { joinCommittee, leaveCommittee } from '../../../src/sim/network/committee.ts';
import { leaverStays } from '../../../src/sim/network/rotation-deferral.ts';
import type { Turn } from '../../../src/sim/network/turn.ts';
import { Stream } from '../../../src/sim/kernel/streams.ts';
import type { World } from '../../../src/sim/network/world.ts';
import { paramsOf } from '../world.helpers.ts';
import { committeesOf, standing } from './turns.helpers.ts';

/**
 * Three chains with one member of one slot each, on three nodes of one slot: chain c sits somewhere, all is
 * full.
 */
function fullWorld(): World {
  const text =
    'network: { nodes: 3, slots: 1, validators: 1 }\nsizes: { single: { slots: 1, members: 1 } }\n' +
    'chains: { initial: { single: 3 }, demand: { mix: { single: 1 } } }\navailability: { mtbf: never }\ndelegation: { holders: 2 }';
  return standing(paramsOf(text)).world;
}

/** All three leave; seat `seat` is then taken by the leaver of `from`. */
function openTurn(world: World): { turn: Turn; leavers: number[] } {
  const leavers = [0, 1, 2].map((seat) => world.chains.nodeOfSeat[seat]);
  for (const seat of [0, 1, 2]) world.free.give(leaveCommittee(world, seat), 1);
  const turn: Turn = {
    seats: Int32Array.of(0, 1, 2),
    leavers: Int32Array.from(leavers),
    isDeferred: new Uint8Array(3),
    beginningOf: Int32Array.of(0, 1, 2),
    stream: new Stream(1, 2, 3, 4),
  };
  return { turn, leavers };
}

function fill(world: World, seat: number, node: number): void {
  world.free.take(node, 1);
  joinCommittee(world, seat, node);
}

describe('a leaver that stays', () => {
  test('takes its seat again where its slot is still free, and disturbs nobody', () => {
    const world = fullWorld();
    const { turn, leavers } = openTurn(world);
    fill(world, 0, leavers[1]);
    fill(world, 1, leavers[0]);
    leaverStays(world, turn, 2);
    expect([...committeesOf(world).values()].flat()).toEqual([leavers[1], leavers[0], leavers[2]]);
    expect([...turn.isDeferred]).toEqual([0, 0, 1]);
    checkInvariants(world);
  });

  test('undoes whoever took its slot, whose leaver stays too, to the end of the line', () => {
    const world = fullWorld();
    const { turn, leavers } = openTurn(world);
    fill(world, 0, leavers[1]);
    fill(world, 1, leavers[2]);
    leaverStays(world, turn, 2);
    expect([...committeesOf(world).values()].flat()).toEqual(leavers);
    expect([...turn.isDeferred]).toEqual([1, 1, 1]);
    checkInvariants(world);
  });
});
