/**
 * How long real cryptography takes: a key generation checked by all, its refresh and resharing, a threshold
 * signature, a beacon's round, and each operation by itself.
 */
import { messagePoint } from '../../crypto/bls-signature.ts';
import { combineSharesPoint, signSharePoint, thresholdKey } from '../../crypto/bls-threshold.ts';
import { isShareRight } from '../../crypto/dkg-dealing.ts';
import { freshKeyRules, refreshRules, reshareRules } from '../../crypto/dkg-rules.ts';
import {
  pairingSuite,
  type CurveName,
  type KeyGroup,
  type PairingSuite,
} from '../../crypto/pairing-suite.ts';
import { drawSecret, hashedBytes, type ByteSource } from '../../crypto/scalar.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import { twoLayerBeacon } from './crypto-beacon.ts';
import { memberFigures, type MemberFigures } from './crypto-members.ts';
import { operationFigures, type OperationFigures } from './crypto-operations.ts';
import { honestRun, sharesOf, type HonestRun } from './crypto-runs.ts';
import { processorTime } from './crypto-timing.ts';

/** Which curve, and how many members, 1 … 256; t = floor((2n + 1) / 3). */
export interface CryptoBenchOptions {
  readonly curve: CurveName;
  readonly keysIn: KeyGroup;
  readonly members: number;
}

/** Seconds of processor time, all members' work on one thread; then microseconds of parts. */
export interface CryptoBenchResult extends MemberFigures, OperationFigures {
  /** Commitments, sealed shares, opening and checking every share, and the resolution: joint Feldman. */
  readonly keyGenerationSeconds: number;
  /** Of that, the checks of n² shares against their commitments. */
  readonly shareChecksSeconds: number;
  /** Hash to the curve, all n shares of a signature, the combination and its one verification. */
  readonly signatureSeconds: number;
  /** New shares of the key for the same members. */
  readonly refreshSeconds: number;
  /** The key for as many new members. */
  readonly reshareSeconds: number;
  /** Members sign their numbers, all are verified, the group signs the sum, combines, verifies and hashes. */
  readonly twoLayerBeaconSeconds: number;
}

/**
 * Generates a key with honest members and signs with it. The key generation is the first thing done, so that
 * it pays for compiling; all else but the signature comes later.
 *
 * @example cryptoBench({ curve: 'bn254', keysIn: 'g1', members: 4 }).signatureSeconds > 0 // true
 */
export function cryptoBench({ curve, keysIn, members }: CryptoBenchOptions): CryptoBenchResult {
  const suite = pairingSuite(curve, keysIn);
  const source = hashedBytes(new TextEncoder().encode(`${curve} ${keysIn}`), 'crypto bench');
  const secretKeys = Array.from({ length: members }, () => drawSecret(suite.order, source));
  const generation = processorTime(() => freshRun(suite, secretKeys, source));
  const shares = sharesOf(generation.result);
  const times = {
    keyGenerationSeconds: generation.seconds,
    shareChecksSeconds: shareChecks(generation.result),
    signatureSeconds: signature(suite, generation.result, shares),
    refreshSeconds: refresh(suite, generation.result, secretKeys, source),
    reshareSeconds: resharing(suite, generation.result, shares, source),
    twoLayerBeaconSeconds: twoLayerBeacon(suite, members, source),
  };
  return {
    ...times,
    ...memberFigures({ curve, keysIn, members, threshold: thresholdOf(members) }, source),
    ...operationFigures(suite, members, source),
  };
}

function freshRun(suite: PairingSuite, secretKeys: readonly bigint[], source: ByteSource): HonestRun {
  const publicKeys = secretKeys.map((secretKey) => suite.keys.multiplyGenerator(secretKey));
  const threshold = thresholdOf(secretKeys.length);
  const rules = freshKeyRules(suite.keys, 'joint-feldman', new Uint8Array(), publicKeys, threshold);
  return honestRun(rules, secretKeys, source);
}

function shareChecks({ board, opened }: HonestRun): number {
  const { result, seconds } = processorTime(() =>
    opened.every((shares, index) =>
      [...board.dealings.values()].every((dealing) => {
        const share = shares.get(dealing.dealer);
        return share !== undefined && isShareRight(board.rules, dealing, index + 1, share);
      }),
    ),
  );
  if (!result) throw new Error('honest shares are right');
  return seconds;
}

function signature(suite: PairingSuite, { outcome }: HonestRun, shares: readonly bigint[]): number {
  const key = thresholdKey(suite, outcome.vector, shares.length);
  const { result, seconds } = processorTime(() => {
    const point = suite.signatures.prepared(messagePoint(suite, new TextEncoder().encode('crypto bench')));
    const signed = shares.map((secret, index) => signSharePoint(suite, { seat: index + 1, secret }, point));
    return combineSharesPoint(key, point, signed);
  });
  if (result.kind !== 'signed') throw new Error('honest members sign');
  return seconds;
}

function refresh(
  { keys }: PairingSuite,
  { board, outcome }: HonestRun,
  secretKeys: readonly bigint[],
  source: ByteSource,
): number {
  const { recipientKeys } = board.rules;
  return processorTime(() => {
    const rules = refreshRules(keys, Uint8Array.of(1), recipientKeys, outcome.vector);
    return honestRun(rules, secretKeys, source);
  }).seconds;
}

/** To members of other keys, who know nothing of each other's tables. */
function resharing(
  { keys, order }: PairingSuite,
  { outcome }: HonestRun,
  shares: readonly bigint[],
  source: ByteSource,
): number {
  const secretKeys = shares.map(() => drawSecret(order, source));
  const recipientKeys = secretKeys.map((secretKey) => keys.multiplyGenerator(secretKey));
  const old = { vector: outcome.vector, members: shares.length };
  return processorTime(() => {
    const rules = reshareRules(keys, Uint8Array.of(2), recipientKeys, old.vector.length, old);
    return honestRun(rules, secretKeys, source, shares);
  }).seconds;
}
