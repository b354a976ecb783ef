/**
 * The month's turn of the committees as one batch, so that it works when every slot is taken: all leavers are
 * drawn and give up their slots, the placement policy names as many nodes anew, and the beacon deals these to
 * the vacated seats. No step looks at a node's number, so coalition seats stay hypergeometric. §M7.1
 */
import { grown } from '../../base/growable.ts';
import type { Clock } from '../kernel/engine.ts';
import type { Draws } from '../../base/draws.ts';
import { FACT } from '../protocol/facts.ts';
import type { Params } from '../protocol/params.ts';
import { actStream } from './acts.ts';
import { leaveCommittee } from './committee.ts';
import { keyRequested, turnAsked, turnBegins, turnIncludes } from './key-queue.ts';
import { seatsDealt } from './seat-deal.ts';
import { emptyTurn, leaversOf, type Turn, type TurnRoom } from './turn.ts';
import type { World } from './world.ts';

/** Vacated seats whose members take one number of slots, by their places in the turn, ascending. */
interface SeatGroup {
  readonly slots: number;
  readonly places: Int32Array;
}

/** Rotates the committees of all live chains by the scenario's policy and records what changed. */
export function rotateCommittees(world: World, month: number, clock: Clock): void {
  if (world.params.rotation.policy === 'exit-only' || world.beacon.isStalled) {
    clock.record(FACT['rotation-settled'], month, 0, 0);
    return;
  }
  turnBegins(world, month, clock);
  const stream = actStream(world, 'rotation', month, 0);
  const live = liveCounts(world);
  const groups = emptyGroups(world, live);
  const turn = leaversDrawn(world, groups, live, stream);
  for (const { slots, places } of groups) seatsDealt(world, turn, slots, places);
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
 * Room for the seats of each number of slots. Larger ones first: sizes divide one another, so what the small
 * ones leave could no longer hold a large one.
 */
function emptyGroups({ params, turnRoom: room }: World, live: Int32Array): readonly SeatGroup[] {
  const countOf = new Map<number, number>();
  let total = 0;
  params.sizes.forEach(({ slots, members }, size) => {
    const count = live[size] * leaversOf(params, members);
    countOf.set(slots, (countOf.get(slots) ?? 0) + count);
    total += count;
  });
  room.places = grown(room.places, total);
  let from = 0;
  return [...countOf]
    .filter(([, count]) => count > 0)
    .toSorted(([first], [second]) => second - first)
    .map(([slots, count]) => ({ slots, places: room.places.subarray(from, (from += count)) }));
}

/** Draws the leavers of every chain uniformly among its members, and frees all their slots at once. */
function leaversDrawn(world: World, groups: readonly SeatGroup[], live: Int32Array, stream: Draws): Turn {
  const { chains, free, params, turnRoom: room } = world;
  const turn = emptyTurn(world, live, stream);
  const { seats, leavers, beginningOf } = turn;
  const { givenBack } = room;
  const groupOf = params.sizes.map(({ slots }) => groups.findIndex((group) => group.slots === slots));
  const counts = new Int32Array(groups.length);
  givenBack.fill(0);
  let vacated = 0;
  for (let chain = 0; chain < chains.count; chain++) {
    if (!chains.isLive(chain)) continue;
    const size = chains.sizeOf[chain];
    const from = vacated;
    vacated = placesDrawn(room, params, size, chains.firstSeat(chain), seats, from, stream);
    beginningOf[chain] = from;
    if (vacated === from) continue;
    const { slots } = params.sizes[size];
    const { places } = groups[groupOf[size]];
    for (let place = from; place < vacated; place++) {
      const node = leaveCommittee(world, seats[place]);
      givenBack[node] += slots;
      leavers[place] = node;
      places[counts[groupOf[size]]++] = place;
    }
  }
  free.giveAll(givenBack);
  return turn;
}

/** Writes which seats of a committee are vacated into `seats` from `from` on; returns where they end. */
function placesDrawn(
  { subsets, order }: TurnRoom,
  { sizes }: Params,
  size: number,
  first: number,
  seats: Int32Array,
  from: number,
  stream: Draws,
): number {
  const { leaving, listed } = subsets[size];
  if (listed !== undefined) {
    const at = (listed.count === 1 ? 0 : stream.below(listed.count)) * leaving;
    for (let drawn = 0; drawn < leaving; drawn++) seats[from + drawn] = first + listed.places[at + drawn];
    return from + leaving;
  }
  for (let drawn = 0; drawn < leaving; drawn++) {
    const at = drawn + stream.below(sizes[size].members - drawn);
    seats[from + drawn] = first + order[at];
    order[at] = order[drawn];
  }
  // Only a place whose own number was drawn holds another: the next chain finds all in order again.
  for (let index = from; index < from + leaving; index++) order[seats[index] - first] = seats[index] - first;
  return from + leaving;
}

/** Tells the turn chain by chain: who changed, and the new key of every committee that did. */
function turnRecorded(world: World, turn: Turn, month: number, clock: Clock): void {
  const { chains, turnRoom } = world;
  const { seats, isDeferred } = turn;
  const isTold = clock.wants(FACT['member-replaced']) || clock.wants(FACT['rotation-deferred']);
  let deferred = 0;
  for (let index = 0; index < seats.length;) {
    const chain = chains.chainOfSeat[seats[index]];
    const end = index + turnRoom.subsets[chains.sizeOf[chain]].leaving;
    const before = deferred;
    for (let at = index; at < end; at++) deferred += isDeferred[at];
    if (isTold) seatsTold(world, turn, index, end, clock);
    if (deferred - before < end - index) {
      turnIncludes(world, chain);
      keyRequested(world, chain, clock);
    }
    index = end;
  }
  clock.record(FACT['rotation-settled'], month, seats.length - deferred, deferred);
  turnAsked(world, clock);
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
