/** What ended one run of an ensemble: a bug, or a fault of its scenario or strategy. It can be replayed. */

/** Holds the run's number; the cause says whose fault it is, and keeps its own stack. */
export class RunFault extends Error {
  override readonly name = 'RunFault';
  readonly run: number;
  override readonly cause: Error;

  constructor(run: number, cause: Error) {
    super(`run ${run}: ${cause.name}: ${cause.message}`);
    this.run = run;
    this.cause = cause;
  }
}
