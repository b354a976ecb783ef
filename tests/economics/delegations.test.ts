/** The life of a delegation, its slashes and rewards, by figures worked out by hand. */
import { expect, test } from 'vitest';
import { monthStart } from '../../src/base/calendar-months.ts';
import { instant, type Instant } from '../../src/base/units.ts';
import type { DelegationId } from '../../src/economics/delegation-rows.ts';
import type { DelegationOptions } from '../../src/economics/delegation-life.ts';
import { Delegations } from '../../src/economics/delegations.ts';

const DAY = 86_400_000;
/** 1 January 2020. */
const calendar = { kind: 'gregorian', startUnixMillis: 1_577_836_800_000 } as const;
/** The four periods of the contracts. */
const locks = [
  { months: 2, multiplierPpm: 1_000_000 },
  { months: 3, multiplierPpm: 1_000_000 },
  { months: 6, multiplierPpm: 1_500_000 },
  { months: 12, multiplierPpm: 2_000_000 },
];
const register = (options: Partial<DelegationOptions> = {}): Delegations =>
  new Delegations({
    holders: 10,
    validators: 30,
    locks,
    calendar,
    terms: { feePerMille: 150, minimum: 1n, acceptsRequests: true },
    ...options,
  });
const offer = { holder: 0, validator: 0, lock: 0, amount: 100n, balance: 1000n };

function proposed(delegations: Delegations, request = offer): DelegationId {
  const answer = delegations.propose(request);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer.id;
}

function accepted(delegations: Delegations, request = offer): DelegationId {
  const id = proposed(delegations, request);
  expect(delegations.accept(id)).toEqual({ kind: 'accepted', starts: delegations.month + 1 });
  return id;
}

/** A moment of the present month, as long before the beginning of another. */
const before = (month: number, millis: number): Instant => instant(monthStart(calendar, month) - millis);

test('a delegation counts from the month after its acceptance to the end of the period asked to be last', () => {
  const delegations = register();
  const id = proposed(delegations);
  expect([delegations.stateOf(id), delegations.bound(0), delegations.validatorCount(0)]).toEqual([
    'proposed',
    100n,
    0,
  ]);
  delegations.accept(id);
  expect([delegations.stateOf(id), delegations.validatorCount(0)]).toEqual(['accepted', 1]);
  expect([delegations.delegated(0), delegations.delegated(0, 1)]).toEqual([0n, 100n]);
  expect(delegations.requestUndelegation(id, { by: 'holder', at: instant(0) })).toEqual({
    kind: 'refused',
    reason: 'not-delegated',
  });
  delegations.turn(1);
  expect([delegations.stateOf(id), delegations.delegated(0)]).toEqual(['delegated', 100n]);
  // Two months, 1 and 2; renewed for 3 and 4.
  delegations.turn(3);
  const request = delegations.requestUndelegation(id, { by: 'holder', at: before(4, 1) });
  expect(request).toEqual({ kind: 'requested', ends: 5 });
  expect([delegations.stateOf(id), delegations.endOf(id)]).toEqual(['undelegating', 5]);
  expect([3, 4, 5, 6].map((month) => delegations.delegated(0, month))).toEqual([100n, 100n, 0n, 0n]);
  expect(delegations.requestUndelegation(id, { by: 'holder', at: before(4, 1) }).kind).toBe('refused');
  delegations.turn(4);
  expect([delegations.stateOf(id), delegations.bound(0)]).toEqual(['undelegating', 100n]);
  delegations.turn(5);
  expect([delegations.stateOf(id), delegations.bound(0), delegations.delegated(0)]).toEqual([
    'ended',
    0n,
    0n,
  ]);
});

test.each([
  [0, 100n, 10_000n, [3, 5]],
  [1, 100n, 10_000n, [4, 7]],
  [2, 100n, 15_000n, [7, 13]],
  [3, 101n, 20_200n, [13, 25]],
])('period %i: %s units weigh %s hundredths, and end as their period does', (lock, amount, weight, ends) => {
  for (const [periods, end] of ends.entries()) {
    const delegations = register();
    const id = accepted(delegations, { ...offer, lock, amount });
    const lastMonth = 1 + (periods + 1) * locks[lock].months - 1;
    delegations.turn(lastMonth);
    expect([delegations.effectiveOf(id), delegations.effective(0)]).toEqual([weight, weight]);
    const at = before(lastMonth + 1, 3 * DAY + 1);
    expect(delegations.requestUndelegation(id, { by: 'holder', at })).toEqual({
      kind: 'requested',
      ends: end,
    });
  }
});

