import { describe, expect, test } from 'vitest';
import { BASE_UNITS_PER_TOKEN, tokens } from '../../../src/base/units.ts';
import { observe } from '../../../src/sim/network/observe.ts';
import type { Rules } from '../../../src/sim/protocol/decisions.ts';
import { StrategyFault } from '../../../src/sim/protocol/strategy-fault.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import { DAY, factsOf, ranUntil, worldOf, type Stage } from '../world.helpers.ts';

/** Validators 0 and 1 own nodes 0, 2, 4 and 1, 3, 5; the coalition has all of 0's, one of 1's, and 6 and 7 in reserve. */
const text = (budget = '{}', more = ''): string =>
  'network: { nodes: 6, nodesMax: 9, validators: 2, minimumStake: 100 }\navailability: { mtbf: never }\n' +
  'chains: { initial: { small: 0 } }\ndelegation: { holders: 20, staked: 1000, lockMonths: { 1: 1 } }\n' +
  `adversaries: [{ name: x, members: { nodes: [0, 2, 4, 1, 6, 7] }, budget: ${budget}, strategies: [{ use: ./x.ts }] }]\n${more}`;

function played(rules: unknown, budget?: string, more?: string, until = DAY): Stage {
  return ranUntil(until, text(budget, more), { './x.ts': ruledBy(rules as Rules) });
}

function faultOf(rules: unknown, budget?: string): StrategyFault {
  try {
    played(rules, budget);
  } catch (error) {
    if (error instanceof StrategyFault) return error;
    throw error;
  }
  throw new Error('the strategy was let through');
}

const life = (leave: unknown, enter: unknown): unknown => ({ leave, enter });
const bid = (gasPart: unknown, from: unknown, length: unknown): unknown => ({ gasPart, from, length });
const MONTH = 3 * DAY;

