import { describe, expect, test } from 'vitest';
import { blankEvent, NO_EVENT, PHASE_MAX } from '../../../src/sim/kernel/calendar.ts';
import type { Calendar } from '../../../src/sim/kernel/calendar.ts';
import { HeapCalendar } from '../../../src/sim/kernel/heap-calendar.ts';
import { LadderCalendar } from '../../../src/sim/kernel/ladder-calendar.ts';
import { Streams } from '../../../src/sim/kernel/streams.ts';
import type { Stream } from '../../../src/sim/kernel/streams.ts';

const stream = (purpose: string): Stream => new Streams(new Uint32Array([1, 2, 3, 4])).of(purpose);
const LAST = Number.MAX_SAFE_INTEGER;

/** How far ahead of the last event taken, `now`, the next ones are scheduled. */
type Delay = (draws: Stream, now: number) => number;
const DELAYS: readonly (readonly [string, Delay])[] = [
  ['exponential', (draws) => Math.floor(draws.exponential() * 2 ** 20)],
  ['a few ticks', (draws) => Math.floor(draws.exponential() * 4)],
  ['all equal', () => 0],
  ['an integer grid', (draws) => 1000 * draws.below(50)],
  ['near and very far', (draws) => (draws.chance(1, 20) ? 2 ** 44 : 1) * draws.below(1000)],
  ['over twelve orders of magnitude', (draws) => Math.floor(10 ** (12 * draws.double()))],
  ['next to powers of two', (draws) => 2 ** draws.below(44) + draws.below(3) - 1],
  ['multiples of powers of two', (draws) => draws.below(6) * 2 ** draws.below(44)],
  ['consecutive from near 2^52 on', (draws, now) => Math.max(2 ** 52 - 1000 - now, 0) + draws.below(5)],
  ['anywhere up to 2^53', (draws, now) => Math.floor((LAST - now) * draws.double())],
  ['at the very end', (draws, now) => Math.max(LAST - now - draws.below(100), 0)],
];

/** Answers of both calendars, compared step by step; the number of operations. */
function interleave(draws: Stream, delay: Delay, operations: number): number {
  const ladder = new LadderCalendar();
  const heap = new HeapCalendar();
  const [left, right] = [blankEvent(), blankEvent()];
  const handles: [number, number][] = [];
  let done = 0;
  let differences = 0;
  const same = (isSame: boolean): number => (differences += isSame ? 0 : 1);
  const draw = (): [number, number] => {
    const at = Math.min(right.at + delay(draws, right.at), LAST);
    // In the running instant an engine schedules nothing in an earlier phase.
    return [at, at === right.at ? Math.max(right.phase, draws.below(PHASE_MAX + 1)) : draws.below(3)];
  };
  const push = (): void => {
    const [at, phase] = draw();
    const handle: [number, number] = [
      ladder.push(at, phase, 7, done, -done),
      heap.push(at, phase, 7, done, -done),
    ];
    if (draws.chance(1, 8)) handles[draws.below(5000)] = handle;
  };
  const pop = (until: number): void => {
    const isTaken = heap.popBefore(until, 2, right);
    same(ladder.popBefore(until, 2, left) === isTaken);
    same(left.at === right.at && left.phase === right.phase && left.a === right.a && left.b === right.b);
  };
  const cancel = (): void => {
    const handle = handles[draws.below(5000)];
    if (handle !== undefined) same(ladder.cancel(handle[0]) === heap.cancel(handle[1]));
  };
  const reschedule = (): void => {
    const place = draws.below(5000);
    if (handles[place] === undefined) return;
    const [at, phase] = draw();
    const [ours, theirs] = handles[place];
    const renewed: [number, number] = [
      ladder.reschedule(ours, at, phase),
      heap.reschedule(theirs, at, phase),
    ];
    same((renewed[0] === NO_EVENT) === (renewed[1] === NO_EVENT));
    if (renewed[1] !== NO_EVENT) handles[place] = renewed;
  };
  // The number of waiting events wanders between nothing and thousands.
  for (let pushShare = 5; done < operations; pushShare = 2 + draws.below(7)) {
    for (let step = draws.below(20_000); step > 0; step--, done++) {
      const other = draws.below(10);
      if (draws.below(10) < pushShare) push();
      else if (other === 0) cancel();
      else if (other === 1) reschedule();
      else pop(draws.chance(1, 4) ? right.at + delay(draws, right.at) : Infinity);
    }
    // Now and then all that has a handle is moved, or taken back.
    if (draws.chance(1, 6)) for (let times = 0; times < 10_000; times++) reschedule();
    if (draws.chance(1, 6)) for (let times = 0; times < 20_000; times++) cancel();
    same(ladder.size === heap.size);
  }
  while (heap.size > 0) pop(Infinity);
  expect(ladder.size).toBe(0);
  expect(differences).toBe(0);
  return done;
}

