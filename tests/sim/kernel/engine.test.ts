import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/base/units.ts';
import { instant } from '../../../src/base/units.ts';
import type { Calendar } from '../../../src/sim/kernel/calendar.ts';
import { Engine } from '../../../src/sim/kernel/engine.ts';
import { HeapCalendar } from '../../../src/sim/kernel/heap-calendar.ts';
import { LadderCalendar } from '../../../src/sim/kernel/ladder-calendar.ts';
import { ScheduleFault } from '../../../src/sim/kernel/schedule-fault.ts';
import type { Tap } from '../../../src/sim/kernel/tap.ts';

/** Kinds of event: `EARLY` in phase 0, `MIDDLE` in 1, `LATE` in 2. */
const [EARLY, MIDDLE, LATE] = [0, 1, 2];
const NO_LIMIT = 31;
const LAST = Number.MAX_SAFE_INTEGER;

/** Makes a calendar, with room for less if a test wants that. */
type Create = (pendingMax?: number) => Calendar;
const CALENDARS: readonly (readonly [string, Create])[] = [
  ['heap', (pendingMax) => new HeapCalendar(pendingMax)],
  ['ladder', (pendingMax) => new LadderCalendar(pendingMax)],
];

const engineWith = (...taps: Tap[]): Engine =>
  new Engine({ calendar: new LadderCalendar(), phaseOf: [0, 1, 2], factKinds: 3, taps });

/** A tap that keeps what it is told. */
function listener(kinds: readonly number[] | 'all'): Tap & { readonly heard: unknown[][] } {
  const heard: unknown[][] = [];
  return { kinds, heard, fact: (...fact) => heard.push(fact) };
}

