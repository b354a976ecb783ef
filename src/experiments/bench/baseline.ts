/**
 * The baseline: each watched figure as a ratio to the reference loop, measured in turn with it, so that a
 * slower machine does not fail it.
 */
import { median, REPEATS } from './bench.ts';
import { BENCHES } from './benches.ts';
import { referenceLoop } from './reference-loop.ts';

/** A ratio may grow by this factor before it counts as slower: a guess for shared machines, decision 0014. */
const TOLERANCE = 1.6;

/** Nanoseconds per unit over nanoseconds per step of the reference loop, by the figure's name. */
export type Ratios = Readonly<Record<string, number>>;

/** One figure beside its baseline; undefined: not measured any more, or not yet then. */
export interface Compared {
  readonly name: string;
  readonly was: number | undefined;
  readonly now: number | undefined;
  readonly isSlower: boolean;
}

/** Measures every watched figure, or those of one bench. */
export function measureRatios(repeats = REPEATS, benches = BENCHES): Ratios {
  const reference = referenceLoop();
  const ratios: [string, number][] = [];
  for (const { watched } of Object.values(benches)) {
    for (const [name, prepare] of Object.entries(watched)) {
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

/** Compares two measurements, in the order of the first. A missing figure counts as slower. */
export function compareRatios(was: Ratios, now: Ratios): readonly Compared[] {
  const known = Object.keys(was).map((name) => ({
    name,
    was: was[name],
    now: now[name] as number | undefined,
    isSlower: !(now[name] <= was[name] * TOLERANCE),
  }));
  const added = Object.keys(now).filter((name) => !(name in was));
  return [...known, ...added.map((name) => ({ name, was: undefined, now: now[name], isSlower: false }))];
}

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
