/** A scenario that wants more memory than there is. Exit code 2: nothing is broken. */

/** Says what was wanted or what gave way, and what would be accepted. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';

  constructor(complaint: string) {
    super(
      `out of memory: ${complaint}; accepted: fewer nodes, monitors or chains, ` +
        'monitoring.fidelity interval, or a machine with more memory',
    );
  }
}
