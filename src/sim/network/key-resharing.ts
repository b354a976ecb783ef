/**
 * Keys that outlive a committee: their holders deal shares of their shares to the next one, so that the
 * public key stays. §M6.4
 */
import { assert } from '../../base/assert.ts';
import { sharingOf } from '../../crypto/key-ceremony.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { NO_DEALER, type KeyGeneration, type KeyInForce } from './key-state.ts';
import { isAway } from './nodes.ts';
import type { World } from './world.ts';

/** A key in force, by seat of its sharing who deals it, and how many shares there are and are dealt. */
export interface OldDealers {
  readonly old: KeyInForce;
  readonly dealers: readonly number[];
  readonly shares: number;
  readonly dealing: number;
}

/**
 * The key in force of a chain, and who deals it: every holder, the leavers among them, but those who have
 * left the network or failed the chain. Undefined where there is no key, or too few deal to make it of.
 */
export function oldDealers({ keys, nodes }: World, chain: number): OldDealers | undefined {
  const old = keys.inForce.get(chain);
  if (old === undefined) return undefined;
  const failed = keys.exceptions.get(chain);
  const dealers = old.holders.map((node) =>
    isAway(nodes, node) || failed?.includes(node) === true ? NO_DEALER : node,
  );
  const { members, threshold } = sharingOf(old.key);
  const dealing = countOf(dealers);
  return dealing < threshold ? undefined : { old, dealers, shares: members, dealing };
}

/** A chain's committee has its shares: where keys are reshared they are what its next one gets shares of. */
export function keyKept(
  world: World,
  { committee, members, ceremony, old, dealers }: KeyGeneration,
  clock: Clock,
): void {
  const { keys, params, chains } = world;
  if (params.keyGeneration.atTurn === 'fresh') return;
  assert(ceremony !== undefined, 'a key that lives on is worked out');
  keys.inForce.set(committee, { holders: members, key: ceremony.held() });
  if (old === undefined) return;
  clock.record(FACT['key-reshared'], committee, chains.generation[committee], countOf(dealers));
}

const countOf = (dealers: readonly number[]): number => dealers.filter((node) => node !== NO_DEALER).length;
