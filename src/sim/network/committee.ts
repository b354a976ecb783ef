/** Seats change hands: what every placement, rotation, exit and deletion does to a committee. §M5.1, §M6.4 */
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { signersSettle } from './consensus.ts';
import type { World } from './world.ts';

/** Puts a node on a seat; its outage, if it is down, counts for the chain. */
export function joinCommittee(world: World, seat: number, node: number): void {
  world.chains.seat(seat, node);
  if (!world.parts.outages) return;
  if (world.nodes.downCauses[node] > 0) world.chains.membersDown[world.chains.chainOfSeat[seat]]++;
}

/** Takes a node off its seat, and its outage with it. Returns the node. */
export function leaveCommittee(world: World, seat: number): number {
  const node = world.chains.unseat(seat);
  if (!world.parts.outages) return node;
  if (world.nodes.downCauses[node] > 0) world.chains.membersDown[world.chains.chainOfSeat[seat]]--;
  return node;
}

/** The committee as it stands gets a fresh key, at once at this fidelity. §M6.4 */
export function keyGenerated(world: World, chain: number, clock: Clock): void {
  clock.record(FACT['key-generated'], chain, ++world.chains.generation[chain]);
  if (world.parts.outages) signersSettle(world, chain, clock);
}
