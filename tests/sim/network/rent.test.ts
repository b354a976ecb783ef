import { describe, expect, test } from 'vitest';
import { NONE } from '../../../src/sim/network/chains.ts';
import { EVENT } from '../../../src/sim/network/events.ts';
import { instant } from '../../../src/base/units.ts';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { DAY, factsOf, ranUntil, runUntil, start, worldOf, type Stage } from '../world.helpers.ts';

const MONTH = 3 * DAY;
/**
 * §M3.4 on nodes of 16 slots: 100 tokens · 4 members · 2 for a term of `seconds` over the seconds of a slot.
 */
const priceOf = (slots: number, seconds: number): bigint =>
  (100n * 10n ** 18n * 4n * BigInt(seconds) * 2n) / ((16n * 31_622_400n) / BigInt(slots));

const scenario = (months: number, renewal: number, more = ''): string =>
  `network: { nodes: 12 }\nhorizon: 12 months\navailability: { mtbf: never }\nmonitoring: { monitors: 1 }\n` +
  `chains: { initial: { small: 2, medium: 1 }, demand: { term: { months: ${months}, renewal: ${renewal} } }${more} }`;

const released = (stage: Stage): [number, number, bigint][] =>
  factsOf(stage, 'rent-released').map(({ a, b, amount }) => [a, b, amount]);
const balance = ({ world }: Stage, name: 'rent-escrow' | 'market'): bigint =>
  world.economy.ledger.balance(world.economy.ledger.system(name));

describe('rent', () => {
  test('is prepaid for the whole term at creation, by the contracts’ price', () => {
    const stage = ranUntil(1, scenario(2, 0));
    const small = priceOf(1, (2 * MONTH) / 1000);
    const medium = priceOf(2, (2 * MONTH) / 1000);
    const paid = factsOf(stage, 'rent-prepaid').map(({ a, b, amount }) => [a, b, amount]);
    expect(paid).toEqual([
      [0, 2, small],
      [1, 2, small],
      [2, 2, medium],
    ]);
  });

  test('of chains that stand at the start is released from month 0 on, a part a month, the rest last', () => {
    const stage = ranUntil(5 * MONTH, scenario(3, 0));
    const small = priceOf(1, (3 * MONTH) / 1000);
    const medium = priceOf(2, (3 * MONTH) / 1000);
    const part = 2n * (small / 3n) + medium / 3n;
    const whole = 2n * small + medium;
    expect(released(stage)).toEqual([
      [0, 3, part],
      [1, 3, part],
      [2, 3, whole - 2n * part],
      [3, 0, 0n],
      [4, 0, 0n],
    ]);
    expect(balance(stage, 'rent-escrow')).toBe(0n);
  });

  test('of a chain created within a month is released from the next opening on', () => {
    const stage = worldOf(scenario(2, 0).replace('small: 2, medium: 1', 'small: 0'));
    start(stage);
    stage.engine.schedule(instant(DAY), EVENT.chainRequested, 0);
    runUntil(stage, 4 * MONTH);
    const price = priceOf(1, (2 * MONTH) / 1000);
    expect(released(stage)).toEqual([
      [0, 0, 0n],
      [1, 1, price / 2n],
      [2, 1, price - price / 2n],
      [3, 0, 0n],
    ]);
    const deleted = factsOf(stage, 'chain-deleted').map(({ at, a }) => [at, a]);
    expect(deleted).toEqual([[3 * MONTH, 0]]);
  });

  test('of a fixed price in dollars is that of every slot, member and month', () => {
    // 0.50 dollars · 1 slot · 4 members · 2 months at 0.10 dollars a token are 40 tokens.
    const stage = ranUntil(1, scenario(2, 0, ', price: { kind: fixed-usd, usd: 0.5 }'));
    expect(factsOf(stage, 'rent-prepaid').map(({ amount }) => amount / 10n ** 18n)).toEqual([40n, 40n, 80n]);
  });
});

describe('a term that is over', () => {
  test('ends the chain where nobody renews: its slots are free and its members gone', () => {
    const stage = ranUntil(3 * MONTH, scenario(2, 0));
    const { chains, free } = stage.world;
    const deleted = factsOf(stage, 'chain-deleted').map(({ at, a, b }) => [at, a, b]);
    expect(deleted).toEqual([0, 1, 2].map((chain) => [2 * MONTH, chain, chain === 2 ? 1 : 0]));
    const left = factsOf(stage, 'member-left').map(({ at, a, c }) => `${at} ${a}/${c}`);
    const seats = [0, 1, 2].flatMap((chain) => [0, 1, 2, 3].map((seat) => `${2 * MONTH} ${chain}/${seat}`));
    expect(left).toEqual(seats);
    expect(chains.liveCount).toBe(0);
    for (let node = 0; node < 12; node++) expect(free.freeOf(node)).toBe(16);
    expect([...chains.nodeOfSeat.subarray(0, chains.seatCount)]).toEqual(Array(12).fill(NONE));
    checkInvariants(stage.world);
  });

  test('is prepaid again at the same opening where everybody renews, and released without a gap', () => {
    const stage = ranUntil(5 * MONTH, scenario(2, 1));
    const renewed = factsOf(stage, 'chain-renewed').map(({ at, a, b }) => [at, a, b]);
    expect(renewed).toEqual([2, 4].flatMap((month) => [0, 1, 2].map((chain) => [month * MONTH, chain, 2])));
    const months = released(stage);
    expect(months.map(([, chains]) => chains)).toEqual([3, 3, 3, 3, 3]);
    expect(months[2][2]).toBe(months[0][2]);
    const paid = factsOf(stage, 'rent-prepaid').reduce((sum, { amount }) => sum + amount, 0n);
    const out = months.reduce((sum, [, , amount]) => sum + amount, 0n);
    expect(balance(stage, 'rent-escrow')).toBe(paid - out);
  });

  test('is renewed by about as many as the scenario says', () => {
    const stage = ranUntil(
      MONTH + 1,
      'horizon: 6 months\nmonitoring: { monitors: 1 }\nchains: { initial: { small: 160 }, ' +
        'demand: { term: { months: 1, renewal: 0.75 } } }',
    );
    const count = factsOf(stage, 'chain-renewed').length;
    expect(Math.abs(count - 120)).toBeLessThanOrEqual(4 * Math.sqrt(160 * 0.75 * 0.25));
    expect(factsOf(stage, 'chain-deleted').length).toBe(160 - count);
  });

  test('of a chain that cannot pay ends, and a request that cannot pay is refused', () => {
    // Of genesis 12 tokens are staked and 45 on the market: one term of 0.5 · 4 · 2 / 0.1 = 40 tokens, not
    // two.
    const text =
      'network: { nodes: 12, minimumStake: 1 }\ndelegation: { staked: 12, holders: 10 }\nhorizon: 6 months\n' +
      'emission: { genesis: 57 }\nmonitoring: { monitors: 1 }\nchains: { initial: { small: 2 }, ' +
      'price: { kind: fixed-usd, usd: 0.5 }, demand: { term: { months: 2, renewal: 1 } } }';
    const stage = ranUntil(3 * MONTH, text);
    expect(factsOf(stage, 'chain-refused').map(({ a, c }) => [a, c])).toEqual([[1, 2]]);
    expect(factsOf(stage, 'chain-deleted').map(({ a }) => a)).toEqual([0]);
    expect(balance(stage, 'market')).toBe(5n * 10n ** 18n);
  });
});

