/** The mutants to be caught: a row keeps its part rounded up, a penalty exceeds the stake, rounding is lost. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PPM, tokens } from '../../src/base/units.ts';
import { penaltyOf, slashed } from '../../src/economics/slashing.ts';

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/** Rows of all sizes, empty ones among them. */
const aStake = fc.array(fc.oneof(fc.constant(0n), fc.bigInt(0n, 20n), fc.bigInt(0n, 1n << 90n)), {
  maxLength: 40,
});
/** What earlier slashes rounded away; penalties below and above the stake. */
const anOffence = fc.tuple(aStake, fc.bigInt(0n, 100n)).chain(([amounts, shortfall]) => {
  const delegated = sum(amounts) + (amounts.length === 0 ? 0n : shortfall);
  return fc.record({
    amounts: fc.constant(amounts),
    delegated: fc.constant(delegated),
    penalty: fc.oneof(fc.bigInt(0n, 9n), fc.bigInt(0n, delegated), fc.bigInt(delegated, 2n * delegated + 1n)),
  });
});

// Catches a stake that falls by rounding too (the first holder loses 6), parts rounded up or to nearest (the
// last loses 14 or less), and rounding that is counted as penalty.
test('5 of 10e6 units slashed five times take 5, 10, 15 from 2e6, 3e6, 5e6: 25 and 5 of rounding', () => {
  const amounts = [2_000_000n, 3_000_000n, 5_000_000n];
  let left: readonly bigint[] = amounts;
  let delegated = 10_000_000n;
  const roundings: bigint[] = [];
  for (let time = 0; time < 5; time += 1) {
    const { kept, penalty, rounding } = slashed({ amounts: left, delegated, penalty: 5n });
    left = kept;
    delegated -= penalty;
    roundings.push(rounding);
  }
  expect(amounts.map((amount, row) => amount - left[row])).toEqual([5n, 10n, 15n]);
  expect(10_000_000n - delegated).toBe(25n);
  expect(roundings).toEqual([1n, 2n, 3n, 4n, 5n]);
});

// Catches a penalty that is not cut down to the stake, and a D − p that lost its p.
test('kept, penalty and rounding make the stake, and each row keeps the exact quotient', () => {
  fc.assert(
    fc.property(anOffence, (offence) => {
      const { amounts, delegated } = offence;
      const { kept, penalty, rounding } = slashed(offence);
      expect(sum(kept) + penalty + rounding).toBe(delegated);
      expect(penalty).toBe(offence.penalty < delegated ? offence.penalty : delegated);
      const before = delegated - sum(amounts);
      expect(rounding >= 0n && rounding - before <= BigInt(amounts.length)).toBe(true);
      const exact = amounts.map((amount) => (amount * (delegated - penalty)) / (delegated || 1n));
      expect(kept).toEqual(exact);
    }),
    { seed: 1201, numRuns: 1000 },
  );
});

// Catches a quotient that is rounded up, and money that a series of slashes loses or makes: penalties and
// what rounding has taken at last are what the rows lost.
test('no row is negative or grows, and however often stake is slashed not a unit is lost', () => {
  fc.assert(
    fc.property(aStake, fc.array(fc.bigInt(0n, 1n << 91n), { maxLength: 6 }), (amounts, penalties) => {
      let left: readonly bigint[] = amounts;
      let delegated = sum(amounts);
      for (const asked of penalties) {
        const { kept, penalty, rounding } = slashed({ amounts: left, delegated, penalty: asked });
        expect(kept.length).toBe(left.length);
        expect(kept.every((amount, row) => amount >= 0n && amount <= left[row])).toBe(true);
        left = kept;
        delegated -= penalty;
        expect(sum(left) + rounding).toBe(delegated);
      }
      expect(delegated >= 0n).toBe(true);
    }),
    { seed: 1202, numRuns: 500 },
  );
});

// Catches a cap one unit too low or at the sum of the rows, and a unit of rounding from every row whatever
// the penalty.
test('a penalty of the whole stake or more takes all and gives rounding back, one of nothing takes nothing', () => {
  fc.assert(
    fc.property(anOffence, ({ amounts, delegated, penalty: more }) => {
      expect(slashed({ amounts, delegated, penalty: delegated + more })).toEqual({
        kept: amounts.map(() => 0n),
        penalty: delegated,
        rounding: 0n,
      });
      const whole = sum(amounts);
      expect(slashed({ amounts, delegated: whole, penalty: 0n })).toEqual({
        kept: amounts,
        penalty: 0n,
        rounding: 0n,
      });
    }),
    { seed: 1203 },
  );
});

// Catches a remainder that is put on the first or the last row.
test('what a row keeps does not hang on its place', () => {
  const aShuffledOffence = anOffence.chain((offence) => {
    const places = offence.amounts.map((_, row) => row);
    const order = fc.shuffledSubarray(places, { minLength: places.length });
    return fc.record({ offence: fc.constant(offence), order });
  });
  fc.assert(
    fc.property(aShuffledOffence, ({ offence, order }) => {
      const straight = slashed(offence);
      const shuffled = slashed({ ...offence, amounts: order.map((row) => offence.amounts[row]) });
      expect(shuffled).toEqual({ ...straight, kept: order.map((row) => straight.kept[row]) });
    }),
    { seed: 1204, numRuns: 300 },
  );
});

// Catches a share that replaces the fixed part, or is rounded up.
test('a penalty is a part of the stake rounded down, a fixed amount, or both added', () => {
  expect(penaltyOf({ sharePpm: 0, tokens: 7n }, 100n)).toBe(7n);
  expect(penaltyOf({ sharePpm: 250_000, tokens: 0n }, 11n)).toBe(2n);
  expect(penaltyOf({ sharePpm: 250_000, tokens: 7n }, 11n)).toBe(9n);
  expect(penaltyOf({ sharePpm: PPM, tokens: 0n }, tokens(4_140_000_000))).toBe(tokens(4_140_000_000));
  expect(penaltyOf({ sharePpm: PPM, tokens: 1n }, 0n)).toBe(1n);
});

test('negative money and shares beyond the whole are bugs of the caller', () => {
  expect(() => slashed({ amounts: [1n], delegated: 1n, penalty: -1n })).toThrow('not negative');
  expect(() => slashed({ amounts: [2n, -1n], delegated: 1n, penalty: 1n })).toThrow('not negative');
  expect(() => slashed({ amounts: [2n], delegated: 1n, penalty: 1n })).toThrow('than is delegated');
  expect(() => penaltyOf({ sharePpm: -1, tokens: 0n }, 1n)).toThrow('not negative');
  expect(() => penaltyOf({ sharePpm: PPM + 1, tokens: 0n }, 1n)).toThrow('a part of the stake');
  expect(() => penaltyOf({ sharePpm: 0, tokens: -1n }, 1n)).toThrow('not negative');
  expect(() => penaltyOf({ sharePpm: 0, tokens: 0n }, -1n)).toThrow('not negative');
});