describe('the engine', () => {
  test('handles events by time, then phase, then order of scheduling', () => {
    const engine = engineWith();
    engine.schedule(instant(5), LATE, 1);
    engine.schedule(instant(5), EARLY, 2);
    engine.schedule(instant(3), LATE, 3);
    engine.schedule(instant(5), EARLY, 4);
    engine.schedule(instant(5), MIDDLE, 5, -6);
    const handled: number[][] = [];
    engine.run(instant(10), 0, (kind, a, b) => handled.push([engine.now, kind, a, b]));
    expect(handled).toEqual([
      [3, LATE, 3, 0],
      [5, EARLY, 2, 0],
      [5, EARLY, 4, 0],
      [5, MIDDLE, 5, -6],
      [5, LATE, 1, 0],
    ]);
    expect([engine.handled, engine.now]).toEqual([5, 10]);
  });

  test('stops before (until, phaseLimit) and goes on from there', () => {
    const engine = engineWith();
    for (const kind of [EARLY, MIDDLE, LATE]) engine.schedule(instant(5), kind);
    const kinds: number[] = [];
    const note = (kind: number): void => void kinds.push(kind);
    engine.run(instant(5), 0, note);
    expect(kinds).toEqual([]);
    engine.run(instant(5), 2, note);
    expect(kinds).toEqual([EARLY, MIDDLE]);
    engine.run(instant(6), 0, note);
    expect(kinds).toEqual([EARLY, MIDDLE, LATE]);
  });

  test('handles what is scheduled meanwhile, at the same instant and phase too', () => {
    const engine = engineWith();
    engine.schedule(instant(1), MIDDLE, 3);
    const instants: number[] = [];
    engine.run(instant(4), 0, (_kind, left) => {
      instants.push(engine.now);
      if (left > 0) engine.schedule(engine.now, MIDDLE, left - 1);
      if (left === 0) engine.schedule(instant(4), MIDDLE);
    });
    expect(instants).toEqual([1, 1, 1, 1]);
    engine.run(instant(4), NO_LIMIT, () => instants.push(engine.now));
    expect(instants).toEqual([1, 1, 1, 1, 4]);
  });

  test('an event taken back is not handled', () => {
    const engine = engineWith();
    const handle = engine.schedule(instant(1), EARLY);
    expect([engine.cancel(handle), engine.cancel(handle)]).toEqual([true, false]);
    engine.run(instant(2), 0, () => expect.unreachable());
    expect(engine.handled).toBe(0);
  });

  test('an event falls due neither in the past nor in an earlier phase of the same instant', () => {
    const engine = engineWith();
    engine.schedule(instant(5), MIDDLE);
    engine.run(instant(9), 0, (kind) => {
      if (kind !== MIDDLE) return;
      expect(() => engine.schedule(instant(4), LATE)).toThrow('never falls due in the past');
      expect(() => engine.schedule(instant(5), EARLY)).toThrow('never falls due in the past');
      engine.schedule(instant(5), LATE);
    });
    expect(engine.handled).toBe(2);
  });

  test('after a run, what it could have handled is past', () => {
    const engine = engineWith();
    engine.run(instant(9), 1, () => expect.unreachable());
    expect(() => engine.schedule(instant(8), LATE)).toThrow('never falls due in the past');
    expect(() => engine.schedule(instant(9), EARLY)).toThrow('never falls due in the past');
    expect(() => engine.schedule(instant(9), MIDDLE)).not.toThrow();
    expect(() => engine.run(instant(8), NO_LIMIT, () => undefined)).toThrow('never ends before');
    expect(() => engine.run(instant(9), 0, () => undefined)).toThrow('never ends before');
  });

  describe.each(CALENDARS)('on the %s', (_, create) => {
    const engineOn = (calendar: Calendar): Engine =>
      new Engine({
        calendar,
        phaseOf: [0, 1, 2],
        nameOf: ['early', 'middle', 'late'],
        factKinds: 0,
        taps: [],
      });

    test.each([NaN, 0.5, 2 ** 53, Infinity, -Infinity])('refuses the instant %d, never rounds it', (at) => {
      const engine = engineOn(create());
      expect(() => engine.schedule(at as Instant, EARLY)).toThrow(ScheduleFault);
      expect(() => engine.run(at as Instant, 0, () => undefined)).toThrow('whole millisecond');
      engine.run(instant(LAST), NO_LIMIT, () => expect.unreachable());
    });

    test('says which event, when, what is accepted, and takes exactly that', () => {
      const engine = engineOn(create());
      const refusals: unknown[] = [];
      const faultAt = (at: number, kind: number): void => {
        try {
          engine.schedule(at as Instant, kind);
        } catch (error) {
          refusals.push(error);
        }
      };
      engine.schedule(instant(5), MIDDLE);
      engine.run(instant(9), 0, (kind) => {
        if (kind !== MIDDLE) return;
        faultAt(4, LATE);
        faultAt(5, EARLY);
        faultAt(NaN, LATE);
        faultAt(2 ** 53, EARLY);
      });
      expect(refusals).toMatchObject([
        { event: 'late', at: 4, now: 5, accepted: `a whole number from 5 to ${LAST}` },
        { event: 'early', at: 5, now: 5, accepted: `a whole number from 6 to ${LAST}` },
        { event: 'late', at: NaN, now: 5, accepted: `a whole number from 5 to ${LAST}` },
        { event: 'early', at: 2 ** 53, now: 5, accepted: `a whole number from 6 to ${LAST}` },
      ]);
      expect(String(refusals[2])).toBe(
        'ScheduleFault: event late at NaN ms, now is 5 ms: an event falls due at a whole millisecond below 2^53; ' +
          `accepted: a whole number from 5 to ${LAST}`,
      );
      expect(engine.handled).toBe(1);
    });

    test('hands out the last instant there is, neither before nor as another', () => {
      const engine = engineOn(create());
      for (const at of [LAST, LAST - 1, LAST - 2]) engine.schedule(instant(at), LATE);
      const instants: number[] = [];
      engine.run(instant(LAST - 1), 0, () => instants.push(engine.now));
      expect(instants).toEqual([LAST - 2]);
      engine.run(instant(LAST), NO_LIMIT, () => instants.push(engine.now));
      expect(instants).toEqual([LAST - 2, LAST - 1, LAST]);
    });

    test('refuses one event more than there is room for, and goes on', () => {
      const engine = engineOn(create(100));
      for (let count = 0; count < 100; count++) engine.schedule(instant(count), EARLY);
      expect(() => engine.schedule(instant(7), EARLY)).toThrow(
        '100 events wait in the calendar, and it has room for no more; accepted: fewer at once',
      );
      engine.run(instant(100), 0, () => {
        if (engine.handled === 50) engine.schedule(instant(99), EARLY);
      });
      expect(engine.handled).toBe(101);
    });
  });

  test('numbers a kind that has no name', () => {
    expect(() => engineWith().schedule(NaN as Instant, LATE)).toThrow('event 2 at NaN ms');
  });

  test('refuses what typed arrays would cut, and kinds that nobody declared', () => {
    const engine = engineWith();
    expect(() => engine.schedule(instant(1), EARLY, 2 ** 31)).toThrow('32-bit');
    expect(() => engine.schedule(instant(1), EARLY, 0, 0.5)).toThrow('32-bit');
    expect(() => engine.schedule(instant(1), 3)).toThrow('declared kind');
    expect(() => engine.record(3)).toThrow('declared kind');
    expect(() => engineWith(listener([3]))).toThrow('declared kinds');
    const options = { calendar: new LadderCalendar(), factKinds: 0, taps: [] };
    expect(() => new Engine({ ...options, phaseOf: [32] })).toThrow('a phase is 0 … 31');
  });

  test('does not run within its own run', () => {
    const engine = engineWith();
    engine.schedule(instant(1), EARLY);
    engine.run(instant(2), 0, () => {
      expect(() => engine.run(instant(2), 0, () => undefined)).toThrow('one dispatcher at a time');
    });
  });
});

describe('facts', () => {
  test('reach each tap that reads their kind, in the order of attaching, with the instant', () => {
    const all = listener('all');
    const some = listener([1, 1]);
    const engine = engineWith(all, some);
    engine.schedule(instant(7), EARLY);
    engine.run(instant(8), 0, () => {
      engine.record(0, 1, 2, 3);
      engine.recordAmount(1, 4, 5, 6, 10n ** 30n);
      engine.record(2);
    });
    expect(some.heard).toEqual([[7, 1, 4, 5, 6, 10n ** 30n]]);
    expect(all.heard).toEqual([[7, 0, 1, 2, 3, 0n], ...some.heard, [7, 2, 0, 0, 0, 0n]]);
  });

  test('are wanted only where a tap reads them', () => {
    const engine = engineWith(listener([1]));
    expect([0, 1, 2].map((kind) => engine.wants(kind))).toEqual([false, true, false]);
    expect(engineWith(listener('all')).wants(2)).toBe(true);
    expect(engineWith().wants(0)).toBe(false);
  });
});
