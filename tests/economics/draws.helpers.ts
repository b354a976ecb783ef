/** A seeded source of whole numbers for tests: the same text gives the same draws. */
import seedrandom from 'seedrandom';

export function seededDraws(seed: string): { below(bound: number): number } {
  const generator = seedrandom(seed);
  return { below: (bound) => Math.floor(generator() * bound) };
}
