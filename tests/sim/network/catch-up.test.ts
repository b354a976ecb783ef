/**
 * The mutants to be caught: a newcomer that signs as soon as the key is there, or fetches from the key and not
 * from its seat on; a member of a new chain that fetches; one that is counted twice when it goes down
 * meanwhile, or never signs when it was replaced meanwhile.
 */
import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { DAY, factsOf, HOUR, paramsOf, ranUntil, runUntil, start, worldOf } from '../world.helpers.ts';

const MONTH = 3 * DAY;
/** 9 gigabytes at 10 megabits a second are two hours. */
const TWO_HOURS = 'catchUp: { gigabytes: 9, megabitsPerSecond: 10 }';
/** Ten chains of four, of which two members make a chain halt when they cannot sign (t = 3). */
const scenario = (members: number, catchUp = TWO_HOURS, more = ''): string =>
  'network: { nodes: 20, slots: 16, validators: 5, regions: { one: 1 }, latency: [[20]] }\n' +
  'sizes: { small: { slots: 1, members: 4 } }\nmonitoring: { monitors: 3 }\nhorizon: 6 months\n' +
  `chains: { initial: { small: 10 }, ${catchUp} }\nrotation: { policy: monthly-replace, members: ${members} }\n` +
  `${more === '' ? 'keyGeneration: { mode: instant }\navailability: { mtbf: never }\n' : more}`;

test('a state takes its bits over the pace, rounded up to a millisecond', () => {
  const catchUpOf = (text: string) => paramsOf(`chains: { catchUp: ${text} }`).chains.catchUp;
  expect(catchUpOf('{ gigabytes: 9, megabitsPerSecond: 10 }')).toBe(2 * HOUR);
  expect(catchUpOf('{ gigabytes: 0.001, megabitsPerSecond: 3 }')).toBe(2667);
  expect(paramsOf('').chains.catchUp).toBeUndefined();
});

describe('newcomers', () => {
  test.each([
    [1, 0],
    [2, 2 * HOUR],
  ])('of %i in a turn keep their chain from signing until they have its state', (members, halted) => {
    const stage = ranUntil(2 * MONTH + DAY, scenario(members));
    const told = factsOf(stage, 'chain-halted', 'chain-resumed');
    const expected = [MONTH, 2 * MONTH].flatMap((at) => [
      ...Array.from({ length: 10 }, (_, chain) => [at, 'chain-halted', chain]),
      ...Array.from({ length: 10 }, (_, chain) => [at + halted, 'chain-resumed', chain]),
    ]);
    const seen = told.map(({ at, name, a }) => [at, name, a]).toSorted(byText);
    expect(seen).toEqual(halted === 0 ? [] : expected.toSorted(byText));
    const caughtUp = factsOf(stage, 'member-caught-up');
    expect(caughtUp.length).toBe(2 * 10 * members);
    checkInvariants(stage.world);
  });

  test('that sign at once halt nothing, and a chain that begins has no state', () => {
    const without = ranUntil(MONTH + DAY, scenario(2, 'private: 0'));
    expect(factsOf(without, 'chain-halted', 'member-caught-up')).toEqual([]);
    expect(factsOf(ranUntil(DAY, scenario(2)), 'chain-halted', 'member-caught-up')).toEqual([]);
  });

  test('fetch from their seat on: a key that takes longer finds them ready', () => {
    const keys = 'keyGeneration: { mode: protocol }\navailability: { mtbf: never }\n';
    const slow = ranUntil(MONTH + DAY, scenario(2, TWO_HOURS, keys));
    const quick = 'catchUp: { gigabytes: 0.001, megabitsPerSecond: 10 }';
    const ready = ranUntil(MONTH + DAY, scenario(2, quick, keys));
    expect(factsOf(ready, 'chain-halted')).toEqual([]);
    for (const { at } of factsOf(slow, 'member-caught-up')) expect(at).toBe(MONTH + 2 * HOUR);
    expect(factsOf(slow, 'chain-halted').length).toBe(10);
  });

  test('that go down, are replaced or leave meanwhile are counted once', () => {
    const text = scenario(
      3,
      'catchUp: { gigabytes: 400, megabitsPerSecond: 10 }',
      'availability: { mtbf: 8 h, mttr: 5 h }\n',
    ).replace('validators: 5,', 'validators: 5, exitsPerMonth: 30,');
    const stage = worldOf(text);
    start(stage);
    for (let at = DAY / 4; at < 6 * MONTH; at += DAY / 4) {
      runUntil(stage, at);
      checkInvariants(stage.world);
    }
    expect(factsOf(stage, 'member-caught-up').length).toBeGreaterThan(10);
    expect(factsOf(stage, 'dkg-failed').length).toBeGreaterThan(10);
  });
});

const byText = (one: readonly unknown[], other: readonly unknown[]): number =>
  one.join() < other.join() ? -1 : 1;
