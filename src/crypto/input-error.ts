/** Bad input to the cryptography: bytes, numbers and lists that a caller or a peer got wrong. §M4.4 */

/** What is wrong with an argument. */
export type InputFault =
  | 'wrong-length'
  | 'bad-flags'
  | 'non-canonical'
  | 'not-on-curve'
  | 'wrong-subgroup'
  | 'infinity'
  | 'out-of-range'
  | 'duplicate'
  | 'too-few';

/**
 * An argument that cannot be used. It names the argument, the kind of fault, and what would be accepted;
 * nothing that a library throws leaves this layer for a peer's bytes.
 */
export class CryptoInputError extends Error {
  override readonly name = 'CryptoInputError';
  readonly argument: string;
  readonly fault: InputFault;
  readonly accepted: string;

  constructor(argument: string, fault: InputFault, accepted: string) {
    super(`${argument}: ${fault.replaceAll('-', ' ')}; accepted: ${accepted}`);
    this.argument = argument;
    this.fault = fault;
    this.accepted = accepted;
  }
}

/** Throws a {@link CryptoInputError} unless `condition` holds. */
export function requireInput(
  condition: boolean,
  argument: string,
  fault: InputFault,
  accepted: string,
): asserts condition {
  if (!condition) throw new CryptoInputError(argument, fault, accepted);
}
