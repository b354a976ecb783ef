/** One text for one value: what hashes of scenarios and results are taken over. */
import { assert } from './assert.ts';

/**
 * The canonical text of plain data: JSON without spaces, with keys in the order of their UTF-16 units. Whole
 * numbers are written in full, without exponent; −0 is 0; a bigint is `#` and its decimal digits, so that 1
 * and 1n differ. A property that is undefined counts as absent. Anything else (NaN, ±∞, functions, symbols,
 * class instances, holes in arrays, cycles) is a bug of the caller and throws.
 *
 * @example canonicalText({ b: 2n, a: [1, 'x'] }) // '{"a":[1,"x"],"b":#2}'
 */
export function canonicalText(value: unknown): string {
  return textWithin(value, []);
}

function textWithin(value: unknown, ancestors: readonly object[]): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'bigint') return `#${value}`;
  assert(typeof value === 'object', 'a canonical value is plain: no undefined, no functions, no symbols');
  assert(!ancestors.includes(value), 'a canonical value has no cycles');
  const inside = [...ancestors, value];
  if (Array.isArray(value)) {
    // Unlike map, Array.from visits holes, which the assert above then refuses.
    return `[${Array.from(value as unknown[], (element) => textWithin(element, inside)).join(',')}]`;
  }
  return objectText(value, inside);
}

function objectText(value: object, ancestors: readonly object[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  assert(prototype === Object.prototype || prototype === null, 'a canonical object is plain');
  assert(Object.getOwnPropertySymbols(value).length === 0, 'a canonical object has no symbols for keys');
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${textWithin(member, ancestors)}`);
  return `{${members.join(',')}}`;
}

/**
 * The shortest text that reads back as the same double, as the language prescribes; in full for whole
 * numbers.
 */
function numberText(value: number): string {
  assert(Number.isFinite(value), 'a canonical number is finite');
  return Number.isInteger(value) ? String(BigInt(value)) : String(value);
}
