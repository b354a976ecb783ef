import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ledger, SYSTEM_ACCOUNTS } from '../../src/economics/ledger.ts';
import type { Account } from '../../src/economics/ledger.ts';

const HOLDERS = 4;
const VALIDATORS = 3;
const opened = (): Ledger => new Ledger({ genesis: 1000n, holders: HOLDERS, validators: VALIDATORS });

const accountsOf = (ledger: Ledger): Account[] => [
  ...SYSTEM_ACCOUNTS.map((name) => ledger.system(name)),
  ...Array.from({ length: HOLDERS }, (_, index) => ledger.holder(index)),
  ...Array.from({ length: VALIDATORS }, (_, index) => ledger.validator(index)),
];

test('every system account, holder and validator has an account of its own', () => {
  expect(new Set(accountsOf(opened())).size).toBe(SYSTEM_ACCOUNTS.length + HOLDERS + VALIDATORS);
});

test('all of genesis is on the market at first', () => {
  const ledger = opened();
  expect(ledger.balance(ledger.system('market'))).toBe(1000n);
  expect(ledger.supply).toBe(1000n);
  expect(ledger.audit()).toBe(1000n);
});

test('money is minted, moved and burned to the unit', () => {
  const ledger = opened();
  const [pool, holder] = [ledger.system('pool'), ledger.holder(2)];
  ledger.mint(pool, 50n);
  ledger.transfer(pool, holder, 20n);
  ledger.burn(holder, 5n);
  ledger.transfer(holder, holder, 15n);
  expect([ledger.balance(pool), ledger.balance(holder)]).toEqual([30n, 15n]);
  expect([ledger.minted, ledger.burned, ledger.supply]).toEqual([50n, 5n, 1045n]);
});

test('an account cannot give more than it holds, and the attempt changes nothing', () => {
  const ledger = opened();
  const [holder, pool] = [ledger.holder(0), ledger.system('pool')];
  ledger.mint(holder, 3n);
  expect(() => ledger.transfer(holder, pool, 4n)).toThrow('no more than it holds');
  expect(() => ledger.burn(holder, 4n)).toThrow('no more than it holds');
  expect([ledger.balance(holder), ledger.balance(pool), ledger.burned]).toEqual([3n, 0n, 0n]);
});

test('negative amounts and strangers’ accounts are bugs of the caller', () => {
  const ledger = opened();
  const [market, pool] = [ledger.system('market'), ledger.system('pool')];
  expect(() => ledger.mint(pool, -1n)).toThrow('not negative');
  expect(() => ledger.burn(market, -1n)).toThrow('not negative');
  expect(() => ledger.transfer(market, pool, -1n)).toThrow('not negative');
  expect(() => ledger.holder(HOLDERS)).toThrow('the holder has an account');
  expect(() => ledger.validator(-1)).toThrow('counted from 0');
  expect(() => new Ledger({ genesis: -1n, holders: 0, validators: 0 })).toThrow('not negative');
  expect([ledger.minted, ledger.burned, ledger.audit()]).toEqual([0n, 0n, 1000n]);
});

test('whatever moves, supply is the sum of all balances and each balance is what a plain table says', () => {
  const anAccount = fc.integer({ min: 0, max: SYSTEM_ACCOUNTS.length + HOLDERS + VALIDATORS - 1 });
  const aMove = fc.record({
    kind: fc.constantFrom('mint', 'burn', 'transfer'),
    from: anAccount,
    to: anAccount,
    amount: fc.bigInt(0n, 600n),
  });
  fc.assert(
    fc.property(fc.array(aMove, { maxLength: 60 }), (moves) => {
      const ledger = opened();
      const accounts = accountsOf(ledger);
      const table = accounts.map((account) => ledger.balance(account));
      for (const { kind, from, to, amount } of moves) {
        if (kind !== 'mint' && amount > table[from]) continue;
        if (kind === 'mint') ledger.mint(accounts[to], amount);
        if (kind === 'burn') ledger.burn(accounts[from], amount);
        if (kind === 'transfer') ledger.transfer(accounts[from], accounts[to], amount);
        if (kind !== 'mint') table[from] -= amount;
        if (kind !== 'burn') table[to] += amount;
        expect(ledger.audit()).toBe(ledger.supply);
      }
      expect(accounts.map((account) => ledger.balance(account))).toEqual(table);
    }),
    { seed: 1701, numRuns: 500 },
  );
});
