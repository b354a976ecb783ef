import { describe, expect, test } from 'vitest';
import { idealCeremonies } from '../../src/crypto/ideal-ceremony.ts';
import { keyParity, parityOf } from '../../src/crypto/key-parity.ts';
import { HONEST_DEALING, type CeremonyTask, type DealingDeed } from '../../src/crypto/key-ceremony.ts';
import { pairingSuite } from '../../src/crypto/pairing-suite.ts';
import { realCeremonies } from '../../src/crypto/real-ceremony.ts';
import { honestTask, judgedHonestly, taskOf } from './key-ceremony.helpers.ts';
import { hex, thrownBy } from './vectors.helpers.ts';

const SUITES = [
  ['bn254', 'g1'],
  ['bn254', 'g2'],
  ['bls12-381', 'g1'],
  ['bls12-381', 'g2'],
] as const;
const ideal = idealCeremonies();
const keyOf = (task: CeremonyTask, runner = ideal): Uint8Array =>
  judgedHonestly(runner, task).ceremony.key().publicKey();

describe('what a rushing dealer works out', () => {
  test('is the bit of the key that then comes about', () => {
    // Found by this: the parity of the others' key; the parity of the polynomial that the task gives the seat.
    const real = realCeremonies();
    const others: readonly DealingDeed[] = [HONEST_DEALING, { polynomial: 2, falseTo: [] }];
    const runners = [real, ideal];
    for (let polynomial = 0; polynomial < 4; polynomial++) {
      const dealt = taskOf([...others, { polynomial, falseTo: [] }]);
      const parity = keyParity(taskOf([...others, 'withhold']), 3, polynomial);
      expect(keyParity(dealt, 3, polynomial)).toBe(parity);
      expect(runners.map((runner) => parityOf(keyOf(dealt, runner)))).toEqual([parity, parity]);
    }
  });

  test('is either bit about as often', () => {
    // 100 fair coins lie within 25 … 75 but for 1 in 3 million; the flags' byte or the sign would be caught.
    for (const keysIn of ['g1', 'g2'] as const) {
      const task = honestTask(2, { keysIn });
      const ones = Array.from({ length: 100 }, (_, polynomial) => keyParity(task, 2, polynomial)).filter(
        (parity) => parity === 1,
      );
      expect(Math.abs(ones.length - 50)).toBeLessThan(25);
    }
  });

  test('leaves out who withholds', () => {
    const two = taskOf([HONEST_DEALING, HONEST_DEALING]);
    const three = taskOf([HONEST_DEALING, HONEST_DEALING, 'withhold']);
    for (let polynomial = 0; polynomial < 8; polynomial++) {
      expect(keyParity(three, 2, polynomial)).toBe(keyParity(two, 2, polynomial));
    }
  });

  test('is asked for a seat that there is', () => {
    for (const seat of [0, 3, 1.5]) {
      const error = thrownBy(() => keyParity(honestTask(2), seat, 0));
      expect(error).toMatchObject({ argument: 'seat', fault: 'out-of-range' });
    }
  });
});

test.each(SUITES)('the bit is the lowest of x on %s with keys in %s', (curve, keysIn) => {
  const { keys } = pairingSuite(curve, keysIn);
  for (let scalar = 2n; scalar < 8n; scalar++) {
    const point = keys.multiplyGenerator(scalar);
    // Uncompressed: x, then y; x of the quadratic field is c1, then c0.
    const x = hex(keys.encodeUncompressed(point).slice(0, keys.encodedBytes));
    expect(parityOf(keys.encode(point))).toBe(Number(BigInt(`0x${x}`) & 1n));
    // A point and its opposite have one x.
    expect(parityOf(keys.encode(keys.negate(point)))).toBe(parityOf(keys.encode(point)));
  }
});
