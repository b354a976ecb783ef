/** What the windows of a month add up to for each node, and the score that it gives. §M9.4, §M9.5 */
import { grown } from '../../base/growable.ts';
import { milliseconds } from '../../base/units.ts';
import type { Agreement } from '../../sla/agreement.ts';
import type { Aggregator } from '../../sla/aggregate.ts';
import { binaryScore, type MonthMeasured } from '../../sla/payment.ts';
import type { PoolingPolicy } from '../protocol/params.ts';
import type { VerdictColumn } from './verdict-sheet.ts';

/**
 * One figure made of several verdicts: parts per million down, and microseconds (−1: nobody was answered).
 */
export interface Figure {
  readonly downtimePpm: number;
  readonly latencyMicros: number;
}

/** A node's score and the downtime it rests on, −1 when nothing was measured. */
export interface MonthScore {
  readonly score: 0 | 1;
  readonly downtimePpm: number;
}

/** Both sides of the month: as reported, and as true verdicts would have it. */
export class MonthFigures {
  readonly isPooled: boolean;
  readonly reported: FigureSums;
  readonly measured: FigureSums;

  constructor(nodes: number, pooling: PoolingPolicy) {
    this.isPooled = pooling === 'period';
    this.reported = new FigureSums(nodes);
    this.measured = new FigureSums(nodes);
  }

  /** Forgets the month. */
  clear(): void {
    this.reported.clear();
    this.measured.clear();
  }
}

/** Length-weighted sums of window figures, or the verdicts themselves when the month is pooled. */
export class FigureSums {
  readonly #length: Float64Array;
  readonly #downtime: Float64Array;
  readonly #latencyLength: Float64Array;
  readonly #latency: Float64Array;
  #pooled = 0;
  #target = new Int32Array(0);
  #downtimePpm = new Int32Array(0);
  #latencyMicros = new Int32Array(0);

  constructor(nodes: number) {
    this.#length = new Float64Array(nodes);
    this.#downtime = new Float64Array(nodes);
    this.#latencyLength = new Float64Array(nodes);
    this.#latency = new Float64Array(nodes);
  }

  /** A window's figure, weighted by the window's length in milliseconds. */
  add(node: number, length: number, figure: Figure): void {
    this.#length[node] += length;
    this.#downtime[node] += figure.downtimePpm * length;
    if (figure.latencyMicros < 0) return;
    this.#latencyLength[node] += length;
    this.#latency[node] += figure.latencyMicros * length;
  }

  /** Keeps a window's verdicts for the end of the month; latencies stand apart, so −1 fills their place. */
  pool(node: number, verdicts: VerdictColumn): void {
    const end = this.#pooled + verdicts.count;
    this.#target = grown(this.#target, end);
    this.#downtimePpm = grown(this.#downtimePpm, end);
    this.#latencyMicros = grown(this.#latencyMicros, end);
    for (let index = 0; index < verdicts.count; index++, this.#pooled++) {
      this.#target[this.#pooled] = node;
      this.#downtimePpm[this.#pooled] = verdicts.downtimePpm[index];
      this.#latencyMicros[this.#pooled] = index < verdicts.latencyCount ? verdicts.latencyMicros[index] : -1;
    }
  }

  /** Aggregates what was pooled: one figure a node, which then counts as the month's only window. */
  settlePool(aggregate: Aggregator): void {
    const nodes = this.#length.length;
    const first = new Int32Array(nodes + 1);
    for (let index = 0; index < this.#pooled; index++) first[this.#target[index] + 1]++;
    for (let node = 0; node < nodes; node++) first[node + 1] += first[node];
    const next = first.slice();
    const downtimePpm = new Int32Array(this.#pooled);
    const latencyMicros = new Int32Array(this.#pooled);
    const latencyEnd = first.slice();
    for (let index = 0; index < this.#pooled; index++) {
      const node = this.#target[index];
      downtimePpm[next[node]++] = this.#downtimePpm[index];
      if (this.#latencyMicros[index] >= 0) latencyMicros[latencyEnd[node]++] = this.#latencyMicros[index];
    }
    for (let node = 0; node < nodes; node++) {
      const from = first[node];
      const count = first[node + 1] - from;
      if (count === 0) continue;
      const latencyCount = latencyEnd[node] - from;
      this.add(node, 1, {
        downtimePpm: aggregate(downtimePpm.subarray(from, from + count), count),
        latencyMicros:
          latencyCount === 0
            ? -1
            : aggregate(latencyMicros.subarray(from, from + latencyCount), latencyCount),
      });
    }
  }

  /** The month's score of a node. */
  score(node: number, agreement: Agreement): MonthScore {
    const month = this.month(node);
    const { measured, downtimeSum } = month;
    return {
      score: binaryScore(agreement, month),
      downtimePpm: measured === 0 ? -1 : Math.floor(downtimeSum / measured),
    };
  }

  /** What the month adds up to for a node. */
  month(node: number): MonthMeasured {
    return {
      measured: milliseconds(this.#length[node]),
      downtimeSum: this.#downtime[node],
      latencyMeasured: milliseconds(this.#latencyLength[node]),
      latencySum: this.#latency[node],
    };
  }

  clear(): void {
    this.#length.fill(0);
    this.#downtime.fill(0);
    this.#latencyLength.fill(0);
    this.#latency.fill(0);
    this.#pooled = 0;
  }
}
