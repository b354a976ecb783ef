/**
 * A total split into equal parts, as years are into months and prepaid rents into their terms. §M10.1,
 * §M10.2
 */
import { assert } from '../base/assert.ts';
import type { Tokens } from '../base/units.ts';

/**
 * Part `index` (0 … count − 1) of `total` base units in `count` equal parts: floor(total / count), and the
 * last part takes the remainder besides, so that the parts sum to `total` exactly.
 */
export function equalPart(total: Tokens, count: number, index: number): Tokens {
  assert(total >= 0n, 'a total to be split is not negative');
  assert(Number.isSafeInteger(count), 'a total is split into a whole number of parts');
  assert(count > 0, 'a total is split into a positive number of parts');
  assert(Number.isSafeInteger(index), 'the index of a part is a whole number');
  assert(index >= 0, 'parts are counted from 0');
  assert(index < count, 'the part is one of those that the total is split into');
  const parts = BigInt(count);
  const part = total / parts;
  return index === count - 1 ? total - part * (parts - 1n) : part;
}
