import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { culpritList } from '../../src/crypto/culprit-list.ts';
import type { Culprit } from '../../src/crypto/dkg-judgement.ts';

const LISTED: readonly Culprit[] = [
  { role: 'dealer', seat: 2, fault: 'false-share' },
  { role: 'dealer', seat: 2, fault: 'no-response' },
  { role: 'dealer', seat: 11, fault: 'no-dealing' },
  { role: 'recipient', seat: 1, fault: 'no-verdict' },
  { role: 'recipient', seat: 10, fault: 'false-complaint' },
];

test('culprits come in one order and once, however they were found out', () => {
  // Found by this: seats compared as text; repeats kept; the order of the record.
  const found = fc.array(fc.constantFrom(...LISTED), { maxLength: 20 }).map((some) => [...some, ...LISTED]);
  fc.assert(
    fc.property(
      found.chain((list) => fc.shuffledSubarray(list, { minLength: list.length })),
      (list) => {
        expect(culpritList(list.map((culprit) => ({ ...culprit })))).toEqual(LISTED);
      },
    ),
  );
});

test('nobody is a list, too', () => {
  expect(culpritList([])).toEqual([]);
});
