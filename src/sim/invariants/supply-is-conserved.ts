/**
 * Every token is in exactly one account: supply = genesis + minted − burned = the sum of all balances. §M18
 */
import { assert } from '../../base/assert.ts';
import type { World } from '../network/world.ts';

/** Throws when a token is missing or too many; balances are kept from going negative by the ledger itself. */
export function supplyIsConserved(world: World): void {
  const { ledger } = world.economy;
  assert(ledger.audit() === ledger.supply, 'supply is conserved');
}
