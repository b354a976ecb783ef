/** What the strategies of a scenario leave of its closed forms. §M16.4 */
import type { Params, StrategyUse } from '../sim/protocol/params.ts';
import { BUILT_IN_STRATEGIES } from '../sim/scenario/built-in-strategies.ts';

/**
 * Whether some strategy's choices can change who sits where, so that seats are no fair draw. Of a strategy's
 * file nothing is known here: it counts as one that moves none.
 */
export function movesSeats({ adversaries }: Params): boolean {
  return adversaries.some(({ strategies }) =>
    strategies.some(({ use, isFile }) => !isFile && BUILT_IN_STRATEGIES[use]?.movesSeats === true),
  );
}

/**
 * The strategy that the scenario's only coalition plays, where it plays one alone: beside `static-capture`,
 * which answers nothing. Undefined for strategies from files.
 */
export function onlyStrategy({ adversaries }: Params): StrategyUse | undefined {
  if (adversaries.length !== 1) return undefined;
  const played = adversaries[0].strategies.filter(({ use }) => use !== 'static-capture');
  return played.length === 1 && !played[0].isFile ? played[0] : undefined;
}

/** A parameter that is a number, as the scenario sets it or by default, without its fraction. */
export function wholeOption({ use, options }: StrategyUse, name: string): number {
  return Math.floor(Number(options[name] ?? BUILT_IN_STRATEGIES[use].parameters[name].default));
}

/** The same with its fraction. */
export function optionOf({ use, options }: StrategyUse, name: string): number {
  return Number(options[name] ?? BUILT_IN_STRATEGIES[use].parameters[name].default);
}
