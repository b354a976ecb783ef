/**
 * The month's turn of the committees as one batch, so that it works when every slot is taken: all leavers are
 * drawn and give up their slots, then chain after chain, in an order that the beacon draws, fills its seats
 * by the placement policy, and what no legal node can take is swapped. No step looks at a node's number, so
 * coalition seats stay hypergeometric. §M7.1
 */
import { grown } from '../../base/growable.ts';
import type { Clock } from '../kernel/engine.ts';
import type { Stream } from '../kernel/streams.ts';
import { FACT } from '../protocol/facts.ts';
import { joinCommittee, keyGenerated, leaveCommittee } from './committee.ts';
import { NOBODY } from './placement/draw-legal.ts';
import { actStream } from './randomness.ts';
import { leaverStays } from './rotation-deferral.ts';
import { emptyTurn, leaversOf, type Turn } from './turn.ts';
import type { World } from './world.ts';

/**
 * Tries of a swap before a leaver stays. Half of them are legal on any but a tiny network: 200 fail never or
 * always.
 */
const SWAP_TRIES = 200;

/** Chains whose members take one number of slots, in the order in which they are filled. */
interface ChainGroup {
  readonly slots: number;
  readonly chains: Int32Array;
}

/** Rotates the committees of all live chains by the scenario's policy and records what changed. */
export function rotateCommittees(world: World, month: number, clock: Clock): void {
  if (world.params.rotation.policy === 'exit-only' || world.beacon.isStalled) {
    clock.record(FACT['rotation-settled'], month, 0, 0);
    return;
  }
  const stream = actStream(world, 'rotation', month, 0);
  const live = liveCounts(world);
  const groups = emptyGroups(world, live);
  const turn = leaversDrawn(world, groups, live, stream);
  for (const group of groups) seatsFilled(world, turn, group);
  turnRecorded(world, turn, month, clock);
}

/** Live chains by size. */
function liveCounts({ chains, params }: World): Int32Array {
  const live = new Int32Array(params.sizes.length);
  for (let chain = 0; chain < chains.count; chain++) {
    if (chains.isLive(chain)) live[chains.sizeOf[chain]]++;
  }
  return live;
}

/**
 * Room for the chains of each number of slots. Larger ones first: sizes divide one another, so what the small
 * ones leave could no longer hold a large one.
 */
function emptyGroups({ params, chains, turnRoom: room }: World, live: Int32Array): readonly ChainGroup[] {
  room.chains = grown(room.chains, chains.liveCount);
  const countOf = new Map<number, number>();
  params.sizes.forEach(({ slots, members }, size) => {
    const count = leaversOf(params, members) > 0 ? live[size] : 0;
    countOf.set(slots, (countOf.get(slots) ?? 0) + count);
  });
  let from = 0;
  return [...countOf]
    .filter(([, count]) => count > 0)
    .toSorted(([first], [second]) => second - first)
    .map(([slots, count]) => ({ slots, chains: room.chains.subarray(from, (from += count)) }));
}

/** Draws the leavers of every chain uniformly among its members, and frees all their slots at once. */
function leaversDrawn(world: World, groups: readonly ChainGroup[], live: Int32Array, stream: Stream): Turn {
  const { chains, free, params, turnRoom: room } = world;
  const turn = emptyTurn(world, live, stream);
  const { seats, leavers, beginningOf } = turn;
  const { givenBack } = room;
  const groupOf = params.sizes.map(({ slots }) => groups.findIndex((group) => group.slots === slots));
  const counts = new Int32Array(groups.length);
  const order = Int32Array.from({ length: 256 }, (_, offset) => offset);
  givenBack.fill(0);
  let vacated = 0;
  for (let chain = 0; chain < chains.count; chain++) {
    if (!chains.isLive(chain)) continue;
    const { slots, members } = chains.rowOf(chain);
    const leaving = leaversOf(params, members);
    if (leaving === 0) continue;
    const first = chains.firstSeat(chain);
    const from = vacated;
    for (let drawn = 0; drawn < leaving; drawn++) {
      const at = drawn + stream.below(members - drawn);
      const seat = first + order[at];
      order[at] = order[drawn];
      const node = leaveCommittee(world, seat);
      givenBack[node] += slots;
      leavers[vacated] = node;
      seats[vacated++] = seat;
    }
    // Only a place whose own number was drawn holds another: the next chain finds all in order again.
    for (let index = from; index < vacated; index++) order[seats[index] - first] = seats[index] - first;
    const group = groupOf[chains.sizeOf[chain]];
    groups[group].chains[counts[group]++] = chain;
    beginningOf[chain] = from;
  }
  free.giveAll(givenBack);
  return turn;
}

/**
 * Fills the seats chain by chain: by the placement policy, else by a swap, else the leaver stays. The chains'
 * order is drawn: those that are filled one after the other share more members than others, and nobody may
 * know who they will be.
 */
