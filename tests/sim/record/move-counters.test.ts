import { expect, test } from 'vitest';
import { simulateRun } from '../../../src/sim/simulate.ts';
import { paramsOf } from '../world.helpers.ts';

test('moves are counted, and a scenario without repair has none', () => {
  // Two thirds of all slots are taken by small chains before three nodes are wanted as a whole.
  const movesOf = (movesPerMonth: number): unknown[] => {
    const params = paramsOf(
      'network: { nodes: 12, slots: 4, validators: 1 }\nhorizon: 1 days\n' +
        'sizes: { small: { slots: 1, members: 4 }, large: { slots: 4, members: 3 } }\n' +
        'chains: { initial: { small: 8, large: 1 } }\n' +
        `placement: { policy: least-loaded, repair: { movesPerMonth: ${movesPerMonth} } }\n`,
    );
    const { metrics } = simulateRun(params, 0);
    return [metrics['placement.moves'], metrics['chains.placed'], metrics['chains.refused']];
  };
  expect(movesOf(0)).toEqual([0, 8, 1]);
  const [moves, placed, refused] = movesOf(100);
  expect([placed, refused]).toEqual([9, 0]);
  expect(moves).toBeGreaterThan(0);
  // Three of twelve nodes that hold 32 seats, even if none was empty before.
  expect(moves).toBeLessThanOrEqual(9);
});
