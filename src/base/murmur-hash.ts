/**
 * MurmurHash3_x86_128 (Austin Appleby, public domain) over 32-bit words: a fast hash for digests and for
 * deriving the states of random streams. Not cryptographic: it keeps chance from colliding, not an adversary.
 */

/** Hashes a sequence of 32-bit words, each as its four bytes in little-endian order, as they come. */
export class Murmur128 {
  // The state of the four lanes, and the words that wait for the block of four to fill.
  private lane0: number;
  private lane1: number;
  private lane2: number;
  private lane3: number;
  private waiting0 = 0;
  private waiting1 = 0;
  private waiting2 = 0;
  private words = 0;

  /** `seed` is one word for all four lanes, as published, or one for each. */
  constructor(seed: number | Uint32Array) {
    const isOne = typeof seed === 'number';
    this.lane0 = (isOne ? seed : seed[0]) | 0;
    this.lane1 = (isOne ? seed : seed[1]) | 0;
    this.lane2 = (isOne ? seed : seed[2]) | 0;
    this.lane3 = (isOne ? seed : seed[3]) | 0;
  }

  /** Takes the next word: `word` modulo 2^32. */
  word(word: number): void {
    const place = this.words & 3;
    this.words = (this.words + 1) | 0;
    if (place === 0) this.waiting0 = word | 0;
    else if (place === 1) this.waiting1 = word | 0;
    else if (place === 2) this.waiting2 = word | 0;
    else this.mixBlock(word | 0);
  }

  /** The hash of the words so far, four words; more may follow. The length enters modulo 2^32 bytes. */
  finish(): Uint32Array {
    const left = this.words & 3;
    const length = this.words << 2;
    const a = (left > 0 ? this.lane0 ^ scrambled0(this.waiting0) : this.lane0) ^ length;
    const b = (left > 1 ? this.lane1 ^ scrambled1(this.waiting1) : this.lane1) ^ length;
    const c = (left > 2 ? this.lane2 ^ scrambled2(this.waiting2) : this.lane2) ^ length;
    const d = this.lane3 ^ length;
    const sum = (a + b + c + d) | 0;
    const mixed0 = avalanche(sum);
    const mixed1 = avalanche(b + sum);
    const mixed2 = avalanche(c + sum);
    const mixed3 = avalanche(d + sum);
    const mixedSum = (mixed0 + mixed1 + mixed2 + mixed3) | 0;
    return Uint32Array.of(mixedSum, mixed1 + mixedSum, mixed2 + mixedSum, mixed3 + mixedSum);
  }

  private mixBlock(last: number): void {
    this.lane0 = (rotated(this.lane0 ^ scrambled0(this.waiting0), 19) + this.lane1) | 0;
    this.lane0 = (Math.imul(this.lane0, 5) + 0x561ccd1b) | 0;
    this.lane1 = (rotated(this.lane1 ^ scrambled1(this.waiting1), 17) + this.lane2) | 0;
    this.lane1 = (Math.imul(this.lane1, 5) + 0x0bcaa747) | 0;
    this.lane2 = (rotated(this.lane2 ^ scrambled2(this.waiting2), 15) + this.lane3) | 0;
    this.lane2 = (Math.imul(this.lane2, 5) + 0x96cd1c35) | 0;
    this.lane3 = (rotated(this.lane3 ^ scrambled3(last), 13) + this.lane0) | 0;
    this.lane3 = (Math.imul(this.lane3, 5) + 0x32ac3b17) | 0;
  }
}

/**
 * The hash of three words under a seed of four. Under one seed different words never collide: they enter
 * different lanes, and all that follows is a bijection of the 128 bits.
 */
export function hash128(seed: Uint32Array, a: number, b: number, c: number): Uint32Array {
  const hash = new Murmur128(seed);
  hash.word(a);
  hash.word(b);
  hash.word(c);
  return hash.finish();
}

/** Eight lower-case hexadecimal digits for each word, first word first. */
export function toHex(words: Uint32Array): string {
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}

const MULTIPLIER_0 = 0x239b961b;
const MULTIPLIER_1 = 0xab0e9789;
const MULTIPLIER_2 = 0x38b34ae5;
const MULTIPLIER_3 = 0xa1e38b93;

const rotated = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

const scrambled0 = (word: number): number =>
  Math.imul(rotated(Math.imul(word, MULTIPLIER_0), 15), MULTIPLIER_1);
const scrambled1 = (word: number): number =>
  Math.imul(rotated(Math.imul(word, MULTIPLIER_1), 16), MULTIPLIER_2);
const scrambled2 = (word: number): number =>
  Math.imul(rotated(Math.imul(word, MULTIPLIER_2), 17), MULTIPLIER_3);
const scrambled3 = (word: number): number =>
  Math.imul(rotated(Math.imul(word, MULTIPLIER_3), 18), MULTIPLIER_0);

/** Makes each bit of the result depend on each bit of the word. */
function avalanche(word: number): number {
  const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}
