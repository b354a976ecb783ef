/** Seven members who make keys in the small group, five of whom sign, and how their runs are looked at. */
import { expect } from 'vitest';
import { type Culprit } from '../../src/crypto/dkg-judgement.ts';
import { type DkgVariant, freshKeyRules } from '../../src/crypto/dkg-rules.ts';
import { commitmentAt, interpolated } from '../../src/crypto/polynomial.ts';
import { hashedBytes } from '../../src/crypto/scalar.ts';
import { agreed, type Deviation, type DkgRun, keyPairs, runDkg } from './dkg-run.helpers.ts';
import { smallGroup } from './small-group.helpers.ts';

export const group = smallGroup;
export const ceremony = new TextEncoder().encode('chain 7, month 3');
export const source = hashedBytes(Uint8Array.of(3), 'dkg tests');
export const seven = keyPairs(group, 7, source);
export const rulesOfSeven = (variant: DkgVariant): ReturnType<typeof freshKeyRules<bigint>> =>
  freshKeyRules(group, variant, ceremony, seven.publicKeys, 5);
export const run = (variant: DkgVariant, deviation?: Deviation<bigint>): DkgRun<bigint> =>
  runDkg(rulesOfSeven(variant), seven.secretKeys, source, deviation);
export const dealerFault = (seat: number, fault: string): unknown => ({ role: 'dealer', seat, fault });
export const recipientFault = (seat: number, fault: string): unknown => ({ role: 'recipient', seat, fault });
export const faults = ({ outcome }: DkgRun<bigint>): readonly Culprit[] => outcome.culprits;

/** The secret that t shares make, checked to be the key's, from the first and from the last t seats. */
export function checkedSecret(done: DkgRun<bigint>, shares: readonly bigint[]): bigint {
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
