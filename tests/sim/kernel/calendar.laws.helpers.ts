/**
 * The laws of every calendar, written once and applied to each implementation: it hands out what a list
 * sorted by (time, phase, order of pushing) would hand out, whatever happens in between.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blankEvent, NO_EVENT, PHASE_MAX } from '../../../src/sim/kernel/calendar.ts';
import type { Calendar, DueEvent } from '../../../src/sim/kernel/calendar.ts';
import { CalendarFull } from '../../../src/sim/kernel/calendar-full.ts';

/** What a test does to a calendar. A cancel names a push by its number, modulo the pushes so far. */
type Step =
  | { readonly do: 'push'; readonly at: number; readonly phase: number }
  | { readonly do: 'cancel'; readonly push: number }
  | { readonly do: 'reschedule'; readonly push: number; readonly at: number; readonly phase: number }
  | { readonly do: 'pop' }
  | { readonly do: 'popBefore'; readonly at: number; readonly phase: number };

const LAST = Number.MAX_SAFE_INTEGER;
const phase = fc.integer({ min: 0, max: PHASE_MAX });

/** Times of the kinds that queues stumble over. */
const TIMES: readonly (readonly [string, fc.Arbitrary<number>])[] = [
  ['times all equal', fc.constant(1000)],
  ['few different times', fc.integer({ min: 0, max: 5 })],
  ['spread times', fc.integer({ min: 0, max: 1_000_000 })],
  ['times of the whole range', fc.maxSafeNat()],
  [
    'a crowd and a few far outliers',
    fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 0, max: 100 }) },
      { weight: 1, arbitrary: fc.constantFrom(LAST, LAST - 1, 2 ** 40) },
    ),
  ],
];

function steps(times: fc.Arbitrary<number>): fc.Arbitrary<Step[]> {
  const push = fc.tuple(times, phase).map(([at, phase]): Step => ({ do: 'push', at, phase }));
  const cancel = fc.nat().map((push): Step => ({ do: 'cancel', push }));
  const reschedule = fc
    .tuple(fc.nat(), times, phase)
    .map(([push, at, phase]): Step => ({ do: 'reschedule', push, at, phase }));
  const pop = fc.constant<Step>({ do: 'pop' });
  const popBefore = fc.tuple(times, phase).map(([at, phase]): Step => ({ do: 'popBefore', at, phase }));
  const step = fc.oneof(
    { weight: 5, arbitrary: push },
    { weight: 2, arbitrary: cancel },
    { weight: 1, arbitrary: reschedule },
    { weight: 3, arbitrary: pop },
    { weight: 1, arbitrary: popBefore },
  );
  return fc.array(step, { maxLength: 400 });
}

/** The plainest calendar there is. */
class SortedList implements Calendar {
  private readonly waiting: (DueEvent & { readonly handle: number })[] = [];
  private pushes = 0;

  get size(): number {
    return this.waiting.length;
  }

  push(at: number, phase: number, kind: number, a: number, b: number): number {
    const later = this.waiting.findIndex(
      (event) => event.at > at || (event.at === at && event.phase > phase),
    );
    const handle = this.pushes++;
    this.waiting.splice(later < 0 ? this.waiting.length : later, 0, { at, phase, kind, a, b, handle });
    return handle;
  }

  reschedule(handle: number, at: number, phase: number): number {
    const event = this.waiting.find((waiting) => waiting.handle === handle);
    if (event === undefined) return NO_EVENT;
    this.cancel(handle);
    return this.push(at, phase, event.kind, event.a, event.b);
  }

  cancel(handle: number): boolean {
    const place = this.waiting.findIndex((event) => event.handle === handle);
    if (place >= 0) this.waiting.splice(place, 1);
    return place >= 0;
  }

  pop(into: DueEvent): boolean {
    return this.popBefore(Infinity, 0, into);
  }

  popBefore(until: number, phaseLimit: number, into: DueEvent): boolean {
    const [first] = this.waiting;
    if (first === undefined) return false;
    if (first.at > until || (first.at === until && first.phase >= phaseLimit)) return false;
    const { handle: _handle, ...event } = first;
    Object.assign(into, event);
    this.waiting.shift();
    return true;
  }
}

/** Does all steps to both calendars and compares every answer, then empties both. */
function expectAlike(steps: readonly Step[], calendar: Calendar): void {
  const list = new SortedList();
  const handles: [number, number][] = [];
  for (const step of steps) {
    if (step.do === 'push') {
      const payload = [step.at, step.phase, handles.length, -1 - handles.length, 2 ** 31 - 1] as const;
      handles.push([list.push(...payload), calendar.push(...payload)]);
    } else if (step.do === 'cancel') {
      if (handles.length === 0) continue;
      const [expected, actual] = handles[step.push % handles.length];
      expect(calendar.cancel(actual)).toBe(list.cancel(expected));
    } else if (step.do === 'reschedule') {
      if (handles.length === 0) continue;
      const [expected, actual] = handles[step.push % handles.length];
      const renewed = [expected, actual].map((handle, which) =>
        [list, calendar][which].reschedule(handle, step.at, step.phase),
      );
      expect(renewed[1] === NO_EVENT).toBe(renewed[0] === NO_EVENT);
      if (renewed[0] !== NO_EVENT) handles.push([renewed[0], renewed[1]]);
    } else {
      const [at, limit] = step.do === 'pop' ? [Infinity, 0] : [step.at, step.phase];
      expectSamePop(calendar, list, at, limit);
    }
    expect(calendar.size).toBe(list.size);
  }
  while (list.size > 0) expectSamePop(calendar, list, Infinity, 0);
  expect(calendar.pop(blankEvent())).toBe(false);
  expect(new Set(handles.map(([, handle]) => handle)).size).toBe(handles.length);
}

