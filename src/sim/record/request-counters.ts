/** Chains that coalitions asked for under names of their choice, and what they got. §M4.3 */
import { thresholdOf } from '../../crypto/threshold.ts';
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import type { Params } from '../protocol/params.ts';
import { Membership } from './membership.ts';
import { factKinds, share, type Recorder } from './recorder.ts';

/** One such chain. */
interface Request {
  readonly coalition: number;
  members: number;
  /** Seats of the coalition on the first committee. */
  seats: number;
}

/** Counts seats of the coalition that asked, on the committee as it was drawn. */
export class RequestCounters implements Recorder {
  readonly kinds = factKinds('node-corrupted', 'chain-name-chosen', 'chain-created', 'member-joined');
  readonly #sizes: Params['sizes'];
  readonly #membership = new Membership();
  readonly #requests = new Map<number, Request>();

  constructor({ sizes }: Params) {
    this.#sizes = sizes;
  }

  fact(_at: number, kind: number, a: number, b: number): void {
    switch (kind) {
      case FACT['node-corrupted']:
        return this.#membership.corrupted(a, b);
      case FACT['chain-name-chosen']:
        this.#requests.set(a, { coalition: b, members: 0, seats: 0 });
        return;
      case FACT['chain-created']: {
        const request = this.#requests.get(a);
        if (request !== undefined) request.members = this.#sizes[b].members;
        return;
      }
      case FACT['member-joined']: {
        const request = this.#requests.get(a);
        if (request !== undefined && this.#membership.coalitionOf(b) === request.coalition) request.seats++;
      }
    }
  }

  finish(): void {}

  metrics(): Readonly<Record<string, MetricValue>> {
    const placed = [...this.#requests.values()].filter(({ members }) => members > 0);
    const captured = placed.filter(({ members, seats }) => seats >= thresholdOf(members));
    return {
      'requests.placed': placed.length,
      'requests.captured': captured.length,
      'requests.captured.rate': share(captured.length, placed.length),
    };
  }

  series(): readonly SeriesPoint[] {
    return [];
  }
}
