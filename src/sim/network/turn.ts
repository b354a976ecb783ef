/** What one turn of the committees works on, and the memory that it leaves to the next. §M7.1 */
import { grown } from '../../base/growable.ts';
import type { Draws } from '../../base/draws.ts';
import type { Params } from '../protocol/params.ts';
import { subsetsOf, type Subsets } from './subsets.ts';
import type { World } from './world.ts';

/** One turn: the seats that were vacated, and what became of them. */
export interface Turn {
  /** Vacated seats, chain by chain in ascending order. */
  readonly seats: Int32Array;
  /** The node that left each of them. */
  readonly leavers: Int32Array;
  /** 1 for those to which their leaver came back. */
  readonly isDeferred: Uint8Array;
  /** By chain, the place of its first seat among `seats`. */
  readonly beginningOf: Int32Array;
  readonly stream: Draws;
  /** By node, the places of its newcomers among `seats`, ascending; made at the first deferral. */
  newcomersOf?: Map<number, number[]> | undefined;
}

/** Memory that one turn leaves to the next. */
export interface TurnRoom {
  seats: Int32Array;
  leavers: Int32Array;
  isDeferred: Uint8Array;
  beginningOf: Int32Array;
  /** Places among `seats`, those of larger seats first. */
  places: Int32Array;
  /** Nodes that are dealt to a group of seats. */
  dealt: Int32Array;
  /** By size of chain: how many leave at a turn, and all ways to choose them, if these are not too many. */
  readonly subsets: { readonly leaving: number; readonly listed: Subsets | undefined }[];
  /** 0 … 255, in order between one chain and the next. */
  readonly order: Int32Array;
  /** By node, the slots that its leaving members give back. */
  readonly givenBack: Int32Array;
}

/** No turn yet. */
export function turnRoom(nodes: number): TurnRoom {
  const none = new Int32Array(0);
  return {
    seats: none,
    leavers: none,
    isDeferred: new Uint8Array(0),
    beginningOf: none,
    places: none,
    dealt: none,
    subsets: [],
    order: Int32Array.from({ length: 256 }, (_, offset) => offset),
    givenBack: new Int32Array(nodes),
  };
}

/**
 * A turn of `live` chains, by size, before anybody has left. It stands in the world's room until the next
 * one.
 */
export function emptyTurn({ chains, params, turnRoom: room }: World, live: Int32Array, stream: Draws): Turn {
  const count = live.reduce(
    (sum, part, size) => sum + part * leaversOf(params, params.sizes[size].members),
    0,
  );
  params.sizes.forEach(({ members }, size) => {
    const leaving = leaversOf(params, members);
    if (room.subsets[size]?.leaving === leaving) return;
    room.subsets[size] = { leaving, listed: subsetsOf(members, leaving) };
  });
  room.seats = grown(room.seats, count);
  room.leavers = grown(room.leavers, count);
  room.isDeferred = grown(room.isDeferred, count);
  room.beginningOf = grown(room.beginningOf, chains.count);
  room.dealt = grown(room.dealt, count);
  const { leavers, isDeferred, beginningOf } = room;
  isDeferred.fill(0);
  return { seats: room.seats.subarray(0, count), leavers, isDeferred, beginningOf, stream };
}

/** Members that leave a committee of `members` at a turn. */
export function leaversOf({ rotation }: Params, members: number): number {
  return rotation.policy === 'monthly-redraw' ? members : Math.min(rotation.members, members);
}
