/**
 * A node's own failures: an alternating renewal process, which starts in its stationary state and hears of
 * nothing else. So it can be an event for each change, or be followed to the instant at which somebody asks:
 * the draws are the same. §M8.1
 */
import { after, type Duration, type Instant } from '../../base/units.ts';
import type { Stream, Streams } from '../kernel/streams.ts';
import type { Params } from '../protocol/params.ts';
import { drawDuration, drawResidual } from './duration-laws.ts';

type Availability = Params['availability'];

/** A node as it is found at the start, and for how long it stays so. */
export interface FirstState {
  readonly isDown: boolean;
  readonly lasts: Duration;
}

/** Draws how a node is found; undefined: it never fails by itself. */
export function firstState({ failure, repair }: Availability, stream: Stream): FirstState | undefined {
  if (failure === undefined) return undefined;
  // In the stationary state a node is down for the part R / (F + R) of the time.
  const isDown = stream.double() * (failure + repair.mean) < repair.mean;
  return { isDown, lasts: isDown ? drawResidual(repair, stream) : upTime(failure, stream) };
}

/** Draws how long a node stays up after a repair. */
export const upTime = (failure: Duration, stream: Stream): Duration =>
  drawDuration({ kind: 'exponential', mean: failure }, stream);

/** One node's process, as far as it has been followed. */
interface Followed {
  readonly stream: Stream;
  isDown: boolean;
  until: Instant;
}

/** Answers for single instants, in a run whose outages are no events. */
export class OwnFailures {
  readonly #availability: Availability;
  readonly #streams: Streams;
  readonly #followed = new Map<number, Followed>();

  constructor(availability: Availability, streams: Streams) {
    this.#availability = availability;
    this.#streams = streams;
  }

  /** Is the node down of itself at `at`, changes at that very instant included? Never ask for the past. */
  isDown(node: number, at: Instant): boolean {
    const { failure, repair } = this.#availability;
    if (failure === undefined) return false;
    const process = this.#followed.get(node) ?? this.#begun(node);
    while (process.until <= at) {
      const { stream } = process;
      process.isDown = !process.isDown;
      process.until = after(
        process.until,
        process.isDown ? drawDuration(repair, stream) : upTime(failure, stream),
      );
    }
    return process.isDown;
  }

  /** A node has entered at `at`: it is up, and fails from then on. */
  entered(node: number, at: Instant): void {
    const { failure } = this.#availability;
    if (failure === undefined) return;
    const stream = this.#streams.of('outages', node);
    this.#followed.set(node, { stream, isDown: false, until: after(at, upTime(failure, stream)) });
  }

  #begun(node: number): Followed {
    const stream = this.#streams.of('outages', node);
    const { isDown, lasts } = firstState(this.#availability, stream)!;
    const process = { stream, isDown, until: after(0 as Instant, lasts) };
    this.#followed.set(node, process);
    return process;
  }
}
