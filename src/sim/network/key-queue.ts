/**
 * Which committee makes its key when. Mainnet takes so many transactions a block, so key generations begin
 * one after the other, each as soon as what was sent before leaves room. §M7.3
 */
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { keyGenerated } from './committee.ts';
import { EVENT } from './events.ts';
import { evictionsSettled, waitingChains } from './eviction.ts';
import type { World } from './world.ts';

/** The committee of a chain is not the one that holds its key: it needs another. §M6.4 */
export function keyRequested(world: World, chain: number, clock: Clock): void {
  if (world.params.keyGeneration.mode === 'instant') {
    keyGenerated(world, chain, clock);
    return;
  }
  const { attempts, running } = world.keys;
  world.keys.queue.remove(chain);
  if (running.size > 0) keyGenerationDropped(world, chain, clock);
  if (attempts.size > 0) attempts.delete(chain);
  if (evictionsSettled(world, chain, clock) === 'settled') keyQueued(world, chain, 'at-the-end', clock);
  else turnSettles(world, chain, clock);
}

/** Puts a committee that is complete into the queue. */
export function keyQueued(
  world: World,
  committee: number,
  place: 'first' | 'at-the-end',
  clock: Clock,
): void {
  world.keys.queue.push(committee, place === 'first');
  nextStartScheduled(world, clock);
}

/** The next committee whose turn it is, or undefined. */
export function nextCommittee(world: World): number | undefined {
  world.keys.isStarting = false;
  return world.keys.queue.shift();
}

/** The committee goes, or changes: whatever was under way is worth nothing. */
export function keyGenerationDropped(world: World, committee: number, clock: Clock): void {
  const { keys } = world;
  const generation = keys.running.get(committee);
  keys.queue.remove(committee);
  if (generation === undefined) return;
  clock.cancel(generation.close);
  generation.ceremony?.dropped();
  keys.running.delete(committee);
}

/** A chain is deleted: nothing about its keys matters any more. */
export function keysForgotten(world: World, chain: number, clock: Clock): void {
  const { keys } = world;
  keyGenerationDropped(world, chain, clock);
  keys.attempts.delete(chain);
  keys.exceptions.delete(chain);
  keys.inForce.delete(chain);
  keys.evicted.delete(chain);
  turnSettles(world, chain, clock);
}

/**
 * Chains that wait for another node look for one again; those that have found one begin again. An exchange
 * settles two chains at once, so this goes on until it settles none.
 */
export function waitingRetried(world: World, clock: Clock): void {
  for (let isDone = false; !isDone;) {
    isDone = true;
    for (const chain of waitingChains(world)) {
      if (evictionsSettled(world, chain, clock) !== 'settled') continue;
      isDone = false;
      keyQueued(world, chain, 'first', clock);
    }
  }
}

/** The turn of a month begins. An earlier one that is not over never will be: its chains turn again. */
export function turnBegins({ keys }: World, month: number, clock: Clock): void {
  keys.turn.month = month;
  keys.turn.began = clock.now;
  keys.turn.pending.clear();
  keys.turn.isAsked = false;
}

/** A chain of the turn waits for its new key; where keys are made at once, none does. */
export function turnIncludes({ keys, params }: World, chain: number): void {
  if (params.keyGeneration.mode === 'protocol') keys.turn.pending.add(chain);
}

/** Every chain of the turn has asked for its key; where keys are made at once, all have it. */
export function turnAsked({ keys }: World, clock: Clock): void {
  const { turn, evicted } = keys;
  turn.isAsked = true;
  if (turn.pending.size === 0) clock.record(FACT['rotation-completed'], turn.month, 0, evicted.size);
}

/** A chain of the turn has its key, is gone, or waits for a free node: the turn does not wait with it. */
export function turnSettles({ keys }: World, chain: number, clock: Clock): void {
  const { turn, evicted } = keys;
  if (!turn.pending.delete(chain) || turn.pending.size > 0 || !turn.isAsked) return;
  clock.record(FACT['rotation-completed'], turn.month, clock.now - turn.began, evicted.size);
}

/** Puts the next beginning into the calendar, if somebody waits for it. */
export function nextStartScheduled({ keys, mainnet }: World, clock: Clock): void {
  if (keys.isStarting || keys.queue.length === 0) return;
  keys.isStarting = true;
  clock.schedule(mainnet.roomAt(clock.now), EVENT.keyGenerationStarts);
}
