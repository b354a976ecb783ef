/** C16: new tokens and due rents make up the pool, which is paid out by itself. §M10.2 */
import { simulate } from '../simulation.ts';
import type { Claim } from './claim.ts';

/** Where a year's money came from, and where it went. */
export const pooledPay: Claim = {
  id: 'C16',
  claim: 'New tokens and due rents form the pool of a month, paid out without anybody having to act.',
  test: {
    scenario: 'profile talk, 100 nodes, 500 chains that pay rent, 12 months, nobody claims; seed claim-16',
    run: () => {
      const { runs } = simulate({
        version: 1,
        seed: 'claim-16',
        network: { nodes: 100 },
        chains: { initial: { small: 500 } },
        keyGeneration: { mode: 'instant' },
        runs: 1,
      });
      const amount = (id: string): bigint => runs[0].metrics[id] as bigint;
      const [minted, released] = [amount('emission.total'), amount('rent.released')];
      const [paid, carried] = [amount('bounty.paid'), amount('bounty.carried')];
      const claims = Number(runs[0].metrics['claims.settled']);
      const holds = minted + released === paid + carried && released > 0n && claims === 0;
      return {
        measured:
          `${minted} base units minted + ${released} of rent, ${paid} paid + ${carried} left; ` +
          `${claims} claims`,
        expected: 'equal sums to the base unit, and no claim',
        verdict: holds ? 'holds' : 'does not hold',
      };
    },
  },
};
