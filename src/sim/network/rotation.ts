/**
 * The month's turn of the committees as one batch, so that it works when every slot is taken: all leavers are
 * drawn and give up their slots, then the seats are filled in the beacon's order by the placement policy, and
 * what no legal node can take is swapped. No step looks at a node's number, so coalition seats stay
 * hypergeometric. §M7.1
 */
import type { Clock } from '../kernel/engine.ts';
import type { Stream } from '../kernel/streams.ts';
import { FACT } from '../protocol/facts.ts';
import type { Params } from '../protocol/params.ts';
import { joinCommittee, keyGenerated, leaveCommittee } from './committee.ts';
import { NONE } from './chains.ts';
import { NOBODY } from './placement/draw-legal.ts';
import { actStream } from './randomness.ts';
import { leaverStays } from './rotation-deferral.ts';
import type { World } from './world.ts';

/**
 * Tries of a swap before a leaver stays. Half of them are legal on any but a tiny network: 200 fail never or
 * always.
 */
const SWAP_TRIES = 200;

/** One turn: the seats that were vacated, and what became of them. */
export interface Turn {
  /** Vacated seats, chain by chain in ascending order. */
  readonly seats: Int32Array;
  /** The node that left each seat, by seat; NONE for seats that were not vacated. */
  readonly leaverOf: Int32Array;
  /** 1 for a seat to which its leaver came back. */
  readonly isDeferred: Uint8Array;
  readonly stream: Stream;
}

/** Seats of one number of slots, in the order in which they are filled. */
interface SeatGroup {
  readonly slots: number;
  readonly seats: Int32Array;
}

/** Rotates the committees of all live chains by the scenario's policy and records what changed. */
export function rotateCommittees(world: World, month: number, clock: Clock): void {
  if (world.params.rotation.policy === 'exit-only' || world.beacon.isStalled) {
    clock.record(FACT['rotation-settled'], month, 0, 0);
    return;
  }
  const turn = leaversDrawn(world, actStream(world, 'rotation', month, 0));
  for (const { slots, seats } of bySlots(world, turn)) seatsFilled(world, turn, slots, seats);
  turnRecorded(world, turn, month, clock);
}

/** Draws the leavers of every chain uniformly among its members, and frees their slots. */
function leaversDrawn(world: World, stream: Stream): Turn {
  const { chains, free } = world;
  const seats = new Int32Array(leaversCount(world));
  let vacated = 0;
  const leaverOf = new Int32Array(chains.seatCount).fill(NONE);
  const order = new Int32Array(256);
  for (let chain = 0; chain < chains.count; chain++) {
    if (!chains.isLive(chain)) continue;
    const { slots, members } = chains.rowOf(chain);
    const leaving = leaversOf(world.params, members);
    for (let offset = 0; offset < members; offset++) order[offset] = offset;
    for (let drawn = 0; drawn < leaving; drawn++) {
      const at = drawn + stream.below(members - drawn);
      const seat = chains.firstSeat(chain) + order[at];
      order[at] = order[drawn];
      const node = leaveCommittee(world, seat);
      free.give(node, slots);
      leaverOf[seat] = node;
      seats[vacated++] = seat;
    }
  }
  return { seats, leaverOf, isDeferred: new Uint8Array(chains.seatCount), stream };
}

/** Members that leave a committee of `members` at a turn. */
function leaversOf({ rotation }: Params, members: number): number {
  return rotation.policy === 'monthly-redraw' ? members : Math.min(rotation.members, members);
}

function leaversCount({ chains, params }: World): number {
  let count = 0;
  for (let chain = 0; chain < chains.count; chain++) {
    if (chains.isLive(chain)) count += leaversOf(params, chains.rowOf(chain).members);
  }
  return count;
}

/**
 * Larger seats first: sizes divide one another, so what the small ones leave could no longer hold a large
 * one.
 */
