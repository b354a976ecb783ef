/** What the last months said about each node: what pay in parts and tiers go by. §M9.5, §M9.6 */
import type { MonthMeasured } from '../../sla/payment.ts';
import { failedChecks, type MonthJudged, type PaymentPolicy } from '../../sla/payment-policies.ts';
import { PPM, milliseconds, type Ppm } from '../../base/units.ts';
import { tierOf } from '../../sla/tiers.ts';
import type { Params } from '../protocol/params.ts';

const NOTHING: MonthMeasured = {
  measured: milliseconds(0),
  downtimeSum: 0,
  latencyMeasured: milliseconds(0),
  latencySum: 0,
};

/** Invariant: a node's record holds its last full months, the latest last, and no more than tiers look at. */
export class NodeRecords {
  readonly #sla: Params['sla'];
  readonly #history: MonthMeasured[][];
  readonly #tier: Int8Array;

  /** Nothing is known about anybody: all are of the lowest tier. */
  constructor(nodes: number, sla: Params['sla']) {
    this.#sla = sla;
    this.#history = Array.from({ length: nodes }, () => []);
    this.#tier = new Int8Array(nodes);
  }

  /** A node's month is closed. */
  closed(node: number, month: MonthMeasured): void {
    const { tiers, tierMonths } = this.#sla;
    const history = this.#history[node];
    history.push(month);
    if (history.length > tierMonths) history.shift();
    if (tiers.length > 0) this.#tier[node] = tierOf(tiers, { months: tierMonths, history });
  }

  /** Index of a node's tier, −1 for none. */
  tierOf(node: number): number {
    return this.#tier[node];
  }

  /** A node's last month as the policies of payment see it. */
  judged(
    node: number,
    month: Pick<MonthJudged, 'score' | 'lateChecks' | 'isStakeShort'>,
    policy: PaymentPolicy,
  ): MonthJudged {
    const last = this.#history[node].at(-1) ?? NOTHING;
    return {
      ...month,
      measured: last,
      failedChecks: 'schedule' in policy ? failedChecks(policy.schedule, downtimeOf(last)) : 0,
      latencyMicros: last.latencyMeasured === 0 ? 0 : Math.floor(last.latencySum / last.latencyMeasured),
    };
  }
}

const downtimeOf = ({ measured, downtimeSum }: MonthMeasured): Ppm =>
  (measured === 0 ? 0 : Math.min(PPM, Math.floor(downtimeSum / measured))) as Ppm;
