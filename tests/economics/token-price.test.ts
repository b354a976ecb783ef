import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { days, instant, tokens } from '../../src/base/units.ts';
import { nextPrice, priceChangePpm, startPrice, valueMicroUsd } from '../../src/economics/token-price.ts';
import type { PricePolicy, PriceTable, TokenFlows } from '../../src/economics/token-price.ts';
import { Stream } from '../../src/sim/kernel/streams.ts';
import { Moments } from '../../src/statistics/moments.ts';
import { seededDraws } from './draws.helpers.ts';

const START = instant(0);
const at = (day: number) => instant(days(day));
/** Nobody may draw. */
const NO_DRAWS = {
  below: (): number => {
    throw new Error('drawn');
  },
};

const quiet = { startMicroUsd: 100_000, driftPpm: 0, volatilityPpm: 0 };
const stormy = { startMicroUsd: 100_000_000, driftPpm: 300_000, volatilityPpm: 800_000 };
const jumpy = {
  ...stormy,
  volatilityPpm: 400_000,
  jumps: { perYearPpm: 12_000_000, meanPpm: -100_000, deviationPpm: 150_000 },
};

const DAYS = 120;
const YEARS = DAYS / 365.25;

/** Logarithms of price over start after {@link DAYS} on many paths, and the prices over their start. */
function ends(policy: PricePolicy, paths: number): { logs: Moments; ratios: Moments } {
  const draws = new Stream(3, 1, 4, 1);
  const logs = new Moments();
  const ratios = new Moments();
  for (let path = 0; path < paths; path += 1) {
    const { microUsd, logPrice } = nextPrice(policy, startPrice(policy, START), { at: at(DAYS) }, draws);
    logs.add(logPrice / 1e12);
    ratios.add(microUsd / 100_000_000);
  }
  return { logs, ratios };
}

test('a constant price and a table draw nothing', () => {
  const constant = { kind: 'constant', microUsd: 7 } as const;
  const next = nextPrice(constant, startPrice(constant, START), { at: at(400) }, NO_DRAWS);
  expect(next).toEqual({ microUsd: 7, at: at(400), logPrice: 0 });
});

test('a table holds each price until the next, or runs straight between them, rounded down', () => {
  const rows = [
    { at: at(1), microUsd: 100 },
    { at: at(4), microUsd: 110 },
    { at: at(5), microUsd: 50 },
  ];
  const quotes = (between: PriceTable['between']) =>
    [0, 1, 2, 3, 4, 4.5, 5, 9].map((day) => startPrice({ kind: 'table', rows, between }, at(day)).microUsd);
  expect(quotes('step')).toEqual([100, 100, 100, 100, 110, 110, 50, 50]);
  // 103.3, 106.7; falling: 80.
  expect(quotes('linear')).toEqual([100, 100, 103, 106, 110, 80, 50, 50]);
});

test('a table’s straight line stays between its ends, at the largest prices too', () => {
  const price = fc.integer({ min: 1, max: 10 ** 15 });
  fc.assert(
    fc.property(
      price,
      price,
      fc.nat(10 ** 12),
      fc.integer({ min: 1, max: 10 ** 12 }),
      (one, two, from, span) => {
        const rows = [
          { at: instant(from), microUsd: one },
          { at: instant(from + span), microUsd: two },
        ];
        const { microUsd } = startPrice(
          { kind: 'table', rows, between: 'linear' },
          instant(from + Math.floor(span / 2)),
        );
        expect(microUsd).toBeGreaterThanOrEqual(Math.min(one, two));
        expect(microUsd).toBeLessThanOrEqual(Math.max(one, two));
      },
    ),
    { seed: 131 },
  );
});

test('without volatility a diffusion grows by its drift and draws nothing', () => {
  const policy = { kind: 'diffusion', diffusion: { ...quiet, driftPpm: 1_000_000 } } as const;
  const next = nextPrice(policy, startPrice(policy, START), { at: at(1461) }, NO_DRAWS);
  // Four years of 365.25 days: e^4 = 54.598…, less the rounding of 1,461 steps to 10^−12.
  expect(next.microUsd).toBe(Math.round(100_000 * Math.exp(4)));
});

