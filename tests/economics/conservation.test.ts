/** All of economics at once: small random economies in which not a unit may be lost or made. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from '../../src/base/units.ts';
import { nodeWeights, splitBounty } from '../../src/economics/bounty.ts';
import { distribute, effectiveStake } from '../../src/economics/delegation.ts';
import type { DelegationBook } from '../../src/economics/delegation.ts';
import { monthlyEmission } from '../../src/economics/emission.ts';
import { initialDelegations } from '../../src/economics/initial-delegations.ts';
import { Ledger } from '../../src/economics/ledger.ts';
import { chainPrice, monthlyPart } from '../../src/economics/rent.ts';
import { seededDraws } from './draws.helpers.ts';

const MONTHS = 14;
const LOCKS = [
  { months: 3, multiplierPpm: 1_000_000, sharePpm: 333_333 },
  { months: 12, multiplierPpm: 1_234_567, sharePpm: 666_667 },
];

const anEconomy = fc.record({
  holders: fc.integer({ min: 1, max: 30 }),
  nodes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }),
  minimumStake: fc.bigInt(1n, tokens(1_000_000)),
  surplus: fc.bigInt(0n, tokens(1_000_000)),
  policy: fc.constantFrom('effective-stake' as const, 'equal' as const),
  feePerMille: fc.integer({ min: 0, max: 1000 }),
  passingPpm: fc.constantFrom(0, 500_000, 970_000, 1_000_000),
  terms: fc.array(fc.constantFrom(6, 12, 24), { maxLength: 5 }),
  rent: fc.constantFrom(
    { kind: 'contract' } as const,
    { kind: 'fixed-usd', microUsdPerSlotMonth: 1_234_567 } as const,
  ),
  seed: fc.string(),
});

type Economy = typeof anEconomy extends fc.Arbitrary<infer Value> ? Value : never;
type Prepaid = { readonly total: bigint; readonly months: number };

/** Opens the ledger, gives holders their stake, and lets chains prepay. */
function opened(economy: Economy): { ledger: Ledger; book: DelegationBook; prepaid: Prepaid[] } {
  const { holders, nodes, minimumStake, surplus, terms, rent, seed } = economy;
  const staked = BigInt(nodes.reduce((sum, count) => sum + count, 0)) * minimumStake + surplus;
  const validators = nodes.map((count) => ({ nodes: count }));
  const draws = seededDraws(seed);
  const start = initialDelegations({ holders, staked, validators, minimumStake, locks: LOCKS, draws });
  if (start.kind !== 'delegated') throw new Error(start.kind);
  const { book } = start;

  const ledger = new Ledger({ genesis: tokens(4_140_000_000), holders, validators: nodes.length });
  const market = ledger.system('market');
  book.amounts.forEach((amount, row) => ledger.transfer(market, ledger.holder(book.holders[row]), amount));
  const prepaid = terms.map((months) => {
    const request = {
      slots: 7,
      members: 16,
      months,
      lifetimeSeconds: months * 2_635_200,
      priceMicroUsd: 99_999,
    };
    const total = chainPrice(rent, request);
    ledger.transfer(market, ledger.system('rent-escrow'), total);
    return { total, months };
  });
  return { ledger, book, prepaid };
}

/** One month's emission, release of rents, and payday. */
function closeMonth(
  economy: Economy,
  world: ReturnType<typeof opened>,
  month: number,
  below: (n: number) => number,
) {
  const { ledger, book, prepaid } = world;
  const pool = ledger.system('pool');
  for (const { total, months } of prepaid) {
    if (month < months)
      ledger.transfer(ledger.system('rent-escrow'), pool, monthlyPart(total, months, month));
  }
  ledger.mint(pool, monthlyEmission('skale', month));

  const effective = effectiveStake(book);
  const validatorOf = economy.nodes.flatMap((count, validator) => Array<number>(count).fill(validator));
  const scores = validatorOf.map(() => (below(1_000_000) < economy.passingPpm ? 1 : 0));
  const weights = nodeWeights({
    policy: economy.policy,
    validatorOf,
    scores,
    effective: effective.validators,
  });
  const held = ledger.balance(pool);
  const { paid, carried } = splitBounty({ pool: held, weights });
  expect(paid.reduce((sum, amount) => sum + amount, carried)).toBe(held);

  const bounties = economy.nodes.map(() => 0n);
  paid.forEach((amount, node) => (bounties[validatorOf[node]] += amount));
  bounties.forEach((bounty, validator) => {
    const { feePerMille } = economy;
    const { fee, dust, rewards } = distribute({ bounty, feePerMille, effective: effective.rows[validator] });
    ledger.transfer(pool, ledger.validator(validator), fee + dust);
    const first = book.firstRows[validator];
    rewards.forEach((reward, row) => ledger.transfer(pool, ledger.holder(book.holders[first + row]), reward));
  });
  expect(ledger.balance(pool)).toBe(carried);
}

function balances(ledger: Ledger, economy: Economy): bigint[] {
  return [
    ledger.balance(ledger.system('market')),
    ledger.balance(ledger.system('rent-escrow')),
    ledger.balance(ledger.system('pool')),
    ...Array.from({ length: economy.holders }, (_, index) => ledger.balance(ledger.holder(index))),
    ...economy.nodes.map((_, index) => ledger.balance(ledger.validator(index))),
  ];
}

test('in a random economy of fourteen months every unit is accounted for and no balance is negative', () => {
  fc.assert(
    fc.property(anEconomy, (economy) => {
      const world = opened(economy);
      const { ledger } = world;
      const { below } = seededDraws(`scores ${economy.seed}`);
      let minted = 0n;
      for (let month = 0; month < MONTHS; month += 1) {
        closeMonth(economy, world, month, below);
        minted += monthlyEmission('skale', month);
        expect(ledger.supply).toBe(tokens(4_140_000_000) + minted);
        expect(ledger.audit()).toBe(ledger.supply);
        const all = balances(ledger, economy);
        expect(all.reduce((sum, balance) => sum + balance, 0n)).toBe(ledger.supply);
        expect(all.every((balance) => balance >= 0n)).toBe(true);
      }
      const unreleased = world.prepaid.filter(({ months }) => months > MONTHS);
      const owed = unreleased.reduce(
        (sum, { total, months }) => sum + total - BigInt(MONTHS) * (total / BigInt(months)),
        0n,
      );
      expect(ledger.balance(ledger.system('rent-escrow'))).toBe(owed);
    }),
    { seed: 1901, numRuns: 500 },
  );
});
