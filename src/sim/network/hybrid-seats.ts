/**
 * Hybrid chains: their first seats belong to authorities that the scenario names, the others to everybody
 * else. A named authority takes no open seat there, so that neither side alone holds what it takes. §M3.5
 */
import type { Draws } from '../../base/draws.ts';
import { PPM } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { authoritySeats } from '../protocol/hybrid-chains.ts';
import type { Params } from '../protocol/params.ts';
import { isOfTier, lesserExcluded } from './tier-standing.ts';
import type { World } from './world.ts';

/** What does not change in a run. */
export interface HybridRoom {
  /** By node: 1 for a named authority. */
  readonly isAuthority: Uint8Array;
  /** By size: seats that belong to authorities on a hybrid chain, rounded down. */
  readonly seatsOfSize: Int32Array;
}

/** Undefined where no chain is hybrid. */
export function hybridRoom({ chains, sizes }: Params, nodes: number): HybridRoom | undefined {
  const { hybrid } = chains;
  if (hybrid === undefined) return undefined;
  const isAuthority = new Uint8Array(nodes);
  for (const node of hybrid.authorities) isAuthority[node] = 1;
  return {
    isAuthority,
    seatsOfSize: Int32Array.from(sizes, ({ members }) => authoritySeats(hybrid, members)),
  };
}

/** A request is one for a hybrid chain, by the scenario's share. */
export function hybridAsked({ chains, params, streams }: World, chain: number, clock: Clock): void {
  const { hybrid } = params.chains;
  if (hybrid === undefined || !streams.of('chain/hybrid', chain).chance(hybrid.sharePpm, PPM)) return;
  chains.isHybrid[chain] = 1;
  clock.record(FACT['chain-hybrid'], chain, authoritySeats(hybrid, chains.rowOf(chain).members));
}

/** Does every node, whatever its name and record, take every seat of the chain? */
export const isForAll = ({ chains }: World, chain: number): boolean =>
  chains.tier[chain] === 0 && chains.isHybrid[chain] === 0;

/**
 * May the node take the seat, as far as names and records go? An authority needs no record: it is there by
 * its name.
 */
export function maySit(world: World, seat: number, node: number): boolean {
  const { chains, hybrid } = world;
  const chain = chains.chainOfSeat[seat];
  if (hybrid === undefined || chains.isHybrid[chain] === 0) return isOfTier(world, chain, node);
  const isNamed = hybrid.isAuthority[node] === 1;
  return isAuthoritySeat(world, hybrid, seat) ? isNamed : !isNamed && isOfTier(world, chain, node);
}

/** Excludes from the draw at hand all nodes that {@link maySit} forbids the seat. */
export function strangersExcluded(world: World, seat: number): void {
  const { chains, hybrid } = world;
  const chain = chains.chainOfSeat[seat];
  if (hybrid === undefined || chains.isHybrid[chain] === 0) return lesserExcluded(world, chain);
  const isNamed = isAuthoritySeat(world, hybrid, seat);
  sideExcluded(world, hybrid, isNamed ? 0 : 1);
  if (!isNamed) lesserExcluded(world, chain);
}

/**
 * Draws the committee of a chain that is to be opened into `world.drawn`, the authorities of a hybrid one
 * first, and takes their slots. Returns how many there were, fewer than `members` where one side lacks them.
 */
export function committeeTaken(world: World, chain: number, stream: Draws): number {
  const { chains, drawn, excluded, hybrid } = world;
  const { slots, members } = chains.rowOf(chain);
  excluded.clear();
  if (hybrid === undefined || chains.isHybrid[chain] === 0) {
    lesserExcluded(world, chain);
    return world.takeSeats(slots, members, excluded, stream, drawn);
  }
  const named = hybrid.seatsOfSize[chains.sizeOf[chain]];
  sideExcluded(world, hybrid, 0);
  const taken = named === 0 ? 0 : world.takeSeats(slots, named, excluded, stream, drawn);
  if (taken < named || named === members) return taken;
  excluded.clear();
  sideExcluded(world, hybrid, 1);
  lesserExcluded(world, chain);
  return taken + world.takeSeats(slots, members - named, excluded, stream, drawn.subarray(named));
}

function isAuthoritySeat({ chains }: World, { seatsOfSize }: HybridRoom, seat: number): boolean {
  const chain = chains.chainOfSeat[seat];
  return seat - chains.firstSeat(chain) < seatsOfSize[chains.sizeOf[chain]];
}

/** Excludes the nodes whose mark is `mark`: 1 the authorities, 0 all others. */
function sideExcluded({ excluded }: World, { isAuthority }: HybridRoom, mark: number): void {
  for (let node = 0; node < isAuthority.length; node++) if (isAuthority[node] === mark) excluded.add(node);
}
