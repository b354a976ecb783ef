/**
 * The laws of the continuous draws, against their distribution functions. Each count of draws below a
 * threshold is binomial; it must lie within 4 standard deviations, which a right sampler misses once in
 * 16,000 comparisons. Seeds are fixed, so that the outcome is one for ever.
 */
import { describe, expect, test } from 'vitest';
import { masterKey } from '../../../src/sim/kernel/seed.ts';
import type { Stream } from '../../../src/sim/kernel/streams.ts';
import { Streams } from '../../../src/sim/kernel/streams.ts';
import { EXPONENTIAL, NORMAL } from '../../../src/sim/kernel/ziggurat.ts';

const streams = new Streams(masterKey('distributions.test'));

/** Φ at multiples of one half, from the usual tables. */
const NORMAL_CDF: readonly (readonly [number, number])[] = [
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [1, 0.8413447460685429],
  [1.5, 0.9331927987311419],
  [2, 0.9772498680518208],
  [2.5, 0.9937903346742238],
  [3, 0.9986501019683699],
  [3.5, 0.9997673709209645],
  [4, 0.9999683287581669],
];

/** P(X > x) for x above 3, by Laplace's continued fraction. */
function normalTail(x: number): number {
  let fraction = x;
  for (let depth = 400; depth > 0; depth--) fraction = x + depth / fraction;
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI) / fraction;
}

/** P(Gamma(shape) < x) for whole shapes: at least `shape` arrivals of a Poisson process by x. */
function gammaCdf(shape: number, x: number): number {
  let logTerm = -x;
  let below = 0;
  for (let arrivals = 0; arrivals < shape; arrivals++) {
    below += Math.exp(logTerm);
    logTerm += Math.log(x) - Math.log(arrivals + 1);
  }
  return 1 - below;
}

/** Standard deviations between the count of draws below each threshold and its expectation. */
function deviations(
  draws: number,
  draw: () => number,
  cdf: readonly (readonly [number, number])[],
): readonly number[] {
  const counts = cdf.map(() => 0);
  for (let count = 0; count < draws; count++) {
    const x = draw();
    for (let index = 0; index < cdf.length; index++) if (x < cdf[index][0]) counts[index]++;
  }
  return cdf.map(([, p], index) => (counts[index] - draws * p) / Math.sqrt(draws * p * (1 - p)));
}

function expectLaw(
  stream: Stream,
  draws: number,
  draw: (stream: Stream) => number,
  cdf: readonly (readonly [number, number])[],
): void {
  for (const deviation of deviations(draws, () => draw(stream), cdf)) {
    expect(Math.abs(deviation)).toBeLessThan(4);
  }
}

describe('normal', () => {
  test('has the normal distribution function on both sides, tails included', () => {
    // Catches: a wedge always or never accepted, no tail, a sign that goes with the layer.
    const bothSides = [...NORMAL_CDF, ...NORMAL_CDF.slice(1).map(([x, p]) => [-x, 1 - p] as const)];
    expectLaw(streams.of('normal'), 2_000_000, (stream) => stream.normal(), bothSides);
  });

  test('beyond the ziggurat’s base falls off like the normal tail', () => {
    // Catches a tail without its rejection (6 deviations), or without its scale.
    const draws = 12_000_000;
    const stream = streams.of('normal tail');
    let beyond = 0;
    let far = 0;
    for (let count = 0; count < draws; count++) {
      const size = Math.abs(stream.normal());
      if (size > NORMAL.tailStart) beyond++;
      if (size > 4.3) far++;
    }
    const expected = draws * 2 * normalTail(NORMAL.tailStart);
    expect(Math.abs(beyond - expected)).toBeLessThan(4 * Math.sqrt(expected));
    const share = normalTail(4.3) / normalTail(NORMAL.tailStart);
    expect(Math.abs(far - beyond * share)).toBeLessThan(4 * Math.sqrt(beyond * share * (1 - share)));
  });

  test('takes two words in at least 98 of 100 draws', () => {
    const stream = streams.of('normal words');
    for (let count = 0; count < 100_000; count++) stream.normal();
    expect(stream.draws / 100_000).toBeLessThan(2.05);
  });
});

describe('exponential', () => {
  test('has the distribution function 1 − e^−x', () => {
    // Catches: a wedge always accepted (8 deviations) or never (6), a tail at its start (26) or left out (5).
    const cdf = [0.01, 0.1, 0.5, 1, 2, 4, 8].map((x) => [x, 1 - Math.exp(-x)] as const);
    expectLaw(streams.of('exponential'), 2_000_000, (stream) => stream.exponential(), cdf);
  });

  test('beyond the ziggurat’s base is exponential again', () => {
    // Catches a tail that is not drawn anew (all at its start), or that is left out.
    const { tailStart } = EXPONENTIAL;
    const draws = 8_000_000;
    const stream = streams.of('exponential tail');
    let beyond = 0;
    let far = 0;
    for (let count = 0; count < draws; count++) {
      const size = stream.exponential();
      if (size > tailStart) beyond++;
      if (size > tailStart + 1) far++;
    }
    const expected = draws * Math.exp(-tailStart);
    expect(Math.abs(beyond - expected)).toBeLessThan(4 * Math.sqrt(expected));
    const share = Math.exp(-1);
    expect(Math.abs(far - beyond * share)).toBeLessThan(4 * Math.sqrt(beyond * share * (1 - share)));
  });

  test('takes two words in at least 97 of 100 draws', () => {
    const stream = streams.of('exponential words');
    for (let count = 0; count < 100_000; count++) stream.exponential();
    expect(stream.draws / 100_000).toBeLessThan(2.09);
  });
});

describe('gamma', () => {
  test.each([1, 2, 4, 30, 1152])(
    'of shape %i has the distribution function of that many arrivals',
    (shape) => {
      // Catches: d without the third, a squeeze that accepts too much, a cube taken for a square.
      const cdf = [-2, -1, -0.3, 0, 0.5, 1, 2, 3]
        .map((z) => shape + z * Math.sqrt(shape))
        .filter((x) => x > 0)
        .map((x) => [x, gammaCdf(shape, x)] as const);
      expectLaw(streams.of('gamma', shape), 400_000, (stream) => stream.gamma(shape), cdf);
    },
  );

  test('of shape ½ is half the square of a normal', () => {
    // P(X < x) = 2Φ(√(2x)) − 1. Catches a boost with U instead of U^(1/shape).
    const cdf = NORMAL_CDF.slice(1, 7).map(([z, p]) => [(z * z) / 2, 2 * p - 1] as const);
    expectLaw(streams.of('gamma half'), 400_000, (stream) => stream.gamma(0.5), cdf);
  });

  test.each([0, -1, NaN, Infinity])('refuses the shape %d', (shape) => {
    expect(() => streams.of('refused').gamma(shape)).toThrow('a gamma shape is positive');
  });
});
