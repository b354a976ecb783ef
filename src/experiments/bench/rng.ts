/** Random draws, nanoseconds each. */
import { Streams } from '../../sim/kernel/streams.ts';
import type { Stream } from '../../sim/kernel/streams.ts';
import { medianOf, nanosPer, REPEATS } from './bench.ts';
import type { Bench, Watched } from './bench.ts';

/** Some hundredths of a second: less than that another process can take away as a whole. */
const DRAWS = 4_000_000;
const BOUND = 1000;
const SHAPE = 2.5;

/** Each sums its draws in a loop of its own, so that the compiler makes each for one law only. */
const LAWS: Readonly<Record<string, (draws: Stream, sum: number) => number>> = {
  u32: (draws, sum) => repeat(sum, () => draws.u32()),
  below: (draws, sum) => repeat(sum, () => draws.below(BOUND)),
  double: (draws, sum) => repeat(sum, () => draws.double()),
  exponential: (draws, sum) => repeat(sum, () => draws.exponential()),
  normal: (draws, sum) => repeat(sum, () => draws.normal()),
  gamma: (draws, sum) => repeat(sum, () => draws.gamma(SHAPE)),
};

/** `bench rng`. */
export const rng: Bench = {
  about: 'random draws by law',
  measure: ({ repeats = REPEATS }) =>
    Object.fromEntries(
      Object.keys(LAWS).map((law) => {
        return [`${law}Nanos`, medianOf(repeats, drawn(law))];
      }),
    ),
  watched: Object.fromEntries(Object.keys(LAWS).map((law) => [`rng.${law}`, watched(law)])),
};

function watched(law: string): Watched {
  return { waitsFor: 'arithmetic', prepare: () => drawn(law) };
}

function drawn(law: string): () => number {
  const draws = new Streams(new Uint32Array([1, 2, 3, 4])).of(law);
  let sum = LAWS[law](draws, 0);
  return () => nanosPer(DRAWS, () => (sum = LAWS[law](draws, sum)));
}

function repeat(sum: number, draw: () => number): number {
  let total = sum;
  for (let count = 0; count < DRAWS; count++) total += draw();
  return total;
}
