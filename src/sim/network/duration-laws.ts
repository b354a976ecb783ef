/** Draws of up and down times: positive whole milliseconds with a stated mean. §M8.1 */
import { exp, ln } from '../../base/exact-math.ts';
import { milliseconds, type Duration } from '../../base/units.ts';
import type { Stream } from '../kernel/streams.ts';
import type { DurationLaw } from '../protocol/params.ts';

/** A duration of the law, at least 1 ms. */
export function drawDuration(law: DurationLaw, stream: Stream): Duration {
  switch (law.kind) {
    case 'constant':
      return law.mean;
    case 'exponential':
      return whole(law.mean * stream.exponential());
    case 'weibull':
      return whole(weibullScale(law.mean, law.shape) * power(stream.exponential(), 1 / law.shape));
    case 'log-normal':
      return whole(law.mean * exp(law.shape * stream.normal() - (law.shape * law.shape) / 2));
  }
}

/**
 * What remains of a duration that is found running at a random instant: a uniform part of one drawn in
 * proportion to its length. So a run may start in the stationary state.
 */
export function drawResidual(law: DurationLaw, stream: Stream): Duration {
  switch (law.kind) {
    case 'constant':
      return whole(law.mean * stream.double());
    case 'exponential':
      return whole(law.mean * stream.exponential());
    case 'weibull': {
      // (X / scale)^k is Gamma(1 + 1/k) for a length-biased X.
      const biased =
        weibullScale(law.mean, law.shape) * power(stream.gamma(1 + 1 / law.shape), 1 / law.shape);
      return whole(biased * stream.double());
    }
    case 'log-normal': {
      // Length bias moves the mean of ln X up by sigma².
      const biased = law.mean * exp(law.shape * stream.normal() + (law.shape * law.shape) / 2);
      return whole(biased * stream.double());
    }
  }
}

/** Scale of a Weibull law with this mean: mean / Γ(1 + 1/shape). */
export function weibullScale(mean: number, shape: number): number {
  return mean / exp(lnGamma(1 + 1 / shape));
}

/**
 * ln Γ(x) for x > 0: Stirling's series above 10 (error below 1e-13), the recurrence Γ(x) = Γ(x + 1) / x
 * below.
 */
export function lnGamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < 10) {
    shift += ln(at);
    at += 1;
  }
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  const HALF_LN_TWO_PI = 0.9189385332046728;
  return (at - 0.5) * ln(at) - at + HALF_LN_TWO_PI + series - shift;
}

const power = (base: number, exponent: number): number => (base === 0 ? 0 : exp(exponent * ln(base)));
/**
 * 2^51 ms, 71,000 years. A longer draw ends after every horizon as this does, so no run can tell them apart;
 * and an instant plus such a duration stays below 2^53.
 */
const LONGEST = 2_251_799_813_685_248;

const whole = (length: number): Duration => milliseconds(Math.min(Math.max(1, Math.round(length)), LONGEST));