// Accepted in January, two months: February and March, so it may end as April begins. 2020 has 29 February days.
test.each([
  ['4 days', 4 * DAY, 'requested'],
  ['three days and a millisecond', 3 * DAY + 1, 'requested'],
  ['exactly three days', 3 * DAY, 'refused'],
  ['a millisecond less', 3 * DAY - 1, 'refused'],
  ['a millisecond', 1, 'refused'],
])('with %s to the end of the period an undelegation is %s', (_, millis, kind) => {
  const delegations = register();
  const id = accepted(delegations);
  delegations.turn(2);
  const answer = delegations.requestUndelegation(id, { by: 'validator', at: before(3, millis) });
  expect(answer.kind).toBe(kind);
  if (answer.kind === 'refused') expect(answer.reason).toBe('too-late');
  // Whoever is late asks in the next period.
  delegations.turn(3);
  const again = delegations.requestUndelegation(id, { by: 'validator', at: before(3, 0) });
  expect(again.kind).toBe(kind === 'refused' ? 'requested' : 'refused');
  expect(delegations.delegated(0, 5)).toBe(0n);
});

test('the days before a month within a period are no edge', () => {
  const delegations = register();
  const id = accepted(delegations, { ...offer, lock: 1 });
  delegations.turn(2);
  expect(delegations.requestUndelegation(id, { by: 'holder', at: before(3, 1) })).toEqual({
    kind: 'requested',
    ends: 4,
  });
});

test('a proposal dies with its month, is taken back or declined, and sets free what it bound', () => {
  const delegations = register();
  const [dead, gone] = [proposed(delegations), proposed(delegations)];
  expect(delegations.bound(0)).toBe(200n);
  expect(delegations.withdraw(gone)).toEqual({ kind: 'withdrawn' });
  expect([delegations.stateOf(gone), delegations.bound(0)]).toEqual(['ended', 100n]);
  expect(delegations.withdraw(gone)).toEqual({ kind: 'refused', reason: 'not-proposed' });
  delegations.turn(1);
  expect([delegations.stateOf(dead), delegations.bound(0)]).toEqual(['ended', 0n]);
  expect(delegations.accept(dead)).toEqual({ kind: 'refused', reason: 'not-proposed' });
  expect(delegations.delegated(0, 2)).toBe(0n);
  const id = accepted(delegations);
  expect(delegations.accept(id)).toEqual({ kind: 'refused', reason: 'not-proposed' });
  expect(delegations.withdraw(id)).toEqual({ kind: 'refused', reason: 'not-proposed' });
});

test('an offer is refused below the minimum, by a validator that takes none, and beyond what is free', () => {
  const delegations = register();
  delegations.setTerms(1, { feePerMille: 0, minimum: 100n, acceptsRequests: true });
  delegations.setTerms(2, { feePerMille: 0, minimum: 1n, acceptsRequests: false });
  const reason = (more: Partial<typeof offer>): string => {
    const answer = delegations.propose({ ...offer, ...more });
    return answer.kind === 'refused' ? answer.reason : answer.kind;
  };
  expect(reason({ validator: 1, amount: 99n })).toBe('below-minimum');
  expect(reason({ validator: 2 })).toBe('validator-not-accepting');
  expect(reason({ amount: 1001n })).toBe('not-enough-tokens');
  expect(reason({ amount: 900n, validator: 1 })).toBe('proposed');
  expect(reason({ amount: 101n })).toBe('not-enough-tokens');
  expect(reason({ amount: 100n })).toBe('proposed');
});

// Catches a limit that counts proposals, or undelegations in progress, or delegations instead of validators.
test('a holder serves 20 validators: proposals do not count, and an undelegation frees a place at once', () => {
  const delegations = register();
  const waiting = proposed(delegations, { ...offer, validator: 25, amount: 1n });
  const ids = Array.from({ length: 20 }, (_, validator) =>
    accepted(delegations, { ...offer, validator, amount: 1n }),
  );
  accepted(delegations, { ...offer, validator: 7, amount: 1n });
  expect(delegations.validatorCount(0)).toBe(20);
  const refused = { kind: 'refused', reason: 'too-many-validators' };
  expect(delegations.propose({ ...offer, validator: 20, amount: 1n })).toEqual(refused);
  expect(delegations.accept(waiting)).toEqual(refused);
  delegations.turn(1);
  delegations.requestUndelegation(ids[7], { by: 'holder', at: before(1, 0) });
  expect(delegations.propose({ ...offer, validator: 20, amount: 1n })).toEqual(refused);
  delegations.requestUndelegation(ids[8], { by: 'holder', at: before(1, 0) });
  expect(delegations.propose({ ...offer, validator: 20, amount: 1n }).kind).toBe('proposed');
});

