import { describe, expect, test } from 'vitest';
import { commissionWar } from '../../../../src/sim/adversary/strategies/commission-war.ts';
import { factsOf, ranUntil, DAY } from '../../world.helpers.ts';
import { smallView } from './money.helpers.ts';
import { rulesOf } from './rules.helpers.ts';

/** Validators 0 and 1 are the cartel's; of 2 it has one node of two. */
const seen = (...stakes: readonly number[]) =>
  smallView({ members: [0, 1, 2], owners: [0, 1, 2, 2], stakes });

/** The fees that a cartel asks for in turn, the same of both its validators. */
function fees(
  options: Readonly<Record<string, number>>,
  ...stakes: readonly (readonly number[])[]
): number[] {
  const rules = rulesOf(commissionWar, options);
  return stakes.map((each, month) => {
    const [one, other, ...more] = rules.fees!({ node: 0, month }, seen(...each));
    expect([one.validator, other.validator, more]).toEqual([0, 1, []]);
    expect(one.feePerMille).toBe(other.feePerMille);
    return one.feePerMille;
  });
}

describe('commission-war', () => {
  test('fights until it has its part of the stake, and harvests from then on', () => {
    const options = { floor: 1, target: 0.4, harvest: 900 };
    expect(fees(options, [10, 10, 80], [20, 19, 61], [20, 20, 60], [1, 1, 98])).toEqual([1, 1, 900, 900]);
    expect(fees({ target: 0 }, [0, 0, 100])).toEqual([300]);
    expect(fees({ target: 0.1 }, [0, 0, 0])).toEqual([0]);
  });

  test('fights again where it has lost too much', () => {
    const options = { floor: 0, target: 0.4, harvest: 200, again: 0.2 };
    expect(fees(options, [30, 30, 40], [10, 10, 80], [10, 9, 81], [19, 20, 61], [20, 20, 60])).toEqual([
      200, 200, 0, 0, 200,
    ]);
  });

  test('changes the fees of its validators in the run', () => {
    const text =
      'network: { nodes: 6, validators: 3 }\nchains: { initial: { small: 0 } }\navailability: { mtbf: never }\n' +
      'adversaries: [{ name: x, members: { nodes: [0, 3, 1, 4, 2] }, strategies: [{ use: commission-war, with: { target: 0.9 } }] }]\n';
    const stage = ranUntil(4 * DAY, text);
    expect(factsOf(stage, 'fee-set').map(({ a, b }) => [a, b])).toEqual([
      [0, 0],
      [1, 0],
    ]);
    const paid = factsOf(stage, 'fee-paid').map(({ a, amount }) => [a, amount > 10n ** 18n]);
    expect(paid).toEqual([
      [0, false],
      [1, false],
      [2, true],
    ]);
  });
});
