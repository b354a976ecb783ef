import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Exclusions } from '../../../../src/sim/network/placement/exclusions.ts';

test('exclusions are a set in order of addition that is emptied at once', () => {
  const steps = fc.array(fc.option(fc.nat({ max: 7 }), { nil: 'clear' as const }), { maxLength: 40 });
  fc.assert(
    fc.property(steps, (acts) => {
      const exclusions = new Exclusions(8);
      let expected: number[] = [];
      for (const act of acts) {
        if (act === 'clear') {
          exclusions.clear();
          expected = [];
        } else {
          exclusions.add(act);
          if (!expected.includes(act)) expected.push(act);
        }
        expect(exclusions.count).toBe(expected.length);
        expect(expected.map((_, index) => exclusions.at(index))).toEqual(expected);
        for (let node = 0; node < 8; node++) expect(exclusions.has(node)).toBe(expected.includes(node));
      }
    }),
    { seed: 12 },
  );
});

test('two sets do not know of each other', () => {
  const one = new Exclusions(2);
  const other = new Exclusions(2);
  one.add(1);
  expect([one.has(1), other.has(1)]).toEqual([true, false]);
});
