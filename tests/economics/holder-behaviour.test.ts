import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawnBehaviour, intentionsOf } from '../../src/economics/holder-behaviour.ts';
import type { Behaviour, HeldDelegation, HolderMonth } from '../../src/economics/holder-behaviour.ts';
import { offerBoard } from '../../src/economics/validator-offers.ts';
import type { ValidatorOffer } from '../../src/economics/validator-offers.ts';
import { seededDraws } from './draws.helpers.ts';

const offer = (netYieldPpm: number, rest: Partial<ValidatorOffer> = {}): ValidatorOffer => ({
  netYieldPpm,
  acceptsNew: true,
  feePerMille: 100,
  slashedLastMonth: false,
  minimumDelegation: 10n,
  ...rest,
});
const held = (id: number, validator: number, amount = 100n, isLeaving = false): HeldDelegation => ({
  id,
  validator,
  amount,
  isLeaving,
});

/** Two poor validators that are shut, so that looks find only the third, which yields 10 %. */
const board = offerBoard([
  offer(60_000, { acceptsNew: false }),
  offer(80_000, { acceptsNew: false }),
  offer(100_000),
]);

const calm: HolderMonth = {
  idle: 0n,
  delegations: [held(7, 0), held(8, 1)],
  lock: 1,
  board,
  priceChangePpm: 0,
  outsideYieldPpm: 0,
  validatorsMax: 20,
};
const want = (behaviour: Behaviour, month: Partial<HolderMonth>, seed = 'one') =>
  intentionsOf(behaviour, { ...calm, ...month }, seededDraws(seed));

const undelegate = (id: number) => ({ kind: 'undelegate', id });
const delegate = (validator: number, amount: bigint) => ({ kind: 'delegate', validator, amount, lock: 1 });

test('whoever holds wants nothing and draws nothing', () => {
  const draws = {
    below: (): number => {
      throw new Error('drawn');
    },
  };
  const month = { ...calm, idle: 500n, priceChangePpm: -900_000 };
  expect(intentionsOf({ kind: 'hold' }, month, draws)).toEqual([]);
});

describe('who seeks yield', () => {
  const seeker = { kind: 'seek-yield', reconsiderPpm: 1_000_000, thresholdPpm: 30_000, looks: 2 } as const;

  test('leaves what yields less by more than the threshold, and takes idle stake to the best', () => {
    expect(want(seeker, { idle: 50n })).toEqual([undelegate(7), delegate(2, 50n)]);
    expect(want({ ...seeker, thresholdPpm: 40_000 }, {})).toEqual([]);
    expect(want({ ...seeker, thresholdPpm: 19_999 }, {})).toEqual([undelegate(7), undelegate(8)]);
  });

  test('does not ask back twice, and leaves idle what is too little', () => {
    const delegations = [held(7, 0, 100n, true)];
    expect(want(seeker, { delegations, idle: 9n })).toEqual([]);
    expect(want(seeker, { delegations, idle: 10n })).toEqual([delegate(2, 10n)]);
  });

  test('at the limit of validators adds to the best of its own, if one of them is open', () => {
    expect(want(seeker, { idle: 50n, validatorsMax: 2 })).toEqual([undelegate(7)]);
    const delegations = [held(7, 2), held(8, 1)];
    expect(want(seeker, { idle: 50n, validatorsMax: 2, delegations })).toEqual([delegate(2, 50n)]);
  });

  test('looks around as often as stated, and otherwise does nothing', () => {
    const draws = seededDraws('inertia');
    let moved = 0;
    for (let month = 0; month < 4000; month += 1) {
      moved += intentionsOf({ ...seeker, reconsiderPpm: 50_000 }, calm, draws).length;
    }
    // Four standard deviations of 4,000 draws at 5 %: 55.
    expect(Math.abs(moved - 200)).toBeLessThan(55);
  });

  test('does nothing where no validator is open', () => {
    const shut = offerBoard([offer(1, { acceptsNew: false }), offer(1, { acceptsNew: false })]);
    expect(want(seeker, { board: shut, idle: 50n })).toEqual([]);
  });
});

