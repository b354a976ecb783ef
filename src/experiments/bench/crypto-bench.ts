/** How long real cryptography takes: a key generation checked by all, and a threshold signature. */
import { combineShares, signSharePoint, thresholdKey } from '../../crypto/bls-threshold.ts';
import { messagePoint } from '../../crypto/bls-signature.ts';
import { nextPhase, openBoard, receive, type DkgBoard, type DkgMessage } from '../../crypto/dkg-board.ts';
import { deal, isShareRight } from '../../crypto/dkg-dealing.ts';
import { keyShareOf, verdictOn, type OpenedShares } from '../../crypto/dkg-recipient.ts';
import { resolve, type DkgOutcome } from '../../crypto/dkg-resolution.ts';
import { freshKeyRules } from '../../crypto/dkg-rules.ts';
import {
  pairingSuite,
  type CurveName,
  type KeyGroup,
  type KeyPoint,
  type PairingSuite,
} from '../../crypto/pairing-suite.ts';
import { drawSecret, hashedBytes, type ByteSource } from '../../crypto/scalar.ts';
import { thresholdOf } from '../../crypto/threshold.ts';

/** Which curve, and how many members, 1 … 256; t = floor((2n + 1) / 3). */
export interface CryptoBenchOptions {
  readonly curve: CurveName;
  readonly keysIn: KeyGroup;
  readonly members: number;
}

/** Seconds of processor time, all members' work on one thread. */
export interface CryptoBenchResult {
  /** Commitments, sealed shares, opening and checking every share, and the resolution: joint Feldman. */
  readonly keyGenerationSeconds: number;
  /** Of that, the checks of n² shares against their commitments. */
  readonly shareChecksSeconds: number;
  /** Hash to the curve, all n shares of a signature, the combination and its one verification. */
  readonly signatureSeconds: number;
}

/**
 * Generates a key with honest members and signs with it.
 *
 * @example cryptoBench({ curve: 'bn254', keysIn: 'g1', members: 4 }).signatureSeconds > 0 // true
 */
export function cryptoBench({ curve, keysIn, members }: CryptoBenchOptions): CryptoBenchResult {
  const suite = pairingSuite(curve, keysIn);
  const source = hashedBytes(new TextEncoder().encode(`${curve} ${keysIn}`), 'crypto bench');
  const secretKeys = Array.from({ length: members }, () => drawSecret(suite.order, source));
  const generation = processorTime(() => generatedKey(suite, secretKeys, source));
  const { board, outcome, opened } = generation.result;
  if (outcome.kind !== 'agreed') throw new Error('honest members agree on a key');

  const checks = processorTime(() =>
    opened.every((shares, index) =>
      [...board.dealings.values()].every((dealing) => {
        const share = shares.get(dealing.dealer);
        return share !== undefined && isShareRight(board.rules, dealing, index + 1, share);
      }),
    ),
  );
  const shares = opened.map((each, index) => ({
    seat: index + 1,
    secret: keyShareOf(board, outcome, each),
  }));
  const key = thresholdKey(suite, outcome.vector, members);
  const message = new TextEncoder().encode('crypto bench');
  const signature = processorTime(() => {
    const point = messagePoint(suite, message);
    return combineShares(
      key,
      message,
      shares.map((share) => signSharePoint(suite, share, point)),
    );
  });
  if (!checks.result || signature.result.kind !== 'signed') throw new Error('honest shares are right');
  return {
    keyGenerationSeconds: generation.seconds,
    shareChecksSeconds: checks.seconds,
    signatureSeconds: signature.seconds,
  };
}

/** A run of the joint-feldman variant among honest members. */
function generatedKey(
  { keys }: PairingSuite,
  secretKeys: readonly bigint[],
  source: ByteSource,
): {
  readonly board: DkgBoard<KeyPoint>;
  readonly outcome: DkgOutcome<KeyPoint>;
  readonly opened: readonly OpenedShares[];
} {
  const publicKeys = secretKeys.map((secretKey) => keys.multiplyGenerator(secretKey));
  const threshold = thresholdOf(secretKeys.length);
  const rules = freshKeyRules(keys, 'joint-feldman', new Uint8Array(), publicKeys, threshold);
  const dealings = secretKeys.map((_, index) => deal(rules, index + 1, source).dealing);
  const dealt = nextPhase(posted(openBoard(rules), dealings));
  const verdicts = secretKeys.map((secretKey, index) => verdictOn(dealt, index + 1, secretKey));
  const responding = nextPhase(
    posted(
      dealt,
      verdicts.map(({ message }) => message),
    ),
  );
  const board = nextPhase(responding);
  return { board, outcome: resolve(board), opened: verdicts.map(({ opened }) => opened) };
}

function posted(board: DkgBoard<KeyPoint>, messages: readonly DkgMessage<KeyPoint>[]): DkgBoard<KeyPoint> {
  return messages.reduce((before, message) => receive(before, message).board, board);
}

/**
 * What `work` gives, and the processor time that it took: unlike the clock it does not count other
 * programs.
 */
function processorTime<R>(work: () => R): { readonly result: R; readonly seconds: number } {
  const begin = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(begin);
  return { result, seconds: (user + system) / 1e6 };
}