function expectSamePop(calendar: Calendar, list: Calendar, at: number, limit: number): void {
  const [expected, actual] = [blankEvent(), blankEvent()];
  expect(calendar.popBefore(at, limit, actual)).toBe(list.popBefore(at, limit, expected));
  expect(actual).toEqual(expected);
}

/** The numbers that all events carry, in the order of popping. */
function drained(calendar: Calendar): number[] {
  const order: number[] = [];
  for (const event = blankEvent(); calendar.pop(event);) order.push(event.a);
  return order;
}

/** Registers the laws for one implementation. */
export function calendarLaws(name: string, create: (pendingMax?: number) => Calendar): void {
  describe(`laws of a calendar: ${name}`, () => {
    test.each(TIMES)('agrees with a sorted list under any steps: %s', (_name, times) => {
      fc.assert(
        fc.property(steps(times), (script) => expectAlike(script, create())),
        { seed: 7, numRuns: 60 },
      );
    });

    test('equal keys come in the order of pushing, through bursts that grow and drain', () => {
      const calendar = create();
      const event = blankEvent();
      for (let burst = 0; burst < 4; burst++) {
        for (let count = 0; count < 5000; count++) calendar.push(burst, 3, 1, count, 0);
        for (let count = 0; count < 5000; count++) {
          expect(calendar.pop(event) && event.a === count && event.at === burst).toBe(true);
        }
        expect(calendar.size).toBe(0);
      }
    });

    test('a handle stays stale after its slot has served others, and after a burst has drained', () => {
      const calendar = create();
      const old = calendar.push(1, 0, 0, 0, 0);
      calendar.pop(blankEvent());
      const burst = Array.from({ length: 3000 }, (_, at) => calendar.push(at, 0, 0, at, 0));
      expect(calendar.cancel(old)).toBe(false);
      drained(calendar);
      const again = Array.from({ length: 3000 }, (_, at) => calendar.push(at, 0, 0, at, 0));
      expect(burst.some((handle) => calendar.cancel(handle))).toBe(false);
      expect(new Set([old, ...burst, ...again]).size).toBe(6001);
      expect(calendar.size).toBe(3000);
    });

    test('cancelling all but a few of many leaves those few, in order', () => {
      const calendar = create();
      const handles = Array.from({ length: 4000 }, (_, index) =>
        calendar.push((index * 7919) % 4001, 0, 0, (index * 7919) % 4001, 0),
      );
      handles.forEach((handle, index) => {
        if (index % 500 !== 0) expect(calendar.cancel(handle)).toBe(true);
      });
      const kept = handles.flatMap((_, index) => (index % 500 === 0 ? [(index * 7919) % 4001] : []));
      expect(drained(calendar)).toEqual(kept.toSorted((left, right) => left - right));
    });

    test('a handle that was never given cancels nothing', () => {
      const calendar = create();
      calendar.push(1, 0, 0, 0, 0);
      for (const handle of [-1, 2 ** 40, 2 ** 52, 0.5, NaN]) expect(calendar.cancel(handle)).toBe(false);
      expect(calendar.size).toBe(1);
    });

    test.each([1, 40, 64, 65, 100, 1000])(
      'with room for %d, one more is refused and loses nothing',
      (most) => {
        const calendar = create(most);
        const event = blankEvent();
        const add = (index: number): number => calendar.push(most - (index % 7), 0, 1, index, 0);
        const handles = Array.from({ length: most }, (_, index) => add(index));
        for (let again = 0; again < 3; again++) expect(() => add(0)).toThrow(new CalendarFull(most));
        expect(calendar.size).toBe(most);
        // Whatever leaves makes room, at once, and a handle still names its event.
        expect(calendar.cancel(handles[most - 1])).toBe(true);
        const renewed = add(most - 1);
        expect(calendar.reschedule(renewed, most + 1, 0)).not.toBe(NO_EVENT);
        expect(() => add(0)).toThrow(CalendarFull);
        expect(calendar.pop(event)).toBe(true);
        const taken = event.a;
        add(taken);
        expect(() => add(0)).toThrow(CalendarFull);
        expect(calendar.cancel(handles[taken])).toBe(false);
        const all = [...Array(most).keys()];
        expect(drained(calendar).toSorted((left, right) => left - right)).toEqual(all);
        expect(calendar.size).toBe(0);
      },
    );

    test('survives the hold pattern: pop one, push one later, 20,000 times', () => {
      const calendar = create();
      const event = blankEvent();
      for (let index = 0; index < 300; index++) calendar.push((index * 37) % 300, 0, 0, index, 0);
      let before = 0;
      for (let count = 0; count < 20_000; count++) {
        calendar.pop(event);
        if (event.at < before) expect(event.at).toBeGreaterThanOrEqual(before);
        before = event.at;
        calendar.push(event.at + ((event.a * 7919 + count) % 1000), 0, 0, event.a, 0);
      }
      expect(drained(calendar).toSorted((left, right) => left - right)).toEqual([...Array(300).keys()]);
    });
  });
}
