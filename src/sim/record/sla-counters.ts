/** Scores against the truth: false failures and false passes, by class of node and by cause. §M9.7 */
import { isFullMonth, monthStart } from '../../base/calendar-months.ts';
import { PPM } from '../../base/units.ts';
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import type { Params } from '../protocol/params.ts';
import { Membership } from './membership.ts';
import { factKinds, share, type Recorder } from './recorder.ts';

const ZERO = {
  scored: 0,
  passed: 0,
  /** Node-months of full months, of honest and of coalition nodes. */
  honest: 0,
  coalition: 0,
  falseFail: 0,
  falseFailByVerdicts: 0,
  falsePassHonest: 0,
  falsePassCoalition: 0,
  belowFloor: 0,
};
type Tally = typeof ZERO;

/** Joins each node's score with what was true of it. */
export class SlaCounters implements Recorder {
  readonly kinds = factKinds(
    'node-corrupted',
    'node-scored',
    'node-truth',
    'node-true-score',
    'window-without-quorum',
    'month-closed',
  );
  readonly #params: Params;
  readonly #membership = new Membership();
  readonly #perMonth: SeriesPoint[] = [];
  readonly #total: Tally = { ...ZERO };
  #running: Tally = { ...ZERO };
  #month = 0;
  #score = 0;
  #isFalseFail = false;
  #withoutQuorum = 0;

  constructor(params: Params) {
    this.#params = params;
  }

  fact(_at: number, kind: number, a: number, b: number, c: number): void {
    switch (kind) {
      case FACT['node-scored']:
        this.#score = b;
        this.#running.scored++;
        this.#running.passed += b;
        return;
      case FACT['node-truth']:
        return this.#judged(a, b === 1, c);
      case FACT['node-true-score']:
        if (this.#isFalseFail && b === 1) this.#running.falseFailByVerdicts++;
        return;
      case FACT['window-without-quorum']:
        this.#withoutQuorum++;
        return;
      case FACT['node-corrupted']:
        return this.#membership.corrupted(a, b);
      case FACT['month-closed']:
        return this.#closed(a);
    }
  }

  finish(): void {}

  metrics(): Readonly<Record<string, MetricValue>> {
    const { honest, coalition, falseFail, falsePassHonest, falsePassCoalition, ...rest } = this.#total;
    return {
      'sla.passed': share(rest.passed, rest.scored),
      'sla.nodeMonths.honest': honest,
      'sla.nodeMonths.coalition': coalition,
      'sla.falseFail': falseFail,
      'sla.falseFail.rate': share(falseFail, honest),
      'sla.falseFail.byVerdicts': rest.falseFailByVerdicts,
      'sla.falsePass': falsePassHonest + falsePassCoalition,
      'sla.falsePass.rate': share(falsePassHonest + falsePassCoalition, honest + coalition),
      'sla.falsePass.honest': falsePassHonest,
      'sla.falsePass.honest.rate': share(falsePassHonest, honest),
      'sla.falsePass.coalition': falsePassCoalition,
      'sla.falsePass.coalition.rate': share(falsePassCoalition, coalition),
      'sla.belowFloor.rate': share(rest.belowFloor, honest),
      'sla.windowsWithoutQuorum': this.#withoutQuorum,
    };
  }

  series(): readonly SeriesPoint[] {
    return this.#perMonth;
  }

  /** Only full months count: a node that is down for the first hour of a short month would weigh too much. */
  #judged(node: number, metSla: boolean, down: number): void {
    this.#isFalseFail = false;
    const { calendar, sla } = this.#params;
    if (!isFullMonth(calendar, this.#month)) return;
    const tally = this.#running;
    const isHonest = this.#membership.coalitionOf(node) < 0;
    const isFalsePass = this.#score === 1 && !metSla;
    if (!isHonest) {
      tally.coalition++;
      if (isFalsePass) tally.falsePassCoalition++;
      return;
    }
    tally.honest++;
    if (isFalsePass) tally.falsePassHonest++;
    this.#isFalseFail = this.#score === 0 && metSla;
    if (this.#isFalseFail) tally.falseFail++;
    const length = monthStart(calendar, this.#month + 1) - monthStart(calendar, this.#month);
    if (down * PPM > (PPM - sla.floorPpm) * length) tally.belowFloor++;
  }

  #closed(month: number): void {
    const { passed, scored, falseFail, falsePassHonest, falsePassCoalition } = this.#running;
    this.#perMonth.push(
      { month, metric: 'sla.passed', value: share(passed, scored) },
      { month, metric: 'sla.falseFail', value: falseFail },
      { month, metric: 'sla.falsePass', value: falsePassHonest + falsePassCoalition },
    );
    for (const key of Object.keys(ZERO) as (keyof Tally)[]) this.#total[key] += this.#running[key];
    this.#running = { ...ZERO };
    this.#month = month + 1;
  }
}
