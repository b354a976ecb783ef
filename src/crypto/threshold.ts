/** How many of a group must sign. §M6.1 */

/** Shares that sign: floor((2n + 1) / 3) of n members, 16 → 11, 4 → 3. §M6.1 */
export function thresholdOf(members: number): number {
  return Math.floor((2 * members + 1) / 3);
}
