/**
 * The exit of SM 1.12: all chains of the node are frozen at once, each then moves by a call of its own. A
 * chain that another exit has frozen, or that makes its key, stops both: the call is sent again later. §M7.2
 */
import { after, type Duration } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import { EXIT_CALL_GAS } from '../protocol/exit-call.ts';
import { EXIT_OBSTACLES, FACT } from '../protocol/facts.ts';
import { EVENT } from './events.ts';
import { leavingBegins, nodeLeft, seatMoved, seatsHeldBy } from './leaving.ts';
import { stateOf } from './nodes.ts';
import { transactionSent } from './transaction.ts';
import type { World } from './world.ts';

type Obstacle = (typeof EXIT_OBSTACLES)[number];

const AT_ONCE = 0 as Duration;

/** An active node asks to leave: it stays active until its chains are frozen. */
export function exitAsked(world: World, node: number, clock: Clock): void {
  world.exits.asked.add(node);
  exitCallDue(world, node, clock);
}

/** The node's next call goes to mainnet. */
export function exitCallDue(world: World, node: number, clock: Clock): void {
  clock.schedule(transactionSent(world, node, clock.now, EXIT_CALL_GAS), EVENT.exitCallTaken, node);
}

/** The call is on the chain: it freezes, or moves one seat, or comes to nothing and is sent again. */
export function exitCallTaken(world: World, node: number, clock: Clock): void {
  if (stateOf(world.nodes, node) === 'leaving') seatLeft(world, node, clock);
  else chainsFrozen(world, node, clock);
}

/** Is the chain reserved for an exit at `now`? */
export function isFrozen({ exits }: World, chain: number, now: number): boolean {
  return (exits.freezes.get(chain)?.until ?? -1) >= now;
}

function chainsFrozen(world: World, node: number, clock: Clock): void {
  const chains = seatsHeldBy(world, node).map((seat) => world.chains.chainOfSeat[seat]);
  for (const chain of chains) {
    const obstacle = obstacleOf(world, chain, node, clock.now);
    if (obstacle !== undefined) return callDeferred(world, node, chain, obstacle, clock);
  }
  leavingBegins(world, node, clock);
  for (const chain of chains) frozen(world, chain, node, clock.now);
  clock.record(FACT['exit-frozen'], node, chains.length);
  nextCall(world, node, clock);
}

/** The newest seat moves; the month's turn may have taken the last one away before. */
function seatLeft(world: World, node: number, clock: Clock): void {
  const seat = seatsHeldBy(world, node).at(0);
  if (seat !== undefined) {
    const chain = world.chains.chainOfSeat[seat];
    const obstacle = obstacleOf(world, chain, node, clock.now);
    if (obstacle !== undefined) return callDeferred(world, node, chain, obstacle, clock);
    if (!seatMoved(world, seat, clock)) return callDeferred(world, node, chain, 'no-free-node', clock);
    // A freeze that is over begins anew, so that a chain changes at most once in its time.
    if (!isFrozen(world, chain, clock.now)) frozen(world, chain, node, clock.now);
  }
  if (seatsHeldBy(world, node).length > 0) return nextCall(world, node, clock);
  world.exits.asked.delete(node);
  nodeLeft(world, node, clock);
}

function nextCall(world: World, node: number, clock: Clock): void {
  const { pace, freeze } = world.params.network.exit;
  clock.schedule(after(clock.now, pace === 'at-once' ? AT_ONCE : freeze), EVENT.exitCallDue, node);
}

/** Why the chain cannot change now for this node's exit. */
function obstacleOf(world: World, chain: number, node: number, now: number): Obstacle | undefined {
  const { evicted, queue, running } = world.keys;
  if (queue.has(chain) || running.has(chain) || evicted.has(chain)) return 'key-unfinished';
  const isOthers = isFrozen(world, chain, now) && world.exits.freezes.get(chain)?.node !== node;
  return isOthers ? 'occupied' : undefined;
}

function frozen({ exits, params }: World, chain: number, node: number, now: number): void {
  exits.freezes.set(chain, { node, until: now + params.network.exit.freeze });
}

/** The call came to nothing: its sender waits for as long as the obstacle may last. */
function callDeferred(world: World, node: number, chain: number, obstacle: Obstacle, clock: Clock): void {
  clock.record(FACT['exit-deferred'], node, chain, EXIT_OBSTACLES.indexOf(obstacle));
  clock.schedule(after(clock.now, waitFor(world, chain, obstacle, clock.now)), EVENT.exitCallDue, node);
}

function waitFor({ exits, params }: World, chain: number, obstacle: Obstacle, now: number): Duration {
  switch (obstacle) {
    case 'key-unfinished':
      return params.keyGeneration.phaseLimit;
    case 'occupied':
      // What is sent at its last instant is taken later.
      return ((exits.freezes.get(chain)?.until ?? now) - now) as Duration;
    case 'no-free-node':
      return params.network.exit.freeze;
  }
}
