/** C2: do 8,000 chains fit on 1,000 nodes? §M3.2, §M5.3 */
import { simulate } from '../simulation.ts';
import type { Claim, ClaimVerdict } from './claim.ts';
import { withInterval } from './figures.ts';

const RUNS = 5;
const CHAINS = 8000;

/** The policies compared, with what is known of each. */
const POLICIES = [
  { label: 'least-loaded', placement: { policy: 'least-loaded' } },
  { label: 'power-of-4', placement: { policy: 'power-of-d', d: 4 } },
  { label: 'uniform', placement: { policy: 'uniform' } },
];

/** One small chain after the other is requested, until 8,000 were. */
export const chainsOfThousandNodes: Claim = {
  id: 'C2',
  claim: 'A network of 1,000 nodes carries 8,000 separate chains.',
  test: {
    scenario: `profile talk, 1 day, one placement policy at a time; seed claim-2, ${RUNS} runs each`,
    run: () => {
      const placed = POLICIES.map(({ label, placement }) => ({ label, ...placedUnder(placement) }));
      const full = placed.filter(({ isFull }) => isFull).map(({ label }) => label);
      return {
        measured: placed.map(({ label, text }) => `${label}: ${text} chains placed`).join('; '),
        expected:
          '1000 · 128 / 16 = 8000 under least-loaded and power-of-4; uniform strands the last few, 7996.2',
        verdict: verdictOf(full),
      };
    },
  },
};

/** `full`: the policies under which every chain of every run was placed. */
function verdictOf(full: readonly string[]): ClaimVerdict {
  if (full.length === POLICIES.length) return 'holds';
  return full.length === 0 ? 'does not hold' : { holdsIf: `chains are placed by ${full.join(' or ')}` };
}

function placedUnder(placement: object): { readonly text: string; readonly isFull: boolean } {
  const { summary, runs } = simulate({
    version: 1,
    seed: 'claim-2',
    horizon: '1 day',
    placement,
    chains: { initial: { small: CHAINS } },
    keyGeneration: { mode: 'instant' },
    runs: RUNS,
  });
  return {
    text: withInterval(summary.metrics['chains.placed']),
    isFull: runs.every((run) => run.metrics['chains.placed'] === CHAINS),
  };
}
