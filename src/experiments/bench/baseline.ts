/**
 * The baseline: each watched figure as a ratio to a reference loop, measured in turn with it, so that a
 * slower machine does not fail it.
 */
import { median, REPEATS } from './bench.ts';
import { BENCHES } from './benches.ts';
import { referenceLoop } from './reference-loop.ts';

/** A ratio may grow by this factor before it counts as slower: a guess for shared machines, decision 0014. */
const TOLERANCE = 1.6;
/** Noise passes, a slower program stays: what seems slower is measured again, so often in all. */
const TRIES = 3;

/** Nanoseconds per unit over nanoseconds per step of the reference loop, by the figure's name. */
export type Ratios = Readonly<Record<string, number>>;

/** One figure beside its baseline; undefined: not measured any more, or not yet then. */
export interface Compared {
  readonly name: string;
  readonly was: number | undefined;
  readonly now: number | undefined;
  readonly isSlower: boolean;
}

/** Measures every watched figure of these benches that is wanted. */
export function measureRatios(
  repeats = REPEATS,
  benches = BENCHES,
  isWanted: (name: string) => boolean = () => true,
): Ratios {
  const ratios: [string, number][] = [];
  for (const { watched } of Object.values(benches)) {
    for (const [name, { waitsFor, prepare }] of Object.entries(watched)) {
      if (!isWanted(name)) continue;
      const reference = referenceLoop(waitsFor);
      const repetition = prepare();
      const rounds = Array.from({ length: repeats }, () => {
        const before = reference();
        const nanos = repetition();
        return nanos / ((before + reference()) / 2);
      });
      ratios.push([name, Number(median(rounds).toPrecision(4))]);
    }
  }
  return Object.fromEntries(ratios);
}

/**
 * Compares what `measure` finds with a baseline. What seems slower is measured up to twice more, and the
 * least counts. A figure that is measured no more counts as slower, one that the baseline has not does not.
 */
export function compareWithBaseline(
  was: Ratios,
  measure: (isWanted: (name: string) => boolean) => Ratios,
): readonly Compared[] {
  let now = measure(() => true);
  for (let tries = 1; tries < TRIES; tries++) {
    const slower = Object.keys(now).filter((name) => name in was && isSlower(was[name], now[name]));
    if (slower.length === 0) break;
    const again = measure((name) => slower.includes(name));
    const least = slower.map((name): [string, number] => [name, Math.min(now[name], again[name])]);
    now = { ...now, ...Object.fromEntries(least) };
  }
  return compareRatios(was, now);
}

/** Compares two measurements, in the order of the first. A missing figure counts as slower. */
export function compareRatios(was: Ratios, now: Ratios): readonly Compared[] {
  const known = Object.keys(was).map((name) => ({
    name,
    was: was[name],
    now: now[name] as number | undefined,
    isSlower: isSlower(was[name], now[name]),
  }));
  const added = Object.keys(now).filter((name) => !(name in was));
  return [...known, ...added.map((name) => ({ name, was: undefined, now: now[name], isSlower: false }))];
}

/** NaN and undefined are slower than anything. */
const isSlower = (was: number, now: number): boolean => !(now <= was * TOLERANCE);

/** The ratios in the text of a baseline; undefined when it is none. */
export function parseRatios(text: string): Ratios | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const ratios = (parsed as { readonly ratios?: unknown } | null)?.ratios;
  if (typeof ratios !== 'object' || ratios === null) return undefined;
  const isSound = Object.values(ratios).every((ratio) => typeof ratio === 'number' && ratio > 0);
  return isSound ? (ratios as Ratios) : undefined;
}
