import { describe, expect, test } from 'vitest';
import { freshKeyRules, refreshRules, reshareRules } from '../../src/crypto/dkg-rules.ts';
import { sign } from '../../src/crypto/bls-signature.ts';
import { combineShares, signShare, thresholdKey } from '../../src/crypto/bls-threshold.ts';
import { pairingSuite } from '../../src/crypto/pairing-suite.ts';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import { interpolated } from '../../src/crypto/polynomial.ts';
import { agreed, type Deviation, keyPairs, keySharesOf, runDkg } from './dkg-run.helpers.ts';
import {
  ceremony,
  checkedSecret,
  dealerFault,
  faults,
  group,
  run,
  seven,
  source,
} from './seven-members.helpers.ts';

describe('a proactive refresh', () => {
  const before = run('joint-feldman');
  const oldShares = keySharesOf(before);
  const rules = refreshRules(group, ceremony, seven.publicKeys, agreed(before).vector);

  test('keeps the key and changes every share', () => {
    const after = runDkg(rules, seven.secretKeys, source);
    expect(faults(after)).toEqual([]);
    expect(agreed(after).groupKey).toBe(agreed(before).groupKey);
    const newShares = keySharesOf(after, oldShares);
    expect(newShares.every((share, index) => share !== oldShares[index])).toBe(true);
    expect(checkedSecret(after, newShares)).toBe(checkedSecret(before, oldShares));
    // Old and new shares do not mix.
    const mixed = interpolated(
      [1, 2, 3, 4, 5],
      [...oldShares.slice(0, 2), ...newShares.slice(2, 5)],
      0,
      group.order,
    );
    expect(group.multiplyGenerator(mixed)).not.toBe(agreed(before).groupKey);
  });

  test('refuses a dealer that would change the key', () => {
    const after = runDkg(rules, seven.secretKeys, source, undefined, [1n]);
    expect(faults(after)).toEqual([dealerFault(1, 'malformed-dealing')]);
    expect(checkedSecret(after, keySharesOf(after, oldShares))).toBe(checkedSecret(before, oldShares));
  });
});

describe('a resharing', () => {
  const before = run('joint-feldman');
  const oldShares = keySharesOf(before);
  const old = { vector: agreed(before).vector, members: 7 };

  test.each([
    [4, 3],
    [9, 7],
    [1, 1],
  ])('to %d new members with threshold %d keeps the key', (members, threshold) => {
    const pairs = keyPairs(group, members, source);
    const rules = reshareRules(group, ceremony, pairs.publicKeys, threshold, old);
    const after = runDkg(rules, pairs.secretKeys, source, undefined, oldShares);
    expect(faults(after)).toEqual([]);
    expect(agreed(after).groupKey).toBe(agreed(before).groupKey);
    expect(agreed(after).vector).toHaveLength(threshold);
    expect(checkedSecret(after, keySharesOf(after))).toBe(checkedSecret(before, oldShares));
  });

  test('goes on without old members that deal something else, while enough are left', () => {
    const pairs = keyPairs(group, 4, source);
    const rules = reshareRules(group, ceremony, pairs.publicKeys, 3, old);
    const after = runDkg(rules, pairs.secretKeys, source, undefined, [
      oldShares[1],
      oldShares[0],
      ...oldShares.slice(2),
    ]);
    expect(faults(after)).toEqual([1, 2].map((seat) => dealerFault(seat, 'malformed-dealing')));
    expect(checkedSecret(after, keySharesOf(after))).toBe(checkedSecret(before, oldShares));
    const silent: Deviation<bigint> = (honest) =>
      honest.kind === 'dkg-dealing' && honest.dealer <= 3 ? null : honest;
    expect(runDkg(rules, pairs.secretKeys, source, silent, oldShares).outcome.kind).toBe('failed');
  });
});

describe('the rules', () => {
  test('refuse bad input', () => {
    expect(() => freshKeyRules(group, 'pedersen', ceremony, seven.publicKeys, 8)).toThrow(CryptoInputError);
    expect(() => freshKeyRules(group, 'pedersen', ceremony, [1n, 4n], 1)).toThrow('recipientKeys: infinity');
    expect(() => reshareRules(group, ceremony, seven.publicKeys, 2, { vector: [], members: 1 })).toThrow(
      CryptoInputError,
    );
  });
});

test('on a curve the group’s signatures stay the same through refresh and resharing', () => {
  const suite = pairingSuite('bn254', 'g2');
  const { keys, order } = suite;
  const pairs = keyPairs(keys, 4, source);
  const first = runDkg(
    freshKeyRules(keys, 'joint-feldman', ceremony, pairs.publicKeys, 3),
    pairs.secretKeys,
    source,
  );
  const firstShares = keySharesOf(first);
  const { vector } = agreed(first);
  const refreshed = runDkg(refreshRules(keys, ceremony, pairs.publicKeys, vector), pairs.secretKeys, source);
  const freshShares = keySharesOf(refreshed, firstShares);
  const heirs = keyPairs(keys, 3, source);
  const reshared = runDkg(
    reshareRules(keys, ceremony, heirs.publicKeys, 2, { vector: agreed(refreshed).vector, members: 4 }),
    heirs.secretKeys,
    source,
    undefined,
    freshShares,
  );
  const signature = sign(suite, interpolated([1, 2, 3], firstShares.slice(0, 3), 0, order), ceremony);
  for (const [run, shares] of [
    [refreshed, freshShares],
    [reshared, keySharesOf(reshared)],
  ] as const) {
    expect(run.outcome.culprits).toEqual([]);
    const signed = combineShares(
      thresholdKey(suite, agreed(run).vector, shares.length),
      ceremony,
      shares.map((secret, index) => signShare(suite, { seat: index + 1, secret }, ceremony)),
    );
    expect(signed.kind === 'signed' && suite.signatures.equals(signed.signature, signature)).toBe(true);
    expect(signed.culprits).toEqual([]);
  }
});
