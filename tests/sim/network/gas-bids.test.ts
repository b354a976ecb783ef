import { describe, expect, test } from 'vitest';
import { instant, milliseconds, PPM } from '../../../src/base/units.ts';
import { gasPartTurns } from '../../../src/sim/network/gas-bids.ts';
import { gasPrice } from '../../../src/sim/network/gas-left.ts';
import { gasPaid, transactionSent } from '../../../src/sim/network/transaction.ts';
import { Mainnet } from '../../../src/sim/network/mainnet.ts';
import type { GasBidOccasion, Rules } from '../../../src/sim/protocol/decisions.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import { DAY, factsOf, ranUntil, type Stage } from '../world.helpers.ts';

const MONTH = 3 * DAY;
const GWEI = 1_000_000_000n;

/** Blocks of 10 s that win a million gas each, at 20 gwei and 1,000 dollars; two coalitions. */
function played(until: number, first: Rules, second: Rules = {}): Stage {
  const text =
    'network: { nodes: 8, validators: 2 }\navailability: { mtbf: never }\nchains: { initial: { small: 0 } }\n' +
    'mainnet: { blockTime: 10 s, gasLimit: 10000000, gasShare: 0.1, gasGwei: { kind: constant, value: 20 } }\n' +
    'market: { etherUsd: 1000 }\nadversaries:\n' +
    '  - { name: a, members: { nodes: [1] }, strategies: [{ use: ./a.ts }] }\n' +
    '  - { name: b, members: { nodes: [2] }, strategies: [{ use: ./b.ts }] }\n';
  return ranUntil(until, text, { './a.ts': ruledBy(first), './b.ts': ruledBy(second) });
}

const part = (gasPart: number, from = 0, length = MONTH): Rules => ({
  gasBid: () => ({ gasPart, from, length }),
});

describe('gas that is bought away', () => {
  test('makes the rest dearer by what is missing, from when on it is taken until it is given back', () => {
    const day = part(750_000, DAY, DAY);
    expect(gasPrice(played(DAY - 1, day).world)).toBe(20n * GWEI);
    expect(gasPrice(played(DAY, day).world)).toBe(80n * GWEI);
    expect(gasPrice(played(2 * DAY, day).world)).toBe(20n * GWEI);
    expect(factsOf(played(2 * DAY + 1, day), 'gas-part-taken').map(({ at, a, b }) => [at, a, b])).toEqual([
      [DAY, 0, 750_000],
      [2 * DAY, 0, 0],
    ]);
  });

  test('costs what it is worth at the price that it makes', () => {
    // Three quarters of 25,920 blocks of a million gas, at 80 gwei and 1,000 dollars: 1,555,200 dollars.
    const stage = played(DAY, part(750_000));
    expect(factsOf(stage, 'budget-spent').map(({ c, amount }) => [c, amount])).toEqual([
      [2, 1_555_200_000_000n],
    ]);
    const third = played(DAY, part(750_000, DAY, DAY));
    expect(factsOf(third, 'budget-spent').map(({ amount }) => amount)).toEqual([518_400_000_000n]);
  });

  test('is what the others have left, and dearer for it', () => {
    let seen: number | undefined;
    const second: Rules = {
      gasBid: ({ gasPartMax, monthLength }: GasBidOccasion) => {
        seen = gasPartMax;
        return { gasPart: 250_000, from: 0, length: monthLength };
      },
    };
    const stage = played(1, part(500_000), second);
    expect(seen).toBe(PPM - 1 - 500_000);
    expect(gasPrice(stage.world)).toBe(80n * GWEI);
    // Half at 40 gwei, then a quarter at 80.
    const spent = factsOf(stage, 'budget-spent').map(({ a, amount }) => [a, amount]);
    expect(spent).toEqual([
      [0, 518_400_000_000n],
      [1, 518_400_000_000n],
    ]);
    expect(() => played(1, part(500_000), part(500_000))).toThrow('gasPart: 0 … 499999');
  });

  test('is dear for what validators send meanwhile, and not for what they sent before', () => {
    const { world, engine } = played(DAY, {});
    const million = (): void => void transactionSent(world, 3, instant(DAY), 1_000_000);
    gasPaid(world);
    const paid = [750_000, 0].map((gasPart) => {
      const before = world.earnings.gasMicroUsd[1];
      million();
      gasPartTurns(world, 0, gasPart, engine);
      return world.earnings.gasMicroUsd[1] - before;
    });
    // A million gas at 20 gwei and 1,000 dollars are 20 dollars.
    expect(paid).toEqual([20_000_000n, 80_000_000n]);
  });

  test('is bid for anew each month', () => {
    const stage = played(2 * MONTH + 1, {
      gasBid: ({ month }) => ({ gasPart: month === 1 ? 5 : 0, from: 0, length: MONTH }),
    });
    expect(factsOf(stage, 'gas-part-taken').map(({ at, b }) => [at, b])).toEqual([
      [MONTH, 5],
      [2 * MONTH, 0],
    ]);
  });
});

describe('mainnet that wins less gas', () => {
  const at = (seconds: number) => instant(seconds * 1000);

  test('takes as many blocks more, and what waits goes on waiting', () => {
    const mainnet = new Mainnet(milliseconds(10_000), 100);
    // Ten blocks' worth are sent in block 0; in block 4 six of them wait.
    expect(mainnet.include(at(5), 1000)).toBe(100_000);
    mainnet.winsFrom(at(45), 10);
    expect(mainnet.include(at(45), 10)).toBe(40_000 + 61 * 10_000);
    mainnet.winsFrom(at(45), 1000);
    expect(mainnet.include(at(45), 390)).toBe(50_000);
  });

  test('is as it was where nothing waits', () => {
    const mainnet = new Mainnet(milliseconds(10_000), 100);
    mainnet.winsFrom(at(95), 50);
    expect(mainnet.include(at(95), 50)).toBe(100_000);
    mainnet.winsFrom(at(1000), 100);
    expect(mainnet.include(at(1000), 100)).toBe(1_010_000);
    expect(() => mainnet.winsFrom(at(2000), 0)).toThrow('the network wins gas in every block');
  });
});
