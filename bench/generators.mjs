// Candidates for the random streams: nanoseconds for a 32-bit word and for a double of 53 bits, medians of rounds in turn.
// `node bench/generators.mjs [--json]` after `npm run build`; docs/decisions/0003-random-streams.md says what was chosen and why.
import { join } from 'node:path';
import seedrandom from 'seedrandom';

const { Stream } = await import(join(import.meta.dirname, '../dist/sim/kernel/streams.js'));

const DRAWS = 2_000_000;
const ROUNDS = 7;
const SEEDS = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef];

/** Written as a class with words in fields, which is how a stream is kept: closures would measure something else. */
class Sfc32 {
  constructor([a, b, c, d]) {
    Object.assign(this, { a: a | 0, b: b | 0, c: c | 0, d: d | 0 });
  }
  u32() {
    const sum = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

class Jsf32 {
  constructor([a, b, c, d]) {
    Object.assign(this, { a: a | 0, b: b | 0, c: c | 0, d: d | 0 });
  }
  u32() {
    const e = (this.a - ((this.b << 27) | (this.b >>> 5))) | 0;
    this.a = this.b ^ ((this.c << 17) | (this.c >>> 15));
    this.b = (this.c + this.d) | 0;
    this.c = (this.d + e) | 0;
    this.d = (e + this.a) | 0;
    return this.d >>> 0;
  }
}

/** J. K. Salmon et al., Parallel random numbers: as easy as 1, 2, 3 (2011): a function of a counter. */
class Philox4x32 {
  constructor([key0, key1]) {
    Object.assign(this, { key0, key1, counter: 0, left: 0, out: new Uint32Array(4) });
  }
  u32() {
    if (this.left === 0) this.block();
    return this.out[--this.left];
  }
  block() {
    let [a, b, c, d] = [this.counter++, 0, 0, 0];
    let { key0, key1 } = this;
    for (let round = 0; round < 10; round++) {
      const highA = highWord(0xd2511f53, a);
      const highC = highWord(0xcd9e8d57, c);
      const lowA = Math.imul(0xd2511f53, a);
      const lowC = Math.imul(0xcd9e8d57, c);
      [a, b, c, d] = [(highC ^ b ^ key0) >>> 0, lowC >>> 0, (highA ^ d ^ key1) >>> 0, lowA >>> 0];
      key0 = (key0 + 0x9e3779b9) >>> 0;
      key1 = (key1 + 0xbb67ae85) >>> 0;
    }
    this.out.set([a, b, c, d]);
    this.left = 4;
  }
}

function highWord(x, y) {
  const [x0, x1, y0, y1] = [x & 0xffff, x >>> 16, y & 0xffff, y >>> 16];
  const middle = x1 * y0 + ((x0 * y0) >>> 16);
  return (x1 * y1 + Math.floor((x0 * y1 + middle) / 65_536)) >>> 0;
}

/** A library's generator: its words are signed, and its double has 32 bits unless another call is asked for. */
class Library {
  constructor(make) {
    this.source = make('elastinet');
  }
  u32() {
    return this.source.int32() >>> 0;
  }
}

const CANDIDATES = {
  'xoshiro128++ (ours)': () => new Stream(...SEEDS),
  sfc32: () => new Sfc32(SEEDS),
  jsf32: () => new Jsf32(SEEDS),
  'Philox 4x32-10': () => new Philox4x32(SEEDS),
  'seedrandom alea': () => new Library(seedrandom.alea),
  'seedrandom xor128': () => new Library(seedrandom.xor128),
  'seedrandom ARC4': () => new Library(seedrandom),
};

/** Each in a function of its own, so that the compiler makes it for one generator only. */
function timers(make) {
  const generator = make();
  const word = new Function(
    'generator',
    'draws',
    'let sum = 0; while (draws-- > 0) sum += generator.u32(); return sum;',
  );
  const double = new Function(
    'generator',
    'draws',
    'let sum = 0; while (draws-- > 0) sum += ((generator.u32() >>> 5) * 67108864 + (generator.u32() >>> 6)) / 9007199254740992; return sum;',
  );
  return [word, double].map((loop) => () => {
    const begin = performance.now();
    const sum = loop(generator, DRAWS);
    if (!(sum > 0)) throw new Error('a generator that yields nothing');
    return ((performance.now() - begin) * 1e6) / DRAWS;
  });
}

const rows = Object.entries(CANDIDATES).map(([name, make]) => ({
  name,
  timers: timers(make),
  words: [],
  doubles: [],
}));
for (let round = 0; round < ROUNDS; round++) {
  for (const row of rows) {
    row.words.push(row.timers[0]());
    row.doubles.push(row.timers[1]());
  }
}
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const table = rows.map(({ name, words, doubles }) => ({
  name,
  wordNanos: Number(median(words).toFixed(2)),
  doubleNanos: Number(median(doubles).toFixed(2)),
}));
if (process.argv.includes('--json')) console.log(JSON.stringify(table));
else
  for (const { name, wordNanos, doubleNanos } of table)
    console.log(`${name.padEnd(22)} ${wordNanos} ns a word, ${doubleNanos} ns a double`);