describe('an impossible choice about money or nodes', () => {
  test.each([
    ['nodeLife', undefined, 'own active nodes'],
    ['nodeLife', null, 'own active nodes'],
    ['nodeLife', life([3], []), 'own active nodes'],
    ['nodeLife', life([6], []), 'own active nodes'],
    ['nodeLife', life([0, 0], []), 'each once'],
    ['nodeLife', life(['0'], []), 'own active nodes'],
    ['nodeLife', life([], 7), 'own nodes that have not entered'],
    ['nodeLife', life([], [null]), 'own nodes that have not entered'],
    ['nodeLife', life([], [{ node: 8, validator: 0 }]), 'own nodes that have not entered'],
    ['nodeLife', life([], [{ node: 0, validator: 0 }]), 'own nodes that have not entered'],
    [
      'nodeLife',
      life(
        [],
        [6, 6].map((node) => ({ node, validator: 0 })),
      ),
      'each once',
    ],
    // Validator 1 has nodes of others; 2 is none.
    ['nodeLife', life([], [{ node: 6, validator: 1 }]), 'no node in the network is another’s'],
    ['nodeLife', life([], [{ node: 6, validator: 2 }]), 'no node in the network is another’s'],
    ['fees', undefined, 'feePerMille: 0 … 1000'],
    ['fees', [undefined], 'feePerMille: 0 … 1000'],
    ['fees', [{ validator: 0, feePerMille: 1001 }], 'feePerMille: 0 … 1000'],
    ['fees', [{ validator: 0, feePerMille: 0.5 }], 'feePerMille: 0 … 1000'],
    ['fees', [{ validator: 1, feePerMille: 5 }], 'all of its nodes the coalition’s'],
    ['fees', [5, 6].map((feePerMille) => ({ validator: 0, feePerMille })), 'each validator once'],
    ['trade', undefined, 'a bigint from 0n'],
    ['trade', { sold: 5 }, 'a bigint from 0n'],
    ['trade', { sold: -1n }, 'a bigint from 0n'],
    ['trade', { sold: tokens(10_000_000_000) }, 'a bigint from 0n to 4139999000000000000000000000n'],
    ['gasBid', null, 'gasPart: 0 … 999999'],
    ['gasBid', bid(1_000_000, 0, DAY), 'gasPart: 0 … 999999'],
    ['gasBid', bid(0.5, 0, DAY), 'gasPart: 0 … 999999'],
    ['gasBid', bid(5, -1, DAY), 'from + length at most 259200000 ms'],
    ['gasBid', bid(5, DAY, MONTH), 'from + length at most 259200000 ms'],
    ['lendingOffer', undefined, 'yieldPpm: 0 … 1000000000'],
    ['lendingOffer', { yieldPpm: -1 }, 'yieldPpm: 0 … 1000000000'],
    ['lendingOffer', { yieldPpm: 1.5 }, 'yieldPpm: 0 … 1000000000'],
  ])('for %s, case %#, is the strategy’s fault and says what is accepted', (decision, choice, accepted) => {
    const fault = faultOf({ [decision]: () => choice });
    expect(fault).toMatchObject({ strategy: './x.ts', decision, instant: 0 });
    expect(fault.reason).toContain('; accepted: ');
    expect(fault.reason).toContain(accepted);
  });

  test('so is a node more than the stake allows, but not one in the place of another', () => {
    // Of 1,000 tokens that six nodes need 996 of, no validator has 166 to spare.
    const dear = text().replace('minimumStake: 100 }', 'minimumStake: 166 }');
    const enter = [{ node: 6, validator: 0 }];
    const ran = (leave: readonly number[]): Stage =>
      ranUntil(DAY, dear, {
        './x.ts': ruledBy({
          nodeLife: ({ month }) => (month > 0 ? { leave: [], enter: [] } : { leave, enter }),
        }),
      });
    expect(() => ran([])).toThrow('at most 3 nodes for that validator, as its stake allows');
    expect(factsOf(ran([2]), 'node-left', 'node-entered').map(({ a }) => a)).toEqual([2, 6]);
  });

  test.each([
    ['trade', { sold: tokens(101) }, { sold: tokens(100) }, '{ usd: 10 }'],
    [
      'nodeLife',
      life(
        [],
        [6, 7].map((node) => ({ node, validator: 0 })),
      ),
      life([], []),
      '{ usd: 10, identityUsd: 5.1 }',
    ],
    // 999,999 gas of each of 19,938 blocks are more than 10 dollars.
    ['gasBid', bid(999_999, 0, MONTH), bid(0, 0, MONTH), '{ usd: 10 }'],
  ])('so is a %s beyond the budget, and not one within it', (decision, beyond, within, budget) => {
    const fault = faultOf({ [decision]: () => beyond }, budget);
    expect(fault.reason).toContain('10000000 millionths of a dollar at most');
    expect(() => played({ [decision]: () => within }, budget)).not.toThrow();
  });

  test('so is interest that it cannot pay on what is lent', () => {
    const lenders = 'behaviour: { holders: [{ share: 1, kind: lending, reconsider: 1, gap: 0 }] }\n';
    const rich = 'emission: { policy: table, years: [0] }\n';
    const rules = { lendingOffer: () => ({ yieldPpm: 1_000_000 }) };
    const months = 'calendar: { days: 30 }\nhorizon: 3 months\n';
    // All 1,000 tokens are lent once the locks of a month are over: 8.33 dollars a month at 10 cents.
    const offered = (usd: number): Stage =>
      played(rules, `{ usd: ${usd} }`, lenders + rich + months, 61 * DAY);
    expect(() => offered(8)).toThrow('whose interest of the month');
    expect(factsOf(offered(9), 'budget-spent').map(({ amount }) => amount)).toEqual([8_333_334n]);
  });
});

