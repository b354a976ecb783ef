/** Reports of verdicts: what they cost, and which mainnet did not take in time. §M9.3, §M15.1 */
import { PPM } from '../../base/units.ts';
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import { factKinds, type Recorder } from './recorder.ts';

/** Follows the facts of reports; where verdicts are no transactions there are none. */
export class ReportCounters implements Recorder {
  readonly kinds = factKinds('report-sent', 'report-lost');
  #gasMicroUsd = 0n;
  #lost = 0;

  fact(_at: number, kind: number, _a: number, _b: number, _c: number, amount: bigint): void {
    if (kind === FACT['report-lost']) this.#lost++;
    else this.#gasMicroUsd += amount;
  }

  finish(): void {}

  metrics(): Readonly<Record<string, MetricValue>> {
    return { 'verdicts.lost': this.#lost, 'verdicts.gasUsd': Number(this.#gasMicroUsd) / PPM };
  }

  series(): readonly SeriesPoint[] {
    return [];
  }
}
