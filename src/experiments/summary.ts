/** What many runs say together: `summary.json`. Plain JSON; the report and `run --json` read nothing else. */

/** How an interval was made. `exact`: all runs agree by construction or the value involves no chance. */
export type IntervalMethod = 'student' | 'clopper-pearson' | 'poisson' | 'no-spread' | 'none';

/** Mean over runs with a two-sided 95 % interval. Token metrics are exact decimal text in whole tokens. */
export interface Estimate {
  readonly mean: number | string | null;
  readonly interval: readonly [number | string, number | string] | null;
  /** Runs with a value. */
  readonly n: number;
  readonly method: IntervalMethod;
  readonly unit: string;
  /** Expected value by closed form, where one exists for this scenario. */
  readonly analytic?: Analytic;
}

/** A closed form's value beside the measured one. */
export interface Analytic {
  readonly value: number;
  /** Which formula, in a few words. */
  readonly formula: string;
  /** Standard deviations between measured mean and value; null where the spread is unknown. */
  readonly deviation: number | null;
}

/** A month of a series. */
export interface SeriesEstimate extends Estimate {
  readonly month: number;
}

/** One line of the verdict at the top of the report. */
export interface VerdictLine {
  readonly id: string;
  readonly text: string;
  /** `agrees` / `differs`: against a closed form, within 4 standard errors; `measured`: no closed form. */
  readonly status: 'agrees' | 'differs' | 'measured';
}

/** `summary.json`. */
export interface Summary {
  readonly format: 1;
  readonly name: string;
  readonly about: string;
  readonly runs: number;
  /** Digest over the digests of the runs, in order. */
  readonly digest: string;
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly series: Readonly<Record<string, readonly SeriesEstimate[]>>;
  readonly verdict: readonly VerdictLine[];
  /** Slots in use on each node at the end of run 0, and slots of a node. */
  readonly slotMap: { readonly slots: number; readonly used: readonly number[] };
  /** Labels of the months, such as 2020-01. */
  readonly months: readonly string[];
  /** What the reader should know: fields without effect here, partial months, unchecked strategies. */
  readonly notes: readonly string[];
}

/** `manifest.json`: where the result comes from. */
export interface Manifest {
  readonly format: 1;
  readonly elastinet: string;
  readonly commit: string | null;
  readonly lockHash: string | null;
  readonly engine: string;
  readonly scenarioFile: string;
  /** SHA-256 of the canonical text of the resolved scenario. */
  readonly scenarioHash: string;
  /** The resolved scenario as plain JSON (amounts as text). */
  readonly scenario: unknown;
  readonly seed: string;
  readonly runs: number;
  readonly digest: string;
  /** Digest of each run, in order. */
  readonly digests: readonly string[];
  /** One command line that makes this result again. */
  readonly replay: string;
}
