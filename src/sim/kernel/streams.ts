/**
 * Random streams: one for each purpose and entity, its state derived by hash from the run's key, so that
 * nobody's draws depend on anybody else's, nor on the order in which streams are made. §M1.4
 */
import { assert } from '../../base/assert.ts';
import { exp, ln } from '../../base/exact-math.ts';
import { hash128 } from '../../base/murmur-hash.ts';
import { derivedKey } from './seed.ts';
import { bell, decay, EXPONENTIAL, NORMAL } from './ziggurat.ts';

const TWO_TO_32 = 4_294_967_296;
const ONE_OVER_TWO_TO_32 = 1 / TWO_TO_32;
const ONE_OVER_TWO_TO_53 = 1 / 9_007_199_254_740_992;
/** Products of a word and a bound up to this are below 2^53, so that a double holds them exactly. */
const EXACT_BOUND_MAX = 2_097_152;

// The tables under names of their own: a draw reads them without a look at the object that holds them.
const { tailStart: normalTailStart, widths: normalWidths, heights: normalHeights } = NORMAL;
const { tailStart: decayTailStart, widths: decayWidths, heights: decayHeights } = EXPONENTIAL;

/** A generator: xoshiro128++ 1.0 (D. Blackman and S. Vigna), period 2^128 − 1. */
export class Stream {
  /** 32-bit words drawn so far; what a draw of another kind takes is stated at its method. */
  draws = 0;
  private s0: number;
  private s1: number;
  private s2: number;
  private s3: number;

  /** Starts in a state of four 32-bit words, not all of them zero. */
  constructor(s0: number, s1: number, s2: number, s3: number) {
    this.s0 = s0 | 0;
    this.s1 = s1 | 0;
    this.s2 = s2 | 0;
    this.s3 = s3 | 0;
    assert(
      (this.s0 | this.s1 | this.s2 | this.s3) !== 0,
      'a stream starts from a state that is not all zero',
    );
  }

  /** A whole number, 0 … 2^32 − 1. One word. */
  u32(): number {
    return this.next() >>> 0;
  }

  /**
   * A whole number, 0 … bound − 1, each equally likely; bound 1 … 2^32. One word, seldom more (a bound above
   * 2^21: on average up to two).
   */
  below(bound: number): number {
    if (bound > EXACT_BOUND_MAX) return this.belowLarge(bound);
    assert(bound >= 1 && (bound | 0) === bound, 'a bound is a whole number, 1 … 2^32');
    // D. Lemire, Fast random integer generation in an interval (2019): the high word of word · bound, unless
    // the low word falls into the part that would make some results likelier.
    let word = this.next() >>> 0;
    let low = Math.imul(word, bound) >>> 0;
    if (low < bound) {
      const unfair = (TWO_TO_32 - bound) % bound;
      while (low < unfair) {
        word = this.next() >>> 0;
        low = Math.imul(word, bound) >>> 0;
      }
    }
    return (word * bound * ONE_OVER_TWO_TO_32) | 0;
  }

  /** A double in [0, 1), a whole multiple of 2^−53. Two words. */
  double(): number {
    const high = this.next() >>> 5;
    return (high * 67_108_864 + (this.next() >>> 6)) * ONE_OVER_TWO_TO_53;
  }

  /**
   * True with probability numerator / denominator exactly; 0 ≤ numerator ≤ denominator ≤ 2^32. Words as for
   * `below`.
   */
  chance(numerator: number, denominator: number): boolean {
    assert(numerator >= 0 && numerator <= denominator, 'a chance lies between 0 and 1');
    return this.below(denominator) < numerator;
  }

  /** Exponential with mean 1. Two words in 97 of 100 draws, else four or more. */
  exponential(): number {
    const high = this.next() >>> 0;
    const low = this.next();
    // The low byte draws the layer, 53 other bits the place.
    const layer = low & 0xff;
    const x = (high * 2_097_152 + (low >>> 11)) * ONE_OVER_TWO_TO_53 * decayWidths[layer];
    return x < decayWidths[layer + 1] ? x : this.exponentialAside(layer, x);
  }

  /** Normal with mean 0 and variance 1. Two words in 98 of 100 draws, else four or more. */
  normal(): number {
    for (;;) {
      const high = this.next() >>> 0;
      const low = this.next();
      // The low byte draws the layer, the next bit the sign, and 53 other bits the place.
      const layer = low & 0xff;
      const x = (high * 2_097_152 + (low >>> 11)) * ONE_OVER_TWO_TO_53 * normalWidths[layer];
      const isNegative = (low & 0x100) !== 0;
      if (x < normalWidths[layer + 1]) return isNegative ? -x : x;
      if (layer === 0) return isNegative ? -this.normalTail() : this.normalTail();
      const y = normalHeights[layer] + this.double() * (normalHeights[layer + 1] - normalHeights[layer]);
      if (y < bell(x)) return isNegative ? -x : x;
    }
  }

