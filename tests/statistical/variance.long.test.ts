import { expect, test } from 'vitest';
import { Moments } from '../../src/statistics/moments.ts';
import { committeeOdds, varianceAtFullLoad, varianceIfIndependent } from '../../src/statistics/committees.ts';
import { reportFigure } from '../long-figures.helpers.ts';
import { chainsWithSeats, coalitionLanes, createCommittees, talkParams, turn } from './committees.helpers.ts';

const RUNS = 5000;
const COALITION = 200;
const HALT = 6;

// Seeds 0 … 4,999 of 'committees'. At full load all slots are dealt, so the seats of all chains sum to 128 ·
// K: the variance over runs is two thirds of the independent one. Catches independent committees (a coalition
// redrawn for each chain; 300 runs suffice). Slots that a turn does not take break a promise of FreeSlots at
// the next one. A turn without swaps, whose leavers stay, is not seen here:
// tests/sim/network/rotation.test.ts counts them.
test('haltable chains at full load vary as draws without replacement do, and not as independent ones', () => {
  const params = talkParams('least-loaded');
  const stages = {
    creation: new Moments(),
    'monthly-redraw': new Moments(),
    'monthly-replace': new Moments(),
  };
  for (let run = 0; run < RUNS; run++) {
    const committees = createCommittees(params, run);
    const lanes = coalitionLanes(1000, COALITION, committees.draws, 1);
    const haltable = (): number => chainsWithSeats(committees.world, lanes, [HALT])[0][0];
    stages.creation.add(haltable());
    turn(committees, 1, 'monthly-redraw');
    stages['monthly-redraw'].add(haltable());
    turn(committees, 2, 'monthly-replace');
    stages['monthly-replace'].add(haltable());
  }
  const goal = { chains: 8000, nodes: 1000, coalition: COALITION, members: 16, atLeast: HALT };
  const full = varianceAtFullLoad(goal);
  const independent = varianceIfIndependent(goal);
  const mean = 8000 * committeeOdds({ nodes: 1000, coalition: COALITION, members: 16, threshold: 11 }).halt;
  for (const [stage, sample] of Object.entries(stages)) {
    reportFigure(
      `variance/${stage}`,
      `measured ${sample.variance.toFixed(1)} ± ${sample.varianceStandardError.toFixed(1)}, without replacement ` +
        `${full.toFixed(1)}, independent ${independent.toFixed(1)}; mean ${sample.mean.toFixed(2)} of ${mean.toFixed(2)}`,
    );
    expect(Math.abs(sample.mean - mean)).toBeLessThanOrEqual(4 * sample.standardError);
    expect(Math.abs(sample.variance - full)).toBeLessThanOrEqual(4 * sample.varianceStandardError);
    expect(independent - sample.variance).toBeGreaterThan(4 * sample.varianceStandardError);
  }
});
