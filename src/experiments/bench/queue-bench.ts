/** How the queue's cost grows with what waits, what ties do to it, and whether it gives memory back. */
import { median, nanosPer, REPEATS } from './bench.ts';
import type { Bench } from './bench.ts';
import { Phold } from './phold.ts';

const PENDING = 1_000_000;
const EVENTS = 1_000_000;
/** Sizes: the greatest, and a tenth, a hundredth and a thousandth of it. */
const PARTS = [1000, 100, 10, 1];

/** `bench queue`. */
export const queueBench: Bench = {
  about: 'the event queue from few to many waiting events, with ties, and after a burst',
  measure: ({ pending = PENDING, events = EVENTS, repeats = REPEATS }) => {
    const sizes = PARTS.map((part) => Math.floor(pending / part));
    const spread = sizes.map((size) => new Phold(size, false));
    const tied = sizes.map((size) => new Phold(size, true));
    const nanos = nanosOfEach([...spread, ...tied], events, repeats);
    const ofSize = (name: string, figureOf: (index: number) => number): [string, number][] =>
      sizes.map((size, index) => [`${name}At${size}`, figureOf(index)]);
    return {
      ...Object.fromEntries(ofSize('nanos', (index) => nanos[index])),
      costExponent: slope(sizes.map(Math.log), nanos.slice(0, sizes.length).map(Math.log)),
      ...Object.fromEntries(ofSize('tiedCostRatio', (index) => nanos[sizes.length + index] / nanos[index])),
      ...burst(sizes[0], pending),
    };
  },
  watched: {},
};

/** Medians of rounds in which each queue has its turn, so that a busy minute strikes all alike. */
function nanosOfEach(queues: readonly Phold[], events: number, rounds: number): readonly number[] {
  const nanos = queues.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    queues.forEach((queue, index) => nanos[index].push(nanosPer(events, () => queue.hold(events))));
  }
  return nanos.map(median);
}

/**
 * The slope of the least-squares line through points; needs two different abscissas at least.
 * @example slope([0, 1, 2], [5, 7, 9]) // 2
 */
export function slope(xs: readonly number[], ys: readonly number[]): number {
  const xMean = mean(xs);
  const yMean = mean(ys);
  let products = 0;
  let squares = 0;
  xs.forEach((x, index) => {
    products += (x - xMean) * (ys[index] - yMean);
    squares += (x - xMean) ** 2;
  });
  return products / squares;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Bytes of a queue with few waiting events, with many, and with as few again. */
function burst(few: number, many: number): Readonly<Record<string, number>> {
  const queue = new Phold(few, false);
  const bytesBeforeBurst = queue.bytes;
  queue.bring(many);
  const bytesInBurst = queue.bytes;
  queue.bring(few);
  return { bytesBeforeBurst, bytesInBurst, bytesAfterBurst: queue.bytes };
}
