/** What a resharing's task must hold, whoever carries it out. §M6.4 */
import { requireInput } from './input-error.ts';
import { sharingOf, type CeremonyTask } from './key-ceremony.ts';

/** Throws a CryptoInputError unless the task is a fresh key's, or enough old seats deal in the open. */
export function requireResharing({ resharing, variant }: CeremonyTask): void {
  if (resharing === undefined) return;
  const { old, dealers } = resharing;
  const { members, threshold } = sharingOf(old);
  requireInput(variant === 'joint-feldman', 'variant', 'out-of-range', 'joint-feldman in a resharing');
  requireInput(dealers.length === members, 'dealers', 'wrong-length', `${members} seats of the old sharing`);
  const dealing = dealers.filter((dealer) => dealer !== undefined).length;
  requireInput(dealing >= threshold, 'dealers', 'too-few', `at least ${threshold} seats that deal`);
}
