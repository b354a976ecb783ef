import { describe, expect, test } from 'vitest';
import { thresholdOf } from '../../src/crypto/threshold.ts';

describe('the threshold', () => {
  test.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 3],
    [7, 5],
    [16, 11],
    [22, 15],
    [256, 171],
  ])('of %d members is %d', (members, threshold) => {
    expect(thresholdOf(members)).toBe(threshold);
  });

  test('is floor((2n + 1) / 3) by counting: the greatest t with 3t ≤ 2n + 1', () => {
    for (let members = 1; members <= 256; members++) {
      const fitting = Array.from({ length: members + 1 }, (_, t) => t).filter(
        (t) => 3 * t <= 2 * members + 1,
      );
      expect(thresholdOf(members)).toBe(Math.max(...fitting));
    }
  });

  test('lets two quorums of 3f + 1 members share at least f + 1, so that they share an honest one', () => {
    for (let faulty = 1; faulty <= 85; faulty++) {
      const members = 3 * faulty + 1;
      expect(2 * thresholdOf(members) - members).toBeGreaterThanOrEqual(faulty + 1);
    }
  });
});
