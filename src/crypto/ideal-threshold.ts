/**
 * The ideal functionality of a threshold signature: it knows the group's secret and computes the unique
 * signature at once. A keyed hash has what the model rests on: unique, the same for every quorum,
 * unpredictable without the secret. §M4.4
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { assert } from '../base/assert.ts';
import { thresholdOf, type ThresholdGroup } from './threshold.ts';

const DOMAIN = utf8ToBytes('elastinet ideal threshold signature v1');

/** A group of `members` (1 … 256) whose secret is `secret`, 16 bytes or more. */
export function idealGroup(secret: Uint8Array, members: number): ThresholdGroup {
  assert(secret.length >= 16, 'a group secret has at least 128 bits');
  assert(members >= 1 && members <= 256, 'a group has 1 to 256 members');
  const threshold = thresholdOf(members);
  return {
    members,
    threshold,
    sign: (message, participants) =>
      participants < threshold ? undefined : sha256(concatBytes(DOMAIN, sha256(secret), message)),
  };
}
