/**
 * Which probes of a monitor fall into a window, and which of them could not be answered. A monitor probes at
 * fixed instants offset + k·every (milliseconds since the run's start, 0 ≤ offset < every, k = 0, 1, …),
 * whatever the windows are; so probes are counted, never enumerated. §M9.2
 */
import { assert } from '../base/assert.ts';
import type { Duration, Instant } from '../base/units.ts';

/**
 * The down times of one node: interval i of `count` is [edges[2·(first + i)], edges[2·(first + i) + 1]).
 * Sorted, disjoint, not empty; they may begin before the window and end after it.
 */
export interface DownTimes {
  readonly edges: ArrayLike<number>;
  /** Index of the first interval (of the pair, not of the edge). */
  readonly first: number;
  readonly count: number;
}

/** One monitor's window over one target. Callers in a hot loop reuse the object. */
export interface ProbeWindow {
  readonly monitorDown: DownTimes;
  readonly targetDown: DownTimes;
  readonly start: Instant;
  /** The window is [start, end). */
  readonly end: Instant;
  readonly offset: Duration;
  readonly every: Duration;
}

/** What {@link countProbes} fills in. */
export interface ProbeCounts {
  /** Probes that left: the monitor was up. */
  sent: number;
  /** Those among them that met a target that was down, 0 … sent. */
  dark: number;
}

/**
 * How many probes fall into [from, to); none when `to` ≤ `from`. Exact: the quotient of two whole numbers
 * below 2^53 never rounds to a whole number that it is not, because the next one is at least 1/every away.
 */
export function probesIn(from: number, to: number, offset: number, every: number): number {
  if (to <= from) return 0;
  return Math.ceil((to - offset) / every) - Math.ceil((from - offset) / every);
}

/**
 * Counts the probes of a window into `counts`, in time linear in the intervals that are passed. A node that
 * goes down or comes up at the very instant of a probe is already down, or up: intervals are half open.
 */
export function countProbes(window: ProbeWindow, counts: ProbeCounts): void {
  const { monitorDown, targetDown, start, end, offset, every } = window;
  assert(every > 0 && offset >= 0 && offset < every, 'the grid begins within its first step');
  let sent = probesIn(start, end, offset, every);
  for (let index = 0; index < monitorDown.count; index++) {
    sent -= probesWithin(window, fromOf(monitorDown, index), toOf(monitorDown, index));
  }
  let dark = 0;
  for (let index = 0; index < targetDown.count; index++) {
    dark += probesWithin(window, fromOf(targetDown, index), toOf(targetDown, index));
  }
  if (dark > 0 && monitorDown.count > 0) dark -= probesOfBothDown(window);
  counts.sent = sent;
  counts.dark = dark;
}

/** Probes due while monitor and target were both down: one walk over the two sorted lists. */
function probesOfBothDown(window: ProbeWindow): number {
  const { monitorDown, targetDown } = window;
  let probes = 0;
  let ours = 0;
  let theirs = 0;
  while (ours < monitorDown.count && theirs < targetDown.count) {
    const ourEnd = toOf(monitorDown, ours);
    const theirEnd = toOf(targetDown, theirs);
    const from = Math.max(fromOf(monitorDown, ours), fromOf(targetDown, theirs));
    probes += probesWithin(window, from, Math.min(ourEnd, theirEnd));
    if (ourEnd <= theirEnd) ours++;
    else theirs++;
  }
  return probes;
}

/** Probes in the part of [from, to) that lies in the window. */
function probesWithin(window: ProbeWindow, from: number, to: number): number {
  return probesIn(Math.max(from, window.start), Math.min(to, window.end), window.offset, window.every);
}

function fromOf(down: DownTimes, index: number): number {
  return down.edges[2 * (down.first + index)];
}

function toOf(down: DownTimes, index: number): number {
  return down.edges[2 * (down.first + index) + 1];
}
