/** Members that were moved to make room for requests. §M5.4 */
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import { factKinds, type Recorder } from './recorder.ts';

/** Counts the moves of a run. */
export class MoveCounters implements Recorder {
  readonly kinds = factKinds('member-moved');
  #moves = 0;

  fact(): void {
    this.#moves++;
  }

  finish(): void {}

  metrics(): Readonly<Record<string, MetricValue>> {
    return { 'placement.moves': this.#moves };
  }

  series(): readonly SeriesPoint[] {
    return [];
  }
}
