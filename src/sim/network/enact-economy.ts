/** Checks what operators chose about money before it takes effect. §M16.2 */
import type { Decisions } from '../protocol/decisions.ts';
import { fault } from './enact.ts';
import type { World } from './world.ts';

/** A node claims or waits. */
export function checkClaim(
  world: World,
  node: number,
  choice: Decisions['claim']['choice'],
): Decisions['claim']['choice'] {
  if (choice === 'claim' || choice === 'wait') return choice;
  throw fault(world, 'claim', node, choice, "'claim' or 'wait'");
}
