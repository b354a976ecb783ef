/** What coalitions do of their own accord when a month opens. §M16.2 */
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import type { DecisionName } from '../protocol/decisions.ts';
import { chainAskedFor } from './chain-creation.ts';
import { checkChainRequests, checkEnclaves } from './enact-keys.ts';
import type { World } from './world.ts';

/** Asks every coalition, through its first member, whose enclaves it reads from now on. §M3.5 */
export function enclavesChosen(world: World, month: number, clock: Clock): void {
  eachAsked(world, 'enclaves', (node, coalition) => {
    const choice = checkEnclaves(world, node, world.operators.ask('enclaves', node, { node, month }));
    enclavesRead(world, coalition, choice, clock);
  });
}

/** Asks every coalition likewise for chains that it wants. §M4.3 */
export function chainsChosen(world: World, month: number, clock: Clock): void {
  eachAsked(world, 'chainRequests', (node, coalition) => {
    const asked = world.operators.ask('chainRequests', node, { node, month });
    for (const request of checkChainRequests(world, node, asked)) {
      chainAskedFor(world, coalition, request, clock);
    }
  });
}

/** Asks those that have such a rule, through the first member of each, in the order of the scenario. */
export function eachAsked(
  { operators }: World,
  decision: DecisionName,
  ask: (node: number, coalition: number) => void,
): void {
  if (!operators.areAsked[decision]) return;
  operators.coalitions.forEach(([node], coalition) => {
    if (node !== undefined && operators.hasRule[decision][node] === 1) ask(node, coalition);
  });
}

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