describe('what coalitions do', () => {
  test('honest rules do nothing, and what is nothing is not told', () => {
    const rules = {
      nodeLife: () => life([], []),
      fees: () => [],
      trade: () => ({ sold: 0n }),
      gasBid: () => bid(0, 0, 0),
      lendingOffer: () => ({ yieldPpm: 0 }),
    };
    const [asked, unasked] = [played(rules, '{}', '', 2 * MONTH), played({}, '{}', '', 2 * MONTH)];
    expect(asked.facts).toEqual(unasked.facts);
  });

  test('nodes leave, and fresh ones enter on the stake that they free', () => {
    const rules = {
      nodeLife: ({ month }: { month: number }) =>
        month === 1
          ? life(
              [0, 4],
              [6, 7].map((node) => ({ node, validator: 0 })),
            )
          : life([], []),
    };
    const stage = played(rules, '{ identityUsd: 7 }', '', MONTH + DAY);
    expect(factsOf(stage, 'node-left').map(({ at, a }) => [at, a])).toEqual([
      [MONTH, 0],
      [MONTH, 4],
    ]);
    expect(factsOf(stage, 'node-entered').map(({ a, b }) => [a, b])).toEqual([
      [6, 0],
      [7, 0],
    ]);
    expect(factsOf(stage, 'budget-spent').map(({ a, b, c, amount }) => [a, b, c, amount])).toEqual([
      [0, 1, 0, 7_000_000n],
      [0, 1, 0, 7_000_000n],
    ]);
    const view = observe(stage.world, [0, 2, 4, 1, 6, 7]);
    expect(view.nodesOf(0)).toEqual([2, 6, 7]);
    expect([0, 2, 6, 8].map((node) => view.isPresent(node))).toEqual([false, true, true, false]);
    expect([0, 2, 6, 8].map((node) => view.mayLeave(node))).toEqual([false, true, true, false]);
    expect([0, 2, 6, 8].map((node) => view.mayEnter(node))).toEqual([false, false, false, true]);
  });

  test('a fresh node is refused while the one for whom it comes cannot leave, and costs nothing', () => {
    // Six nodes, all of them in every committee: no seat can be handed over.
    const full = text('{ identityUsd: 7 }')
      .replace('initial: { small: 0 }', 'initial: { all: 1 }')
      .replace('minimumStake: 100 }', 'minimumStake: 166 }');
    const enter = [{ node: 6, validator: 0 }];
    const rules = {
      nodeLife: ({ month }: { month: number }) => (month === 1 ? life([0], enter) : life([], [])),
    };
    const sizes = 'sizes: { all: { slots: 1, members: 6 } }\nkeyGeneration: { mode: instant }\n';
    const stage = ranUntil(MONTH + DAY, full + sizes, { './x.ts': ruledBy(rules as unknown as Rules) });
    expect(factsOf(stage, 'node-leaving').map(({ a }) => a)).toEqual([0]);
    expect(factsOf(stage, 'entry-refused').map(({ a, b }) => [a, b])).toEqual([[6, 0]]);
    expect(factsOf(stage, 'node-entered', 'budget-spent')).toEqual([]);
  });

  test('fees hold from the next bounty on, and are told when they change', () => {
    const rules = { fees: () => [{ validator: 0, feePerMille: 1000 }] };
    const stage = played(rules, '{}', '', 2 * MONTH);
    expect(factsOf(stage, 'fee-set').map(({ at, a, b }) => [at, a, b])).toEqual([[0, 0, 1000]]);
    const rewarded = factsOf(stage, 'reward-paid').map(({ a }) => a);
    expect(new Set(rewarded)).toEqual(new Set([1]));
    expect(observe(stage.world, [0]).feeOf(0)).toBe(1000);
  });

  test('what is borrowed and sold presses on the next quote, costs its worth, and moves no account', () => {
    const market = 'market: { price: { kind: endogenous, usd: 0.10, multiplier: 1 } }\n';
    const rules = {
      trade: ({ month, liquid }: { month: number; liquid: bigint }) => ({
        sold: month === 0 ? liquid / 2n : 0n,
      }),
    };
    const stage = played(rules, '{}', market, 2 * DAY + 1);
    const liquid = tokens(4_140_000_000 - 1000);
    expect(factsOf(stage, 'borrowed-sold').map(({ amount }) => amount)).toEqual([liquid / 2n]);
    expect(factsOf(stage, 'budget-spent').map(({ amount }) => amount)).toEqual([
      (liquid * 50_000n) / BASE_UNITS_PER_TOKEN,
    ]);
    // exp(−1/2) of 100,000 millionths.
    expect(factsOf(stage, 'price-moved').map(({ at, amount }) => [at, amount])).toEqual([[DAY, 60_653n]]);
    const { ledger } = stage.world.economy;
    expect(ledger.balance(ledger.system('market'))).toBe(liquid);
  });

  test('lenders are offered the best of the market and the coalitions, month by month', () => {
    const rules = {
      lendingOffer: ({ month }: { month: number }) => ({ yieldPpm: month === 0 ? 90_000 : 10_000 }),
    };
    const market = 'market: { outsideYield: 0.05 }\n';
    expect(played(rules, '{}', market, DAY).world.economy.outsideYieldPpm).toBe(90_000);
    expect(played(rules, '{}', market, MONTH + DAY).world.economy.outsideYieldPpm).toBe(50_000);
  });

  test('a view shows what is public of stake, and a node that has left may do nothing', () => {
    const { world } = worldOf(text(), { './x.ts': ruledBy({}) });
    const view = observe(world, [0, 2, 4, 1, 6, 7]);
    expect(view.stakeOf(0) + view.stakeOf(1)).toBe(tokens(1000));
    expect([view.validatorCount, view.minimumStake, view.tokenPriceMicroUsd]).toEqual([
      2,
      tokens(100),
      100_000,
    ]);
    expect([view.isMarked(0), view.mayEnter(-1), view.isPresent(9), view.mayLeave(0.5)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    const rules = { nodeLife: ({ month }: { month: number }) => life(month === 0 ? [4] : [], []) };
    const later = observe(played(rules).world, [0, 2, 4, 1, 6, 7]);
    expect([later.isPresent(4), later.mayLeave(4), later.mayEnter(4)]).toEqual([false, false, false]);
    expect(later.nodesOf(0)).toEqual([0, 2]);
  });
});
