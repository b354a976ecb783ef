/**
 * A group so small that two thousand key generations take seconds: squares modulo a safe prime 2q + 1. Its
 * logarithms are easy; it serves to show laws and odds, not secrecy.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Group } from '../../src/crypto/group.ts';
import { numberOf } from '../../src/crypto/scalar.ts';

const ORDER = 1_073_741_381n;
const MODULUS = 2n * ORDER + 1n;

function power(base: bigint, exponent: bigint): bigint {
  let product = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) product = (product * square) % MODULUS;
    square = (square * square) % MODULUS;
  }
  return product;
}

export const smallGroup: Group<bigint> = {
  name: 'squares modulo a safe prime',
  order: ORDER,
  identity: 1n,
  generator: 4n,
  add: (left, right) => (left * right) % MODULUS,
  double: (point) => (point * point) % MODULUS,
  negate: (point) => power(point, ORDER - 1n),
  multiply: power,
  multiplyGenerator: (scalar) => power(4n, scalar),
  multiplyEach: (points, scalars) => points.map((point, index) => power(point, scalars[index])),
  polynomialAt: (coefficients, at) =>
    coefficients.reduceRight((value, coefficient) => (power(value, BigInt(at)) * coefficient) % MODULUS),
  prepared: (point) => point,
  equals: (left, right) => left === right,
  isIdentity: (point) => point === 1n,
  encode: (point) =>
    Uint8Array.from({ length: 4 }, (_, index) => Number((point >> BigInt(24 - 8 * index)) & 255n)),
  hash: (message, tag) => {
    const element = 2n + (numberOf(sha256(concatBytes(utf8ToBytes(tag), message))) % (MODULUS - 3n));
    return (element * element) % MODULUS;
  },
};
