/** Quantiles of a sample. */

/**
 * Quantile of ascending values, interpolated between the order statistics around (n − 1)·q: type 7 of Hyndman
 * and Fan (1996), the default of R. Throws on an empty sample and on q outside 0 … 1; the order is the
 * caller's promise.
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) throw new RangeError('an empty sample has no quantiles');
  if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile's share lies between 0 and 1, not ${q}`);
  const place = (sorted.length - 1) * q;
  const below = Math.floor(place);
  const above = Math.ceil(place);
  if (below === above) return sorted[below];
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
