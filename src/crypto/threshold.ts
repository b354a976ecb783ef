/** A group that signs together: the interface that real and ideal cryptography share. §M4.4 */

/** Shares that sign: floor((2n + 1) / 3) of n members, 16 → 11, 4 → 3. §M6.1 */
export function thresholdOf(members: number): number {
  return Math.floor((2 * members + 1) / 3);
}

/** A keyed group. Its signature is unique: one message has one signature, whoever of the members made it. */
export interface ThresholdGroup {
  readonly members: number;
  /** Shares that a signature needs. */
  readonly threshold: number;
  /** The group's signature on `message`, or undefined while fewer than the threshold take part. */
  sign(message: Uint8Array, participants: number): Uint8Array | undefined;
}
