import { describe, expect, test } from 'vitest';
import {
  aggregateKeys,
  aggregateSignatures,
  provePossession,
  publicKeyOf,
  sign,
  verify,
  verifyDistinctMessages,
  verifyPossession,
  verifySameMessage,
} from '../../src/crypto/bls-signature.ts';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import { pairingSuite, type CurveName, type KeyGroup } from '../../src/crypto/pairing-suite.ts';
import { bytes, hex, number, vectors } from './vectors.helpers.ts';

interface Signed {
  readonly secret: string;
  readonly message: string;
  readonly signature: string;
}
interface SignatureVectors {
  readonly keysInG1: {
    readonly tag: string;
    readonly keys: readonly { readonly secret: string; readonly key: string }[];
    readonly signed: readonly Signed[];
    readonly aggregate: { readonly signatures: readonly string[]; readonly aggregate: string };
    readonly sameMessage: {
      readonly keys: readonly string[];
      readonly message: string;
      readonly signature: string;
    };
  };
  readonly keysInG2: { readonly tag: string; readonly signed: readonly Signed[] };
}

const { keysInG1, keysInG2 } = vectors<SignatureVectors>('bls-signatures');
const SUITES: readonly (readonly [CurveName, KeyGroup])[] = [
  ['bn254', 'g1'],
  ['bn254', 'g2'],
  ['bls12-381', 'g1'],
  ['bls12-381', 'g2'],
];
const message = new TextEncoder().encode('month 7');
const other = new TextEncoder().encode('month 8');

describe('the published signatures on BLS12-381', () => {
  const suite = pairingSuite('bls12-381', 'g1');
  const decode = (digits: string): ReturnType<typeof suite.signatures.decode> =>
    suite.signatures.decode(bytes(digits), 'signature');

  test('are ours, with keys in G1', () => {
    expect(suite.tags.signature).toBe(keysInG1.tag);
    for (const { secret, key } of keysInG1.keys) {
      expect(hex(suite.keys.encode(publicKeyOf(suite, number(secret))))).toBe(key);
    }
    for (const { secret, message: text, signature } of keysInG1.signed) {
      expect(hex(suite.signatures.encode(sign(suite, number(secret), bytes(text))))).toBe(signature);
    }
  });

  test('are ours, with keys in G2', () => {
    const short = pairingSuite('bls12-381', 'g2', { signature: keysInG2.tag, possession: 'unused' });
    for (const { secret, message: text, signature } of keysInG2.signed) {
      expect(hex(short.signatures.encode(sign(short, number(secret), bytes(text))))).toBe(signature);
    }
  });

  test('add up to the published aggregates, which are valid', () => {
    const { aggregate, sameMessage } = keysInG1;
    const sum = aggregateSignatures(suite, aggregate.signatures.map(decode));
    expect(hex(suite.signatures.encode(sum))).toBe(aggregate.aggregate);
    const keys = sameMessage.keys.map((key) => suite.keys.decode(bytes(key), 'key'));
    const signature = decode(sameMessage.signature);
    expect(verifySameMessage(suite, keys, bytes(sameMessage.message), signature)).toBe(true);
    expect(verifySameMessage(suite, keys.slice(1), bytes(sameMessage.message), signature)).toBe(false);
  });
});

