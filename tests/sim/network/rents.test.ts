import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthlyPart } from '../../../src/economics/rent.ts';
import { Rents } from '../../../src/sim/network/rents.ts';

/** What every chain prepaid, one by one: the book that the cohorts stand for. */
interface Prepaid {
  total: bigint;
  months: number;
  released: number;
  terms: number;
}

const MONTHS = 2;
const PRICES = [1001n, 70_003n];
const priceOf = (month: number, size: number): bigint => PRICES[size] + BigInt(month);

test('cohorts release and end what a book of single chains would, in the order of placement', () => {
  const month = fc.record({
    // Chains are placed in any order of their numbers: one that waited comes after later ones.
    placed: fc.array(fc.record({ place: fc.nat(), size: fc.nat({ max: 1 }) }), { maxLength: 6 }),
    isRenewed: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
  });
  fc.assert(
    fc.property(fc.array(month, { minLength: 1, maxLength: 10 }), (months) => {
      const rents = new Rents();
      const book = new Map<number, Prepaid>();
      const sizes = new Map<number, number>();
      const waiting = Array.from({ length: 60 }, (_, chain) => chain);
      const prepay = (chain: number, at: number): void => {
        const size = sizes.get(chain)!;
        const total = priceOf(at, size);
        rents.prepaid(chain, { months: MONTHS, total });
        book.set(chain, { total, months: MONTHS, released: 0, terms: (book.get(chain)?.terms ?? 0) + 1 });
      };
      months.forEach(({ placed, isRenewed }, at) => {
        const expected = [...book].filter(([, { released }]) => released >= MONTHS).map(([chain]) => chain);
        const asked: number[] = [];
        rents.termsEnded((chain) => {
          asked.push(chain);
          expect(rents.termsOf(chain)).toBe(book.get(chain)!.terms);
          if (isRenewed[chain]) prepay(chain, at);
          else book.delete(chain);
          return isRenewed[chain];
        });
        expect(asked).toEqual(expected);
        let sum = 0n;
        for (const rent of book.values()) sum += monthlyPart(rent.total, rent.months, rent.released++);
        expect(rents.release()).toBe(sum);
        for (const { place, size } of placed) {
          const [chain] = waiting.splice(place % waiting.length, 1);
          sizes.set(chain, size);
          prepay(chain, at);
        }
        expect(rents.count).toBe(book.size);
      });
    }),
    { seed: 3, numRuns: 200 },
  );
});
