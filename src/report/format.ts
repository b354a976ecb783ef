/**
 * Numbers as people read them: as many digits as the interval supports. Own code without the engine's
 * locale, so that the same result is the same text everywhere.
 */

import type { Estimate, IntervalMethod } from '../experiments/summary.ts';

/** A value with its interval and unit, ready to print: `12.3`, `[11.9, 12.7]`, `chains`. */
export interface ShownEstimate {
  /** `none` where no run has a value. */
  readonly value: string;
  /** Null where there is no interval, as with a single run. */
  readonly interval: string | null;
  readonly unit: string;
}

/** Below this size numbers are written as powers of ten. */
const SCIENTIFIC_BELOW = 1e-3;

/** From this size on digits after the 15th would be invention: a double holds no more. */
const SCIENTIFIC_FROM = 1e15;

/** Digits of a value that has no interval to say how many are meant. */
const DIGITS_WITHOUT_INTERVAL = 6;

const METHODS: Readonly<Record<IntervalMethod, string>> = {
  student: 'Student t',
  'clopper-pearson': 'Clopper–Pearson',
  poisson: 'Poisson, exact',
  'no-spread': 'all runs agree',
  none: 'no interval',
};

/** An estimate as text. Yearly rates become percent; everything else keeps the unit of `summary.json`. */
export function showEstimate(estimate: Pick<Estimate, 'mean' | 'interval' | 'unit'>): ShownEstimate {
  const { factor, unit } = displayUnit(estimate.unit);
  if (estimate.mean === null) return { value: 'none', interval: null, unit };
  const mean = asNumber(estimate.mean) * factor;
  if (estimate.interval === null) return { value: formatNumber(mean, null), interval: null, unit };
  const low = asNumber(estimate.interval[0]) * factor;
  const high = asNumber(estimate.interval[1]) * factor;
  const decimals = decimalsOf(low, high);
  // One notation for all three, so that they can be compared at a glance: the largest that counts decides.
  const size = mean === 0 ? Math.max(Math.abs(low), Math.abs(high)) : Math.abs(mean);
  const scientificBelow = size < SCIENTIFIC_BELOW ? 1 : SCIENTIFIC_BELOW / 10;
  const [value, from, to] = [mean, low, high].map((each) => formatNumber(each, decimals, scientificBelow));
  return { value, interval: `[${from}, ${to}]`, unit };
}

/** An estimate on one line: `12.3 [11.9, 12.7] chains`. */
export function estimateLine(estimate: Pick<Estimate, 'mean' | 'interval' | 'unit'>): string {
  const shown = showEstimate(estimate);
  return [shown.value, shown.interval ?? '(no interval)', shown.unit].join(' ');
}

/** A closed form's value in the unit in which an estimate of `unit` is shown. */
export function showValue(value: number, unit: string): string {
  return formatNumber(value * displayUnit(unit).factor, null);
}

/**
 * The unit in which values are shown, and what to multiply them by: a yearly rate is shown in percent.
 * The mean of what is 0 or 1 in each run is the share of runs.
 */
export function displayUnit(unit: string): { readonly factor: number; readonly unit: string } {
  if (unit === 'a year') return { factor: 100, unit: '% a year' };
  if (unit === '0 or 1') return { factor: 1, unit: 'share of runs' };
  return { factor: 1, unit: unit === '0 … 1' ? 'share' : unit };
}

/** `1 run`, `12 runs`, `8,000 runs`. */
export const countOf = (count: number, noun: string): string =>
  `${formatNumber(count, 0)} ${noun}${count === 1 ? '' : 's'}`;

/** The name of an interval's method for readers. */
export const methodName = (method: IntervalMethod): string => METHODS[method];

/** A deviation in standard deviations, `+0.8 σ`; an em dash where the spread is unknown. */
export function formatDeviation(deviation: number | null): string {
  if (deviation === null) return '—';
  const text = formatNumber(deviation, 1);
  return `${deviation > 0 && text !== '0.0' ? '+' : ''}${text} σ`;
}

/**
 * How many decimals an interval supports, by the rule of the Particle Data Group: of its half width two
 * digits if they lie below 35, else one. Null when the interval has no width.
 */
export function decimalsOf(low: number, high: number): number | null {
  const halfWidth = (high - low) / 2;
  if (!(halfWidth > 0)) return null;
  const [mantissa, exponent] = scientificParts(halfWidth, 2);
  const digits = mantissa < 3.55 || mantissa >= 9.5 ? 2 : 1;
  const carried = mantissa >= 9.5 ? 1 : 0;
  return digits - 1 - (exponent + carried);
}

/**
 * A finite number with thousands separators and `decimals` decimals, or, for null, up to six
 * significant digits. Zero is `0`; a value that would round to zero keeps two digits; one below
 * `scientificBelow` is written with a power of ten: `1.2×10⁻⁵`.
 */
export function formatNumber(
  value: number,
  decimals: number | null,
  scientificBelow: number = SCIENTIFIC_BELOW,
): string {
  if (!Number.isFinite(value)) throw new RangeError(`a number to be shown is finite, not ${value}`);
  if (value === 0) return '0';
  const size = Math.abs(value);
  const exponent = scientificParts(size, 15)[1];
  const sign = value < 0 ? '−' : '';
  if (size < scientificBelow || size >= SCIENTIFIC_FROM) {
    const digits = decimals === null ? 3 : Math.min(Math.max(exponent + decimals, 1), 5);
    return sign + scientific(size, digits);
  }
  if (decimals === null) return sign + separated(withoutTrailingZeros(size, exponent));
  const wanted = Math.max(decimals, 0);
  // What has its first digit behind the last decimal would print as zero although it is not.
  const kept = exponent < -wanted ? 1 - exponent : Math.min(wanted, 14 - exponent);
  return sign + separated(size.toFixed(kept));
}

/** A number out of a JSON estimate: tokens are decimal text, whose first 15 digits are shown. */
export function asNumber(value: number | string): number {
  return typeof value === 'number' ? value : Number(value);
}

function withoutTrailingZeros(size: number, exponent: number): string {
  const text = size.toFixed(Math.max(DIGITS_WITHOUT_INTERVAL - 1 - exponent, 0));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function separated(digits: string): string {
  const [whole, fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function scientific(size: number, digits: number): string {
  const [mantissa, exponent] = size.toExponential(digits).split('e');
  return `${mantissa}×10${superscript(Number(exponent))}`;
}

function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]);
  return (exponent < 0 ? '⁻' : '') + digits.join('');
}

function scientificParts(size: number, digits: number): readonly [number, number] {
  const [mantissa, exponent] = size.toExponential(digits).split('e');
  return [Number(mantissa), Number(exponent)];
}
