/**
 * The months of a run: calendar months in UTC, or spans of a fixed number of days. Day numbers are turned
 * into dates by integer arithmetic alone, so that no engine's notion of dates or time zones enters a result.
 * §M1.1
 */
import { assert } from './assert.ts';
import type { MonthIndex } from './ids.ts';
import { instant } from './units.ts';
import type { Instant } from './units.ts';

/** How a run is cut into months. `startUnixMillis` are whole milliseconds since 1970-01-01T00:00Z. §M1.1 */
export type CalendarRule =
  | { readonly kind: 'gregorian'; readonly startUnixMillis: number }
  | { readonly kind: 'days'; readonly days: number; readonly startUnixMillis: number };

const DAY_MILLIS = 86_400_000;
const MONTHS_OF_YEAR = 12;
/**
 * Days from 0000-03-01 to 1970-01-01: the algorithm's years begin in March, so that the leap day comes last.
 */
const UNIX_EPOCH_DAYS = 719_468;
/** The Gregorian calendar repeats after 400 years, which have 97 leap days. */
const ERA_YEARS = 400;
const ERA_DAYS = ERA_YEARS * 365 + 97;
/**
 * March to July, and August to December, are 153 days each: (153·m + 2) / 5 days precede month m after March.
 */
const FIVE_MONTHS_DAYS = 153;
const MONTHS_MARCH_TO_DECEMBER = 10;

/**
 * Milliseconds from the run's start to the first instant of `month`. Month 0 holds the start and begins with
 * it, even when the start lies in the middle of a calendar month.
 */
export function monthStart(rule: CalendarRule, month: MonthIndex): Instant {
  assert(Number.isSafeInteger(month) && month >= 0, 'a month is a whole number from 0');
  if (rule.kind === 'days') return instant(month * rule.days * DAY_MILLIS);
  if (month === 0) return instant(0);
  const serial = monthSerial(rule.startUnixMillis) + month;
  return instant(firstDayOfMonth(serial) * DAY_MILLIS - rule.startUnixMillis);
}

/** The month that holds `at`: its start belongs to it, its end to the next. */
export function monthAt(rule: CalendarRule, at: Instant): MonthIndex {
  if (rule.kind === 'days') return Math.floor(at / (rule.days * DAY_MILLIS));
  return monthSerial(rule.startUnixMillis + at) - monthSerial(rule.startUnixMillis);
}

/** False only for month 0 of a calendar rule whose start is not the first instant of a calendar month. */
export function isFullMonth(rule: CalendarRule, month: MonthIndex): boolean {
  if (rule.kind === 'days' || month > 0) return true;
  return firstDayOfMonth(monthSerial(rule.startUnixMillis)) * DAY_MILLIS === rule.startUnixMillis;
}

/** `2020-01` for calendar months, `month 0` for months of days. Years have at least four digits. */
export function monthLabel(rule: CalendarRule, month: MonthIndex): string {
  if (rule.kind === 'days') return `month ${month}`;
  const serial = monthSerial(rule.startUnixMillis) + month;
  const year = Math.floor(serial / MONTHS_OF_YEAR);
  const monthOfYear = serial - year * MONTHS_OF_YEAR + 1;
  return `${String(year).padStart(4, '0')}-${String(monthOfYear).padStart(2, '0')}`;
}

/**
 * Unix milliseconds of the first instant of a day written `2020-01-31`; undefined when the text has another
 * form or names a day that does not exist. Years 0000 … 9999.
 *
 * @example parseUtcDay('1970-01-02') // 86400000
 */
export function parseUtcDay(text: string): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return undefined;
  const monthOfYear = Number(parts[2]);
  const dayOfMonth = Number(parts[3]);
  if (monthOfYear < 1 || monthOfYear > MONTHS_OF_YEAR || dayOfMonth < 1) return undefined;
  const serial = Number(parts[1]) * MONTHS_OF_YEAR + monthOfYear - 1;
  const day = firstDayOfMonth(serial) + dayOfMonth - 1;
  return day < firstDayOfMonth(serial + 1) ? day * DAY_MILLIS : undefined;
}

/** Calendar months since 0000-01, of the month that holds an instant of Unix time. */
function monthSerial(unixMillis: number): number {
  const sinceMarch0 = Math.floor(unixMillis / DAY_MILLIS) + UNIX_EPOCH_DAYS;
  const era = Math.floor(sinceMarch0 / ERA_DAYS);
  const dayOfEra = sinceMarch0 - era * ERA_DAYS;
  // Take the leap days out: one each 4 years (1,460 days), none each 100 (36,524), one at the era's end
  // (146,096).
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - daysBeforeYearOfEra(yearOfEra);
  const monthSinceMarch = Math.floor((5 * dayOfYear + 2) / FIVE_MONTHS_DAYS);
  return (era * ERA_YEARS + yearOfEra) * MONTHS_OF_YEAR + monthSinceMarch + 2;
}

/** Days since 1970-01-01 of a month's first day; inverse of {@link monthSerial}. */
function firstDayOfMonth(serial: number): number {
  const yearOfJanuary = Math.floor(serial / MONTHS_OF_YEAR);
  const monthOfYear = serial - yearOfJanuary * MONTHS_OF_YEAR;
  const isBeforeMarch = monthOfYear < 2;
  const year = isBeforeMarch ? yearOfJanuary - 1 : yearOfJanuary;
  const monthSinceMarch = isBeforeMarch ? monthOfYear + MONTHS_MARCH_TO_DECEMBER : monthOfYear - 2;
  const era = Math.floor(year / ERA_YEARS);
  const dayOfYear = Math.floor((FIVE_MONTHS_DAYS * monthSinceMarch + 2) / 5);
  return era * ERA_DAYS + daysBeforeYearOfEra(year - era * ERA_YEARS) + dayOfYear - UNIX_EPOCH_DAYS;
}

/** Days of an era before its year `year`, 0 … 399. */
function daysBeforeYearOfEra(year: number): number {
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100);
}