  /**
   * Gamma with scale 1 (mean `shape`), shape > 0; may be 0 by underflow for a shape below 1/20. About three
   * words. G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables (2000).
   */
  gamma(shape: number): number {
    assert(shape > 0 && shape < Infinity, 'a gamma shape is positive');
    if (shape < 1) {
      // Gamma(a) is Gamma(a + 1) · U^(1/a).
      const above = this.gammaFromOne(shape + 1);
      return above * exp(-this.exponential() / shape);
    }
    return this.gammaFromOne(shape);
  }

  /**
   * Shuffles the first `count` places of `array` among themselves, all orders equally likely. count − 1
   * draws.
   */
  shuffle(array: Int32Array, count: number): void {
    assert(count <= array.length, 'what is shuffled lies within the array');
    for (let last = count - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const moved = array[last];
      array[last] = array[other];
      array[other] = moved;
    }
  }

  /** The next word as a signed integer. */
  private next(): number {
    const { s0, s1, s3 } = this;
    const sum = (s0 + s3) | 0;
    const s2 = this.s2 ^ s0;
    const mixed = s3 ^ s1;
    this.draws++;
    this.s0 = s0 ^ mixed;
    this.s1 = s1 ^ s2;
    this.s2 = s2 ^ (s1 << 9);
    this.s3 = (mixed << 11) | (mixed >>> 21);
    return (((sum << 7) | (sum >>> 25)) + s0) | 0;
  }

  private belowLarge(bound: number): number {
    assert(Number.isInteger(bound) && bound <= TWO_TO_32, 'a bound is a whole number, 1 … 2^32');
    const shift = Math.clz32(bound - 1);
    let drawn = this.next() >>> shift;
    while (drawn >= bound) drawn = this.next() >>> shift;
    return drawn;
  }

  /** An exponential whose place `x` in `layer` is not surely under the curve. */
  private exponentialAside(layer: number, x: number): number {
    // What lies beyond a point of an exponential is exponential again.
    if (layer === 0) return decayTailStart + this.exponential();
    const y = decayHeights[layer] + this.double() * (decayHeights[layer + 1] - decayHeights[layer]);
    return y < decay(x) ? x : this.exponential();
  }

  /** A normal beyond the ziggurat's base, by Marsaglia's method for tails. */
  private normalTail(): number {
    for (;;) {
      const beyond = this.exponential() / normalTailStart;
      if (2 * this.exponential() > beyond * beyond) return normalTailStart + beyond;
    }
  }

  private gammaFromOne(shape: number): number {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const square = x * x;
      const squeeze = 1 - 0.0331 * square * square;
      // A uniform number in (0, 1]; its upper word alone nearly always says that it lies below the squeeze.
      const high = this.next() >>> 0;
      if ((high + 1) * ONE_OVER_TWO_TO_32 < squeeze) return d * v;
      const u = (high * 2_097_152 + (this.next() >>> 11) + 1) * ONE_OVER_TWO_TO_53;
      if (u < squeeze) return d * v;
      if (ln(u) < 0.5 * square + d * (1 - v + ln(v))) return d * v;
    }
  }
}

/** All streams of one run. */
export class Streams {
  private readonly key: Uint32Array;
  private readonly purposes = new Map<string, Purpose>();
  private readonly isCounted: boolean;

  /**
   * `key` has four words: the run's. With `counting` 'counted' all streams handed out are kept, so that their
   * draws can be compared between runs; a test's affair.
   */
  constructor(key: Uint32Array, counting: 'counted' | 'uncounted' = 'uncounted') {
    this.key = key;
    this.isCounted = counting === 'counted';
  }

  /**
   * The stream of a purpose and up to two indices, 0 … 2^32 − 1, at its beginning. Take it once and keep it:
   * a second call starts the same draws again. Different indices never share a state.
   *
   * @example streams.of('outages', node)
   */
  of(purpose: string, a = 0, b = 0): Stream {
    assert(a >>> 0 === a && b >>> 0 === b, 'a stream’s indices are whole numbers below 2^32');
    let entry = this.purposes.get(purpose);
    if (entry === undefined) {
      entry = { key: derivedKey(this.key, `stream ${purpose}`), streams: [] };
      this.purposes.set(purpose, entry);
    }
    const stream = streamAt(entry.key, a, b);
    if (this.isCounted) entry.streams.push(stream);
    return stream;
  }

  /** Words drawn so far by purpose, in the order of first use; only where streams are counted. */
  drawCounts(): Map<string, number> {
    assert(this.isCounted, 'draws are compared only where streams are counted');
    const counts = new Map<string, number>();
    for (const [purpose, { streams }] of this.purposes) {
      counts.set(
        purpose,
        streams.reduce((total, stream) => total + stream.draws, 0),
      );
    }
    return counts;
  }
}

interface Purpose {
  readonly key: Uint32Array;
  readonly streams: Stream[];
}

/**
 * The stream of two indices under a key of four words, at its beginning. At most one triple of words hashes
 * to the forbidden all-zero state; the third word steps aside for it.
 */
export function streamAt(key: Uint32Array, a: number, b: number): Stream {
  const state = hash128(key, a, b, 0);
  const isZero = state.every((word) => word === 0);
  const [s0, s1, s2, s3] = isZero ? hash128(key, a, b, 1) : state;
  return new Stream(s0, s1, s2, s3);
}