test('a diffusion’s logarithm has mean (μ − σ²/2)·t and variance σ²·t, the price mean e^(μ·t)', () => {
  const paths = 3000;
  const { logs, ratios } = ends({ kind: 'diffusion', diffusion: stormy }, paths);
  const variance = 0.64 * YEARS;
  // Four standard errors. Tried: drift without −σ²/2 (the mean is off by 0.105, the interval 0.033), a year
  // of 252 days (variance off by 45 %, the interval 10 %).
  expect(Math.abs(logs.mean - (0.3 - 0.32) * YEARS)).toBeLessThan(4 * Math.sqrt(variance / paths));
  expect(Math.abs(logs.variance / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / paths));
  const growth = Math.exp(0.3 * YEARS);
  expect(Math.abs(ratios.mean / growth - 1)).toBeLessThan(4 * Math.sqrt(Math.expm1(variance) / paths));
});

test('jumps add λ·t·(m² + δ²) to the variance and nothing to the expected price', () => {
  const paths = 3000;
  const { logs, ratios } = ends({ kind: 'diffusion', diffusion: jumpy }, paths);
  const [lambda, m, delta, sigma] = [12, -0.1, 0.15, 0.4];
  const k = Math.expm1(m + delta ** 2 / 2);
  const mean = (0.3 - sigma ** 2 / 2 - lambda * k + lambda * m) * YEARS;
  const variance = (sigma ** 2 + lambda * (m ** 2 + delta ** 2)) * YEARS;
  // Cumulants of a compound Poisson sum: λ·t·E(J^n); the fourth widens the variance's standard error.
  const fourth = lambda * (m ** 4 + 6 * m ** 2 * delta ** 2 + 3 * delta ** 4) * YEARS;
  // Four standard errors. Tried: no compensation (mean off by 0.34, the interval 0.031), e^m for
  // e^(m + δ²/2) (mean off by 0.040).
  expect(Math.abs(logs.mean - mean)).toBeLessThan(4 * Math.sqrt(variance / paths));
  const spread = Math.sqrt((fourth + 2 * variance ** 2) / paths);
  expect(Math.abs(logs.variance - variance)).toBeLessThan(4 * spread);
  // E(price²) by the same law at twice the logarithm.
  const doubled = sigma ** 2 + lambda * (Math.expm1(2 * m + 2 * delta ** 2) - 2 * k);
  const growth = Math.exp(0.3 * YEARS);
  expect(Math.abs(ratios.mean / growth - 1)).toBeLessThan(4 * Math.sqrt(Math.expm1(doubled * YEARS) / paths));
});

test('several jumps in one day add up', () => {
  const often = { perYearPpm: 3_652_500_000, meanPpm: 50_000, deviationPpm: 100_000 };
  const diffusion = { startMicroUsd: 1000, driftPpm: 0, volatilityPpm: 0, jumps: often };
  const policy = { kind: 'diffusion', diffusion } as const;
  const draws = new Stream(2, 7, 1, 8);
  const logs = new Moments();
  for (let run = 0; run < 4000; run += 1) {
    logs.add(nextPrice(policy, startPrice(policy, START), { at: at(1) }, draws).logPrice / 1e12);
  }
  // Ten jumps a day: variance 10·(m² + δ²), fourth cumulant 10·(m⁴ + 6m²δ² + 3δ⁴). Four standard errors.
  // Tried: n·δ in place of √n·δ (variance 1.1), m in place of n·m (variance 0.1, the interval 0.012).
  const spread = Math.sqrt((0.004_562_5 + 2 * 0.125 ** 2) / 4000);
  expect(Math.abs(logs.variance - 0.125)).toBeLessThan(4 * spread);
});

test('whoever asks and how often, the path is the same', () => {
  const policy = { kind: 'diffusion', diffusion: jumpy } as const;
  fc.assert(
    fc.property(fc.array(fc.nat(days(40)), { maxLength: 30 }), fc.string(), (gaps, seed) => {
      const often = seededDraws(seed);
      let state = startPrice(policy, START);
      for (const gap of gaps) state = nextPrice(policy, state, { at: instant(state.at + gap) }, often);
      const once = nextPrice(policy, startPrice(policy, START), { at: state.at }, seededDraws(seed));
      expect(state).toEqual(once);
    }),
    { seed: 132, numRuns: 50 },
  );
});

