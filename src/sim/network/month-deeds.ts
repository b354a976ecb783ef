/** What coalitions do of their own accord when a month opens. §M16.2 */
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import type { DecisionName } from '../protocol/decisions.ts';
import { chainAskedFor } from './chain-creation.ts';
import { checkChainRequests, checkEnclaves } from './enact-keys.ts';
import type { World } from './world.ts';

/** Asks every coalition, through its first member, in the order of the scenario. */
export function monthDeeds(world: World, month: number, clock: Clock): void {
  const { operators } = world;
  if (!operators.areAsked.chainRequests && !operators.areAsked.enclaves) return;
  operators.coalitions.forEach((members, coalition) => {
    const [node] = members;
    if (node === undefined) return;
    if (isAsked(world, 'enclaves', node)) {
      const choice = checkEnclaves(world, node, operators.ask('enclaves', node, { node, month }));
      enclavesRead(world, coalition, choice, clock);
    }
    if (isAsked(world, 'chainRequests', node)) {
      const choice = checkChainRequests(world, node, operators.ask('chainRequests', node, { node, month }));
      for (const request of choice) chainAskedFor(world, coalition, request, clock);
    }
  });
}

const isAsked = ({ operators }: World, decision: DecisionName, node: number): boolean =>
  operators.hasRule[decision][node] === 1;

/** What is read from now on, and what no longer. §M3.5 */
function enclavesRead(world: World, coalition: number, choice: readonly number[], clock: Clock): void {
  const before = world.enclavesRead[coalition];
  const now = Array.from(new Set(choice)).toSorted((one, other) => one - other);
  world.enclavesRead[coalition] = now;
  for (const generation of now) {
    if (!before.includes(generation)) clock.record(FACT['enclave-broken'], generation, coalition);
  }
  for (const generation of before) {
    if (!now.includes(generation)) clock.record(FACT['enclave-patched'], generation, coalition);
  }
}
