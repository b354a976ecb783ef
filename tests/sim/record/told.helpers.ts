/** Recorders fed by hand: facts in the words of the table, one after the other. */
import { FACT, type FactName } from '../../../src/sim/protocol/facts.ts';
import type { MetricValue } from '../../../src/sim/protocol/metrics.ts';
import type { Recorder } from '../../../src/sim/record/recorder.ts';

/** An instant, the fact's name, its three numbers, and the amount; what is missing is 0. */
export type Told = readonly [at: number, name: FactName, a?: number, b?: number, c?: number, amount?: bigint];

/** Feeds the facts that the recorder reads; a fact that it does not read is the test's mistake. */
export function tell(recorder: Recorder, ...facts: readonly Told[]): void {
  for (const [at, name, a = 0, b = 0, c = 0, amount = 0n] of facts) {
    if (recorder.kinds !== 'all' && !recorder.kinds.includes(FACT[name])) {
      throw new Error(`this recorder does not read ${name}`);
    }
    recorder.fact(at, FACT[name], a, b, c, amount);
  }
}

/** The metrics of these names, in order. */
export const metricsOf = (recorder: Recorder, ...ids: readonly string[]): MetricValue[] =>
  ids.map((id) => recorder.metrics()[id]);

/** The monthly values of one metric. */
export const seriesOf = (recorder: Recorder, metric: string): [number, MetricValue][] =>
  recorder
    .series()
    .filter((point) => point.metric === metric)
    .map(({ month, value }) => [month, value]);
