import { describe, expect, test } from 'vitest';
import { lawOfBest, meanOfBest, meanSeatsOverMonths, runAtEnd } from '../../src/statistics/best-of-draws.ts';

const committee = { nodes: 7, coalition: 3, members: 3 };

/** Seats in each of the 35 sets of three of seven nodes, the coalition being 0, 1, 2. */
const ALL_SEATS = [0, 1, 2, 3, 4, 5, 6].flatMap((one) =>
  [0, 1, 2, 3, 4, 5, 6].flatMap((two) =>
    [0, 1, 2, 3, 4, 5, 6]
      .filter((three) => one < two && two < three)
      .map((three) => [one, two, three].filter((node) => node < 3).length),
  ),
);

describe('the best of some draws', () => {
  test('of one is the plain draw', () => {
    expect(meanOfBest(committee, 1)).toBeCloseTo(9 / 7, 12);
    const law = lawOfBest(committee, 1);
    expect(law.map((part) => Math.round(part * 35))).toEqual([4, 18, 12, 1]);
  });

  test('of two and of three agrees with all pairs and triples of committees', () => {
    const pairs = ALL_SEATS.flatMap((one) => ALL_SEATS.map((other) => Math.max(one, other)));
    const triples = pairs.flatMap((best) => ALL_SEATS.map((other) => Math.max(best, other)));
    for (const [draws, bests] of [
      [2, pairs],
      [3, triples],
    ] as const) {
      const mean = bests.reduce((sum, best) => sum + best, 0) / bests.length;
      expect(meanOfBest(committee, draws)).toBeCloseTo(mean, 12);
      const law = [0, 1, 2, 3].map((x) => bests.filter((best) => best === x).length / bests.length);
      lawOfBest(committee, draws).forEach((part, x) => expect(part).toBeCloseTo(law[x], 12));
    }
  });

  test('of very many is the most that there can be', () => {
    expect(meanOfBest(committee, 2 ** 16)).toBeCloseTo(3, 12);
    expect(meanOfBest({ ...committee, coalition: 0 }, 8)).toBe(0);
    expect(meanOfBest({ ...committee, coalition: 7 }, 8)).toBe(3);
  });
});

test.each([0, 1, 2, 3, 4, 5])(
  'the run at the end of five places with %d marked agrees with all sets',
  (marked) => {
    const sets = Array.from({ length: 32 }, (_, set) => set).filter(
      (set) => [0, 1, 2, 3, 4].filter((place) => (set >> place) & 1).length === marked,
    );
    // The last place is the lowest bit.
    const runs = sets.map((set) => [0, 1, 2, 3, 4].findIndex((place) => ((set >> place) & 1) === 0));
    const law = Array.from(
      { length: marked + 1 },
      (_, run) => runs.filter((found) => (found < 0 ? 5 : found) === run).length / sets.length,
    );
    expect(runAtEnd(5, marked).length).toBe(marked + 1);
    runAtEnd(5, marked).forEach((part, run) => expect(part).toBeCloseTo(law[run], 12));
  },
);

describe('seats over months', () => {
  const choicesOf = (seats: number) => [{ probability: 1, draws: seats > 1 ? 4 : 1 }];

  test('are a plain draw in the first month', () => {
    expect(meanSeatsOverMonths(committee, 1, choicesOf)).toBeCloseTo(9 / 7, 12);
  });

  test('are what the seats before allow in the second', () => {
    // 13 of 35 committees have two seats or more.
    const second = (22 / 35) * (9 / 7) + (13 / 35) * meanOfBest(committee, 4);
    expect(meanSeatsOverMonths(committee, 2, choicesOf)).toBeCloseTo((9 / 7 + second) / 2, 12);
  });

  test('stay what they are without a choice', () => {
    expect(meanSeatsOverMonths(committee, 9, () => [{ probability: 1, draws: 1 }])).toBeCloseTo(9 / 7, 12);
  });
});
