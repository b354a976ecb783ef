import { describe, expect, test } from 'vitest';
import { lendingDrain } from '../../../../src/sim/adversary/strategies/lending-drain.ts';
import { simulateRun } from '../../../../src/sim/simulate.ts';
import { paramsOf } from '../../world.helpers.ts';
import { spending } from './money.helpers.ts';
import { rulesOf, viewOf } from './rules.helpers.ts';

const offered = (options: Readonly<Record<string, number>>, month: number, left?: bigint): number => {
  // A dollar a month for each hundredth that it pays.
  const occasion = {
    ...spending(month, left),
    outsideYieldPpm: 50_000,
    interestOf: (yieldPpm: number) => BigInt(yieldPpm) * 100n,
  };
  return rulesOf(lendingDrain, options).lendingOffer!(occasion, viewOf(0)).yieldPpm;
};

describe('lending-drain', () => {
  test('offers its interest for as long as it is told to, and can pay', () => {
    const options = { yield: 0.25, from: 1.5, months: 2.5 };
    expect([0, 1, 2, 3].map((month) => offered(options, month))).toEqual([0, 250_000, 250_000, 0]);
    expect(offered(options, 1, 25_000_000n)).toBe(250_000);
    expect(offered(options, 1, 24_999_999n)).toBe(0);
  });

  test('draws away the stake of lenders, and no other', () => {
    const text = (use: string): string => `
seed: drain
horizon: 5 months
calendar: { days: 5 }
network: { nodes: 6, validators: 3, minimumStake: 100 }
chains: { initial: { small: 0 } }
emission: { policy: flat-rate, yearly: 0.01 }
availability: { mtbf: never }
delegation: { holders: 60, staked: 1000000000, lockMonths: { 1: 1 } }
behaviour: { holders: [{ share: 0.5, kind: hold }, { share: 0.5, kind: lending, reconsider: 1, gap: 0.01 }] }
adversaries: [{ name: x, members: { nodes: [] }, strategies: [] }, { name: y, members: { nodes: [1] }, strategies: [${use}] }]
`;
    const run = (use: string) => simulateRun(paramsOf(text(use)), 0).metrics;
    const [drained, calm] = [run('{ use: lending-drain, with: { yield: 9 } }'), run('{ use: honest }')];
    const part = Number(drained['stake.share']) / Number(calm['stake.share']);
    // Sixty holders of unequal wealth, one draw: between a fifth and four fifths of the stake stay.
    expect(part).toBeGreaterThan(0.2);
    expect(part).toBeLessThan(0.8);
    expect(drained['attack.costUsd']).toBeGreaterThan(1_000_000);
    // Who pays too little is lent nothing but rewards that wait for the month in which they are staked.
    const poor = run('{ use: lending-drain, with: { yield: 0.001 } }');
    expect(poor['stake.share']).toBe(calm['stake.share']);
    expect(poor['attack.costUsd']).toBeLessThan(100);
  });
});