function filled(calendar: Calendar, count: number, at: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, index) => calendar.push(at(index), 0, 1, index, 0));
}

describe('the ladder', () => {
  test.each(DELAYS)('answers as the heap does, 200,000 operations: %s', (name, delay) => {
    expect(interleave(stream(name), delay, 200_000)).toBeGreaterThanOrEqual(200_000);
  });

  test('takes at most 36 bytes an event from 100,000 on, at every number of them', () => {
    const calendar = new LadderCalendar();
    const draws = stream('bytes');
    let worst = 0;
    for (let count = 1; count <= 400_000; count++) {
      calendar.push(Math.floor(draws.exponential() * 2 ** 20), 0, 0, 0, 0);
      if (count >= 100_000 && count % 1000 === 0) worst = Math.max(worst, calendar.bytes / count);
    }
    expect(worst).toBeLessThanOrEqual(36);
  });

  test('gives memory back after a burst, and the handles of what is left still name it', () => {
    const calendar = new LadderCalendar();
    const draws = stream('burst');
    const handles = filled(calendar, 200_000, () => draws.below(1_000_000));
    const atPeak = calendar.bytes;
    const taken = new Set<number>();
    for (const event = blankEvent(); calendar.size > 500;) {
      calendar.pop(event);
      taken.add(event.a);
    }
    expect(calendar.bytes).toBeLessThan(atPeak / 20);
    const later = filled(calendar, 5000, () => 2_000_000);
    expect(new Set([...handles, ...later]).size).toBe(205_000);
    const answers = handles.map((handle) => calendar.cancel(handle));
    expect(answers.every((answer, index) => answer === !taken.has(index))).toBe(true);
    expect(calendar.size).toBe(5000);
    expect(later.every((handle) => calendar.cancel(handle))).toBe(true);
  });

  test('gives memory back when a burst is cancelled instead of handed out', () => {
    const calendar = new LadderCalendar();
    const handles = filled(calendar, 200_000, (index) => index);
    const atPeak = calendar.bytes;
    for (const handle of handles.slice(100)) calendar.cancel(handle);
    expect(calendar.bytes).toBeLessThan(atPeak / 20);
    const event = blankEvent();
    for (let index = 0; index < 100; index++) expect(calendar.pop(event) && event.a === index).toBe(true);
    expect(calendar.size).toBe(0);
  });

  test('keeps the order when nearly every event is scheduled before all others', () => {
    const calendar = new LadderCalendar();
    const event = blankEvent();
    calendar.push(LAST, 0, 0, 0, 0);
    calendar.push(LAST - 1, 0, 0, 0, 0);
    calendar.pop(event);
    // The past of an engine: rung upon rung, until all is spread anew.
    const count = 20_000;
    filled(calendar, count, (index) => LAST - 2 - (index >> 1));
    let before = -1;
    for (let index = 0; index < count; index++) {
      calendar.pop(event);
      if (event.at < before) expect(event.at).toBeGreaterThanOrEqual(before);
      if (event.at === before) expect(event.a % 2).toBe(1);
      before = event.at;
    }
    expect([calendar.pop(event), event.at, calendar.size]).toEqual([true, LAST, 0]);
  });
});
