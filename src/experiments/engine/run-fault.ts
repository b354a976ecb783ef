/** A bug that ended one run of an ensemble. Exit code 1, with the command that replays the run. */

/** Holds the run's number; the cause keeps its own stack. */
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
