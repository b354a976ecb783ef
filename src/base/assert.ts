/** Asserts: what must hold if the program is right. A failure is a bug and is caught only by the runner. */

/** A broken promise of the program itself, never of the user's input or of the model's outcome. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/**
 * Throws an {@link AssertionError} with `promise` when `condition` is false. State the promise positively.
 */
export function assert(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new AssertionError(`broken promise: ${promise}`);
}
