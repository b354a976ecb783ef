/**
 * Logarithm and exponential with the same bits on every engine: only + − × ÷ and access to the bits of a
 * double. Errors stay below one unit in the last place. Ported from fdlibm's e_log.c, e_exp.c, s_log1p.c and
 * s_expm1.c:
 *
 * Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro/SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice
 * is preserved.
 */

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
/** Which of the two words of a double holds its sign and exponent: the machine's byte order decides. */
const HIGH = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** ln 2 in two parts; whole multiples of the first, up to 2^11 of them, are exact. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const ONE_OVER_LN2 = Math.LOG2E;
/** The least x with exp(x) above all doubles, and the greatest with exp(x) rounding to 0. */
const EXP_OVERFLOWS_ABOVE = 7.09782712893383973096e2;
const EXP_VANISHES_BELOW = -7.4513321910194110842e2;

/** (ln(1 + s) − ln(1 − s)) / s − 2 as a polynomial in z = s²; error below 2^−58.45 for s up to 0.1716. */
function atanhTail(z: number): number {
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  return odd + even;
}

/** Natural logarithm; ln(0) = −∞, NaN below 0. */
export function ln(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x === Infinity ? x : NaN;
  let exponent = 0;
  double[0] = x;
  if (words[HIGH] < 0x00100000) {
    exponent = -54;
    double[0] = x * 18_014_398_509_481_984;
  }
  const high = words[HIGH];
  const fraction = high & 0x000fffff;
  // x = 2^exponent · (1 + f) with 1 + f between √½ and √2.
  const carry = (fraction + 0x95f64) & 0x100000;
  words[HIGH] = fraction | (carry ^ 0x3ff00000);
  exponent += (high >> 20) - 1023 + (carry >> 20);
  const f = double[0] - 1;
  if ((0x000fffff & (2 + fraction)) < 3) return lnNearPowerOfTwo(f, exponent);
  const s = f / (2 + f);
  const tail = atanhTail(s * s);
  // The split costs a rounding but saves one in the middle of the range, where f is largest.
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
    const halfSquare = 0.5 * f * f;
    if (exponent === 0) return f - (halfSquare - s * (halfSquare + tail));
    return exponent * LN2_HIGH - (halfSquare - (s * (halfSquare + tail) + exponent * LN2_LOW) - f);
  }
  if (exponent === 0) return f - s * (f - tail);
  return exponent * LN2_HIGH - (s * (f - tail) - exponent * LN2_LOW - f);
}

/** ln(2^exponent · (1 + f)) for |f| < 2^−20, where three terms of the series are enough. */
function lnNearPowerOfTwo(f: number, exponent: number): number {
  if (f === 0) return exponent === 0 ? 0 : exponent * LN2_HIGH + exponent * LN2_LOW;
  const rest = f * f * (0.5 - (1 / 3) * f);
  if (exponent === 0) return f - rest;
  return exponent * LN2_HIGH - (rest - exponent * LN2_LOW - f);
}

/** e^x; +∞ above 709.78…, 0 below −745.13…. */
export function exp(x: number): number {
  if (!(x <= EXP_OVERFLOWS_ABOVE)) return x > 0 ? Infinity : NaN;
  if (x < EXP_VANISHES_BELOW) return 0;
  const size = x < 0 ? -x : x;
  if (size < 3.725290298461914e-9) return 1 + x;
  if (size <= 0.34657359) return 1 - ((x * expTail(x)) / (expTail(x) - 2) - x);
  // x = exponent · ln 2 + (high − low), the rest no larger than half of ln 2.
  const exponent = size < 1.03972077 ? (x < 0 ? -1 : 1) : (ONE_OVER_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
  const high = x - exponent * LN2_HIGH;
  const low = exponent * LN2_LOW;
  const rest = high - low;
  const c = expTail(rest);
  return scaled(1 - (low - (rest * c) / (2 - c) - high), exponent);
}

/** x − x² · (…): the rational part of fdlibm's expansion of e^x, for |x| up to half of ln 2. */
function expTail(x: number): number {
  const t = x * x;
  return (
    x -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))))
  );
}

/** y · 2^exponent for y between ½ and 2 and exponents −1,075 … 1,024, in one rounding. */
function scaled(y: number, exponent: number): number {
  if (exponent === 1024) return y * 2 * 8.98846567431158e307;
  double[0] = y;
  if (exponent >= -1021) {
    words[HIGH] += exponent << 20;
    return double[0];
  }
  words[HIGH] += (exponent + 1000) << 20;
  return double[0] * 9.3326361850321887899e-302;
}

