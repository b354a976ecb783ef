/**
 * What a member's seeds give in a key ceremony: the secret that shares sealed to it are opened by, and its
 * polynomials by number. Real and ideal ceremonies draw alike, so that they come to one key. §M4.4, §M6.1
 */
import { assert } from '../base/assert.ts';
import type { CeremonyTask } from './key-ceremony.ts';
import { drawScalar, drawSecret, hashedBytes, reduced, type ByteSource } from './scalar.ts';

/** Bytes that a seed has at least. */
const SEED_BYTES_MIN = 16;

/** The secret of the key that shares are sealed to, 1 … order − 1. */
export function sealingSecretOf(order: bigint, sealingSeed: Uint8Array): bigint {
  return drawSecret(order, seededBytes(sealingSeed, 'sealing key'));
}

/** The bytes that a dealer draws polynomial number `polynomial` from. The first scalar is the constant. */
export function polynomialBytes(dealingSeed: Uint8Array, polynomial: number): ByteSource {
  return seededBytes(dealingSeed, `polynomial ${polynomial}`);
}

/** The constant of polynomial number `polynomial`: what its dealer adds to the group's secret. */
export function constantOf(order: bigint, dealingSeed: Uint8Array, polynomial: number): bigint {
  return drawScalar(order, polynomialBytes(dealingSeed, polynomial));
}

/**
 * The group's secret. Of a fresh key, the sum of what the members deal modulo the order, to which whoever
 * withholds adds nothing; of one that was reshared, the secret that the old members held.
 */
export function secretOf({ members, resharing }: CeremonyTask, order: bigint): bigint {
  if (resharing !== undefined) {
    assert(resharing.old.kind === 'secret', 'what is ideal knows the secret');
    return resharing.old.secret;
  }
  return members.reduce((sum, { dealingSeed, deed }) => {
    if (deed === 'withhold') return sum;
    return reduced(sum + constantOf(order, dealingSeed, deed.polynomial), order);
  }, 0n);
}

/** The same task, but for the polynomial that `seat` deals. */
export function withPolynomial(task: CeremonyTask, seat: number, polynomial: number): CeremonyTask {
  const members = task.members.map((member, index) =>
    index + 1 === seat ? { ...member, deed: { polynomial, falseTo: [] } } : member,
  );
  return { ...task, members };
}

function seededBytes(seed: Uint8Array, purpose: string): ByteSource {
  assert(seed.length >= SEED_BYTES_MIN, 'a member’s seed has at least 128 bits');
  return hashedBytes(seed, purpose);
}
