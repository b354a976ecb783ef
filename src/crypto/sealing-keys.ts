/**
 * The keys that shares are sealed to: one for each node, whatever it takes part in, with its proof of
 * possession. Without the proof a key made of another's would open the other's shares. §M6.1
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { assert } from '../base/assert.ts';
import { provePossession, publicKeyOf, verifyPossession } from './bls-signature.ts';
import { sealingSecretOf } from './ceremony-randomness.ts';
import type { KeyPoint, PairingSuite, SignaturePoint } from './pairing-suite.ts';

/** A node's key with its secret; the rest is public. */
export interface SealingKey {
  readonly secret: bigint;
  readonly key: KeyPoint;
  /** The key's compressed bytes in hexadecimal digits. */
  readonly digits: string;
  readonly proof: SignaturePoint;
}

/**
 * The sealing keys of a curve, each made once and its proof verified once: two pairings, as long as a small
 * ceremony. It grows with the number of nodes.
 */
export class SealingKeys {
  private readonly suite: PairingSuite;
  /** By the seed's digits: what the nodes know of their own keys. */
  private readonly made = new Map<string, SealingKey>();
  /** By the key's digits: what everybody has found of its proof. */
  private readonly isProven = new Map<string, boolean>();

  constructor(suite: PairingSuite) {
    this.suite = suite;
  }

  /** The key of a node's seed, 16 bytes or more, proven. */
  of(seed: Uint8Array): SealingKey {
    const seedDigits = bytesToHex(seed);
    const sealingKey = this.made.get(seedDigits) ?? sealingKeyOf(this.suite, seed);
    this.made.set(seedDigits, sealingKey);
    assert(this.hasProof(sealingKey), 'a sealing key comes with its proof of possession');
    return sealingKey;
  }

  /** Whether a key's proof proves that its holder has the secret. */
  hasProof({ key, digits, proof }: Omit<SealingKey, 'secret'>): boolean {
    const isProven = this.isProven.get(digits) ?? verifyPossession(this.suite, key, proof);
    this.isProven.set(digits, isProven);
    return isProven;
  }
}

function sealingKeyOf(suite: PairingSuite, seed: Uint8Array): SealingKey {
  const secret = sealingSecretOf(suite.order, seed);
  const key = publicKeyOf(suite, secret);
  return { secret, key, digits: bytesToHex(suite.keys.encode(key)), proof: provePossession(suite, secret) };
}
