/**
 * A member that failed its committee leaves it for good, as soon as another node takes its seat. Until then
 * the committee waits. §M6.2
 */
import { assert } from '../../base/assert.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { joinCommittee, leaveCommittee } from './committee.ts';
import { maySit } from './hybrid-seats.ts';
import { memberReplaced } from './seat-replacement.ts';
import type { World } from './world.ts';

/** A chain's member, or one that it had, has failed it: it never comes back to this chain. */
export function memberEvicted(world: World, chain: number, node: number): void {
  const { keys, exceptions } = world;
  // Who has left already is put back among the exceptions; who sits there has never left them.
  if (!isOn(world, chain, node)) exceptions?.joined(chain, node);
  pushed(keys.exceptions, chain, node);
  pushed(keys.evicted, chain, node);
}

/** All who failed a chain have left it, or some, or none. */
export type Settlement = 'settled' | 'changed' | 'unchanged';

/** Tries once more to find others for the seats of those who failed the chain. */
export function evictionsSettled(world: World, chain: number, clock: Clock): Settlement {
  const { evicted } = world.keys;
  const nodes = evicted.get(chain);
  if (nodes === undefined) return 'settled';
  // A turn may have taken some of them off the committee.
  const left = nodes.filter((node) => {
    const seat = seatOf(world, chain, node);
    return (
      seat !== undefined && !replaced(world, chain, seat, clock) && !exchanged(world, chain, seat, clock)
    );
  });
  if (left.length === 0) {
    evicted.delete(chain);
    return 'settled';
  }
  evicted.set(chain, left);
  return left.length < nodes.length ? 'changed' : 'unchanged';
}

/** Chains that wait for another node, in the order in which they began to. */
export function waitingChains({ keys }: World): readonly number[] {
  return Array.from(keys.evicted.keys());
}

/** May the node never come back to the chain? */
export function isException({ keys }: World, chain: number, node: number): boolean {
  return keys.exceptions.get(chain)?.includes(node) ?? false;
}

/** A node that is free takes the seat, drawn by the placement policy. */
function replaced(world: World, chain: number, seat: number, clock: Clock): boolean {
  const { chains, free } = world;
  if (free.eligibleCount(chains.rowOf(chain).slots) === 0) return false;
  return memberReplaced(world, seat, 'eviction', clock);
}

/**
 * Where every slot is taken, one evicted node still fits in where another was evicted: the two change places.
 * The other chain is looked after when it is next asked whether it is settled.
 */
function exchanged(world: World, chain: number, seat: number, clock: Clock): boolean {
  const { chains, keys } = world;
  const node = chains.nodeOfSeat[seat];
  const { slots } = chains.rowOf(chain);
  for (const [other, nodes] of keys.evicted) {
    if (other === chain || chains.rowOf(other).slots !== slots || !mayJoin(world, other, node)) continue;
    const partner = nodes.find((each) => isPartner(world, { chain, seat }, other, each));
    if (partner === undefined) continue;
    const otherSeat = seatOf(world, other, partner);
    assert(otherSeat !== undefined, 'a partner sits on its committee');
    leaveCommittee(world, seat);
    leaveCommittee(world, otherSeat);
    joinCommittee(world, seat, partner);
    joinCommittee(world, otherSeat, node);
    clock.record(FACT['member-replaced'], chain, node, partner);
    clock.record(FACT['member-replaced'], other, partner, node);
    return true;
  }
  return false;
}

/** It sits on `other`, and may take the seat, whose node may take its own. */
function isPartner(
  world: World,
  { chain, seat }: { readonly chain: number; readonly seat: number },
  other: number,
  node: number,
): boolean {
  const otherSeat = seatOf(world, other, node);
  return (
    otherSeat !== undefined &&
    mayJoin(world, chain, node) &&
    maySit(world, seat, node) &&
    maySit(world, otherSeat, world.chains.nodeOfSeat[seat])
  );
}

/** Not a member, no exception, and not on its way out of the network. */
function mayJoin(world: World, chain: number, node: number): boolean {
  return !world.free.isHidden(node) && !isOn(world, chain, node) && !isException(world, chain, node);
}

const isOn = (world: World, chain: number, node: number): boolean => seatOf(world, chain, node) !== undefined;

function seatOf({ chains }: World, chain: number, node: number): number | undefined {
  const first = chains.firstSeat(chain);
  const end = first + chains.rowOf(chain).members;
  for (let seat = first; seat < end; seat++) if (chains.nodeOfSeat[seat] === node) return seat;
  return undefined;
}

function pushed(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
