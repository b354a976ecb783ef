import { describe, expect, test } from 'vitest';
import { AttackCounters } from '../../../src/sim/record/attack-counters.ts';
import { paramsOf } from '../world.helpers.ts';
import { metricsOf, tell } from './told.helpers.ts';

const counters = (adversaries: string): AttackCounters =>
  new AttackCounters(
    paramsOf(`network: { nodes: 4, nodesMax: 6, validators: 1 }\nadversaries: [${adversaries}]\n`),
  );
const TWO = '{ name: a, members: { nodes: [1, 4] } }, { name: b, members: { nodes: [2] } }';

describe('attacks on money', () => {
  test('cost what all coalitions spent, over their number', () => {
    const attacks = counters(TWO);
    expect(metricsOf(attacks, 'attack.costUsd')).toEqual([0]);
    tell(attacks, [0, 'budget-spent', 0, 0, 1, 3_000_000n], [9, 'budget-spent', 1, 2, 0, 500_000n]);
    expect(metricsOf(attacks, 'attack.costUsd')).toEqual([1.75]);
    expect(metricsOf(counters(''), 'attack.costUsd')).toEqual([null]);
  });

  test('bring in what nodes of coalitions are paid, those of the reserve included', () => {
    const attacks = counters(TWO);
    expect(metricsOf(attacks, 'attack.pay', 'attack.payShare')).toEqual([0n, null]);
    for (const [node, coalition] of [
      [1, 0],
      [2, 1],
      [4, 0],
    ]) {
      tell(attacks, [0, 'node-corrupted', node, coalition]);
    }
    [5n, 10n, 20n, 25n, 40n].forEach((amount, node) => tell(attacks, [1, 'bounty-paid', node, 0, 0, amount]));
    expect(metricsOf(attacks, 'attack.pay', 'attack.payShare')).toEqual([70n, 0.7]);
  });

  test('leave coalitions the nodes that are in the network', () => {
    const attacks = counters(TWO);
    tell(attacks, [0, 'node-corrupted', 1, 0], [0, 'node-corrupted', 2, 1], [0, 'node-corrupted', 4, 0]);
    expect(metricsOf(attacks, 'attack.nodesEnd')).toEqual([2]);
    tell(attacks, [1, 'node-entered', 4], [1, 'node-entered', 5], [2, 'node-left', 1], [2, 'node-left', 3]);
    expect(metricsOf(attacks, 'attack.nodesEnd')).toEqual([2]);
    tell(attacks, [3, 'node-left', 4]);
    expect(metricsOf(attacks, 'attack.nodesEnd')).toEqual([1]);
    expect(attacks.series()).toEqual([]);
  });
});
