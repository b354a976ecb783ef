import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant, milliseconds } from '../../../src/base/units.ts';
import { Mainnet } from '../../../src/sim/network/mainnet.ts';
import { DAY, factsOf, ranUntil } from '../world.helpers.ts';

/** Transactions as they come; some are said to be sent earlier than those before them. */
interface Sent {
  readonly at: number;
  readonly gas: number;
}

/**
 * Blocks of all transactions, found block by block: each block wins `gas` more for whoever is first in line
 * and has been sent before it; what nobody waits for is lost.
 */
function blocksOf(time: number, gas: number, sent: readonly Sent[]): number[] {
  const blocks: number[] = [];
  let won = 0;
  for (let block = 1; blocks.length < sent.length; block++) {
    const isWaiting = (): boolean => blocks.length < sent.length && sent[blocks.length].at < block * time;
    won += gas;
    while (isWaiting() && won >= sent[blocks.length].gas) {
      won -= sent[blocks.length].gas;
      blocks.push(block);
    }
    if (!isWaiting()) won = 0;
  }
  return blocks;
}

const settings = fc.record({
  time: fc.integer({ min: 1, max: 9 }),
  gas: fc.integer({ min: 1, max: 12 }),
  sent: fc.array(fc.record({ at: fc.nat({ max: 60 }), gas: fc.integer({ min: 1, max: 30 }) }), {
    maxLength: 40,
    size: 'max',
  }),
});

const mainnetOf = (time: number, gas: number): Mainnet => new Mainnet(milliseconds(time), gas);

/** A mainnet that has taken all these. */
function filled(time: number, gas: number, sent: readonly Sent[]): Mainnet {
  const mainnet = mainnetOf(time, gas);
  for (const each of sent) mainnet.include(instant(each.at), each.gas);
  return mainnet;
}

describe('bids', () => {
  test('wait their blocks beyond their place in line, and hold nobody up', () => {
    fc.assert(
      fc.property(settings, fc.nat({ max: 20 }), ({ time, gas, sent }, wait) => {
        const patient = new Mainnet(milliseconds(time), gas, wait);
        const usual = mainnetOf(time, gas);
        for (const { at, gas: taken } of sent) {
          const there = usual.include(instant(at), taken) as number;
          expect(patient.include(instant(at), taken)).toBe(there + wait * time);
          expect(patient.roomAt(instant(at))).toBe(usual.roomAt(instant(at)));
        }
      }),
    );
  });

  // 250,000 gas at 30 gwei and 150 dollars are 1.125 dollars; half of it is 0.5625, three times it 3.375. The
  // lower bid waits 100 blocks of 13 s. Catches a bid that costs nothing, or comes at once.
  test.each([
    ['1', 1_125_000, 0],
    ['0.5', 562_500, 100],
    ['0.75', 843_750, 100],
    ['3', 3_375_000, 0],
  ])('of %s cost that part of the price, and come when the table says', (bid, cost, blocks) => {
    const stage = ranUntil(
      40 * DAY,
      'bounty: { policy: sm-1.5, rewardPeriod: 1 day, rent: kept }\nnetwork: { nodes: 12, validators: 3 }\n' +
        'chains: { initial: { small: 0 } }\nkeyGeneration: { mode: instant }\navailability: { mtbf: never }\n' +
        `mainnet: { bid: ${bid}, inclusion: [{ bid: 0.5, blocks: 100 }, { bid: 1, blocks: 0 }] }\n`,
    );
    const sent = factsOf(stage, 'claim-sent');
    const settled = factsOf(stage, 'claim-settled');
    expect(settled.length).toBeGreaterThan(12);
    expect(settled.every(({ c }) => c === cost)).toBe(true);
    const [first] = sent;
    const place = Math.floor(first.at / 13_000) + 1;
    expect(settled.find(({ a }) => a === first.a)?.at).toBe((place + blocks) * 13_000);
  });
});

