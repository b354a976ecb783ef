/** Which chains ask for nodes of a better record, and which nodes have it. §M9.6 */
import { PPM } from '../../base/units.ts';
import type { World } from './world.ts';

/** A chain asks for a tier, by the shares of the tiers; with fewer than two there is nothing to ask for. */
export function tierAsked({ chains, params, streams }: World, chain: number): void {
  const { tiers } = params.sla;
  if (tiers.length < 2) return;
  let rest = streams.of('chain/tier', chain).below(PPM);
  chains.tier[chain] = tiers.findIndex(({ sharePpm }) => (rest -= sharePpm) < 0);
}

/** Does the node's record allow it on the chain? Every record does where the lowest tier is asked for. */
export function isOfTier({ chains, records }: World, chain: number, node: number): boolean {
  const tier = chains.tier[chain];
  return tier === 0 || records === undefined || records.tierOf(node) >= tier;
}

/** Excludes from the draw at hand all nodes whose record is not good enough for the chain. */
export function lesserExcluded(world: World, chain: number): void {
  if (world.chains.tier[chain] === 0) return;
  for (let node = 0; node < world.nodes.count; node++) {
    if (!isOfTier(world, chain, node)) world.excluded.add(node);
  }
}
