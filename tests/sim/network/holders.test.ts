/**
 * The mutants to be caught: an undelegation that ends at once, a holder that delegates what it has sold or
 * bound, a restaked part that is ignored, a panic at the price of the month before, a board on which fees do
 * not count.
 */
import { describe, expect, test } from 'vitest';
import { PPM } from '../../../src/base/units.ts';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { delegationsOf } from '../../../src/sim/network/economy.ts';
import { stakeSlashed } from '../../../src/sim/network/slashing.ts';
import { DAY, factsOf, runUntil, start, worldOf, type HeardFact, type Stage } from '../world.helpers.ts';
import { delegatedRows, delegatedTo, total } from './delegated-rows.helpers.ts';

/** Five days: three of them are the notice of an undelegation. */
const MONTH = 5 * DAY;
const FALL = 'market: { price: { kind: table, table: [{ at: 0, usd: 0.1 }, { at: 12 days, usd: 0.05 }] } }\n';
const scenario = (holders: string, more = ''): string =>
  'calendar: { days: 5 }\nhorizon: 12 months\nkeyGeneration: { mode: instant }\navailability: { mtbf: never }\n' +
  'network: { nodes: 4, validators: 2, minimumStake: 1000, regions: { one: 1 }, latency: [[20]] }\n' +
  `monitoring: { monitors: 1 }\nchains: { initial: { small: 0 } }\nbehaviour: { holders: [${holders}] }\n` +
  (more.includes('delegation:')
    ? more
    : `${more}delegation: { holders: 12, lockMonths: { 1: 1 }, liquid: 500 }\n`);
const PANIC = '{ share: 1, kind: panic, fall: 0.3, return: 1 }';

function opened(text: string, month: number): Stage {
  const stage = worldOf(text);
  start(stage);
  runUntil(stage, month * MONTH + 1);
  return stage;
}
const monthOf = ({ at }: HeardFact): number => at / MONTH;
const idleOf = ({ world }: Stage, holder: number): bigint => {
  const { ledger } = world.economy;
  return ledger.balance(ledger.holder(holder)) - delegationsOf(world).bound(holder);
};

describe('holders that hold', () => {
  test('leave everything as it is', () => {
    const stage = opened(scenario('{ share: 1, kind: hold }', FALL), 5);
    expect(factsOf(stage, 'delegation-began', 'delegation-ended')).toEqual([]);
    expect(stage.world.crowd.active).toEqual([]);
  });
});

describe('after a fall of the price', () => {
  // It halves on day 12, so the third month opens below the second by half: everything is asked back then.
  test('panic asks all stake back when the next month opens, and gets it when its period ends', () => {
    const text = scenario(PANIC, `${FALL}delegation: { holders: 12, lockMonths: { 3: 1 }, liquid: 500 }\n`);
    const stage = opened(text, 2);
    expect(
      delegatedRows(stage.world).some(({ id }) => delegationsOf(stage.world).endOf(id) !== undefined),
    ).toBe(false);
    runUntil(stage, 3 * MONTH + 1);
    const delegations = delegationsOf(stage.world);
    const ends = delegatedRows(stage.world).map(({ id }) => delegations.endOf(id));
    expect(new Set(ends)).toEqual(new Set([4, 5, 6]));
    runUntil(stage, 7 * MONTH);
    // Whatever began in the run, accepted in months 1 and 2, lasted its three months to the day.
    const ended = factsOf(stage, 'delegation-ended');
    const began = factsOf(stage, 'delegation-began').filter((fact) => monthOf(fact) <= 3);
    expect(new Set(began.map(monthOf))).toEqual(new Set([2, 3]));
    for (const { a, b, amount, at } of began) {
      const end = ended.find((other) => other.a === a && other.b === b && other.amount === amount);
      expect((end?.at ?? 0) - at).toBe(3 * MONTH);
    }
    checkInvariants(stage.world);
  });

  test('a smaller fall than is too much, or one within the months before, moves nobody', () => {
    const calm = opened(scenario(PANIC.replace('0.3', '0.51'), FALL), 5);
    expect(factsOf(calm, 'delegation-ended')).toEqual([]);
    const late = opened(scenario(PANIC, FALL), 5);
    expect(new Set(factsOf(late, 'delegation-ended').map(monthOf))).toEqual(new Set([4]));
  });
});