describe('transactions', () => {
  // Catches a transaction in the block that is there already, gas that nobody took and that is kept for
  // later, gas that is thrown away while somebody waits, and a transaction that overtakes.
  test('are included as by one block after the other, first come, first served', () => {
    fc.assert(
      fc.property(settings, ({ time, gas, sent }) => {
        const mainnet = mainnetOf(time, gas);
        const there = sent.map((each) => mainnet.include(instant(each.at), each.gas) as number);
        expect(there).toEqual(blocksOf(time, gas, sent).map((block) => block * time));
        expect(there).toEqual(there.toSorted((one, other) => one - other));
        there.forEach((at, index) => expect(at).toBeGreaterThan(sent[index].at));
        expect(mainnet.gasUsed).toBe(sent.reduce((sum, each) => sum + each.gas, 0));
      }),
      { seed: 15, numRuns: 500 },
    );
  });

  test('take no more gas up to any block than the network has won by then', () => {
    fc.assert(
      fc.property(settings, ({ time, gas, sent }) => {
        const mainnet = mainnetOf(time, gas);
        let taken = 0;
        for (const each of sent) {
          const block = mainnet.include(instant(each.at), each.gas) / time;
          taken += each.gas;
          expect(taken).toBeLessThanOrEqual(block * gas);
          // What is left of its last block is less than a block’s: nobody waits in vain.
          expect(block).toBeLessThanOrEqual(Math.max(...sent.map(({ at }) => at)) / time + taken / gas + 1);
        }
      }),
      { seed: 18, numRuns: 500 },
    );
  });

  test('that are sent together are there when one of all their gas would be', () => {
    const together = fc.record({
      at: fc.nat({ max: 60 }),
      gas: fc.integer({ min: 1, max: 5 }),
      count: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(settings, together, ({ time, gas, sent }, { at, gas: each, count }) => {
        const atOnce = filled(time, gas, sent);
        const oneByOne = filled(time, gas, sent);
        let last = 0;
        for (let index = 0; index < count; index++) last = oneByOne.include(instant(at), each);
        expect(atOnce.include(instant(at), each * count)).toBe(last);
        expect(atOnce.gasUsed).toBe(oneByOne.gasUsed);
        for (let after = 0; after < 20; after++) {
          expect(atOnce.include(instant(0), 1)).toBe(oneByOne.include(instant(0), 1));
        }
      }),
      { seed: 16, numRuns: 500 },
    );
  });

  test('of all a block’s gas take a block each, larger ones several, and free ones are a bug', () => {
    const mainnet = mainnetOf(13_000, 100);
    const there = [0, 0, 12_999, 13_000].map((at) => mainnet.include(instant(at), 100));
    expect(there).toEqual([13_000, 26_000, 39_000, 52_000]);
    expect(mainnet.include(instant(0), 101)).toBe(78_000);
    expect(mainnet.include(instant(0), 99)).toBe(78_000);
    expect(() => mainnet.include(instant(0), 0)).toThrow('takes gas');
    expect(() => mainnetOf(13_000, 0)).toThrow('wins gas in every block');
  });
});

test('blocks come at whole multiples of the block time, the first at the start', () => {
  const mainnet = mainnetOf(13_000, 1);
  expect([0, 12_999, 13_000, 130_000].map((at) => mainnet.blockAt(instant(at)))).toEqual([0, 0, 1, 10]);
});

// Catches a queue that waits too long, and one that sends what would only wait.
test('to wait until there is room costs nothing, and then the next block takes what fits', () => {
  fc.assert(
    fc.property(settings, fc.nat({ max: 100 }), ({ time, gas, sent }, now) => {
      const room = filled(time, gas, sent).roomAt(instant(now));
      expect(room).toBeGreaterThanOrEqual(now);
      const sentAt = (at: number): number => filled(time, gas, sent).include(instant(at), 1);
      expect(sentAt(room)).toBe(sentAt(now));
      expect(sentAt(room)).toBe((Math.floor(room / time) + 1) * time);
      expect(sentAt(room + time)).toBe(sentAt(room) + time);
    }),
    { seed: 17, numRuns: 500 },
  );
});
