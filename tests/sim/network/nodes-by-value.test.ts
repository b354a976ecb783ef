import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NodesByValue } from '../../../src/sim/network/nodes-by-value.ts';

test('the nodes of a value are those that have it, ascending', () => {
  const attribute = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 });
  fc.assert(
    fc.property(attribute, (valueOf) => {
      const nodes = new NodesByValue(valueOf, 7);
      for (let value = 0; value < 7; value++) {
        const expected = [...valueOf.keys()].filter((node) => valueOf[node] === value);
        expect([...nodes.of(value)]).toEqual(expected);
      }
    }),
  );
});