describe('who spreads', () => {
  const open = offerBoard([offer(1), offer(2), offer(3), offer(4), offer(5, { acceptsNew: false })]);
  const spreader = { kind: 'spread', reconsiderPpm: 1_000_000, validators: 3 } as const;

  test('parts idle stake evenly over new validators up to the wanted number', () => {
    const wants = want(spreader, { board: open, delegations: [held(1, 0)], idle: 101n });
    expect(wants).toHaveLength(2);
    const validators = wants.map((intention) => (intention.kind === 'delegate' ? intention.validator : -1));
    expect(new Set([0, ...validators]).size).toBe(3);
    expect(wants.map((intention) => (intention.kind === 'delegate' ? intention.amount : 0n))).toEqual([
      50n,
      51n,
    ]);
  });

  test('with too little for all of them gives one of them everything', () => {
    const delegations = [held(1, 0, 5n), held(2, 0, 5n)];
    const wants = want(spreader, { board: open, delegations, idle: 15n });
    expect(wants).toEqual([{ ...delegate(0, 15n), validator: expect.any(Number) as number }]);
    expect(wants[0].kind === 'delegate' && wants[0].validator).not.toBe(0);
  });

  test('with the wanted number adds to the least, and asks back one part that is twice too large', () => {
    const delegations = [held(1, 0, 100n), held(2, 1, 60n), held(3, 2, 80n)];
    expect(want(spreader, { board: open, delegations, idle: 20n })).toEqual([delegate(1, 20n)]);
    // 300 of 440 is more than twice a third.
    const lopsided = [held(1, 0, 60n), held(2, 1, 300n), held(3, 2, 80n)];
    expect(want(spreader, { board: open, delegations: lopsided })).toEqual([undelegate(2)]);
    // Of two that are too large for five parts, one is asked back at a time.
    const two = [held(1, 0, 450n), held(2, 1, 450n), held(3, 2, 50n), held(4, 3, 50n)];
    expect(want({ ...spreader, validators: 5 }, { board: open, delegations: two })).toEqual([undelegate(1)]);
    // Exactly twice the even part stays.
    const even = [held(1, 0, 200n), held(2, 1, 50n), held(3, 2, 50n)];
    expect(want(spreader, { board: open, delegations: even })).toEqual([]);
  });

  test('never has more validators than the limit', () => {
    const delegations = [held(1, 0), held(2, 1)];
    const wants = want(spreader, { board: open, delegations, idle: 60n, validatorsMax: 2 });
    expect(wants).toEqual([delegate(0, 60n)]);
  });
});

describe('who panics', () => {
  const panicker = { kind: 'panic', fallPpm: 300_000, fleesSlashing: true, returnPpm: 1_000_000 } as const;

  test('takes everything back when the price fell so much, and delegates nothing', () => {
    const fallen = { priceChangePpm: -300_000, idle: 50n };
    expect(want(panicker, fallen)).toEqual([undelegate(7), undelegate(8)]);
    expect(want(panicker, { ...fallen, priceChangePpm: -299_999 })).toEqual([delegate(2, 50n)]);
    expect(want({ ...panicker, fallPpm: 1_000_000 }, { priceChangePpm: -999_999 })).toEqual([]);
  });

  test('leaves a validator that was slashed, and goes to none that was', () => {
    const slashed = offerBoard([offer(1), offer(1, { slashedLastMonth: true })]);
    expect(want(panicker, { board: slashed })).toEqual([undelegate(8)]);
    expect(want({ ...panicker, fleesSlashing: false }, { board: slashed })).toEqual([]);
    const only = offerBoard([offer(1, { acceptsNew: false }), offer(1, { slashedLastMonth: true })]);
    expect(want(panicker, { board: only, delegations: [], idle: 50n })).toEqual([]);
  });

  test('comes back only by chance', () => {
    expect(want({ ...panicker, returnPpm: 0 }, { idle: 50n })).toEqual([]);
  });

  test('draws as much in an alarm as in a calm month', () => {
    const counted = (priceChangePpm: number): number => {
      const source = seededDraws('count');
      let count = 0;
      const draws = {
        below: (bound: number): number => {
          count += 1;
          return source.below(bound);
        },
      };
      intentionsOf(panicker, { ...calm, priceChangePpm }, draws);
      return count;
    };
    expect(counted(-500_000)).toBe(counted(0));
  });
});

describe('who lends', () => {
  const lender = { kind: 'lending', reconsiderPpm: 1_000_000, gapPpm: 20_000, looks: 2 } as const;

  test('asks stake back where lending yields more by over the gap', () => {
    expect(want(lender, { outsideYieldPpm: 100_001 })).toEqual([undelegate(7), undelegate(8)]);
    expect(want(lender, { outsideYieldPpm: 100_000 })).toEqual([undelegate(7)]);
  });

  test('comes back when staking yields as much, and in between does nothing', () => {
    expect(want(lender, { outsideYieldPpm: 100_000, delegations: [], idle: 50n })).toEqual([
      delegate(2, 50n),
    ]);
    expect(want(lender, { outsideYieldPpm: 100_001, delegations: [], idle: 50n })).toEqual([]);
  });
});