describe('terms of several lengths', () => {
  // 160 chains at a quarter: 40 ± 4 · sqrt(160 · 3/16) = 21.9. Catches even draws (80).
  test('are asked for by their shares, and each is paid for its own length', () => {
    const stage = ranUntil(
      1,
      'monitoring: { monitors: 1 }\nchains: { initial: { small: 160 }, demand: { term: { months: { 2: 0.25, 6: 0.75 } } } }',
    );
    const paid = factsOf(stage, 'rent-prepaid');
    const short = paid.filter(({ b }) => b === 2).length;
    expect(Math.abs(short - 40)).toBeLessThan(21.9);
    expect(paid.length).toBe(160);
    for (const { b, amount } of paid) expect(amount).toBe(priceOf(1, (b * MONTH) / 1000));
  });

  test('end each in its month, and renew for the same length', () => {
    const stage = ranUntil(
      7 * MONTH,
      'network: { nodes: 12 }\nhorizon: 12 months\nmonitoring: { monitors: 1 }\nchains: { initial: { small: 20 }, ' +
        'demand: { term: { months: { 2: 0.5, 3: 0.5 }, renewal: 1 } } }',
    );
    const lengths = new Map(factsOf(stage, 'rent-prepaid').map(({ a, b }) => [a, b]));
    const renewed = factsOf(stage, 'chain-renewed');
    expect(new Set(lengths.values())).toEqual(new Set([2, 3]));
    for (const { at, a, b } of renewed) {
      expect(b).toBe(lengths.get(a));
      expect((at / MONTH) % b).toBe(0);
    }
    const counts = [...lengths.keys()].map((chain) => renewed.filter(({ a }) => a === chain).length);
    expect(counts).toEqual([...lengths.values()].map((months) => Math.floor(6 / months)));
    checkInvariants(stage.world);
  });
});

describe('a chain that is given up before its term is over', () => {
  const given = (deletion: number, months = 4): string =>
    scenario(months, 1).replace('renewal: 1', `renewal: 1, deletion: ${deletion}`);

  // Catches rent that stays in escrow for ever, and a part that is released once more.
  test('is paid nothing back: what it prepaid and is not released yet is released at once', () => {
    const stage = ranUntil(3 * MONTH, given(1));
    const small = priceOf(1, (4 * MONTH) / 1000);
    const medium = priceOf(2, (4 * MONTH) / 1000);
    const part = 2n * (small / 4n) + medium / 4n;
    expect(released(stage)).toEqual([
      [0, 3, part],
      [1, 0, 2n * small + medium - part],
      [2, 0, 0n],
    ]);
    expect(balance(stage, 'rent-escrow')).toBe(0n);
    expect(factsOf(stage, 'chain-deleted').map(({ at, a }) => [at, a])).toEqual(
      [0, 1, 2].map((chain) => [MONTH, chain]),
    );
    for (let node = 0; node < 12; node++) expect(stage.world.free.freeOf(node)).toBe(16);
    checkInvariants(stage.world);
  });

  // 160 chains at 0.25: 40 ± 21.9. Catches a deletion that is certain, and one that never comes.
  test('is one of as many as the scenario says', () => {
    const stage = ranUntil(
      MONTH + 1,
      'horizon: 6 months\nmonitoring: { monitors: 1 }\nchains: { initial: { small: 160 }, ' +
        'demand: { term: { months: 4, renewal: 1, deletion: 0.25 } } }',
    );
    expect(Math.abs(factsOf(stage, 'chain-deleted').length - 40)).toBeLessThan(21.9);
    const { rents, ledger } = stage.world.economy;
    expect(rents.count).toBe(stage.world.chains.liveCount);
    // Of those that stay two parts of four are left.
    const price = priceOf(1, (4 * MONTH) / 1000);
    const left = BigInt(rents.count) * (price - 2n * (price / 4n));
    expect(ledger.balance(ledger.system('rent-escrow'))).toBe(left);
  });
});
