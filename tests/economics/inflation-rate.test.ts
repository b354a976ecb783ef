import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from '../../src/base/units.ts';
import { emissionStart, nextEmission } from '../../src/economics/emission.ts';
import { nextRate, rateOf, rateShare } from '../../src/economics/inflation-rate.ts';

/** The Cosmos Hub's own figures. */
const HUB = {
  targetPpm: 670_000,
  minimumPpm: 70_000,
  maximumPpm: 200_000,
  speedPpm: 130_000,
  startPpm: 70_000,
};
const ONE = 10n ** 18n;

/** An exact fraction; slow and plain on purpose. */
interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}
const fraction = (top: bigint, bottom: bigint): Fraction => {
  let [a, b] = [top < 0n ? -top : top, bottom];
  while (b > 0n) [a, b] = [b, a % b];
  return a === 0n ? { top: 0n, bottom: 1n } : { top: top / a, bottom: bottom / a };
};
const plus = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
const times = (a: Fraction, b: Fraction): Fraction => fraction(a.top * b.top, a.bottom * b.bottom);
const isLess = (a: Fraction, b: Fraction): boolean => a.top * b.bottom < b.top * a.bottom;
const ppm = (value: number): Fraction => fraction(BigInt(value), 1_000_000n);

/** rate + (1 − (staked / supply) · (1 / target)) · speed / 12 in fractions, bounded. */
function exactNext(rule: typeof HUB, rate: Fraction, supply: bigint, staked: bigint): Fraction {
  const ratio = times(fraction(staked, supply), fraction(1_000_000n, BigInt(rule.targetPpm)));
  const gap = plus(fraction(1n, 1n), fraction(-ratio.top, ratio.bottom));
  const moved = plus(rate, times(gap, times(ppm(rule.speedPpm), fraction(1n, 12n))));
  if (isLess(moved, ppm(rule.minimumPpm))) return ppm(rule.minimumPpm);
  return isLess(ppm(rule.maximumPpm), moved) ? ppm(rule.maximumPpm) : moved;
}

test('with nothing staked the rate rises by a twelfth of the speed each month, up to the greatest', () => {
  const supply = tokens(1000);
  let rate = rateOf(HUB.startPpm);
  const rates = Array.from({ length: 14 }, () => (rate = nextRate(HUB, rate, { supply, staked: 0n })));
  // 0.07 + 0.13 / 12 = 0.0808333…; a third of the last place is lost each time.
  expect(rates[0]).toBe(80_833_333_333_333_333n);
  expect(rates[11]).toBe(ONE / 5n - 4n);
  expect(rates.slice(12)).toEqual([ONE / 5n, ONE / 5n]);
  // 1000 · 0.080833333333333333 / 12
  expect(rateShare(supply, rates[0])).toBe(6_736_111_111_111_111_083n);
});

test('at the target the rate rests, above it it falls to the least', () => {
  const supply = tokens(1000);
  const rate = rateOf(100_000);
  expect(nextRate(HUB, rate, { supply, staked: tokens(670) })).toBe(rate);
  // (1 − 1 / 0.67) · 0.13 / 12 = −0.0053358…
  expect(nextRate(HUB, rate, { supply, staked: supply })).toBe(rate - 5_335_820_895_522_388n);
  expect(nextRate(HUB, rateOf(72_000), { supply, staked: supply })).toBe(rateOf(70_000));
});

test('a rate outside its bounds is brought back, and nothing is staked of nothing', () => {
  expect(nextRate(HUB, rateOf(900_000), { supply: 0n, staked: 0n })).toBe(rateOf(200_000));
  expect(nextRate(HUB, 0n, { supply: 0n, staked: 0n })).toBe(rateOf(70_000));
  expect(nextRate(HUB, rateOf(100_000), { supply: 0n, staked: 0n })).toBe(rateOf(100_000));
});

test('twenty years of the policy follow the rule in exact fractions within their roundings', () => {
  const shares = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 240, maxLength: 240 });
  const rules = fc.record({
    targetPpm: fc.integer({ min: 1, max: 1_000_000 }),
    minimumPpm: fc.integer({ min: 0, max: 100_000 }),
    maximumPpm: fc.integer({ min: 100_000, max: 400_000 }),
    speedPpm: fc.integer({ min: 0, max: 500_000 }),
    startPpm: fc.integer({ min: 0, max: 400_000 }),
  });
  fc.assert(
    fc.property(rules, shares, (rule, sharesPpm) => {
      const policy = { kind: 'target-stake', ...rule } as const;
      let supply = tokens(4_140_000_000);
      let state = emissionStart(policy);
      sharesPpm.forEach((sharePpm, month) => {
        const staked = (supply * BigInt(sharePpm)) / 1_000_000n;
        // From month to month, as exact fractions would grow beyond bounds over 240 of them.
        const exact = exactNext(rule, fraction(state.rate, ONE), supply, staked);
        const next = nextEmission(policy, state, { month, supply, staked });
        const error = next.state.rate * exact.bottom - exact.top * ONE;
        expect(error < exact.bottom && error > -exact.bottom).toBe(true);
        const exactMinted = times(fraction(next.state.rate * supply, ONE), fraction(1n, 12n));
        expect(next.minted).toBe(exactMinted.top / exactMinted.bottom);
        supply += next.minted;
        state = next.state;
      });
    }),
    { seed: 2503, numRuns: 12 },
  );
});

test('targets and bounds that make no sense are bugs of the caller', () => {
  const economy = { supply: 1n, staked: 0n };
  expect(() => nextRate({ ...HUB, targetPpm: 0 }, 0n, economy)).toThrow('target');
  expect(() => nextRate({ ...HUB, minimumPpm: 300_000 }, 0n, economy)).toThrow('least rate');
  expect(() => rateOf(0.5)).toThrow('whole number');
});