function bySlots(world: World, turn: Turn): readonly SeatGroup[] {
  const { sizeOf, chainOfSeat } = world.chains;
  const { sizes } = world.params;
  const counts = new Int32Array(sizes.length);
  for (const seat of turn.seats) counts[sizeOf[chainOfSeat[seat]]]++;
  const groups = new Map<number, { count: number; order: Int32Array }>();
  sizes.forEach(({ slots }, size) => {
    const count = (groups.get(slots)?.count ?? 0) + counts[size];
    groups.set(slots, { count, order: new Int32Array(count) });
  });
  const groupOfSize = sizes.map(({ slots }) => groups.get(slots)!);
  for (const group of groups.values()) group.count = 0;
  for (const seat of turn.seats) {
    const group = groupOfSize[sizeOf[chainOfSeat[seat]]];
    group.order[group.count++] = seat;
  }
  return [...groups]
    .filter(([, { count }]) => count > 0)
    .toSorted(([first], [second]) => second - first)
    .map(([slots, { order }]) => {
      turn.stream.shuffle(order, order.length);
      return { slots, seats: order };
    });
}

/** Fills the seats in order: by the placement policy, else by a swap, else the leaver stays. */
function seatsFilled(world: World, turn: Turn, slots: number, seats: Int32Array): void {
  const { excluded, free } = world;
  for (let index = 0; index < seats.length; index++) {
    const seat = seats[index];
    excludeCommittee(world, turn, world.chains.chainOfSeat[seat]);
    let node = world.drawSeat(slots, excluded, turn.stream);
    if (node === NOBODY) node = freedBySwap(world, turn, slots, seats, index);
    if (node === NOBODY) {
      leaverStays(world, turn, seat);
      continue;
    }
    free.take(node, slots);
    joinCommittee(world, seat, node);
  }
}

/** Members and leavers of the chain may not take its seat. */
function excludeCommittee(world: World, turn: Turn, chain: number): void {
  const { chains, excluded } = world;
  const first = chains.firstSeat(chain);
  const end = first + chains.rowOf(chain).members;
  excluded.clear();
  for (let seat = first; seat < end; seat++) {
    if (chains.nodeOfSeat[seat] !== NONE) excluded.add(chains.nodeOfSeat[seat]);
    if (turn.leaverOf[seat] !== NONE) excluded.add(turn.leaverOf[seat]);
  }
}

/**
 * The nodes with room are all illegal for this seat: one of them takes a seat that was filled earlier in this
 * turn, drawn uniformly, if both exchanges are legal. Returns the node that this frees, or NOBODY after
 * SWAP_TRIES.
 */
function freedBySwap(world: World, turn: Turn, slots: number, seats: Int32Array, filled: number): number {
  const { chains, excluded, free } = world;
  if (filled === 0) return NOBODY;
  for (let attempt = 0; attempt < SWAP_TRIES; attempt++) {
    const spare = world.drawSeat(slots, world.nobodyExcluded, turn.stream);
    if (spare === NOBODY) return NOBODY;
    const other = seats[turn.stream.below(filled)];
    const node = chains.nodeOfSeat[other];
    if (turn.isDeferred[other] === 1 || excluded.has(node)) continue;
    if (!isLegal(world, turn, chains.chainOfSeat[other], spare)) continue;
    leaveCommittee(world, other);
    free.give(node, slots);
    free.take(spare, slots);
    joinCommittee(world, other, spare);
    // A node that is leaving the network never holds a seat filled in this turn, so `node` is open to all.
    return node;
  }
  return NOBODY;
}

function isLegal(world: World, turn: Turn, chain: number, node: number): boolean {
  const { chains } = world;
  const first = chains.firstSeat(chain);
  const end = first + chains.rowOf(chain).members;
  for (let seat = first; seat < end; seat++) {
    if (chains.nodeOfSeat[seat] === node || turn.leaverOf[seat] === node) return false;
  }
  return true;
}

function turnRecorded(world: World, turn: Turn, month: number, clock: Clock): void {
  const { chains } = world;
  const { seats } = turn;
  let deferred = 0;
  let changed = false;
  for (let index = 0; index < seats.length; index++) {
    const seat = seats[index];
    const chain = chains.chainOfSeat[seat];
    if (turn.isDeferred[seat] === 1) {
      deferred++;
      clock.record(FACT['rotation-deferred'], chain, turn.leaverOf[seat], seat - chains.firstSeat(chain));
    } else {
      changed = true;
      clock.record(FACT['member-replaced'], chain, turn.leaverOf[seat], chains.nodeOfSeat[seat]);
    }
    const isLast = index + 1 === seats.length || chains.chainOfSeat[seats[index + 1]] !== chain;
    if (isLast && changed) keyGenerated(world, chain, clock);
    if (isLast) changed = false;
  }
  clock.record(FACT['rotation-settled'], month, seats.length - deferred, deferred);
}
