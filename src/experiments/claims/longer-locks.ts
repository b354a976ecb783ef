/** C18: does stake that is locked for longer earn more? §M11.1 */
import { simulate } from '../simulation.ts';
import type { Claim } from './claim.ts';
import { figure } from './figures.ts';

const LOCKS = [
  { months: 3, multiplier: 1 },
  { months: 6, multiplier: 1.5 },
  { months: 12, multiplier: 2 },
];
/** Holders of one lock sit with other validators than those of another, which evens out. */
const TOLERANCE = 0.02;

/** Yields of a year by lock. */
export const longerLocks: Claim = {
  id: 'C18',
  claim: 'Who locks stake for longer earns a larger part.',
  test: {
    scenario: 'profile talk, 100 nodes, 20,000 holders, 12 months; seed claim-18',
    run: () => {
      const { summary } = simulate({
        version: 1,
        seed: 'claim-18',
        network: { nodes: 100 },
        chains: { initial: { small: 100 } },
        keyGeneration: { mode: 'instant' },
        runs: 1,
      });
      const yields = LOCKS.map(({ months }) => Number(summary.metrics[`apr.delegator.lock${months}`].mean));
      const parts = yields.map((each) => each / yields[0]);
      const isClose = parts.every((part, lock) => Math.abs(part / LOCKS[lock].multiplier - 1) < TOLERANCE);
      return {
        measured: LOCKS.map(({ months }, lock) => `${months} months: ${figure(parts[lock])} times`).join(
          '; ',
        ),
        expected: LOCKS.map(({ months, multiplier }) => `${months} months: ${multiplier}`).join('; '),
        verdict: isClose ? 'holds' : 'does not hold',
      };
    },
  },
};
