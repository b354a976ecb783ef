/**
 * Units of the model: whole milliseconds for time, base units for money, parts per million for shares.
 * Brands keep an instant from being added to a balance; they vanish when compiled. §M1.1
 */

declare const instantBrand: unique symbol;
declare const durationBrand: unique symbol;

/** Whole milliseconds since the scenario's start, 0 … 2^53 − 1. */
export type Instant = number & { readonly [instantBrand]: true };

/** A span of whole milliseconds, 0 … 2^53 − 1. */
export type Duration = number & { readonly [durationBrand]: true };

/** Money in base units; 10^18 base units are one token. Never negative in an account. */
export type Tokens = bigint;

/** A part of a whole in millionths, a whole number 0 … 1,000,000. */
export type Ppm = number;

/** 10^18: base units in one token, as on the mainnet. §M10.5 */
export const BASE_UNITS_PER_TOKEN = 1_000_000_000_000_000_000n;

/** The whole, in parts per million. */
export const PPM = 1_000_000;

/** An instant; throws on a fraction, a negative or a value beyond 2^53 − 1. */
export function instant(milliseconds: number): Instant {
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
    throw new RangeError(
      `an instant is a whole number of milliseconds from 0 to 2^53 − 1, not ${milliseconds}`,
    );
  }
  return milliseconds as Instant;
}

/** A duration; throws on a fraction, a negative or a value beyond 2^53 − 1. */
export function milliseconds(count: number): Duration {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`a duration is a whole number of milliseconds from 0 to 2^53 − 1, not ${count}`);
  }
  return count as Duration;
}

/** `count` seconds; fractions are allowed if the result is a whole number of milliseconds. */
export const seconds = (count: number): Duration => milliseconds(count * 1000);
/** `count` minutes of 60 seconds. */
export const minutes = (count: number): Duration => milliseconds(count * 60_000);
/** `count` hours. */
export const hours = (count: number): Duration => milliseconds(count * 3_600_000);
/** `count` days of 24 hours. */
export const days = (count: number): Duration => milliseconds(count * 86_400_000);

/** The instant `duration` later than `from`; throws beyond 2^53 − 1. */
export const after = (from: Instant, duration: Duration): Instant => instant(from + duration);

/** The duration from `from` to `to`; throws when `to` comes first. */
export const between = (from: Instant, to: Instant): Duration => milliseconds(to - from);

/** `count` whole tokens in base units. */
export const tokens = (count: number | bigint): Tokens => BigInt(count) * BASE_UNITS_PER_TOKEN;
