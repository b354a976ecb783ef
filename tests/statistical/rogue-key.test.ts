import { describe, expect, test } from 'vitest';
import { hypergeometricTail } from '../../src/statistics/tails.ts';
import { reportFigure } from '../long-figures.helpers.ts';
import { factsOf, type Stage } from '../sim/world.helpers.ts';
import { groupsOf, monthsPassed, stageOfPlay } from './beacons.helpers.ts';

const MONTHS = 1000;
const [NODES, COALITION, GROUP] = [40, 4, 4];

function played(possession: 'none' | 'required'): Stage {
  const stage = stageOfPlay({
    seed: 'rogue-key',
    nodes: NODES,
    coalition: COALITION,
    randomness: `{ source: threshold-bls, group: ${GROUP}, possession: ${possession} }`,
    strategy: '{ use: rogue-key }',
  });
  monthsPassed(stage, MONTHS);
  return stage;
}

// Seed 'rogue-key', 1,000 months of one run, 4 standard deviations. Catches: forgery by two members or more
// only, by a member in the first place only, with any proof, or without any member; a proof that is asked of the
// last member alone.
describe('a rogue key', () => {
  test('forges the beacon of every month whose group has a member, where no proof is asked for', () => {
    const stage = played('none');
    const forged = factsOf(stage, 'beacon-forged').map(({ a }) => a);
    const withMember = groupsOf(stage.facts)
      .slice(0, MONTHS)
      .flatMap((group, month) => (group.some((node) => node < COALITION) ? [month] : []));
    expect(forged).toEqual(withMember);
    const p = hypergeometricTail(NODES, COALITION, GROUP, 1);
    const deviation = (forged.length - MONTHS * p) / Math.sqrt(MONTHS * p * (1 - p));
    const text = `${forged.length} of ${MONTHS} months, exact ${(MONTHS * p).toFixed(1)}, ${deviation.toFixed(2)} σ`;
    reportFigure('rogue-key/forged', text);
    expect(Math.abs(deviation), text).toBeLessThanOrEqual(4);
    expect(factsOf(stage, 'key-refused')).toEqual([]);
  });

  test('is refused with every seat of the coalition where a proof is asked for, and forges nothing', () => {
    const stage = played('required');
    expect(factsOf(stage, 'beacon-forged')).toEqual([]);
    const refused = factsOf(stage, 'key-refused');
    // The group of the month after the last one has registered its keys as well.
    const seats = (MONTHS + 1) * GROUP;
    const share = COALITION / NODES;
    const spread = (NODES - GROUP) / (NODES - 1);
    const deviation = (refused.length - seats * share) / Math.sqrt(seats * share * (1 - share) * spread);
    const text = `${refused.length} of ${seats} keys, exact ${(seats * share).toFixed(1)}, ${deviation.toFixed(2)} σ`;
    reportFigure('rogue-key/refused', text);
    expect(Math.abs(deviation), text).toBeLessThanOrEqual(4);
    expect(refused.every(({ b }) => b < COALITION)).toBe(true);
  });
});
