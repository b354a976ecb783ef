/**
 * Quantities as a scenario writes them, to the model's whole numbers. Nothing is rounded: what does not fit
 * the unit is undefined, and the schema then says what would be accepted. §M1.1
 */
import { BASE_UNITS_PER_TOKEN, PPM, milliseconds } from '../../base/units.ts';
import type { Duration, Ppm, Tokens } from '../../base/units.ts';
import { decimalOf, inUnits, parseDecimal } from './decimal.ts';

/** Pattern of a duration; months are no duration, since their length differs. */
export const DURATION_PATTERN = /^(\d+(?:\.\d+)?) ?(ms|s|min|h|days?)$/;
/** Pattern of a span of months. */
export const MONTHS_PATTERN = /^(\d{1,4}) ?months?$/;

const NANOS_PER_UNIT: Readonly<Record<string, bigint>> = {
  ms: 1_000_000n,
  s: 1_000_000_000n,
  min: 60_000_000_000n,
  h: 3_600_000_000_000n,
  day: 86_400_000_000_000n,
  days: 86_400_000_000_000n,
};
const TOKEN_DECIMALS = 18;
const PPM_DECIMALS = 6;

/** An exact part of a whole, in lowest terms, 0 … 1. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** `1.5 h` in milliseconds; undefined unless a whole number of them below 2^53. */
export function parseDuration(text: string): Duration | undefined {
  const millis = wholeUnits(text, 1_000_000n);
  return millis === undefined ? undefined : milliseconds(millis);
}

/** `2.5 ms` in microseconds; undefined unless a whole number of them below 2^53. */
export function parseMicros(text: string): number | undefined {
  return wholeUnits(text, 1000n);
}

/** `12 months` → 12; undefined for other text. */
export function parseMonths(text: string): number | undefined {
  const parts = MONTHS_PATTERN.exec(text);
  return parts === null ? undefined : Number(parts[1]);
}

/** A share in millionths; undefined when finer or outside 0 … 1. */
export function sharePpm(share: number): Ppm | undefined {
  const ppm = fixedPoint(share, PPM_DECIMALS);
  return ppm !== undefined && ppm >= 0 && ppm <= PPM ? ppm : undefined;
}

/** `0.2`, `"0.2"` or `"1/3"` as an exact fraction in lowest terms; undefined outside 0 … 1. §M16.1 */
export function parseFraction(share: number | string): Fraction | undefined {
  const ratio = typeof share === 'string' ? /^(\d{1,30}) ?\/ ?(\d{1,30})$/.exec(share) : null;
  if (ratio !== null) return lowestTerms(BigInt(ratio[1]), BigInt(ratio[2]));
  const decimal = typeof share === 'string' ? parseDecimal(share) : decimalOf(share);
  if (decimal === undefined || decimal.scale > EXACT_DECIMALS_MAX) return undefined;
  const scale = Math.max(0, decimal.scale);
  const numerator = inUnits(decimal, scale);
  return numerator === undefined ? undefined : lowestTerms(numerator, 10n ** BigInt(scale));
}

/** Decimals of an exact share: enough for any double that a sweep writes. */
const EXACT_DECIMALS_MAX = 30;

/** Whole tokens as a number, or text with up to 18 decimals, in base units; undefined for anything else. */
export function parseTokens(amount: number | string): Tokens | undefined {
  if (typeof amount === 'number') {
    return Number.isSafeInteger(amount) && amount >= 0 ? BigInt(amount) * BASE_UNITS_PER_TOKEN : undefined;
  }
  return /^\d{1,30}(\.\d{1,18})?$/.test(amount) ? inUnits(parseDecimal(amount), TOKEN_DECIMALS) : undefined;
}

/**
 * The form that {@link parseTokens} reads back: a number for whole tokens below 2^53, else exact decimal
 * text.
 */
export function writeTokens(amount: Tokens): number | string {
  const whole = amount / BASE_UNITS_PER_TOKEN;
  const rest = amount % BASE_UNITS_PER_TOKEN;
  if (rest === 0n) return whole <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(whole) : String(whole);
  return `${whole}.${String(rest).padStart(TOKEN_DECIMALS, '0').replace(/0+$/, '')}`;
}

/** A number in units of 10^−places, such as dollars in millionths; undefined when finer or beyond 2^53. */
export function fixedPoint(value: number, places: number): number | undefined {
  const units = inUnits(decimalOf(value), places);
  return units === undefined ? undefined : safeNumber(units);
}

/** A duration's text in units of `nanosPerUnit`. */
function wholeUnits(text: string, nanosPerUnit: bigint): number | undefined {
  const parts = DURATION_PATTERN.exec(text);
  const decimal = parts === null ? undefined : parseDecimal(parts[1]);
  if (parts === null || decimal === undefined) return undefined;
  const scale = Math.max(0, decimal.scale);
  const digits = inUnits(decimal, scale);
  if (digits === undefined) return undefined;
  const nanos = digits * NANOS_PER_UNIT[parts[2]];
  const nanosScaledPerUnit = nanosPerUnit * 10n ** BigInt(scale);
  return nanos % nanosScaledPerUnit === 0n ? safeNumber(nanos / nanosScaledPerUnit) : undefined;
}

/** Exact within ±(2^53 − 1), which is checked here. */
function safeNumber(value: bigint): number | undefined {
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  return value <= limit && value >= -limit ? Number(value) : undefined;
}

function lowestTerms(numerator: bigint, denominator: bigint): Fraction | undefined {
  if (denominator === 0n || numerator < 0n || numerator > denominator) return undefined;
  let [larger, smaller] = [denominator, numerator];
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller];
  return { numerator: numerator / larger, denominator: denominator / larger };
}
