/** Seats change hands, and keys are renewed. §M5.1, §M6.4 */
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { countBehind, newcomersMarked } from './catch-up.ts';
import { signersSettle } from './consensus.ts';
import type { World } from './world.ts';

/** Puts a node on a seat. It signs once the committee has its next key. */
export function joinCommittee(world: World, seat: number, node: number): void {
  world.chains.seat(seat, node);
  world.exceptions?.joined(world.chains.chainOfSeat[seat], node);
  world.service?.began(seat, world.now());
  world.catchUp?.joined(seat, world.now());
}

/** Takes a node off its seat; it signs until then. Returns the node. */
export function leaveCommittee(world: World, seat: number): number {
  const { chains, service, exceptions, keys } = world;
  const node = chains.unseat(seat);
  const chain = chains.chainOfSeat[seat];
  // Who failed the chain stays an exception of it.
  if (exceptions !== undefined && !keys.exceptions.get(chain)?.includes(node)) exceptions.left(chain, node);
  service?.ended(seat, node, chains.rowOf(chain).slots, world.now());
  return node;
}

/** The committee as it stands holds fresh shares; those of before are worth nothing any more. §M6.4 */
export function keyGenerated(world: World, chain: number, clock: Clock): void {
  const { chains, nodes, holders } = world;
  clock.record(FACT['key-generated'], chain, ++chains.generation[chain]);
  if (holders === undefined) return;
  newcomersMarked(world, chain, clock);
  chains.holdersDown[chain] = holders.renewed(chain, nodes.downCauses) + countBehind(world, chain);
  signersSettle(world, chain, clock);
}
