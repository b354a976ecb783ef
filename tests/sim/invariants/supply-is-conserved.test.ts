import { expect, test } from 'vitest';
import { Ledger } from '../../../src/economics/ledger.ts';
import { supplyIsConserved } from '../../../src/sim/invariants/supply-is-conserved.ts';
import type { World } from '../../../src/sim/network/world.ts';
import { soundWorld } from './damaged.helpers.ts';

/** The world with a ledger in which one base unit more, or fewer, lies in the accounts. */
function damaged(world: World, by: bigint): World {
  const ledger = Object.create(world.economy.ledger, {
    supply: { value: world.economy.ledger.supply },
    audit: { value: () => world.economy.ledger.audit() + by },
  }) as Ledger;
  return { ...world, economy: { ...world.economy, ledger } };
}

test('one base unit too many or too few breaks the promise', () => {
  const world = soundWorld();
  expect(() => supplyIsConserved(world)).not.toThrow();
  expect(() => supplyIsConserved(damaged(world, 0n))).not.toThrow();
  expect(() => supplyIsConserved(damaged(world, 1n))).toThrow('supply is conserved');
  expect(() => supplyIsConserved(damaged(world, -1n))).toThrow('supply is conserved');
});
