/** C6: does an attacker of one chain need two thirds of all nodes? §M14.1 */
import { anyOfBounds, hypergeometricTail } from '../../statistics/tails.ts';
import { simulate } from '../simulation.ts';
import type { Claim, ClaimVerdict } from './claim.ts';
import { figure, withInterval } from './figures.ts';

const NODES = 1000;
const CHAINS = 8000;
const MEMBERS = 16;
const THRESHOLD = 11;

/** Coalitions, from the rare case, which needs more runs, to the claim's own. */
const COALITIONS = [
  { share: '1/5', nodes: 200, runs: 12 },
  { share: '1/3', nodes: 333, runs: 4 },
  { share: '1/2', nodes: 500, runs: 4 },
  { share: '2/3', nodes: 666, runs: 4 },
];

/** Share from which on any chain at all being captured counts as likely. */
const LIKELY = 0.5;

/** Captured chains of a full network, right after placement. */
export const pooledSecurity: Claim = {
  id: 'C6',
  claim: 'Whoever wants to take over one chain has to hold two thirds of the entire network.',
  test: {
    scenario:
      'profile talk at full load, 1 day, static-capture with 1/5, 1/3, 1/2, 2/3 of the nodes; seed claim-6',
    run: () => {
      const rows = COALITIONS.map(measure);
      const likely = rows.find(({ any }) => any >= LIKELY);
      const one = rows[rows.length - 1];
      return {
        measured: rows.map(({ measured }) => measured).join('; '),
        expected: rows.map(({ expected }) => expected).join('; '),
        verdict: likely === undefined || likely === one ? 'holds' : condition(likely),
      };
    },
  },
};

function condition({ share, any }: Row): ClaimVerdict {
  const holdsIf =
    'the attacker must have one chain named beforehand, with even odds of it; ' +
    `some chain of ${CHAINS} falls to ${share} of the nodes in ${figure(100 * any)} % of the runs`;
  return { holdsIf };
}

interface Row {
  readonly share: string;
  /** Part of the runs in which some chain was captured. */
  readonly any: number;
  readonly measured: string;
  readonly expected: string;
}

function measure({ share, nodes, runs }: (typeof COALITIONS)[number]): Row {
  const { summary } = simulate({
    version: 1,
    seed: 'claim-6',
    horizon: '1 day',
    keyGeneration: { mode: 'instant' },
    adversaries: [{ name: 'coalition', members: { share }, strategies: [{ use: 'static-capture' }] }],
    runs,
  });
  const any = summary.metrics['capture.any'];
  const one = hypergeometricTail(NODES, nodes, MEMBERS, THRESHOLD);
  const [least, most] = anyOfBounds(CHAINS, one);
  return {
    share,
    any: Number(any.mean),
    measured:
      `${share} (${runs} runs): ${withInterval(summary.metrics['capture.chains'])} chains captured, ` +
      `some chain in ${withInterval(any)} of the runs`,
    expected:
      `${share}: one given chain ${figure(one)}, ${figure(CHAINS * one)} chains, ` +
      `some chain ${figure(least)} to ${figure(most)}`,
  };
}
