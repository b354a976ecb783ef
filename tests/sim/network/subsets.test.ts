import { describe, expect, test } from 'vitest';
import { subsetsOf } from '../../../src/sim/network/subsets.ts';

/** The subsets by another way: all numbers whose bits say who is in. */
function byBits(of: number, size: number): number[][] {
  return Array.from({ length: 2 ** of }, (_, bits) =>
    Array.from({ length: of }, (_place, place) => place).filter((place) => ((bits >> place) & 1) === 1),
  ).filter((places) => places.length === size);
}

const listed = (of: number, size: number): number[][] => {
  const { count, places } = subsetsOf(of, size)!;
  return Array.from({ length: count }, (_, subset) => [
    ...places.subarray(subset * size, (subset + 1) * size),
  ]);
};

describe('the subsets of a committee', () => {
  test.each([
    [16, 4, 1820],
    [4, 1, 4],
    [6, 3, 20],
    [5, 5, 1],
    [5, 0, 1],
    [1, 1, 1],
  ])('of %i members, %i at a time, are %i, each once', (of, size, count) => {
    const subsets = listed(of, size);
    expect(subsets.length).toBe(count);
    const texts = subsets.map((places) => places.join());
    expect(new Set(texts).size).toBe(count);
    expect(texts.toSorted()).toEqual(
      byBits(of, size)
        .map((places) => places.join())
        .toSorted(),
    );
  });

  test('are listed for a whole committee of any size, and not where there are too many', () => {
    expect(listed(256, 256)).toEqual([Array.from({ length: 256 }, (_, place) => place)]);
    expect(subsetsOf(256, 255)!.count).toBe(256);
    expect(subsetsOf(32, 8)).toBeUndefined();
    expect(subsetsOf(256, 128)).toBeUndefined();
  });
});
