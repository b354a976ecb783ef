/**
 * Chains of calendar entries, first in, first out, in chunks of one pool of typed arrays: appending touches
 * one chunk only, reading goes through memory in order, and no entry is an object.
 */

/** An entry is a time and a word: a phase and the slot of an event. */
const CHUNK_BITS = 4;
/** Entries in a chunk: 192 bytes. Half a chunk a bucket is lost on average. */
export const CHUNK = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK - 1;
const POOL_MIN = 16;
/** End of a list of chunks. Chunk 0 is never used, so that 0 may mean an empty chain. */
const NONE = 0;

/**
 * A pool of chunks, and chains by number in it. `ends[chain]` is the place behind the chain's last entry, 0
 * for an empty chain; a place divided by {@link CHUNK} is a chunk.
 */
export class EntryChains {
  times = new Float64Array(POOL_MIN << CHUNK_BITS);
  words = new Int32Array(POOL_MIN << CHUNK_BITS);
  /** By chunk: the next one of its chain, or of the free ones. */
  nexts = new Int32Array(POOL_MIN);
  /** By chain: its first chunk. */
  heads = new Int32Array(POOL_MIN);
  /** By chain: the place behind its last entry; 0: empty. */
  ends = new Int32Array(POOL_MIN);
  private freeChunk = NONE;
  private chunksUsed = 1;

  /** Bytes of all arrays, spare capacity included. */
  get bytes(): number {
    const { times, words, nexts, heads, ends } = this;
    return times.byteLength + words.byteLength + nexts.byteLength + heads.byteLength + ends.byteLength;
  }

  /** Makes the chains `from` … `until` − 1 empty, whatever they were. */
  clear(from: number, until: number): void {
    if (until > this.heads.length) {
      this.heads = enlarged(this.heads, 2 * until);
      this.ends = enlarged(this.ends, 2 * until);
    }
    this.ends.fill(0, from, until);
  }

  /** Adds an entry to the end of a chain. */
  append(chain: number, at: number, word: number): void {
    let place = this.ends[chain];
    if ((place & CHUNK_MASK) === 0) place = this.extend(chain, place);
    this.times[place] = at;
    this.words[place] = word;
    this.ends[chain] = place + 1;
  }

  /** The place behind the last entry of `chunk`, which is of a chain that ends at `end`. */
  chunkEnd(chunk: number, end: number): number {
    return (end - 1) >> CHUNK_BITS === chunk ? end : (chunk + 1) << CHUNK_BITS;
  }

  /** Gives a chain's first chunk back to the pool, with all that is in it. */
  dropHead(chain: number): void {
    const chunk = this.heads[chain];
    if ((this.ends[chain] - 1) >> CHUNK_BITS === chunk) this.ends[chain] = 0;
    else this.heads[chain] = this.nexts[chunk];
    this.release(chunk);
  }

  /** The chunk after `chunk`, which is given back to the pool. */
  release(chunk: number): number {
    const next = this.nexts[chunk];
    this.nexts[chunk] = this.freeChunk;
    this.freeChunk = chunk;
    return next;
  }

  /** Whether a chain has more than `count` entries. */
  isLongerThan(chain: number, count: number): boolean {
    const end = this.ends[chain];
    let left = count;
    for (let chunk = this.heads[chain]; ; chunk = this.nexts[chunk]) {
      const chunkEnd = this.chunkEnd(chunk, end);
      left -= chunkEnd - (chunk << CHUNK_BITS);
      if (left < 0) return true;
      if (chunkEnd === end) return false;
    }
  }

  /** Shows the entries of a chain in order. */
  forEach(chain: number, visit: (at: number, word: number, place: number) => void): void {
    const end = this.ends[chain];
    if (end === 0) return;
    for (let chunk = this.heads[chain]; ; chunk = this.nexts[chunk]) {
      const chunkEnd = this.chunkEnd(chunk, end);
      for (let place = chunk << CHUNK_BITS; place < chunkEnd; place++) {
        visit(this.times[place], this.words[place], place);
      }
      if (chunkEnd === end) return;
    }
  }

  /** A new last chunk for a chain that ends at `end`; its first place. */
  private extend(chain: number, end: number): number {
    let chunk = this.freeChunk;
    if (chunk === NONE) {
      chunk = this.chunksUsed++;
      if (chunk === this.nexts.length) this.grow();
    } else {
      this.freeChunk = this.nexts[chunk];
    }
    if (end === 0) this.heads[chain] = chunk;
    else this.nexts[(end - 1) >> CHUNK_BITS] = chunk;
    return chunk << CHUNK_BITS;
  }

  /** By an eighth: at 12 bytes an entry, doubling would waste more than an event takes. */
  private grow(): void {
    const chunks = this.nexts.length + (this.nexts.length >> 3) + POOL_MIN;
    this.nexts = enlarged(this.nexts, chunks);
    this.words = enlarged(this.words, chunks << CHUNK_BITS);
    const times = new Float64Array(chunks << CHUNK_BITS);
    times.set(this.times);
    this.times = times;
  }
}

function enlarged(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const result = new Int32Array(length);
  result.set(array);
  return result;
}
