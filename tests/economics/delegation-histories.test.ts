/** The lazy register against a textbook's on random histories. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Histories, type Step } from './delegation-histories.helpers.ts';

const HISTORIES = 2000;

const aStep: fc.Arbitrary<Step> = fc.tuple(
  fc.nat(99),
  fc.nat(999),
  fc.nat(9999),
  fc.nat(9999),
  fc.nat(999_999),
);
const rules = fc.record({
  cutsAccepted: fc.boolean(),
  cutsTwice: fc.boolean(),
  readEvery: fc.constantFrom(1, 7, 1_000_000),
});

test('whatever happens in whatever order of reading, lazy delegation is the eager one unit for unit', () => {
  const outcomes = { slashed: 0, rounded: 0, months: 0, rows: 0, stuck: 0 };
  fc.assert(
    fc.property(rules, fc.array(aStep, { minLength: 30, maxLength: 90, size: 'max' }), (rule, steps) => {
      const histories = new Histories(rule);
      for (const step of steps) histories.live(step);
      histories.finish();
      if (histories.slashed > 0n) outcomes.slashed += 1;
      if (histories.rounding > 0n) outcomes.rounded += 1;
      if (histories.eager.stuck.some((amount) => amount > 0n)) outcomes.stuck += 1;
      outcomes.months += histories.lazy.month;
      outcomes.rows += histories.ids.length;
    }),
    { seed: 1102, numRuns: HISTORIES, endOnFailure: true },
  );
  // The histories are worth something: most are slashed, many leave rounding, some undelegations stick.
  expect(outcomes.slashed).toBeGreaterThan(HISTORIES / 2);
  expect(outcomes.rounded).toBeGreaterThan(HISTORIES / 4);
  expect(outcomes.stuck).toBeGreaterThan(10);
  expect(outcomes.months).toBeGreaterThan(3 * HISTORIES);
  expect(outcomes.rows).toBeGreaterThan(8 * HISTORIES);
});
