/** All ways to choose some members of a committee, so that one draw chooses them all. §M7.1 */

/** Tables up to so many choices: 4 of 16 are 1,820. */
const CHOICES_MAX = 65_536;

/** Subsets of `size` numbers among 0 … of − 1; subset i stands at places i · size … (i + 1) · size − 1. */
export interface Subsets {
  readonly count: number;
  readonly size: number;
  readonly places: Uint8Array;
}

/** Lists them, in lexicographic order; undefined when there are too many. 0 ≤ size ≤ of ≤ 256. */
export function subsetsOf(of: number, size: number): Subsets | undefined {
  let count = 1;
  // As many as choices of who is left out, if these are fewer: then no product on the way is larger.
  for (let chosen = 0; chosen < Math.min(size, of - size); chosen++) {
    count = (count * (of - chosen)) / (chosen + 1);
    if (count > CHOICES_MAX) return undefined;
  }
  const places = new Uint8Array(count * size);
  const current = Array.from({ length: size }, (_, index) => index);
  for (let subset = 0; subset < count; subset++) {
    places.set(current, subset * size);
    let last = size - 1;
    while (last >= 0 && current[last] === of - size + last) last--;
    if (last < 0) break;
    current[last]++;
    for (let index = last + 1; index < size; index++) current[index] = current[index - 1] + 1;
  }
  return { count, size, places };
}
