/** C24: can neither half of a hybrid chain rob it? §M3.5 */
import { hybridOdds } from '../../statistics/committees.ts';
import { simulate } from '../simulation.ts';
import type { Claim } from './claim.ts';
import { figure, withInterval } from './figures.ts';

const NODES = 200;
const AUTHORITIES = Array.from({ length: 20 }, (_, node) => node);
const OTHERS = NODES - AUTHORITIES.length;
const CHAINS = 300;
const MEMBERS = 16;
const THRESHOLD = 11;
const SEATS = MEMBERS / 2;

/** The worst that either half can be, and what it takes beyond it. */
const COALITIONS = [
  { name: 'all authorities', authorities: 20, others: 0 },
  { name: 'all others', authorities: 0, others: 180 },
  { name: 'all authorities and a third of the others', authorities: 20, others: 60 },
];

/** Captured and haltable chains, all of them hybrid, half of their seats named. */
export const hybridChains: Claim = {
  id: 'C24',
  claim: 'A hybrid chain, half of it named authorities, cannot be robbed by either half.',
  test: {
    scenario:
      'profile talk, 200 nodes of which 20 are named, 300 hybrid chains, 1 day, ' +
      'static-capture by either half and by both; seed claim-24',
    run: () => {
      const rows = COALITIONS.map(measure);
      const areSafe = rows.slice(0, 2).every(({ captured }) => captured === 0);
      return {
        measured: rows.map(({ measured }) => measured).join('; '),
        expected: rows.map(({ expected }) => expected).join('; '),
        verdict: areSafe ? 'holds' : 'does not hold',
      };
    },
  },
};

function measure({ name, authorities, others }: (typeof COALITIONS)[number]) {
  const { summary } = simulate({
    version: 1,
    seed: 'claim-24',
    horizon: '1 day',
    network: { nodes: NODES },
    chains: { initial: { small: CHAINS }, hybrid: { part: 0.5, authorities: AUTHORITIES } },
    keyGeneration: { mode: 'instant' },
    adversaries: [
      {
        name: 'coalition',
        // Authorities come first among the nodes, so that these are a fixed number of either.
        members: {
          nodes: [
            ...AUTHORITIES.slice(0, authorities),
            ...Array.from({ length: others }, (_, index) => AUTHORITIES.length + index),
          ],
        },
        strategies: [{ use: 'static-capture' }],
      },
    ],
    runs: 4,
  });
  const odds = hybridOdds({
    threshold: THRESHOLD,
    sides: [
      { nodes: AUTHORITIES.length, coalition: authorities, members: SEATS },
      { nodes: OTHERS, coalition: others, members: MEMBERS - SEATS },
    ],
  });
  const { 'capture.chains': captured, 'halt.chains': haltable } = summary.metrics;
  return {
    captured: Number(captured.mean),
    measured: `${name}: ${withInterval(captured)} chains captured, ${withInterval(haltable)} haltable`,
    expected: `${name}: ${figure(CHAINS * odds.capture)} and ${figure(CHAINS * odds.halt)}`,
  };
}
