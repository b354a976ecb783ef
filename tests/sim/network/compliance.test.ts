import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { chainRequested } from '../../../src/sim/network/chain-creation.ts';
import { complianceJudged, isIncompliant } from '../../../src/sim/network/compliance.ts';
import { INCOMPLIANCES } from '../../../src/sim/protocol/facts.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import { committeeOf, DAY, factsOf, paramsOf, ranUntil, sizeNamed, type Stage } from '../world.helpers.ts';
import { standing } from './turns.helpers.ts';

const networkOf = (incompliance: string): Stage =>
  standing(
    paramsOf(
      `network: { nodes: 6, slots: 8, validators: 2, incompliance: ${incompliance} }\ndelegation: { holders: 4 }\n` +
        'chains: { initial: { small: 4 } }\navailability: { mtbf: never }\n',
    ),
  );

/** Months 0, 1, … are closed with these scores of node 2, the others all good; whether it was marked after each. */
function marksAfter({ world, engine }: Stage, scores: readonly number[]): boolean[] {
  return scores.map((score, month) => {
    world.lastScores = Int8Array.from({ length: 6 }, (_, node) => (node === 2 ? score : 1));
    complianceJudged(world, month + 1, engine);
    checkInvariants(world);
    return isIncompliant(world, 2);
  });
}

describe('a node that fails month after month', () => {
  test('is marked after the stated number in a row, and cleared by the first good one', () => {
    const stage = networkOf('{ afterFailedMonths: 2 }');
    expect(marksAfter(stage, [0, 1, 0, 0, 0, 1, 0])).toEqual([false, false, false, true, true, false, false]);
    expect(factsOf(stage, 'node-incompliant').map(({ a, b }) => [a, INCOMPLIANCES[b]])).toEqual([
      [2, 'failed-months'],
    ]);
    expect(factsOf(stage, 'node-compliant').map(({ a }) => a)).toEqual([2]);
  });

  test('is never marked by default, and a month without a score says nothing', () => {
    expect(marksAfter(networkOf('{}'), [0, 0, 0, 0])).toEqual([false, false, false, false]);
    expect(marksAfter(networkOf('{ afterFailedMonths: 2 }'), [0, -1, 0, -1])).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  test('keeps its seats and gets no new ones while it is marked', () => {
    const stage = networkOf('{ afterFailedMonths: 1 }');
    const { world, engine } = stage;
    const used = 8 - world.free.freeOf(2);
    marksAfter(stage, [0]);
    for (let chain = 4; chain < 8; chain++) {
      chainRequested(world, sizeNamed(world.params, 'small'), engine);
      expect(committeeOf(world, chain)).not.toContain(2);
    }
    expect(8 - world.free.freeOf(2)).toBe(used);
    expect(used).toBeGreaterThan(0);
    marksAfter(stage, [0, 0, 1]);
    chainRequested(world, sizeNamed(world.params, 'small'), engine);
    // It is the emptiest node now.
    expect(committeeOf(world, 8)).toContain(2);
  });
});

test('a node that fails a key generation is marked where the scenario says so, until a whole month was good', () => {
  const withholding = ruledBy({
    dkgDeal: ({ attempt }) => (attempt === 0 ? 'withhold' : { polynomial: 0, falseTo: [] }),
  });
  const run = (failedDkg: string): Stage =>
    ranUntil(
      8 * DAY,
      `network: { nodes: 12, slots: 8, validators: 2, incompliance: { failedDkg: ${failedDkg} } }\n` +
        'delegation: { holders: 4 }\nchains: { initial: { small: 4 } }\navailability: { mtbf: never }\n' +
        'rotation: { policy: exit-only }\nrandomness: { source: commit-reveal }\n' +
        'adversaries: [{ name: c, members: { nodes: [3] }, strategies: [{ use: ./w.ts }] }]\n',
      { './w.ts': withholding },
    );
  const stage = run('marked');
  const [mark, ...others] = factsOf(stage, 'node-incompliant');
  expect([mark.a, INCOMPLIANCES[mark.b], others]).toEqual([3, 'failed-dkg', []]);
  expect(mark.at).toBe(factsOf(stage, 'dkg-failed')[0].at);
  // Months of three days: it failed in month 0, so month 1 is the first that is good as a whole.
  expect(factsOf(stage, 'node-compliant').map(({ at, a }) => [at / DAY, a])).toEqual([[6, 3]]);
  expect(factsOf(run('ignored'), 'node-incompliant')).toEqual([]);
});
