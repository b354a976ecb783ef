/** A coalition keeps nodes off the network for a time. §M16.2, A8 */
import { after, milliseconds } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import { outageBegins, outageEnds } from './availability.ts';
import { checkDisruption } from './enact-keys.ts';
import { EVENT } from './events.ts';
import { isAbsent } from './nodes.ts';
import type { World } from './world.ts';

/** Asks every coalition with such a rule and a member on the committee, before its key generation begins. */
export function disruptionsEnacted(
  world: World,
  key: { readonly committee: number; readonly attempt: number; readonly members: readonly number[] },
  clock: Clock,
): void {
  const { operators, params, disruptionLeft } = world;
  if (!operators.areAsked.disruption) return;
  operators.coalitions.forEach((coalition, index) => {
    const node = key.members.find((member) => coalition.includes(member));
    if (node === undefined || operators.hasRule.disruption[node] === 0) return;
    const { committee, attempt, members } = key;
    const { phaseLimit } = params.keyGeneration;
    const left = disruptionLeft[index];
    const occasion = { node, committee, attempt, members, phaseLimit, left };
    const choice = checkDisruption(world, node, left, operators.ask('disruption', node, occasion));
    for (const { node: target, length } of choice) {
      disruptionLeft[index] -= length;
      // Nobody is kept off a network that it has not entered.
      if (isAbsent(world.nodes, target)) continue;
      outageBegins(world, target, 'attack', clock);
      clock.schedule(after(clock.now, milliseconds(length)), EVENT.disruptionEnds, target);
    }
  });
}

/** The node is reachable again. */
export function disruptionEnds(world: World, node: number, clock: Clock): void {
  outageEnds(world, node, 'attack', clock);
}
