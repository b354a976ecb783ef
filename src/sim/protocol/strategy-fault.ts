/** A strategy's own fault: it threw, answered nonsense, or asked for more than it has. Exit code 2. */

/** Names the strategy, the decision and the instant; never a bug of the model. */
export class StrategyFault extends Error {
  override readonly name = 'StrategyFault';
  readonly strategy: string;
  readonly decision: string;
  /** Milliseconds since the start of the run. */
  readonly instant: number;
  /** What went wrong, and what would be accepted. */
  readonly reason: string;

  constructor(strategy: string, decision: string, instant: number, reason: string) {
    super(`strategy ${strategy}: decision ${decision} at instant ${instant} ms: ${reason}`);
    this.strategy = strategy;
    this.decision = decision;
    this.instant = instant;
    this.reason = reason;
  }
}
