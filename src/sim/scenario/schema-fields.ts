/**
 * The kinds of field that a scenario is made of. Each says in its error text what it accepts; the text is
 * all that a failed check reports, so that a user always reads what to write instead.
 */
import { z } from 'zod';
import { days } from '../../base/units.ts';
import { momentMillis } from './outage-trace.ts';
import {
  DURATION_PATTERN,
  MONTHS_PATTERN,
  fixedPoint,
  parseDuration,
  parseFraction,
  parseMicros,
  parseMonths,
  parseTokens,
  sharePpm,
} from './quantities.ts';

/** Words for a duration, in messages. */
const DURATION = 'a duration such as 30 days, 12 h, 5 min, 13 s or 150 ms';

/** A whole number in [min, max]. */
export const whole = (min: number, max: number) => {
  const error = `a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};

/** A number in [min, max]. */
export const real = (min: number, max: number) => {
  const error = `a number from ${min} to ${max}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
};

/** A number in [min, max] with at most `places` decimals. */
export const fixed = (min: number, max: number, places: number) => {
  const error = `a number from ${min} to ${max} with at most ${places} decimals`;
  return z
    .number({ error })
    .min(min, { error })
    .max(max, { error })
    .refine((value) => fixedPoint(value, places) !== undefined, { error });
};

/** A share that the model holds in millionths, `min` … `max`. */
export const share = (min = 0, max = 1) => {
  const error = `a share from ${min} to ${max}, in steps of 0.000001`;
  return z
    .number({ error })
    .min(min, { error })
    .max(max, { error })
    .refine((value) => sharePpm(value) !== undefined, { error });
};

const EXACT_SHARE = 'a share from 0 to 1 such as 0.2, or an exact fraction as text such as "1/3"';
/** A share that is kept exact: a number, or text like "1/3". §M16.1 */
export const exactShare = () =>
  z.union(
    [
      z
        .number({ error: EXACT_SHARE })
        .min(0, { error: EXACT_SHARE })
        .max(1, { error: EXACT_SHARE })
        .refine((value) => parseFraction(value) !== undefined, { error: EXACT_SHARE }),
      z
        .string({ error: EXACT_SHARE })
        .refine((value) => parseFraction(value) !== undefined, { error: EXACT_SHARE }),
    ],
    { error: EXACT_SHARE },
  );

/** One of these words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: words.length === 1 ? words[0] : `one of ${words.join(', ')}` });

/** Text of 1 to `lengthMax` characters. */
export const text = (lengthMax: number) => {
  const error = `text of 1 to ${lengthMax} characters`;
  return z.string({ error }).min(1, { error }).max(lengthMax, { error });
};

/** A duration in whole milliseconds, above 0 and below 2^53. */
export const duration = (error = DURATION) =>
  textIn(DURATION_PATTERN, (value) => (parseDuration(value) ?? 0) > 0, error);

/** 27,000 years: beyond every horizon, and its sum with any instant of a run stays below 2^53. */
const SPAN_DAYS_MAX = 10_000_000;
const SPAN = `${DURATION}, up to ${SPAN_DAYS_MAX} days`;
/** A duration that is added to instants, or is the mean of such: in whole milliseconds, above 0. */
export const span = (error = SPAN) =>
  textIn(
    DURATION_PATTERN,
    (value) => {
      const length = parseDuration(value) ?? 0;
      return length > 0 && length <= days(SPAN_DAYS_MAX);
    },
    error,
  );

/** Events in 30 days: none, or one in 82,000 years and more: then the mean gap is below 2^53 ms. */
export const rate = (max: number) => {
  const min = 0.000001;
  const error = `a number from ${min.toFixed(6)} to ${max}, or 0`;
  return z
    .number({ error })
    .min(0, { error })
    .max(max, { error })
    .refine((value) => value === 0 || value >= min, { error });
};

