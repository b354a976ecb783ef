/** The digest of a run: a hash over its trace of facts. Two runs with one digest went the same way. §M1.4 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { assert } from '../../base/assert.ts';
import { Murmur128, toHex } from '../../base/murmur-hash.ts';
import type { Tap } from '../kernel/tap.ts';
import { FACT, FACT_KINDS, type FactName } from '../protocol/facts.ts';
import type { MetricValue } from '../protocol/metrics.ts';

const TWO_TO_32 = 4_294_967_296;
/** 64-bit limbs of an amount, at most: 2^4,096 base units are more than enough. */
const LIMBS_MAX = 64;
const DIGEST_PATTERN = /^[0-9a-f]{32}$/;

/**
 * What a run that leaves parts of the model out tells of itself in its digest beside its outcome: few facts,
 * so that hashing does not cost more than the run. Decision 0016.
 */
const COARSE: readonly FactName[] = [
  'run-started',
  'node-corrupted',
  'beacon-published',
  'beacon-stalled',
  'chain-refused',
  'chain-queued',
  'chain-renewed',
  'chain-deleted',
  'rotation-settled',
  'node-leaving',
  'node-left',
  'month-closed',
  'run-ended',
];

/**
 * Hashes all facts but those of class `detail`, or the coarse ones alone. A fact is written so that no two
 * facts share a text of words: its instant (low word, high word); a head that holds its kind, the limbs of
 * its amount and which numbers need a second word; a, b and c; then what the head announced.
 */
export class DigestTap implements Tap {
  readonly kinds: readonly number[];
  private readonly hash = new Murmur128(0);
  private readonly limbs = new DataView(new ArrayBuffer(8 * LIMBS_MAX));

  /** Which facts it hashes. */
  constructor(facts: 'all' | 'coarse' = 'all') {
    this.kinds =
      facts === 'coarse'
        ? COARSE.map((name) => FACT[name])
        : [...FACT_KINDS.keys()].filter((kind) => FACT_KINDS[kind].class !== 'detail');
  }

  fact(at: number, kind: number, a: number, b: number, c: number, amount: bigint): void {
    const hash = this.hash;
    const limbs = amount === 0n ? 0 : this.splitAmount(amount);
    const wide = ((a | 0) === a ? 0 : 1) | ((b | 0) === b ? 0 : 2) | ((c | 0) === c ? 0 : 4);
    hash.word(at);
    hash.word(at / TWO_TO_32);
    hash.word(kind | (limbs << 16) | (wide << 24));
    hash.word(a);
    hash.word(b);
    hash.word(c);
    if (wide !== 0) this.hashHighWords(wide, a, b, c);
    for (let index = 0; index < limbs; index++) {
      hash.word(this.limbs.getInt32(8 * index, true));
      hash.word(this.limbs.getInt32(8 * index + 4, true));
    }
  }

  /**
   * Hashes how a run ended: the values of its metrics, and the node on every seat. Where few facts are
   * hashed, this stands for the others.
   */
  outcome(metrics: Readonly<Record<string, MetricValue>>, nodeOfSeat: Int32Array): void {
    const text = Object.entries(metrics).map(([id, value]) => `${id}=${String(value)}\n`);
    for (const character of text.join('')) this.hash.word(character.codePointAt(0)!);
    for (let seat = 0; seat < nodeOfSeat.length; seat++) this.hash.word(nodeOfSeat[seat]);
  }

  /** The digest of the facts so far: 32 hexadecimal digits. */
  digest(): string {
    return toHex(this.hash.finish());
  }

  /** Numbers beyond 32 bits, such as durations, give their second word of the two's complement. */
  private hashHighWords(wide: number, a: number, b: number, c: number): void {
    for (const [flag, number] of [
      [1, a],
      [2, b],
      [4, c],
    ]) {
      if ((wide & flag) === 0) continue;
      assert(Number.isSafeInteger(number), 'a fact holds whole numbers');
      this.hash.word(Math.floor(number / TWO_TO_32));
    }
  }

  private splitAmount(amount: bigint): number {
    assert(amount > 0n, 'a fact’s amount is never negative');
    let count = 0;
    for (let rest = amount; rest > 0n; rest >>= 64n) {
      assert(count < LIMBS_MAX, 'an amount is below 2^4096');
      this.limbs.setBigUint64(8 * count++, rest, true);
    }
    return count;
  }
}

/** The digest of an ensemble: over its runs' digests in the order of runs; 32 hexadecimal digits. */
export function combineDigests(digests: readonly string[]): string {
  for (const digest of digests) assert(DIGEST_PATTERN.test(digest), 'a digest has 32 hexadecimal digits');
  return bytesToHex(sha256(utf8ToBytes(digests.join('\n'))).subarray(0, 16));
}