test('stake that is accepted and does not count yet carries no node', () => {
  const delegations = register();
  delegations.deal({ holder: 1, validator: 0, lock: 0, amount: 199n });
  accepted(delegations, { ...offer, amount: 1n });
  const may = (): boolean[] => [0, 1, 2].map((nodes) => delegations.mayCreateNode(0, nodes, 100n));
  expect([delegations.nodesAllowed(0, 100n), may()]).toEqual([1, [true, false, false]]);
  delegations.turn(1);
  expect([delegations.nodesAllowed(0, 100n), may()]).toEqual([2, [true, true, false]]);
});

/** Three holders with 4 : 4.5 : 5 of weight: the lock of six months for the second. */
function threeHolders(): Delegations {
  const delegations = register();
  delegations.deal({ holder: 0, validator: 0, lock: 0, amount: 80n });
  delegations.deal({ holder: 1, validator: 0, lock: 2, amount: 60n });
  delegations.deal({ holder: 2, validator: 0, lock: 3, amount: 50n });
  return delegations;
}

test('of 101 units at 15 % the validator gets 15 and 2 of dust, weights 4 : 4.5 : 5 get 25, 28, 31', () => {
  const delegations = threeHolders();
  const rewards: bigint[] = [];
  const shared = delegations.pay(0, 101n, (_id, holder, _lock, reward) => (rewards[holder] = reward));
  expect({ ...shared, rewards }).toEqual({
    fee: 15n,
    dust: 2n,
    byLock: [25n, 0n, 28n, 31n],
    rewards: [25n, 28n, 31n],
  });
});

test('a fee of nothing leaves all to holders, one of all leaves them nothing, and none is beyond', () => {
  const delegations = register();
  const terms = delegations.terms(0);
  for (const holder of [0, 1]) delegations.deal({ holder, validator: 0, lock: 0, amount: 1n });
  const rewarded = (feePerMille: number): unknown => {
    delegations.setTerms(0, { ...terms, feePerMille });
    const rewards: bigint[] = [];
    const { fee, dust } = delegations.pay(0, 10n, (_id, holder, _lock, reward) => (rewards[holder] = reward));
    return { fee, dust, rewards };
  };
  expect(rewarded(0)).toEqual({ fee: 0n, dust: 0n, rewards: [5n, 5n] });
  expect(rewarded(1000)).toEqual({ fee: 10n, dust: 0n, rewards: [] });
  expect(() => rewarded(1001)).toThrow('a part of the bounty');
  expect(() => delegations.pay(0, -1n, () => {})).toThrow('not negative');
});

// 7 · 1, 7 · 1.5 and 3 · 1.5 in hundredths: no half is lost, as it would be in whole units.
test('weights are hundredths of a base unit, row by row', () => {
  const delegations = register();
  delegations.deal({ holder: 0, validator: 1, lock: 0, amount: 7n });
  delegations.deal({ holder: 1, validator: 1, lock: 2, amount: 7n });
  delegations.deal({ holder: 2, validator: 1, lock: 2, amount: 3n });
  expect([delegations.effective(1), delegations.delegated(1), delegations.effective(0)]).toEqual([
    700n + 1050n + 450n,
    17n,
    0n,
  ]);
});

test('a remembered bounty comes to the same, and its dust is known when all are told', () => {
  const delegations = threeHolders();
  expect(delegations.credit(0, 101n)).toEqual({ fee: 15n, dust: 0n });
  delegations.slash(0, 100n);
  delegations.turn(7);
  expect(delegations.earned(2)).toBe(31n);
  expect(delegations.collect(2)).toBe(31n);
  expect(delegations.collect(2)).toBe(0n);
  expect(delegations.settle(0, () => {}).dust).toBe(2n);
  expect([delegations.earned(0), delegations.earned(1)]).toEqual([25n, 28n]);
  expect(delegations.settle(0, () => {}).dust).toBe(0n);
});