/** ln(1 + x) without loss for small x; −∞ at −1, NaN below. */
export function log1p(x: number): number {
  if (!(x > -1) || x === Infinity) return x === -1 ? -Infinity : x === Infinity ? x : NaN;
  const size = x < 0 ? -x : x;
  if (size < 1.862645149230957e-9) return size < 5.551115123125783e-17 ? x : x - x * x * 0.5;
  let exponent = 0;
  let lost = 0;
  let f = x;
  let fraction = 1;
  if (x <= -0.29289 || x >= 0.41421) {
    const sum = 1 + x;
    double[0] = sum;
    const high = words[HIGH];
    exponent = (high >> 20) - 1023;
    // What rounding took from 1 + x; above 2^53 nothing that counts.
    lost = x >= 9_007_199_254_740_992 ? 0 : (exponent > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum;
    fraction = high & 0x000fffff;
    if (fraction < 0x6a09e) {
      words[HIGH] = fraction | 0x3ff00000;
    } else {
      exponent++;
      words[HIGH] = fraction | 0x3fe00000;
      fraction = (0x00100000 - fraction) >> 2;
    }
    f = double[0] - 1;
  }
  const halfSquare = 0.5 * f * f;
  if (fraction === 0) {
    if (f === 0) return exponent * LN2_HIGH + (lost + exponent * LN2_LOW);
    const rest = halfSquare * (1 - (2 / 3) * f);
    return exponent * LN2_HIGH - (rest - (exponent * LN2_LOW + lost) - f);
  }
  const s = f / (2 + f);
  const tail = atanhTail(s * s);
  if (exponent === 0) return f - (halfSquare - s * (halfSquare + tail));
  return exponent * LN2_HIGH - (halfSquare - (s * (halfSquare + tail) + (exponent * LN2_LOW + lost)) - f);
}

/** e^x − 1 without loss for small x; −1 at −∞, +∞ above 709.78…. */
export function expm1(x: number): number {
  if (!(x <= EXP_OVERFLOWS_ABOVE)) return x > 0 ? Infinity : NaN;
  // Below −56·ln 2 the rest is under half a unit in the last place of −1.
  if (x < -38.816242) return -1;
  const size = x < 0 ? -x : x;
  if (size < 5.551115123125783e-17) return x;
  let exponent = 0;
  let rest = x;
  let lost = 0;
  if (size > 0.34657359) {
    exponent = size < 1.03972077 ? (x < 0 ? -1 : 1) : (ONE_OVER_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
    const high = x - exponent * LN2_HIGH;
    const low = exponent * LN2_LOW;
    rest = high - low;
    lost = high - rest - low;
  }
  const half = 0.5 * rest;
  const halfSquare = rest * half;
  const ratio = expm1Ratio(halfSquare);
  const t = 3 - ratio * half;
  const error = halfSquare * ((ratio - t) / (6 - rest * t));
  if (exponent === 0) return rest - (rest * error - halfSquare);
  return expm1Scaled(rest, rest * (error - lost) - lost - halfSquare, exponent);
}

/** 6/r · ((e^r + 1)/(e^r − 1) − 2/r) as a polynomial in r²/2. */
function expm1Ratio(h: number): number {
  return (
    1 +
    h *
      (-3.33333333333331316428e-2 +
        h *
          (1.58730158725481460165e-3 +
            h *
              (-7.93650757867487942473e-5 +
                h * (4.00821782732936239552e-6 + h * -2.01099218183624371326e-7))))
  );
}

/** 2^exponent · (1 + rest − error) − 1, in the order of operations that loses least. */
function expm1Scaled(rest: number, error: number, exponent: number): number {
  if (exponent === -1) return 0.5 * (rest - error) - 0.5;
  if (exponent === 1) return rest < -0.25 ? -2 * (error - (rest + 0.5)) : 1 + 2 * (rest - error);
  if (exponent <= -2 || exponent > 56) return scaled(1 - (error - rest), exponent) - 1;
  const one = scaled(1, -exponent);
  if (exponent < 20) return scaled(1 - one - (error - rest), exponent);
  return scaled(rest - (error + one) + 1, exponent);
}