describe.each(SUITES)('signatures on %s with keys in %s', (curve, keysIn) => {
  const suite = pairingSuite(curve, keysIn);
  const secrets = [12_345n, 67_890n, suite.order - 1n];
  const keys = secrets.map((secret) => publicKeyOf(suite, secret));

  test('are valid for their key and message only', () => {
    const signature = sign(suite, secrets[0], message);
    expect(verify(suite, keys[0], message, signature)).toBe(true);
    expect(verify(suite, keys[1], message, signature)).toBe(false);
    expect(verify(suite, keys[0], other, signature)).toBe(false);
    expect(verify(suite, keys[0], message, suite.signatures.negate(signature))).toBe(false);
  });

  test('are not infinity, and no key is', () => {
    const { identity } = suite.signatures;
    expect(verify(suite, keys[0], message, identity)).toBe(false);
    // e(infinity, H) = e(G, infinity): without its check this forgery would be valid.
    expect(verify(suite, suite.keys.identity, message, identity)).toBe(false);
    const signature = sign(suite, secrets[0], message);
    expect(verifySameMessage(suite, [keys[0], suite.keys.identity], message, signature)).toBe(false);
  });

  test('of many keys on one message, and on distinct ones, verify as an aggregate', () => {
    const same = aggregateSignatures(
      suite,
      secrets.map((secret) => sign(suite, secret, message)),
    );
    expect(verifySameMessage(suite, keys, message, same)).toBe(true);
    expect(verifySameMessage(suite, keys.slice(1), message, same)).toBe(false);
    const signed = [
      { key: keys[0], message },
      { key: keys[1], message: other },
    ];
    const distinct = aggregateSignatures(suite, [
      sign(suite, secrets[0], message),
      sign(suite, secrets[1], other),
    ]);
    expect(verifyDistinctMessages(suite, signed, distinct)).toBe(true);
    expect(verifyDistinctMessages(suite, signed.toReversed(), distinct)).toBe(true);
    const joined = [
      { key: keys[0], message },
      { key: suite.keys.identity, message: other },
    ];
    expect(verifyDistinctMessages(suite, joined, sign(suite, secrets[0], message))).toBe(false);
    const swapped = [
      { key: keys[1], message },
      { key: keys[0], message: other },
    ];
    expect(verifyDistinctMessages(suite, swapped, distinct)).toBe(false);
  });

  test('need proof of possession against a rogue key, which can give none', () => {
    // The rogue takes x·G − (the others' key) for its own: the aggregate of all keys is x·G.
    const rogueSecret = 99n;
    const others = aggregateKeys(suite, keys);
    const rogue = suite.keys.add(publicKeyOf(suite, rogueSecret), suite.keys.negate(others));
    const forged = sign(suite, rogueSecret, message);
    expect(verifySameMessage(suite, [...keys, rogue], message, forged)).toBe(true);
    expect(verifyPossession(suite, rogue, provePossession(suite, rogueSecret))).toBe(false);
    expect(verifyPossession(suite, keys[0], provePossession(suite, secrets[0]))).toBe(true);
  });

  test('are no proofs of possession, nor the other way round', () => {
    const encoded = suite.keys.encode(keys[0]);
    expect(verifyPossession(suite, keys[0], sign(suite, secrets[0], encoded))).toBe(false);
    expect(verify(suite, keys[0], encoded, provePossession(suite, secrets[0]))).toBe(false);
  });
});

test('the tags are those of the draft’s scheme with proof of possession', () => {
  const tags = SUITES.map(([curve, keysIn]) => pairingSuite(curve, keysIn).tags);
  expect(tags.map(({ signature }) => signature)).toEqual([
    'BLS_SIG_BN254G2_XMD:SHA-256_SVDW_RO_POP_',
    'BLS_SIG_BN254G1_XMD:SHA-256_SVDW_RO_POP_',
    'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_',
    'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_',
  ]);
  expect(tags[2].possession).toBe('BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_');
});

describe('bad input', () => {
  const suite = pairingSuite('bn254', 'g2');

  test.each([
    ['secret', () => publicKeyOf(suite, 0n)],
    ['secret', () => sign(suite, suite.order, message)],
    ['secret', () => provePossession(suite, -1n)],
    ['signatures', () => aggregateSignatures(suite, [])],
    ['keys', () => aggregateKeys(suite, [])],
    ['signed', () => verifyDistinctMessages(suite, [], suite.signatures.generator)],
  ])('is refused: %s', (argument, act) => {
    expect(act).toThrow(CryptoInputError);
    expect(act).toThrow(argument);
  });

  test('is refused: one message twice, for there a rogue key could forge', () => {
    const signed = [1n, 2n].map((secret) => ({ key: publicKeyOf(suite, secret), message: message.slice() }));
    expect(() => verifyDistinctMessages(suite, signed, suite.signatures.generator)).toThrow('duplicate');
  });
});
