import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sign } from '../../src/crypto/bls-signature.ts';
import { combineShares, groupKeyOf, signShare, thresholdKey } from '../../src/crypto/bls-threshold.ts';
import { openBoard, nextPhase, receive, type DkgBoard, type DkgMessage } from '../../src/crypto/dkg-board.ts';
import { deal, responseTo } from '../../src/crypto/dkg-dealing.ts';
import { judge, type Culprit } from '../../src/crypto/dkg-judgement.ts';
import { resolve } from '../../src/crypto/dkg-resolution.ts';
import { freshKeyRules, refreshRules, reshareRules, type DkgVariant } from '../../src/crypto/dkg-rules.ts';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import { pairingSuite } from '../../src/crypto/pairing-suite.ts';
import { commitmentAt, interpolated } from '../../src/crypto/polynomial.ts';
import { hashedBytes } from '../../src/crypto/scalar.ts';
import {
  agreed,
  extractionOf,
  keyPairs,
  keySharesOf,
  runDkg,
  spoilt,
  type Deviation,
  type DkgRun,
} from './dkg-run.helpers.ts';
import { smallGroup } from './small-group.helpers.ts';

const group = smallGroup;
const ceremony = new TextEncoder().encode('chain 7, month 3');
const source = hashedBytes(Uint8Array.of(3), 'dkg tests');
const seven = keyPairs(group, 7, source);
const rulesOfSeven = (variant: DkgVariant): ReturnType<typeof freshKeyRules<bigint>> =>
  freshKeyRules(group, variant, ceremony, seven.publicKeys, 5);
const run = (variant: DkgVariant, deviation?: Deviation<bigint>): DkgRun<bigint> =>
  runDkg(rulesOfSeven(variant), seven.secretKeys, source, deviation);
const dealerFault = (seat: number, fault: string): unknown => ({ role: 'dealer', seat, fault });
const recipientFault = (seat: number, fault: string): unknown => ({ role: 'recipient', seat, fault });
const faults = ({ outcome }: DkgRun<bigint>): readonly Culprit[] => outcome.culprits;

/** The secret that t shares make, checked to be the key's, from the first and from the last t seats. */
function checkedSecret(done: DkgRun<bigint>, shares: readonly bigint[]): bigint {
  const { vector, groupKey } = agreed(done);
  const seats = shares.map((_, index) => index + 1);
  const threshold = vector.length;
  const first = interpolated(seats.slice(0, threshold), shares.slice(0, threshold), 0, group.order);
  const last = interpolated(seats.slice(-threshold), shares.slice(-threshold), 0, group.order);
  expect(last).toBe(first);
  expect(group.multiplyGenerator(first)).toBe(groupKey);
  for (const seat of seats) {
    expect(commitmentAt(group, vector, seat)).toBe(group.multiplyGenerator(shares[seat - 1]));
  }
  return first;
}

