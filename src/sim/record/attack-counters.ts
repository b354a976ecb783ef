/** What attacks on money cost and bring in. §M16.1, §M17 */
import { PPM, type Tokens } from '../../base/units.ts';
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import type { Params } from '../protocol/params.ts';
import { factKinds, ratio, type Recorder } from './recorder.ts';

/** Joins who is corrupt with who is paid. */
export class AttackCounters implements Recorder {
  readonly kinds = factKinds('node-corrupted', 'budget-spent', 'bounty-paid', 'node-entered', 'node-left');
  readonly #nodes: number;
  readonly #coalitions: number;
  readonly #isMember: Uint8Array;
  #present = 0;
  #spentMicroUsd = 0n;
  #pay: Tokens = 0n;
  #payOfAll: Tokens = 0n;

  constructor({ adversaries, network }: Params) {
    this.#nodes = network.nodes;
    this.#coalitions = adversaries.length;
    this.#isMember = new Uint8Array(network.nodesMax);
  }

  fact(_at: number, kind: number, a: number, _b: number, _c: number, amount: bigint): void {
    switch (kind) {
      case FACT['node-corrupted']:
        this.#isMember[a] = 1;
        // Those of the reserve are counted when they enter.
        if (a < this.#nodes) this.#present++;
        return;
      case FACT['budget-spent']:
        this.#spentMicroUsd += amount;
        return;
      case FACT['bounty-paid']:
        this.#payOfAll += amount;
        if (this.#isMember[a] === 1) this.#pay += amount;
        return;
      case FACT['node-entered']:
        this.#present += this.#isMember[a];
        return;
      case FACT['node-left']:
        this.#present -= this.#isMember[a];
        return;
    }
  }

  finish(): void {}

  metrics(): Readonly<Record<string, MetricValue>> {
    const count = this.#coalitions;
    return {
      'attack.costUsd': count === 0 ? null : Number(this.#spentMicroUsd) / PPM / count,
      'attack.pay': this.#pay,
      'attack.payShare': ratio(this.#pay, this.#payOfAll),
      'attack.nodesEnd': this.#present,
    };
  }

  series(): readonly SeriesPoint[] {
    return [];
  }
}
