import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import {
  bytesOf,
  decodeScalar,
  drawScalar,
  drawSecret,
  encodeScalar,
  hashedBytes,
  hashToScalar,
  inverse,
  numberOf,
  reduced,
  requireSecret,
  scalarBytes,
} from '../../src/crypto/scalar.ts';
import { hex, thrownBy } from './vectors.helpers.ts';

const order = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
const scalars = fc.bigInt({ min: 1n, max: order - 1n });

describe('scalars', () => {
  test('have inverses', () => {
    fc.assert(fc.property(scalars, (scalar) => (inverse(scalar, order) * scalar) % order === 1n));
    expect(inverse(3n, 7n)).toBe(5n);
    expect(() => inverse(order, order)).toThrow('not zero');
  });

  test('are reduced to 0 … order − 1, negative numbers too', () => {
    expect([-1n, 0n, 7n, 13n, -14n].map((value) => reduced(value, 7n))).toEqual([6n, 0n, 0n, 6n, 0n]);
  });

  test('come back from their bytes, of which there is one form', () => {
    fc.assert(
      fc.property(scalars, (scalar) => {
        const encoded = encodeScalar(scalar, order);
        expect(encoded).toHaveLength(32);
        expect(decodeScalar(encoded, order, 's')).toBe(scalar);
      }),
    );
    expect(decodeScalar(new Uint8Array(32), order, 's')).toBe(0n);
  });

  test.each([
    ['wrong-length', new Uint8Array(31)],
    ['wrong-length', new Uint8Array(33)],
    ['non-canonical', bytesOf(order, 32)],
    ['non-canonical', new Uint8Array(32).fill(255)],
  ])('are refused as %s', (fault, encoded) => {
    const error = thrownBy(() => decodeScalar(encoded, order, 'share of seat 2'));
    expect(error).toBeInstanceOf(CryptoInputError);
    expect(error).toMatchObject({ fault, argument: 'share of seat 2' });
  });

  test('take as many bytes as the order minus one', () => {
    expect([2n, 256n, 257n, 65_536n, 65_537n, order].map(scalarBytes)).toEqual([1, 1, 2, 2, 3, 32]);
  });

  test('are secrets from 1 to the order minus one', () => {
    for (const secret of [0n, order, -1n])
      expect(() => requireSecret(secret, order, 'secret')).toThrow(CryptoInputError);
    for (const secret of [1n, order - 1n]) expect(() => requireSecret(secret, order, 'secret')).not.toThrow();
  });
});

describe('drawing', () => {
  test('takes the order’s bytes and sixteen more, so that no scalar is favoured', () => {
    const asked: number[] = [];
    const source = (count: number): Uint8Array => {
      asked.push(count);
      return new Uint8Array(count).fill(255);
    };
    expect(drawScalar(order, source)).toBe((2n ** 384n - 1n) % order);
    expect(drawSecret(order, source)).toBe(1n + ((2n ** 384n - 1n) % (order - 1n)));
    expect(asked).toEqual([48, 48]);
  });

  test('reaches every scalar of a small order, and every secret but zero', () => {
    const source = hashedBytes(Uint8Array.of(1), 'all');
    const drawn = new Set(Array.from({ length: 200 }, () => drawScalar(7n, source)));
    const secrets = new Set(Array.from({ length: 200 }, () => drawSecret(7n, source)));
    expect([drawn.size, secrets.size, secrets.has(0n)]).toEqual([7, 6, false]);
  });
});

describe('bytes out of a seed', () => {
  test('are SHA-256 of domain, hashed seed and counter, as Node computes it', () => {
    const sha256 = (...parts: (string | Uint8Array)[]): Buffer => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      return hash.digest();
    };
    const seed = Uint8Array.of(1, 2, 3);
    const block = (counter: number): Buffer =>
      sha256('elastinet byte source v1/beacon/', sha256(seed), Uint8Array.of(0, 0, 0, 0, 0, 0, 0, counter));
    const source = hashedBytes(seed, 'beacon');
    expect(hex(source(70))).toBe(
      Buffer.concat([block(0), block(1), block(2)])
        .subarray(0, 70)
        .toString('hex'),
    );
  });

  test('do not depend on the portions in which they are taken', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 }), { maxLength: 8 }), (portions) => {
        const whole = hashedBytes(Uint8Array.of(9), 'x')(portions.reduce((sum, count) => sum + count, 0));
        const source = hashedBytes(Uint8Array.of(9), 'x');
        expect(portions.map((count) => hex(source(count))).join('')).toBe(hex(whole));
      }),
    );
  });

  test('differ by seed and purpose', () => {
    const starts = [
      hashedBytes(Uint8Array.of(1), 'a'),
      hashedBytes(Uint8Array.of(2), 'a'),
      hashedBytes(Uint8Array.of(1), 'b'),
    ];
    expect(new Set(starts.map((source) => hex(source(32)))).size).toBe(3);
  });
});

test('a hash to a scalar depends on its tag and on every part', () => {
  const parts = [Uint8Array.of(1), Uint8Array.of(2)];
  const hashes = [
    hashToScalar(order, 'a', parts),
    hashToScalar(order, 'b', parts),
    hashToScalar(order, 'a', parts.toReversed()),
    hashToScalar(order, 'a', [Uint8Array.of(1)]),
  ];
  expect(new Set(hashes).size).toBe(4);
  expect(hashes.every((hash) => hash >= 0n && hash < order)).toBe(true);
});

test('numbers and bytes are each other’s inverse', () => {
  expect(numberOf(new Uint8Array())).toBe(0n);
  expect(hex(bytesOf(0x01_02n, 4))).toBe('00000102');
  expect(() => bytesOf(256n, 1)).toThrow('fits');
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      (some) => hex(bytesOf(numberOf(some), some.length)) === hex(some),
    ),
  );
});
