import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sign } from '../../src/crypto/bls-signature.ts';
import { combineShares, groupKeyOf, signShare, thresholdKey } from '../../src/crypto/bls-threshold.ts';
import { type DkgBoard, type DkgMessage, receive } from '../../src/crypto/dkg-board.ts';
import { judge } from '../../src/crypto/dkg-judgement.ts';
import { freshKeyRules } from '../../src/crypto/dkg-rules.ts';
import { pairingSuite } from '../../src/crypto/pairing-suite.ts';
import { interpolated } from '../../src/crypto/polynomial.ts';
import {
  agreed,
  type DkgRun,
  extractionOf,
  keyPairs,
  keySharesOf,
  runDkg,
  spoilt,
} from './dkg-run.helpers.ts';
import {
  ceremony,
  checkedSecret,
  dealerFault,
  faults,
  group,
  recipientFault,
  rulesOfSeven,
  run,
  source,
} from './seven-members.helpers.ts';

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
    const beyond = run('pedersen', (honest) => {
      if (honest.kind === 'dkg-extraction' && honest.dealer === 6) return null;
      if (honest.kind !== 'dkg-reconstruction' || honest.recipient !== 3) return honest;
      return { ...honest, share: honest.share + group.order };
    });
    expect(faults(beyond)).toContainEqual(recipientFault(3, 'false-reconstruction'));
    expect(checkedSecret(done, keySharesOf(done))).toBe(sum(done));
    const failed = run('pedersen', (honest) => {
      if (honest.kind === 'dkg-extraction' && honest.dealer === 6) return null;
      return honest.kind === 'dkg-reconstruction' && honest.recipient <= 3 ? null : honest;
    });
    expect(failed.outcome.kind).toBe('failed');
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
