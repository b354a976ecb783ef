/**
 * A newcomer first fetches the chain's state: until then it holds its share and cannot sign. So does a member
 * that is moved to make room. §M5.4, §M7.4
 */
import { grown } from '../../base/growable.ts';
import { after, type Duration, type Instant } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { NONE } from './chains.ts';
import { signersChanged } from './consensus.ts';
import { EVENT } from './events.ts';
import type { World } from './world.ts';

/** Who is behind, seat by seat. */
export class CatchUp {
  readonly #length: Duration;
  #joinedAt = new Float64Array(64);
  #readyAt = new Float64Array(64);
  #isBehind = new Uint8Array(64);

  /** A state takes so long to fetch. */
  constructor(length: Duration) {
    this.#length = length;
  }

  /** A node has taken the seat, and begins to fetch. */
  joined(seat: number, at: Instant): void {
    this.#joinedAt = grown(this.#joinedAt, seat + 1);
    this.#readyAt = grown(this.#readyAt, seat + 1);
    this.#isBehind = grown(this.#isBehind, seat + 1);
    this.#joinedAt[seat] = at;
  }

  /** Does the holder of the seat's share still fetch? */
  isBehind(seat: number): boolean {
    return this.#isBehind[seat] === 1;
  }

  /** Another node holds the seat's share from now on: until when it fetches; undefined if it has done so. */
  held(seat: number, now: Instant, isNewcomer: boolean): Instant | undefined {
    const readyAt = after(this.#joinedAt[seat] as Instant, this.#length);
    const isBehind = isNewcomer && readyAt > now;
    this.#isBehind[seat] = isBehind ? 1 : 0;
    this.#readyAt[seat] = readyAt;
    return isBehind ? readyAt : undefined;
  }

  /** The state is there at `now`. False where the share has gone to somebody else meanwhile. */
  fetched(seat: number, now: Instant): boolean {
    if (this.#isBehind[seat] === 0 || this.#readyAt[seat] !== now) return false;
    this.#isBehind[seat] = 0;
    return true;
  }
}

/** The committee as it stands is about to hold a key: who did not hold the one before begins behind. */
export function newcomersMarked(world: World, chain: number, clock: Clock): void {
  const { catchUp, chains, holders } = world;
  if (catchUp === undefined || holders === undefined) return;
  const first = chains.firstSeat(chain);
  for (let seat = first; seat < first + chains.rowOf(chain).members; seat++) {
    const node = chains.nodeOfSeat[seat];
    const before = holders.holderOf(seat);
    if (before === node) continue;
    // A chain that begins has no state yet.
    const readyAt = catchUp.held(seat, clock.now, before !== NONE);
    if (readyAt !== undefined) clock.schedule(readyAt, EVENT.stateFetched, seat, node);
  }
}

/** Holders of the chain's key that are up and cannot sign yet. */
export function countBehind({ catchUp, chains, holders, nodes }: World, chain: number): number {
  if (catchUp === undefined || holders === undefined) return 0;
  const first = chains.firstSeat(chain);
  let count = 0;
  for (let seat = first; seat < first + chains.rowOf(chain).members; seat++) {
    if (catchUp.isBehind(seat) && nodes.downCauses[holders.holderOf(seat)] === 0) count++;
  }
  return count;
}

/** A newcomer has the state: it signs, if it is up. */
export function stateFetched(world: World, seat: number, node: number, clock: Clock): void {
  const { catchUp, chains, holders, nodes } = world;
  if (catchUp === undefined || holders?.holderOf(seat) !== node || !catchUp.fetched(seat, clock.now)) return;
  const chain = chains.chainOfSeat[seat];
  clock.record(FACT['member-caught-up'], chain, node, seat - chains.firstSeat(chain));
  if (nodes.downCauses[node] === 0) signersChanged(world, chain, -1, clock);
}
