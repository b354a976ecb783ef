/** A file or folder that cannot be used as asked. Exit code 2, no stack. */

/** The message names the path and says what would help. */
export class UnusablePath extends Error {
  override readonly name = 'UnusablePath';
}