test('without anything that counts, all but the fee is dust', () => {
  const delegations = register();
  accepted(delegations);
  const byLock = [0n, 0n, 0n, 0n];
  expect(delegations.pay(0, 101n, () => {})).toEqual({ fee: 15n, dust: 86n, byLock });
  expect(delegations.credit(0, 101n)).toEqual({ fee: 15n, dust: 86n });
});

test('5 of 10e6 units slashed five times take 5, 10, 15 from 2e6, 3e6, 5e6: 25 and 5 of rounding', () => {
  const settledAfter = (every: number): unknown => {
    const delegations = register();
    const amounts = [2_000_000n, 3_000_000n, 5_000_000n];
    const ids = amounts.map((amount, holder) => delegations.deal({ holder, validator: 0, lock: 0, amount }));
    const losses = [0n, 0n, 0n];
    let [penalty, rounding] = [0n, 0n];
    for (let time = 1; time <= 5; time += 1) {
      expect(delegations.slash(0, 5n)).toBe(5n);
      if (time % every !== 0) continue;
      const settled = delegations.settle(0, (_id, holder, _lock, loss) => (losses[holder] += loss));
      penalty += settled.penalty;
      rounding += settled.rounding;
    }
    const left = ids.map((id) => delegations.amountOf(id));
    return { losses, penalty, rounding, left, delegated: delegations.delegated(0) };
  };
  const expected = {
    losses: [5n, 10n, 15n],
    penalty: 25n,
    rounding: 5n,
    left: [1_999_995n, 2_999_990n, 4_999_985n],
    delegated: 9_999_975n,
  };
  expect(settledAfter(1)).toEqual(expected);
  expect(settledAfter(5)).toEqual(expected);
});

test('a slash beyond the stake takes it all, and of nothing nothing', () => {
  const delegations = register();
  delegations.deal({ holder: 0, validator: 0, lock: 0, amount: 7n });
  expect([delegations.slash(0, 8n), delegations.slash(0, 8n)]).toEqual([7n, 0n]);
  expect(delegations.bound(0)).toBe(7n);
  expect(delegations.settle(0, () => {})).toEqual({ penalty: 7n, rounding: 0n, dust: 0n });
  expect(delegations.bound(0)).toBe(0n);
});

// A tenth of 100 counted units. With `cutsAccepted` 10 are taken from 100 + 50: 1/15 of each, 46.67 and 93.33.
test.each([
  [false, 90n, 50n],
  [true, 93n, 46n],
])('a slash cuts what is accepted for next month: %s', (cutsAccepted, counted, joining) => {
  const delegations = register({ cutsAccepted });
  const old = delegations.deal({ holder: 0, validator: 0, lock: 0, amount: 100n });
  const young = accepted(delegations, { ...offer, holder: 1, amount: 50n });
  const offered = proposed(delegations, { ...offer, holder: 2, amount: 50n });
  expect(delegations.slash(0, 10n)).toBe(10n);
  expect([delegations.amountOf(old), delegations.amountOf(young)]).toEqual([counted, joining]);
  expect(delegations.amountOf(offered)).toBe(50n);
  expect([delegations.delegated(0), delegations.delegated(0, 1)]).toEqual([counted, counted + joining]);
});

// Half is cut before the request, a fifth after it: 100 → 50 → 40. Cut twice, the end frees half of the 40.
test.each([
  ['validator', true, false, 20n],
  ['holder', true, false, 0n],
  ['validator', false, false, 0n],
  ['validator', true, true, 0n],
] as const)('an undelegation by its %s, cut twice: %s, all processed: %s, leaves %s bound', (...row) => {
  const [by, cutsTwice, isProcessed, stuck] = row;
  const delegations = register({ cutsTwice });
  const id = delegations.deal({ holder: 0, validator: 0, lock: 0, amount: 100n });
  delegations.slash(0, 50n);
  if (isProcessed) delegations.process(0);
  delegations.requestUndelegation(id, { by, at: instant(0) });
  delegations.slash(0, 10n);
  expect([delegations.amountOf(id), delegations.delegated(0)]).toEqual([40n, 40n]);
  delegations.settle(0, () => {});
  expect(delegations.bound(0)).toBe(40n);
  delegations.turn(2);
  expect([delegations.bound(0), delegations.delegated(0)]).toEqual([stuck, 0n]);
  delegations.turn(40);
  expect(delegations.bound(0)).toBe(stuck);
});