test('who flees slashing leaves that validator only, and does not come back while it is remembered', () => {
  const stage = opened(scenario(PANIC), 1);
  runUntil(stage, MONTH + DAY);
  const before = delegatedRows(stage.world).filter(({ validator }) => validator === 0).length;
  expect(before).toBeGreaterThan(0);
  stakeSlashed(stage.world, 0, 0, 0, { sharePpm: PPM / 100, tokens: 0n }, stage.engine);
  runUntil(stage, 2 * MONTH + 1);
  const delegations = delegationsOf(stage.world);
  const fled = delegatedRows(stage.world).filter(({ id }) => delegations.endOf(id) !== undefined);
  expect(new Set(fled.map(({ validator }) => validator))).toEqual(new Set([0]));
  runUntil(stage, 3 * MONTH + 1);
  expect(new Set(factsOf(stage, 'delegation-ended').map(({ b }) => b))).toEqual(new Set([0]));
});

describe('seekers of yield', () => {
  const SEEK = '{ share: 1, kind: seek-yield, reconsider: 1, threshold: 0, looks: 10 }';

  // Validator 1 keeps all that its nodes earn. A holder of validator 1 misses validator 0 in ten looks once
  // in 1,024.
  test('move to the validator that leaves them more', () => {
    const stage = worldOf(scenario(SEEK));
    const delegations = delegationsOf(stage.world);
    delegations.setTerms(1, { ...delegations.terms(1), feePerMille: 1000 });
    start(stage);
    runUntil(stage, MONTH);
    expect(delegatedTo(stage.world)[1] > 0n).toBe(true);
    runUntil(stage, 3 * MONTH + 1);
    expect(delegations.delegated(1)).toBe(0n);
    const moved = factsOf(stage, 'delegation-ended');
    expect(new Set(moved.map(({ b }) => b))).toEqual(new Set([1]));
    expect(new Set(moved.map(monthOf))).toEqual(new Set([2]));
    // What was accepted at this opening counts from the next one on.
    expect(delegations.delegated(0, 4)).toBe(total(delegatedRows(stage.world).map(({ amount }) => amount)));
    checkInvariants(stage.world);
  });

  test('stay where both pay alike', () => {
    const more = 'delegation: { holders: 12, lockMonths: { 1: 1 }, liquid: 500, staked: 1000000000 }\n';
    const stage = opened(scenario(SEEK.replace('threshold: 0', 'threshold: 10'), more), 4);
    expect(factsOf(stage, 'delegation-ended')).toEqual([]);
    expect(factsOf(stage, 'delegation-began').length).toBeGreaterThan(0);
  });
});

describe('what lies idle', () => {
  test.each([
    ['0.25', 250_000n],
    ['1', 1_000_000n],
    ['0', 0n],
  ])('is delegated again to the part of %s, rounded down', (restake, ppm) => {
    const stage = worldOf(scenario(PANIC).replace(`[${PANIC}] }`, `[${PANIC}], restake: ${restake} }`));
    start(stage);
    runUntil(stage, MONTH);
    const idle = Array.from({ length: 12 }, (_, holder) => idleOf(stage, holder));
    expect(idle.every((amount) => amount > 0n)).toBe(true);
    runUntil(stage, 2 * MONTH + 1);
    const began = factsOf(stage, 'delegation-began').toSorted((one, other) => one.a - other.a);
    const expected = idle.map((amount) => (amount * ppm) / 1_000_000n);
    expect(began.map(({ at, a, amount }) => [at, a, amount])).toEqual(
      ppm === 0n ? [] : expected.map((amount, holder) => [2 * MONTH, holder, amount]),
    );
    checkInvariants(stage.world);
  });

  test('is nobody’s to delegate below what a validator takes', () => {
    const more = 'delegation: { holders: 12, lockMonths: { 1: 1 }, minimum: 1000000000 }\n';
    const stage = opened(scenario(PANIC, more), 3);
    expect(factsOf(stage, 'delegation-began')).toEqual([]);
  });
});