describe.each(['joint-feldman', 'pedersen'] as const)('a key generation, %s', (variant) => {
  test('among honest members gives a key whose secret is the sum of all, and shares of it', () => {
    const done = run(variant);
    expect(faults(done)).toEqual([]);
    expect(agreed(done).qualified).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const sum = done.secrets.reduce((total, { coefficients }) => total + coefficients[0], 0n) % group.order;
    expect(checkedSecret(done, keySharesOf(done))).toBe(sum);
  });

  test('works for every threshold of small groups', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(), (members, pick) => {
        const threshold = 1 + (pick % members);
        const pairs = keyPairs(group, members, source);
        const rules = freshKeyRules(group, variant, ceremony, pairs.publicKeys, threshold);
        const done = runDkg(rules, pairs.secretKeys, source);
        expect(faults(done)).toEqual([]);
        checkedSecret(done, keySharesOf(done));
      }),
      { numRuns: 10 },
    );
  });

  test('names a dealer of a false share that answers honestly, and goes on without it', () => {
    const done = run(variant, (honest) =>
      honest.kind === 'dkg-dealing' && honest.dealer === 2 ? spoilt(honest, 5) : honest,
    );
    expect(faults(done)).toEqual([dealerFault(2, 'false-share')]);
    expect(agreed(done).qualified).toEqual([1, 3, 4, 5, 6, 7]);
    checkedSecret(done, keySharesOf(done));
  });

  test('names an accused dealer that does not answer, or whose answer proves nothing', () => {
    const accuse = (honest: DkgMessage<bigint>): DkgMessage<bigint> =>
      honest.kind === 'dkg-alright' && honest.recipient === 4
        ? { kind: 'dkg-complaint', recipient: 4, accused: [1] }
        : honest;
    const silent = run(variant, (honest) => (honest.kind === 'dkg-response' ? null : accuse(honest)));
    expect(faults(silent)).toEqual([dealerFault(1, 'no-response')]);
    const vague = run(variant, (honest) =>
      honest.kind === 'dkg-response' ? { ...honest, shared: group.double(honest.shared) } : accuse(honest),
    );
    expect(faults(vague)).toEqual([dealerFault(1, 'unproven-response')]);
    for (const done of [silent, vague]) {
      expect(agreed(done).qualified).not.toContain(1);
      checkedSecret(done, keySharesOf(done));
    }
  });

  test('names a false complainer, and keeps the dealer', () => {
    const done = run(variant, (honest) =>
      honest.kind === 'dkg-alright' && honest.recipient === 4
        ? { kind: 'dkg-complaint', recipient: 4, accused: [1, 6] }
        : honest,
    );
    expect(faults(done)).toEqual([
      recipientFault(4, 'false-complaint'),
      recipientFault(4, 'false-complaint'),
    ]);
    expect(agreed(done).qualified).toEqual([1, 2, 3, 4, 5, 6, 7]);
    checkedSecret(done, keySharesOf(done));
  });

  test('names who was silent', () => {
    const done = run(variant, (honest) => {
      if (honest.kind === 'dkg-dealing' && honest.dealer === 3) return null;
      if (honest.kind === 'dkg-alright' && honest.recipient === 5) return null;
      return honest;
    });
    expect(faults(done)).toEqual([dealerFault(3, 'no-dealing'), recipientFault(5, 'no-verdict')]);
    expect(agreed(done).qualified).toEqual([1, 2, 4, 5, 6, 7]);
    checkedSecret(done, keySharesOf(done));
  });

  test.each([
    ['too few commitments', { commitments: [1n, 1n] }],
    ['too few shares', { sealed: [new Uint8Array(4)] }],
    ['shares too long', { sealed: Array.from({ length: 7 }, () => new Uint8Array(40)) }],
    ['a one-time key that is no key', { oneTimeKey: 1n }],
  ])('names a dealer of a dealing with %s, of which nobody need complain', (_, change) => {
    const done = run(variant, (honest) =>
      honest.kind === 'dkg-dealing' && honest.dealer === 7 ? { ...honest, ...change } : honest,
    );
    expect(faults(done)).toEqual([dealerFault(7, 'malformed-dealing')]);
    checkedSecret(done, keySharesOf(done));
  });

  test('fails when fewer than t dealers are left, and names them all', () => {
    const done = run(variant, (honest) =>
      honest.kind === 'dkg-dealing' && honest.dealer <= 3 ? null : honest,
    );
    expect(done.outcome).toMatchObject({ kind: 'failed', qualified: [4, 5, 6, 7] });
    expect(faults(done)).toEqual([1, 2, 3].map((seat) => dealerFault(seat, 'no-dealing')));
  });

  test('never names an honest member, whatever up to two others do', () => {
    const spoil = (honest: DkgMessage<bigint>, choice: number): DkgMessage<bigint> | null => {
      if (choice === 0) return null;
      if (honest.kind === 'dkg-dealing') return spoilt(honest, 1 + (choice % 7));
      if (honest.kind === 'dkg-alright') {
        return { kind: 'dkg-complaint', recipient: honest.recipient, accused: [1 + (choice % 7)] };
      }
      if (honest.kind === 'dkg-extraction')
        return { ...honest, commitments: honest.commitments.toReversed() };
      if ('share' in honest) return { ...honest, share: honest.share ^ 1n };
      return honest;
    };
    const choices = fc.array(fc.nat({ max: 6 }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 7 }),
        choices,
        (one, two, list) => {
          let next = 0;
          const bad = new Set([one, two]);
          const done = run(variant, (honest) => {
            const sender = 'recipient' in honest ? honest.recipient : honest.dealer;
            return bad.has(sender) ? spoil(honest, list[next++ % list.length]) : honest;
          });
          expect(faults(done).filter(({ seat }) => !bad.has(seat))).toEqual([]);
          const { outcome } = done;
          // Honest members hold shares of one key, whatever the others did.
          const shares = keySharesOf({
            ...done,
            opened: done.opened.filter((_, index) => !bad.has(index + 1)),
          });
          const seats = [1, 2, 3, 4, 5, 6, 7].filter((seat) => !bad.has(seat));
          const secret = interpolated(seats.slice(0, 5), shares.slice(0, 5), 0, group.order);
          expect(outcome.kind === 'agreed' && outcome.groupKey).toBe(group.multiplyGenerator(secret));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('opening the commitments of the pedersen variant', () => {
  const sum = (done: DkgRun<bigint>): bigint =>
    done.secrets.reduce((total, { coefficients }) => total + coefficients[0], 0n) % group.order;

  test('that a dealer refuses is done by the others, so that its part of the key stays', () => {
    const done = run('pedersen', (honest) =>
      honest.kind === 'dkg-extraction' && honest.dealer === 6 ? null : honest,
    );
    expect(faults(done)).toEqual([dealerFault(6, 'no-extraction')]);
    expect(checkedSecret(done, keySharesOf(done))).toBe(sum(done));
  });

  test('that a dealer falsifies is disputed and done by the others', () => {
    const done = run('pedersen', (honest) =>
      honest.kind === 'dkg-extraction' && honest.dealer === 6
        ? { ...honest, commitments: honest.commitments.map((point) => group.double(point)) }
        : honest,
    );
    expect(faults(done)).toEqual([dealerFault(6, 'false-extraction')]);
    expect(checkedSecret(done, keySharesOf(done))).toBe(sum(done));
  });

  test('that is disputed falsely names the disputer', () => {
    const rules = rulesOfSeven('pedersen');
    const done = run('pedersen');
    const share = done.opened[1].get(3)!;
    const board: DkgBoard<bigint> = { ...done.board, phase: 'disputing' };
    const lies = [
      { ...share },
      { share: share.share ^ 1n, blind: share.blind },
      { share: group.order, blind: 0n },
    ].map((lie, index) => ({ kind: 'dkg-dispute' as const, recipient: index + 2, dealer: 3, ...lie }));
    const disputed = lies.reduce((before, lie) => receive(before, lie).board, board);
    expect(judge(disputed).culprits).toEqual([2, 3, 4].map((seat) => recipientFault(seat, 'false-dispute')));
    expect(extractionOf(rules, done.secrets[2]).commitments[0]).not.toBe(
      done.board.dealings.get(3)?.commitments[0],
    );
  });

  test('needs t right shares; silent and false givers are named', () => {
    const done = run('pedersen', (honest) => {
      if (honest.kind === 'dkg-extraction' && honest.dealer === 6) return null;
      if (honest.kind !== 'dkg-reconstruction') return honest;
      if (honest.recipient === 1) return null;
      return honest.recipient === 2 ? { ...honest, blind: honest.blind ^ 1n } : honest;
    });
    expect(faults(done)).toEqual([
      dealerFault(6, 'no-extraction'),
      recipientFault(1, 'no-reconstruction'),
      recipientFault(2, 'false-reconstruction'),
    ]);
    expect(checkedSecret(done, keySharesOf(done))).toBe(sum(done));
    const failed = run('pedersen', (honest) => {
      if (honest.kind === 'dkg-extraction' && honest.dealer === 6) return null;
      return honest.kind === 'dkg-reconstruction' && honest.recipient <= 3 ? null : honest;
    });
    expect(failed.outcome.kind).toBe('failed');
  });
});

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

describe('the board', () => {
  const rules = rulesOfSeven('joint-feldman');
  const [first, second] = [1, 2].map((dealer) => deal(rules, dealer, source));
  const empty = openBoard(rules);
  const dealtBoard = receive(receive(empty, first.dealing).board, second.dealing).board;
  const verifying = nextPhase(dealtBoard);
  const complaint = { kind: 'dkg-complaint', recipient: 3, accused: [1] } as const;
  const responding = nextPhase(receive(verifying, complaint).board);
  const response = responseTo(rules, first.secret, 3, source);

  test.each([
    ['wrong-phase', empty, complaint],
    ['wrong-phase', verifying, first.dealing],
    ['no-such-seat', empty, { ...first.dealing, dealer: 8 }],
    ['no-such-seat', verifying, { ...complaint, recipient: 0 }],
    ['no-such-seat', verifying, { ...complaint, accused: [1.5] }],
    ['repeated', dealtBoard, first.dealing],
    ['repeated', verifying, { ...complaint, accused: [1, 1] }],
    ['repeated', receive(verifying, complaint).board, { kind: 'dkg-alright', recipient: 3 } as const],
    ['repeated', receive(responding, response).board, response],
    ['nothing-to-answer', verifying, { ...complaint, accused: [] }],
    ['nothing-to-answer', verifying, { ...complaint, accused: [5] }],
    ['nothing-to-answer', responding, { ...response, complainer: 4 }],
  ])('refuses as %s, and stays as it was', (refused, board, message) => {
    const receipt = receive(board, message);
    expect(receipt.refused).toBe(refused);
    expect(receipt.board).toBe(board);
  });

  test('is a value: receiving makes another', () => {
    expect(empty.dealings.size).toBe(0);
    expect(dealtBoard.dealings.size).toBe(2);
    expect(verifying.verdicts.size).toBe(0);
  });

  test('has an end, and is resolved only there', () => {
    const closed = nextPhase(responding);
    expect(closed.phase).toBe('closed');
    expect(() => nextPhase(closed)).toThrow('closed');
    expect(() => resolve(responding)).toThrow('closed');
  });

  test('has rules whose bad input is refused', () => {
    expect(() => freshKeyRules(group, 'pedersen', ceremony, seven.publicKeys, 8)).toThrow(CryptoInputError);
    expect(() => freshKeyRules(group, 'pedersen', ceremony, [1n, 4n], 1)).toThrow('recipientKeys: infinity');
    expect(() => reshareRules(group, ceremony, seven.publicKeys, 2, { vector: [], members: 1 })).toThrow(
      CryptoInputError,
    );
  });
});

test.each([
  ['bn254', 'g1', 'joint-feldman'],
  ['bls12-381', 'g2', 'pedersen'],
] as const)('a key generated on %s with keys in %s, %s, signs', (curve, keysIn, variant) => {
  const suite = pairingSuite(curve, keysIn);
  const pairs = keyPairs(suite.keys, 4, source);
  const rules = freshKeyRules(suite.keys, variant, ceremony, pairs.publicKeys, 3);
  const done = runDkg(rules, pairs.secretKeys, source, (honest) =>
    honest.kind === 'dkg-dealing' && honest.dealer === 4 ? spoilt(honest, 2) : honest,
  );
  expect(done.outcome.culprits).toEqual([dealerFault(4, 'false-share')]);
  const key = thresholdKey(suite, agreed(done).vector, 4);
  const shares = keySharesOf(done).map((secret, index) => ({ seat: index + 1, secret }));
  const outcome = combineShares(
    key,
    ceremony,
    shares.slice(1).map((share) => signShare(suite, share, ceremony)),
  );
  const secret = interpolated(
    [1, 2, 3],
    shares.slice(0, 3).map((share) => share.secret),
    0,
    suite.order,
  );
  expect(suite.keys.equals(groupKeyOf(key), suite.keys.multiplyGenerator(secret))).toBe(true);
  expect(
    outcome.kind === 'signed' && suite.signatures.equals(outcome.signature, sign(suite, secret, ceremony)),
  ).toBe(true);
});
