/** Groups of prime order, written additively: the ground of every protocol in this folder. §M4.4 */

/**
 * A cyclic group of prime order. Points are values; no function changes one. Scalars are whole numbers
 * 0 … order − 1. Nothing runs in constant time: a simulator has no secrets to guard.
 */
export interface Group<P> {
  readonly name: string;
  readonly order: bigint;
  readonly identity: P;
  readonly generator: P;
  add(left: P, right: P): P;
  double(point: P): P;
  negate(point: P): P;
  multiply(point: P, scalar: bigint): P;
  /** `multiply` of the generator, by tables where there are some. */
  multiplyGenerator(scalar: bigint): P;
  /** `multiply` of each point by the scalar of its place: less work together than one by one. */
  multiplyEach(points: readonly P[], scalars: readonly bigint[]): readonly P[];
  /** Σ atⁱ·coefficientᵢ for a small whole number, 0 … 2^31 − 1. */
  polynomialAt(coefficients: readonly P[], at: number): P;
  /** An equal point, ready to be multiplied many times; what readies it lives as long as the answer. */
  prepared(point: P): P;
  equals(left: P, right: P): boolean;
  isIdentity(point: P): boolean;
  /** The one compressed form of a point, of the same length for every point. */
  encode(point: P): Uint8Array;
  /** A point nobody knows the logarithm of, as a random oracle. `tag` separates uses; 1 … 255 bytes. */
  hash(message: Uint8Array, tag: string): P;
}

/** A group whose points come from outside as bytes. */
export interface CurveGroup<P> extends Group<P> {
  /** Bytes of the compressed form; the uncompressed one has twice as many. */
  readonly encodedBytes: number;
  encodeUncompressed(point: P): Uint8Array;
  /**
   * The point of compressed or uncompressed bytes. Throws a CryptoInputError that names `argument` for a
   * wrong length, false flags, a coordinate not below the field's modulus, a point off the curve or outside
   * the subgroup, and infinity.
   */
  decode(bytes: Uint8Array, argument: string): P;
}

/** Bits of a window of {@link linearCombination}: 16 multiples a point, one addition for four doublings. */
const WINDOW_BITS = 4;
const WINDOW_MASK = (1n << BigInt(WINDOW_BITS)) - 1n;

/**
 * Σ scalarᵢ·pointᵢ; identity when there are none. Straus: all terms share the doublings, so that 11 terms
 * cost about as much as two multiplications one by one.
 */
export function linearCombination<P>(group: Group<P>, points: readonly P[], scalars: readonly bigint[]): P {
  const tables = points.map((point) => multiplesOf(group, point));
  const bits = scalars.reduce((longest, scalar) => Math.max(longest, scalar.toString(2).length), 0);
  let sum = group.identity;
  for (let window = Math.ceil(bits / WINDOW_BITS) - 1; window >= 0; window--) {
    for (let bit = 0; bit < WINDOW_BITS; bit++) sum = group.double(sum);
    const shift = BigInt(window * WINDOW_BITS);
    for (const [index, table] of tables.entries()) {
      const digit = Number((scalars[index] >> shift) & WINDOW_MASK);
      if (digit !== 0) sum = group.add(sum, table[digit]);
    }
  }
  return sum;
}

/** Σ pointᵢ; identity when there are none. */
export function sumOf<P>(group: Group<P>, points: readonly P[]): P {
  return points.reduce((sum, point) => group.add(sum, point), group.identity);
}

function multiplesOf<P>(group: Group<P>, point: P): readonly P[] {
  const multiples = [group.identity, point];
  for (let factor = 2; factor < 1 << WINDOW_BITS; factor++) {
    multiples.push(group.add(multiples[factor - 1], point));
  }
  return multiples;
}