test('the path is pinned, bit for bit', () => {
  const policy = { kind: 'diffusion', diffusion: jumpy } as const;
  const draws = new Stream(1, 2, 3, 4);
  let state = startPrice(policy, START);
  const quotes = [30, 60, 90, 365].map(
    (day) => (state = nextPrice(policy, state, { at: at(day) }, draws)).microUsd,
  );
  // Another engine, or another order of operations, would show here.
  expect(quotes).toEqual([107_439_759, 49_071_908, 54_034_238, 117_277_448]);
});

test('a quote is never below a millionth nor above a billion dollars, and the process recovers', () => {
  const falling = { kind: 'diffusion', diffusion: { ...quiet, driftPpm: -400_000_000 } } as const;
  const low = nextPrice(falling, startPrice(falling, START), { at: at(365) }, NO_DRAWS);
  expect(low.microUsd).toBe(1);
  expect(low.logPrice).toBe(-300 * 1e12);
  const rising = { kind: 'diffusion', diffusion: { ...quiet, driftPpm: 400_000_000 } } as const;
  expect(nextPrice(rising, startPrice(rising, START), { at: at(365) }, NO_DRAWS).microUsd).toBe(1e15);
  expect(nextPrice(rising, low, { at: at(365 * 2) }, NO_DRAWS).microUsd).toBeGreaterThan(1e11);
});

const market = { kind: 'endogenous', diffusion: quiet, multiplierPpm: 5_000_000 } as const;
const traded = (flows: TokenFlows, state = startPrice(market, START)) =>
  nextPrice(market, state, { at: START, flows }, NO_DRAWS);

test('selling a hundredth of the liquid tokens at a multiplier of 5 costs 4.9 % of the price', () => {
  const sale = { bought: tokens(3), sold: tokens(13), liquid: tokens(1000) };
  // 100,000 · e^(−5 · 10/1000) = 95,122.9
  expect(traded(sale)).toEqual({ microUsd: 95_123, at: START, logPrice: -50_000_000_000 });
  // What is bought back restores the price exactly.
  const back = { bought: tokens(10), sold: 0n, liquid: tokens(1000) };
  expect(traded(back, traded(sale))).toEqual({ microUsd: 100_000, at: START, logPrice: 0 });
});

test('balanced flows and a market without tokens move nothing; nobody trades more than there is', () => {
  expect(traded({ bought: 5n, sold: 5n, liquid: 10n }).logPrice).toBe(0);
  expect(traded({ bought: 5n, sold: 0n, liquid: 0n }).logPrice).toBe(0);
  expect(traded({ bought: 0n, sold: 50n, liquid: 10n }).logPrice).toBe(-5e12);
  const off = { ...market, multiplierPpm: 0 };
  const unmoved = nextPrice(
    off,
    startPrice(off, START),
    { at: START, flows: { bought: 9n, sold: 0n, liquid: 10n } },
    NO_DRAWS,
  );
  expect(unmoved.microUsd).toBe(100_000);
});

test('more demand never means a lower price', () => {
  const amount = fc.bigInt(0n, tokens(10 ** 10));
  fc.assert(
    fc.property(amount, amount, amount, amount, (bought, more, sold, liquid) => {
      const before = traded({ bought, sold, liquid });
      const after = traded({ bought: bought + more, sold, liquid });
      expect(after.logPrice).toBeGreaterThanOrEqual(before.logPrice);
      expect(after.microUsd).toBeGreaterThanOrEqual(before.microUsd);
    }),
    { seed: 133 },
  );
});

test('changes are in millionths towards zero, and values round down', () => {
  expect(priceChangePpm(100_000, 90_000)).toBe(-100_000);
  expect(priceChangePpm(3, 2)).toBe(-333_333);
  expect(priceChangePpm(3, 4)).toBe(333_333);
  expect(valueMicroUsd(tokens(3), 100_000)).toBe(300_000n);
  expect(valueMicroUsd(tokens(1) - 1n, 100_000)).toBe(99_999n);
});