function seatsFilled(world: World, turn: Turn, group: ChainGroup): void {
  const { params, chains, drawn, excluded, takeSeats, turnRoom } = world;
  const { seats, beginningOf, stream } = turn;
  const { slots } = group;
  stream.shuffle(group.chains, group.chains.length);
  let count = 0;
  for (let place = 0; place < group.chains.length; place++) {
    const chain = group.chains[place];
    const beginning = beginningOf[chain];
    const leaving = leaversOf(params, chains.rowOf(chain).members);
    excludeCommittee(world, turn, chain);
    const taken = takeSeats(slots, leaving, excluded, stream, drawn);
    for (let index = 0; index < taken; index++) {
      joinCommittee(world, seats[beginning + index], drawn[index]);
      turnRoom.filled[count++] = beginning + index;
    }
    for (let index = beginning + taken; index < beginning + leaving; index++) {
      if (seatFilled(world, turn, slots, index, count)) turnRoom.filled[count++] = index;
    }
  }
}

/** Fills one seat after nobody was legal for one of its chain; false where the leaver stays. */
function seatFilled(world: World, turn: Turn, slots: number, index: number, count: number): boolean {
  const { drawn, excluded } = world;
  const isTaken = world.takeSeats(slots, 1, excluded, turn.stream, drawn) === 1;
  const node = isTaken ? drawn[0] : freedBySwap(world, turn, slots, count);
  if (node === NOBODY) {
    leaverStays(world, turn, index);
    // Whom this undid may have been of this chain.
    excludeCommittee(world, turn, world.chains.chainOfSeat[turn.seats[index]]);
    return false;
  }
  joinCommittee(world, turn.seats[index], node);
  excluded.add(node);
  return true;
}

/** Members and leavers of the chain may not take its seats. */
function excludeCommittee({ chains, excluded, params }: World, turn: Turn, chain: number): void {
  const { members } = chains.rowOf(chain);
  const first = chains.firstSeat(chain);
  const beginning = turn.beginningOf[chain];
  excluded.clear();
  excluded.addAll(chains.nodeOfSeat, first, first + members);
  excluded.addAll(turn.leavers, beginning, beginning + leaversOf(params, members));
}

/**
 * The nodes with room are all illegal for this seat: one of them takes a seat that was filled earlier in this
 * turn, the `count` first of the room's, drawn uniformly, if both exchanges are legal. Returns the node that
 * this frees, its slots taken already, or NOBODY after SWAP_TRIES.
 */
function freedBySwap(world: World, turn: Turn, slots: number, count: number): number {
  const { chains, excluded, free } = world;
  const { filled } = world.turnRoom;
  if (count === 0) return NOBODY;
  for (let attempt = 0; attempt < SWAP_TRIES; attempt++) {
    const spare = world.drawSeat(slots, world.nobodyExcluded, turn.stream);
    if (spare === NOBODY) return NOBODY;
    const other = filled[turn.stream.below(count)];
    const seat = turn.seats[other];
    const node = chains.nodeOfSeat[seat];
    if (turn.isDeferred[other] === 1 || excluded.has(node)) continue;
    if (!isLegal(world, turn, chains.chainOfSeat[seat], spare)) continue;
    // The slots of `node` change hands, from this seat to the one at hand.
    leaveCommittee(world, seat);
    free.take(spare, slots);
    joinCommittee(world, seat, spare);
    // A node that is leaving the network never holds a seat filled in this turn, so `node` is open to all.
    return node;
  }
  return NOBODY;
}

function isLegal({ chains, params }: World, turn: Turn, chain: number, node: number): boolean {
  const { members } = chains.rowOf(chain);
  const first = chains.firstSeat(chain);
  const beginning = turn.beginningOf[chain];
  const end = beginning + leaversOf(params, members);
  for (let seat = first; seat < first + members; seat++) if (chains.nodeOfSeat[seat] === node) return false;
  for (let index = beginning; index < end; index++) if (turn.leavers[index] === node) return false;
  return true;
}

/** Tells the turn chain by chain: who changed, and the new key of every committee that did. */
function turnRecorded(world: World, turn: Turn, month: number, clock: Clock): void {
  const { chains } = world;
  const { seats, isDeferred } = turn;
  const isTold = clock.wants(FACT['member-replaced']) || clock.wants(FACT['rotation-deferred']);
  let deferred = 0;
  for (let index = 0; index < seats.length;) {
    const chain = chains.chainOfSeat[seats[index]];
    const end = index + leaversOf(world.params, chains.rowOf(chain).members);
    const before = deferred;
    for (let at = index; at < end; at++) deferred += isDeferred[at];
    if (isTold) seatsTold(world, turn, index, end, clock);
    if (deferred - before < end - index) keyGenerated(world, chain, clock);
    index = end;
  }
  clock.record(FACT['rotation-settled'], month, seats.length - deferred, deferred);
}

function seatsTold({ chains }: World, turn: Turn, from: number, to: number, clock: Clock): void {
  const { seats, leavers, isDeferred } = turn;
  for (let at = from; at < to; at++) {
    const seat = seats[at];
    const chain = chains.chainOfSeat[seat];
    if (isDeferred[at] === 1) {
      clock.record(FACT['rotation-deferred'], chain, leavers[at], seat - chains.firstSeat(chain));
    } else {
      clock.record(FACT['member-replaced'], chain, leavers[at], chains.nodeOfSeat[seat]);
    }
  }
}