/** A duration in whole microseconds, 0 allowed, below 2^53. */
export const shortDuration = () =>
  textIn(DURATION_PATTERN, (value) => parseMicros(value) !== undefined, DURATION);

/**
 * An instant: seconds since the start with at most 3 decimals, or a duration in whole milliseconds, 0
 * allowed.
 */
export const moment = () =>
  z.union(
    [
      z.number({ error: MOMENT }).refine(isMoment, { error: MOMENT }),
      textIn(DURATION_PATTERN, isMoment, MOMENT),
    ],
    { error: MOMENT },
  );
const MOMENT = 'seconds since the start, or a duration such as 12 h';
const isMoment = (value: number | string): boolean => momentMillis(value) !== undefined;

/** A duration, or a whole number of months in [1, max]. */
export const durationOrMonths = (max: number) => {
  const error = `${DURATION}, or 1 to ${max} months`;
  const isAccepted = (value: string): boolean => {
    const months = parseMonths(value);
    return months === undefined ? (parseDuration(value) ?? 0) > 0 : months >= 1 && months <= max;
  };
  const pattern = new RegExp(`${DURATION_PATTERN.source}|${MONTHS_PATTERN.source}`);
  return textIn(pattern, isAccepted, error);
};

/** Tokens: a whole number, or text with up to 18 decimals; up to 10^15 tokens. */
export const tokenAmount = () =>
  z.union(
    [
      z.number({ error: TOKENS }).min(0, { error: TOKENS }).refine(areTokens, { error: TOKENS }),
      z.string({ error: TOKENS }).refine(areTokens, { error: TOKENS }),
    ],
    { error: TOKENS },
  );
const TOKENS = 'whole tokens as a number, or text with up to 18 decimals such as "0.5", up to 10^15 tokens';
const TOKENS_MAX = 10n ** 33n;

function areTokens(value: number | string): boolean {
  const amount = parseTokens(value);
  return amount !== undefined && amount <= TOKENS_MAX;
}

const NAME = 'a name of letters, digits and hyphens that begins with a letter';
/** A name that users choose. Digits alone are refused: keys that look like numbers would lose their order. */
export const identifier = () =>
  z.string({ error: NAME }).regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, { error: NAME });

/** A mapping of names to values, at least one. */
export const named = <Value extends z.ZodType>(value: Value, what: string) => {
  const error = `a mapping of at least one name to ${what}`;
  return z
    .record(identifier(), value, { error })
    .refine((entries) => Object.keys(entries).length > 0, { error });
};

/** A list with at least `min` items. */
export const list = <Item extends z.ZodType>(item: Item, min: number, what: string) => {
  const error = `a list of ${what}`;
  return z.array(item, { error }).min(min, { error });
};

/**
 * A mapping with these keys and no others. An unknown key's error text is the list of known keys, which
 * `schemaComplaints` also searches for the one that was meant.
 */
export const table = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) => {
      const keys = Object.keys(shape).join(', ');
      return issue.code === 'unrecognized_keys' ? keys : `a mapping with keys ${keys}`;
    },
  });

/** The field may be left out; `undefined` and `null` do not stand for that. */
export const optional = z.exactOptional;

function textIn(pattern: RegExp, isAccepted: (value: string) => boolean, error: string) {
  return z.string({ error }).regex(pattern, { error }).refine(isAccepted, { error });
}

const MONTHS = 'months from 1 to 120 as key';
const monthsKey = z.string({ error: MONTHS }).regex(/^([1-9]|[1-9]\d|1[01]\d|120)$/, { error: MONTHS });
/** A mapping of months to values, not empty. */
export const byMonths = <Value extends z.ZodType>(value: Value, error: string) =>
  z.record(monthsKey, value, { error }).refine((entries) => Object.keys(entries).length > 0, { error });

/** The name of a CSV file, or what it would hold. */
export const fileOr = <Inline extends z.ZodType>(inline: Inline, error: string) =>
  z.union([text(4096), inline], { error });
