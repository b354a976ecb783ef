import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant, seconds, tokens } from '../../src/base/units.ts';
import { adjustLoadPrice, firstLoadPrice, LEVEL_MIN } from '../../src/economics/load-driven-price.ts';
import type { LoadPrice, NetworkLoad } from '../../src/economics/load-driven-price.ts';
import { chainPrice } from '../../src/economics/rent.ts';

const start = firstLoadPrice(instant(0), 4);
const joined = { now: instant(seconds(120)), nodes: 5, slotsTaken: 320, slotsInAll: 640 };

function levelOf(price: LoadPrice, network: NetworkLoad): bigint {
  const outcome = adjustLoadPrice(price, network);
  if (outcome.kind !== 'adjusted') throw new Error(outcome.kind);
  return outcome.price.level;
}

test('two minutes after a fifth node joined at half load, 5,000,000 have become 4,700,000', () => {
  expect(adjustLoadPrice(start, joined)).toEqual({
    kind: 'adjusted',
    price: { level: 4_700_000n, nodes: 5, adjusted: joined.now },
  });
});

test('above 80 % it rises, without limit', () => {
  // 100 · 384 − 80 · 384 = 7,680; 1000 · 7,680 · 5e6 · 120 / 60 / 384 / 1e6 = 200,000.
  expect(levelOf(start, { ...joined, nodes: 3, slotsTaken: 384, slotsInAll: 384 })).toBe(5_200_000n);
  const year = instant(seconds(366 * 86_400));
  expect(levelOf(start, { now: year, nodes: 3, slotsTaken: 384, slotsInAll: 384 })).toBe(52_709_000_000n);
});

test('it falls to the minimum, and no further', () => {
  // 30 minutes: a fall of 4,500,000 would leave 500,000; an hour’s would leave less than nothing.
  for (const minutes of [30, 60]) {
    expect(levelOf(start, { ...joined, now: instant(seconds(60 * minutes)) })).toBe(LEVEL_MIN);
  }
  expect(levelOf(start, { ...joined, now: instant(seconds(60 * 26)) })).toBe(1_100_000n);
});

test('all quotients round down one after the other', () => {
  // 100 · 100 − 80 · 384 = −20,720; times 1000 · 5,000,001 · 62 it is 6,423,201,284,640,000; over 60:
  // 107,053,354,744,000; over 384: 278,784,777,979 (and more); over 10^6: 278,784 (and more than a half).
  const change = 278_784n;
  const network = { now: instant(seconds(62)), nodes: 3, slotsTaken: 100, slotsInAll: 384 };
  expect(levelOf({ ...start, level: 5_000_001n }, network)).toBe(5_000_001n - change);
});

test('a minute must be over, in whole seconds, and the number of nodes must differ', () => {
  expect(adjustLoadPrice(start, { ...joined, now: instant(60_999) })).toEqual({ kind: 'too-soon' });
  expect(adjustLoadPrice(start, { ...joined, now: instant(61_000) }).kind).toBe('adjusted');
  expect(adjustLoadPrice(start, { ...joined, nodes: 4 })).toEqual({ kind: 'same-nodes' });
  expect(adjustLoadPrice(start, { ...joined, nodes: 4, now: instant(60_000) })).toEqual({ kind: 'too-soon' });
  // 999 ms of the last adjustment's second do not count.
  const late = { ...start, adjusted: instant(999) };
  expect(adjustLoadPrice(late, { ...joined, now: instant(61_000) }).kind).toBe('adjusted');
});

test('at the optimum it stays, and the time counts from here', () => {
  const network = { now: instant(seconds(3600)), nodes: 5, slotsTaken: 512, slotsInAll: 640 };
  expect(adjustLoadPrice(start, network)).toEqual({
    kind: 'adjusted',
    price: { level: 5_000_000n, nodes: 5, adjusted: network.now },
  });
});

test('a rise that whole numbers do not show is refused, a fall like it is a change by nothing', () => {
  const large = { now: instant(seconds(61)), nodes: 5, slotsInAll: 1_280_000 };
  // One slot over 80 % of 1,280,000: 1000 · 100 · 1e6 · 61 / 60 / 1,280,000 / 1e6 = 0.08.
  const cheap = { ...start, level: LEVEL_MIN };
  expect(adjustLoadPrice(cheap, { ...large, slotsTaken: 1_024_001 })).toEqual({ kind: 'too-small-a-rise' });
  expect(levelOf(cheap, { ...large, slotsTaken: 1_023_999 })).toBe(LEVEL_MIN);
  expect(adjustLoadPrice(start, { ...joined, nodes: 0, slotsTaken: 0, slotsInAll: 0 })).toEqual({
    kind: 'no-nodes',
  });
});

test('the level never falls below its minimum and moves towards where load asks', () => {
  fc.assert(
    fc.property(
      fc.bigInt(LEVEL_MIN, 10n ** 12n),
      fc.integer({ min: 61, max: 100_000_000 }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (level, passed, nodes, load) => {
        const slotsInAll = nodes * 128;
        const slotsTaken = Math.floor(load * slotsInAll);
        const price = { level, nodes: 0, adjusted: instant(0) };
        const outcome = adjustLoadPrice(price, {
          now: instant(passed * 1000),
          nodes,
          slotsTaken,
          slotsInAll,
        });
        const isOver = 100 * slotsTaken > 80 * slotsInAll;
        if (outcome.kind !== 'adjusted') return expect(isOver).toBe(true);
        const next = outcome.price.level;
        expect(isOver ? next > level : next <= level).toBe(true);
        expect(next >= LEVEL_MIN).toBe(true);
      },
    ),
    { seed: 34 },
  );
});

test('a chain’s rent is its base price times the level over the first one, rounded up', () => {
  const request = {
    slots: 1,
    members: 16,
    months: 12,
    lifetimeSeconds: 366 * 86_400,
    priceMicroUsd: 100_000,
  };
  const contract = { kind: 'load-driven', base: { kind: 'contract' } } as const;
  expect(chainPrice(contract, { ...request, loadLevel: 5_000_000n })).toBe(tokens(25));
  // 25 · 4.7 / 5 = 23.5
  expect(chainPrice(contract, { ...request, loadLevel: 4_700_000n })).toBe(tokens(47) / 2n);
  const usd = { kind: 'load-driven', base: { kind: 'fixed-usd', microUsdPerSlotMonth: 2_000_000 } } as const;
  expect(chainPrice(usd, { ...request, loadLevel: 10_000_000n })).toBe(tokens(7680));
  // One base unit of a base price costs one still.
  const dust = { kind: 'load-driven', base: { kind: 'fixed-usd', microUsdPerSlotMonth: 1 } } as const;
  const tiny = { ...request, months: 1, members: 1, priceMicroUsd: 10 ** 15, loadLevel: LEVEL_MIN };
  // 10^18 / 10^15 = 1,000 base units, a fifth of them.
  expect(chainPrice(dust, tiny)).toBe(200n);
  expect(chainPrice(dust, { ...tiny, loadLevel: 1_000_001n })).toBe(201n);
  expect(() => chainPrice(contract, request)).toThrow('has a level');
});
