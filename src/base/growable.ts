/** A typed array that doubles when it is full: hot columns whose length is not known beforehand. */

type Numbers = Int32Array | Int16Array | Float64Array | Uint8Array;

/**
 * Returns `array`, or a copy twice as long (at least `length`) when it is shorter than `length`. New places
 * hold 0.
 */
export function grown<A extends Numbers>(array: A, length: number): A {
  if (array.length >= length) return array;
  const longer = new (array.constructor as new (length: number) => A)(Math.max(length, 2 * array.length, 64));
  longer.set(array);
  return longer;
}
