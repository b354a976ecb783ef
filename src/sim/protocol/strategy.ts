/** What a strategy's file exports, built in or the user's own. §M16.4 */
import type { Rules } from './decisions.ts';

/** A parameter of a strategy, as the scenario's `with` may set it. */
export type Parameter =
  | {
      readonly kind: 'number';
      readonly unit: string;
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly about: string;
    }
  | {
      readonly kind: 'choice';
      readonly choices: readonly string[];
      readonly default: string;
      readonly about: string;
    };

/** Draws for a strategy's own use: a stream of the coalition's, nobody else's. */
export interface StrategyDraws {
  /** A whole number, 0 … bound − 1; bound 1 … 2^32. */
  below(bound: number): number;
  /** A double in [0, 1) with 53 random bits. */
  double(): number;
  /** True with probability numerator / denominator. */
  chance(numerator: number, denominator: number): boolean;
}

/** What `create` gets beside the options. */
export interface StrategyContext {
  /** Name of the coalition in the scenario. */
  readonly coalition: string;
  readonly draws: StrategyDraws;
}

/** Options after defaults are filled in: one value for each parameter. */
export type StrategyOptions = Readonly<Record<string, number | string>>;

/**
 * A strategy. `create` is called once a run and holds all memory; the rules it returns answer some decisions,
 * the protocol answers the rest.
 */
export interface Strategy {
  /** One sentence. */
  readonly about: string;
  /** Ids of the metrics that it means to harm. */
  readonly harms: readonly string[];
  /**
   * Whether its choices can change who sits where, so that seats are no fair draw any more and no closed form
   * of them holds. Left out: they cannot.
   */
  readonly movesSeats?: boolean;
  readonly parameters: Readonly<Record<string, Parameter>>;
  create(options: StrategyOptions, context: StrategyContext): Rules;
}
