/** One member of a committee is replaced by a node that the placement policy draws. §M5.2, §M6.2 */
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { actStream } from './acts.ts';
import { joinCommittee, leaveCommittee } from './committee.ts';
import { strangersExcluded } from './hybrid-seats.ts';
import { NOBODY } from './placement/draw-legal.ts';
import type { World } from './world.ts';

/**
 * Another node takes the seat of a member that leaves the network (`exit`) or failed the chain (`eviction`).
 * False, and all stays as it is, where nobody legal has room.
 */
export function memberReplaced(
  world: World,
  seat: number,
  purpose: 'exit' | 'eviction',
  clock: Clock,
): boolean {
  const { chains, excluded, exceptions } = world;
  const chain = chains.chainOfSeat[seat];
  const node = chains.nodeOfSeat[seat];
  const isAtFault = purpose === 'eviction';
  exceptionsExcluded(world, chain);
  strangersExcluded(world, seat);
  const draws = actStream(world, purpose, chain, chains.attempts[chain]++);
  const newcomer = world.replaceSeat(chains.rowOf(chain).slots, { node, isAtFault }, excluded, draws);
  if (newcomer === NOBODY) return false;
  if (!isAtFault) exceptions?.left(chain, node);
  leaveCommittee(world, seat);
  joinCommittee(world, seat, newcomer);
  clock.record(FACT['member-replaced'], chain, node, newcomer);
  return true;
}

/** A node that has left for good is forgotten by placement, and is no exception of any chain. */
export function nodeForgotten({ free, keys, exceptions }: World, node: number): void {
  free.left(node);
  if (exceptions === undefined) return;
  for (const [chain, nodes] of keys.exceptions) if (nodes.includes(node)) exceptions.left(chain, node);
}

function exceptionsExcluded(world: World, chain: number): void {
  const { chains, excluded, exceptions, keys } = world;
  excluded.clear();
  for (const node of exceptions?.of(chain) ?? []) excluded.add(node);
  const first = chains.firstSeat(chain);
  excluded.addAll(chains.nodeOfSeat, first, first + chains.rowOf(chain).members);
  for (const node of keys.exceptions.get(chain) ?? []) excluded.add(node);
}
