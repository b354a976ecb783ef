import { expect, test } from 'vitest';
import { provePossession } from '../../src/crypto/bls-signature.ts';
import { pairingSuite, type PairingSuite } from '../../src/crypto/pairing-suite.ts';
import { drawSecret, hashedBytes } from '../../src/crypto/scalar.ts';
import { SealingKeys } from '../../src/crypto/sealing-keys.ts';
import { sealingSeed } from './key-ceremony.helpers.ts';

/** A suite that counts the pairings it is asked for. */
function counted(): { readonly suite: PairingSuite; readonly pairings: () => number } {
  let pairings = 0;
  const suite = pairingSuite('bn254', 'g2');
  const pairsToOne: PairingSuite['pairsToOne'] = (pairs) => {
    pairings++;
    return suite.pairsToOne(pairs);
  };
  return { suite: { ...suite, pairsToOne }, pairings: () => pairings };
}

test('a key is drawn from its seed, and its proof verified once however often it is asked for', () => {
  // Found by this: no memory of the key or of the proof.
  const { suite, pairings } = counted();
  const sealingKeys = new SealingKeys(suite);
  const key = sealingKeys.of(sealingSeed(1));
  expect(key.secret).toBe(drawSecret(suite.order, hashedBytes(sealingSeed(1), 'sealing key')));
  expect(suite.keys.equals(key.key, suite.keys.multiplyGenerator(key.secret))).toBe(true);
  expect(pairings()).toBe(1);
  expect(sealingKeys.of(sealingSeed(1).slice())).toBe(key);
  expect(sealingKeys.hasProof(key)).toBe(true);
  expect(pairings()).toBe(1);
  expect(sealingKeys.of(sealingSeed(2)).digits).not.toBe(key.digits);
  expect(pairings()).toBe(2);
});

test('a key made of another’s has no proof', () => {
  const { suite } = counted();
  const sealingKeys = new SealingKeys(suite);
  const { key } = sealingKeys.of(sealingSeed(1));
  const rogue = suite.keys.add(suite.keys.multiplyGenerator(7n), suite.keys.negate(key));
  expect(sealingKeys.hasProof({ key: rogue, digits: 'rogue', proof: provePossession(suite, 7n) })).toBe(
    false,
  );
});

test('a seed has 128 bits or more', () => {
  const sealingKeys = new SealingKeys(counted().suite);
  expect(() => sealingKeys.of(new Uint8Array(15))).toThrow('broken promise');
});
