import type { Rules } from '../../src/sim/protocol/decisions.ts';
import type { Strategy } from '../../src/sim/protocol/strategy.ts';

/** A strategy that is nothing but its rules: it takes no parameters and names no metric that it harms. */
export const ruledBy = (rules: Rules): Strategy => ({
  about: 'A test’s own.',
  harms: [],
  parameters: {},
  create: () => rules,
});