test('nobody wants more than it has, twice, or past the limit, whatever the month', () => {
  const ppm = fc.nat(1_000_000);
  const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
    fc.record({
      kind: fc.constant('seek-yield' as const),
      reconsiderPpm: ppm,
      thresholdPpm: fc.nat(50_000),
      looks: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({
      kind: fc.constant('spread' as const),
      reconsiderPpm: ppm,
      validators: fc.integer({ min: 1, max: 6 }),
    }),
    fc.record({
      kind: fc.constant('panic' as const),
      fallPpm: fc.integer({ min: 1, max: 1_000_000 }),
      fleesSlashing: fc.boolean(),
      returnPpm: ppm,
    }),
    fc.record({
      kind: fc.constant('lending' as const),
      reconsiderPpm: ppm,
      gapPpm: fc.nat(50_000),
      looks: fc.integer({ min: 1, max: 5 }),
    }),
  );
  const offers = fc.array(
    fc.record({
      netYieldPpm: fc.nat(200_000),
      acceptsNew: fc.boolean(),
      feePerMille: fc.nat(1000),
      slashedLastMonth: fc.boolean(),
      minimumDelegation: fc.bigInt(0n, 50n),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const delegations = fc.array(
    fc.record({ validator: fc.nat(7), amount: fc.bigInt(0n, 1000n), isLeaving: fc.boolean() }),
    { maxLength: 6 },
  );
  let wishes = 0;
  fc.assert(
    fc.property(
      behaviour,
      offers,
      delegations,
      fc.bigInt(0n, 500n),
      fc.integer({ min: -999_999, max: 999_999 }),
      fc.nat(200_000),
      fc.string(),
      (how, rows, owned, idle, priceChangePpm, outsideYieldPpm, seed) => {
        const mine = owned.map((row, id) => ({ ...row, id, validator: row.validator % rows.length }));
        const own = new Set(mine.map(({ validator }) => validator));
        const validatorsMax = Math.max(own.size, 3);
        const month = {
          idle,
          delegations: mine,
          lock: 2,
          board: offerBoard(rows),
          priceChangePpm,
          outsideYieldPpm,
          validatorsMax,
        };
        let spent = 0n;
        const askedBack = new Set<number>();
        for (const wish of intentionsOf(how, month, seededDraws(seed))) {
          wishes += 1;
          if (wish.kind === 'undelegate') {
            expect(mine[wish.id].isLeaving || askedBack.has(wish.id)).toBe(false);
            askedBack.add(wish.id);
            continue;
          }
          spent += wish.amount;
          own.add(wish.validator);
          expect(rows[wish.validator].acceptsNew).toBe(true);
          expect(wish.amount > 0n && wish.amount >= rows[wish.validator].minimumDelegation).toBe(true);
        }
        expect(spent <= idle).toBe(true);
        expect(own.size).toBeLessThanOrEqual(validatorsMax);
      },
    ),
    { seed: 113, numRuns: 1500 },
  );
  expect(wishes).toBeGreaterThan(500);
});

test('behaviours are drawn by the shares of their groups', () => {
  const groups = [
    { sharePpm: 200_000, behaviour: { kind: 'hold' } },
    { sharePpm: 0, behaviour: { kind: 'spread', reconsiderPpm: 1, validators: 2 } },
    { sharePpm: 800_000, behaviour: { kind: 'panic', fallPpm: 1, fleesSlashing: true, returnPpm: 1 } },
  ] as const;
  const draws = seededDraws('groups');
  const counts = { hold: 0, spread: 0, panic: 0, 'seek-yield': 0, lending: 0 };
  for (let holder = 0; holder < 4000; holder += 1) counts[drawnBehaviour(groups, draws).kind] += 1;
  expect(counts.spread).toBe(0);
  // Four standard deviations of 4,000 draws at 0.2: 101.
  expect(Math.abs(counts.hold - 800)).toBeLessThan(101);
  expect(() => drawnBehaviour([{ sharePpm: 0, behaviour: { kind: 'hold' } }], draws)).toThrow('sum to one');
});
