/** Rules of a strategy with its defaults, and occasions for them. */
import type { Instant } from '../../../../src/base/units.ts';
import type { Rules, Verdict, VerdictOccasion } from '../../../../src/sim/protocol/decisions.ts';
import type { Strategy } from '../../../../src/sim/protocol/strategy.ts';
import type { AdversaryView } from '../../../../src/sim/protocol/view.ts';

const NO_DRAWS = {
  below: () => 0,
  double: () => 0,
  chance: () => false,
};

/** The strategy's rules, with some options instead of the defaults. */
export function rulesOf(strategy: Strategy, options: Readonly<Record<string, number | string>> = {}): Rules {
  const defaults = Object.entries(strategy.parameters).map(([name, parameter]) => [name, parameter.default]);
  return strategy.create(
    { ...Object.fromEntries(defaults), ...options },
    { coalition: 'x', draws: NO_DRAWS },
  );
}

/** A view of a coalition that looks at nothing but membership. */
export const viewOf = (...members: readonly number[]): AdversaryView =>
  ({ members, isMember: (node: number) => members.includes(node) }) as unknown as AdversaryView;

/** An occasion for a verdict of node 0 on `target`. */
export const occasionFor = (target: number, truth: Verdict): VerdictOccasion => ({
  monitor: 0,
  target,
  windowStart: 0 as Instant,
  windowEnd: 86_400_000 as Instant,
  probesSent: 100,
  probesFailed: truth.downtimePpm / 10_000,
  truth,
});
