/** What one turn of the committees works on, and the memory that it leaves to the next. §M7.1 */
import { grown } from '../../base/growable.ts';
import type { Stream } from '../kernel/streams.ts';
import type { Params } from '../protocol/params.ts';
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
  readonly stream: Stream;
}

/** Memory that one turn leaves to the next. */
export interface TurnRoom {
  seats: Int32Array;
  leavers: Int32Array;
  isDeferred: Uint8Array;
  beginningOf: Int32Array;
  /** Chains that turn, group by group. */
  chains: Int32Array;
  /** Places among `seats` of those that a group has filled so far, in the order of filling. */
  filled: Int32Array;
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
    chains: none,
    filled: none,
    givenBack: new Int32Array(nodes),
  };
}

/**
 * A turn of `live` chains, by size, before anybody has left. It stands in the world's room until the next
 * one.
 */
export function emptyTurn({ chains, params, turnRoom: room }: World, live: Int32Array, stream: Stream): Turn {
  const count = live.reduce(
    (sum, part, size) => sum + part * leaversOf(params, params.sizes[size].members),
    0,
  );
  room.seats = grown(room.seats, count);
  room.leavers = grown(room.leavers, count);
  room.isDeferred = grown(room.isDeferred, count);
  room.beginningOf = grown(room.beginningOf, chains.count);
  room.filled = grown(room.filled, count);
  const { leavers, isDeferred, beginningOf } = room;
  isDeferred.fill(0);
  return { seats: room.seats.subarray(0, count), leavers, isDeferred, beginningOf, stream };
}

/** Members that leave a committee of `members` at a turn. */
export function leaversOf({ rotation }: Params, members: number): number {
  return rotation.policy === 'monthly-redraw' ? members : Math.min(rotation.members, members);
}
