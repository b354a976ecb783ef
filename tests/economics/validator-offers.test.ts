import { expect, test } from 'vitest';
import { bestKnown, bestOfLooks, drawnOffer, offerBoard } from '../../src/economics/validator-offers.ts';
import type { ValidatorOffer } from '../../src/economics/validator-offers.ts';
import { seededDraws } from './draws.helpers.ts';

const offer = (netYieldPpm: number, rest: Partial<ValidatorOffer> = {}): ValidatorOffer => ({
  netYieldPpm,
  acceptsNew: true,
  feePerMille: 100,
  slashedLastMonth: false,
  minimumDelegation: 0n,
  ...rest,
});

test('only validators that take new delegations are drawn, each equally often', () => {
  const board = offerBoard([offer(1), offer(9, { acceptsNew: false }), offer(2), offer(3)]);
  const draws = seededDraws('offers');
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < 6000; draw += 1) counts[drawnOffer(board, draws) ?? 1] += 1;
  expect(counts[1]).toBe(0);
  // Four standard deviations of 6,000 draws at 1/3: 146.
  for (const index of [0, 2, 3]) expect(Math.abs(counts[index] - 2000)).toBeLessThan(146);
});

test('the best is the one that yields most, then takes the least fee, then came first', () => {
  const board = offerBoard([
    offer(5, { feePerMille: 200 }),
    offer(5),
    offer(5),
    offer(4, { feePerMille: 0 }),
    offer(9, { acceptsNew: false }),
  ]);
  expect(bestKnown(board, [0, 3, 4])).toBe(0);
  expect(bestKnown(board, [3, 2, 0, 1])).toBe(1);
  expect(bestKnown(board, [4])).toBeUndefined();
  expect(bestKnown(board, [])).toBeUndefined();
});

test('the more looks, the better what is found, by the stated law', () => {
  const board = offerBoard(Array.from({ length: 100 }, (_, validator) => offer(validator)));
  const draws = seededDraws('looks');
  const share = (looks: number): number => {
    let hits = 0;
    for (let run = 0; run < 4000; run += 1) {
      if ((bestOfLooks(board, [], looks, draws) ?? 0) >= 90) hits += 1;
    }
    return hits / 4000;
  };
  // 1 − 0.9^k, four standard errors. Catches one look more or less.
  expect(Math.abs(share(1) - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / 4000));
  expect(Math.abs(share(4) - 0.3439)).toBeLessThan(4 * Math.sqrt((0.3439 * 0.6561) / 4000));
});

test('a holder never finds worse than what it knows, and nothing where nobody is open', () => {
  const board = offerBoard([offer(1), offer(1), offer(7)]);
  for (let run = 0; run < 50; run += 1) {
    expect(bestOfLooks(board, [2], 1, seededDraws(`known ${run}`))).toBe(2);
  }
  const shut = offerBoard([offer(1, { acceptsNew: false })]);
  expect(bestOfLooks(shut, [0], 3, seededDraws('shut'))).toBeUndefined();
});
