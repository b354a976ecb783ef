/** C17: rent is paid beforehand and released month by month. §M3.3, §M10.2 */
import { simulate } from '../simulation.ts';
import type { Claim } from './claim.ts';
import { figure } from './figures.ts';

const MONTHS = 6;
const TERMS = [6, 12, 24];
const CHAINS = 500;

/** What half a year releases of the rents for each term. */
export const prepaidRent: Claim = {
  id: 'C17',
  claim: 'Rent for 6, 12 or 24 months is paid beforehand and released in monthly parts.',
  test: {
    scenario: `profile talk, 100 nodes, ${CHAINS} chains, ${MONTHS} months, all for one term; seed claim-17`,
    run: () => {
      const rows = TERMS.map(measure);
      return {
        measured: rows.map(({ measured }) => measured).join('; '),
        expected: TERMS.map((term) => `${term} months: ${figure(MONTHS / term)}`).join('; '),
        verdict: rows.every(({ holds }) => holds) ? 'holds' : 'does not hold',
      };
    },
  },
};

function measure(term: number): { readonly measured: string; readonly holds: boolean } {
  const { runs } = simulate({
    version: 1,
    seed: 'claim-17',
    network: { nodes: 100 },
    chains: { initial: { small: CHAINS }, demand: { term: { months: term, renewal: 0 } } },
    keyGeneration: { mode: 'instant' },
    horizon: `${MONTHS} months`,
    runs: 1,
  });
  const amount = (id: string): bigint => runs[0].metrics[id] as bigint;
  const [paid, released] = [amount('rent.paid'), amount('rent.released')];
  // Each part is rounded down, and the last one brings the rest: below a base unit a chain and month lags.
  const lag = paid * BigInt(MONTHS) - released * BigInt(term);
  const isExact = lag >= 0n && lag < BigInt(CHAINS * MONTHS * term);
  return {
    measured: `${term} months: ${figure(Number(released) / Number(paid))} of what was paid`,
    holds: paid > 0n && isExact,
  };
}
