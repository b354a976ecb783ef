import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exp, expm1, ln, log1p } from '../../src/base/exact-math.ts';

/** Bits behind the point of the exact arithmetic: enough for the least subnormal with 200 bits to spare. */
const BITS = 1300n;
const ONE = 1n << BITS;

/** A double as a fixed-point number, exactly. */
function fixed(x: number): bigint {
  let exponent = 0;
  let mantissa = x;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  return (BigInt(mantissa) << BITS) >> BigInt(exponent);
}

/** e^x by Taylor's series of x / 2^12, squared twelve times; relative error far below 2^−200. */
function expFixed(x: bigint): bigint {
  const reduced = x >> 12n;
  let sum = ONE;
  let term = ONE;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = ((term * reduced) >> BITS) / n;
    sum += term;
  }
  for (let count = 0; count < 12; count++) sum = (sum * sum) >> BITS;
  return sum;
}

/** Distance between neighbouring doubles at |x|. */
function ulp(x: number): number {
  const bits = new BigInt64Array(1);
  const double = new Float64Array(bits.buffer);
  double[0] = Math.abs(x);
  bits[0] += 1n;
  return double[0] - Math.abs(x);
}

/** |error| ≤ 1 ulp of `result`, all in fixed point. */
function expectWithinUlp(error: bigint, result: number, what: string): void {
  const size = error < 0n ? -error : error;
  expect(size <= fixed(ulp(result)), what).toBe(true);
}

/** Doubles of both signs whose sizes are spread evenly over the powers of two 2^low … 2^high. */
function spread(count: number, low: number, high: number): number[] {
  const parts = fc.tuple(fc.integer({ min: low, max: high - 1 }), fc.maxSafeInteger());
  return fc
    .sample(fc.noBias(parts), { numRuns: count, seed: low * 1e4 + high })
    .map(([exponent, bits]) => Math.sign(bits) * 2 ** exponent * (1 + Math.abs(bits) / 2 ** 53));
}

const positive = (x: number): boolean => x > 0;

describe('within one unit in the last place of the exact value', () => {
  test('exp', () => {
    const inputs = [...spread(150, -60, 9), ...spread(100, -4, 4), 1, -1, 709.7, -744, 0.3465735, 1.0397207];
    for (const x of inputs) expectWithinUlp(expFixed(fixed(x)) - fixed(exp(x)), exp(x), `exp(${x})`);
  });

  test('ln', () => {
    const inputs = [
      ...spread(200, -500, 500).filter(positive),
      ...spread(100, -2, 2).filter(positive),
      5e-324,
    ];
    inputs.push(...spread(50, -50, -1).map((x) => 1 + x), 1.7976931348623157e308);
    for (const x of inputs) {
      // ln(x) − L = ln(x · e^−L), and ln(1 + d) = d up to d², which lies below 2^−100.
      const d = ((fixed(x) * expFixed(-fixed(ln(x)))) >> BITS) - ONE;
      expectWithinUlp(d, ln(x), `ln(${x})`);
    }
  });

  test('expm1', () => {
    const inputs = [...spread(100, -80, 9), ...spread(150, -4, 4), 1e-300, -40, -38.81, 38.9, 709.7];
    for (const x of inputs) {
      expectWithinUlp(expFixed(fixed(x)) - ONE - fixed(expm1(x)), expm1(x), `expm1(${x})`);
    }
  });

  test('log1p', () => {
    const inputs = [...spread(150, -80, 400), ...spread(150, -6, 3), 1e-300, -0.9999999999999999];
    for (const x of inputs.filter((input) => input > -1)) {
      const d = (((ONE + fixed(x)) * expFixed(-fixed(log1p(x)))) >> BITS) - ONE;
      expectWithinUlp(d - (d * d) / (2n * ONE), log1p(x), `log1p(${x})`);
    }
  });
});

describe('within one unit in the last place of this engine', () => {
  const inputs = [...spread(50_000, -1074, 1023), ...spread(50_000, -8, 8)];
  test.each([
    ['ln', ln, Math.log],
    ['exp', exp, Math.exp],
    ['log1p', log1p, Math.log1p],
    ['expm1', expm1, Math.expm1],
  ])('%s', (_name, ours, engines) => {
    let worst = 0;
    for (const x of inputs) {
      const expected = engines(x);
      if (Number.isFinite(expected)) worst = Math.max(worst, Math.abs(ours(x) - expected) / ulp(expected));
      else expect(ours(x)).toBe(expected);
    }
    expect(worst).toBeLessThanOrEqual(1);
  });
});

describe('special values', () => {
  test.each([
    [
      'ln',
      ln,
      [
        [0, -Infinity],
        [-0, -Infinity],
        [1, 0],
        [Infinity, Infinity],
        [-1, NaN],
        [-Infinity, NaN],
        [NaN, NaN],
      ],
    ],
    [
      'exp',
      exp,
      [
        [0, 1],
        [-0, 1],
        [Infinity, Infinity],
        [-Infinity, 0],
        [710, Infinity],
        [-746, 0],
        [-745, 5e-324],
        [NaN, NaN],
      ],
    ],
    [
      'log1p',
      log1p,
      [
        [0, 0],
        [-0, -0],
        [-1, -Infinity],
        [-1.5, NaN],
        [Infinity, Infinity],
        [-Infinity, NaN],
        [NaN, NaN],
      ],
    ],
    [
      'expm1',
      expm1,
      [
        [0, 0],
        [-0, -0],
        [Infinity, Infinity],
        [-Infinity, -1],
        [710, Infinity],
        [-50, -1],
        [NaN, NaN],
      ],
    ],
  ])('%s', (_name, ours, cases) => {
    for (const [x, expected] of cases) expect(ours(x)).toBe(expected);
  });

  test('whole powers of two have the logarithm of two times their exponent', () => {
    for (let exponent = -1074; exponent < 1024; exponent++) {
      expect(ln(2 ** exponent)).toBe(Math.log(2 ** exponent));
    }
  });
});
