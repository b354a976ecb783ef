import { expect, test } from 'vitest';
import { Moments } from '../../src/statistics/moments.ts';
import { reportFigure } from '../long-figures.helpers.ts';
import { createCommittees, talkParams, turn, type Committees } from './committees.helpers.ts';

const NETWORKS = 20;

/** Members that a chain shares with the next one, on average over a network. */
function sharedWithNext({ world: { chains } }: Committees): number {
  let shared = 0;
  let before = new Set<number>();
  for (let chain = 0; chain < chains.count; chain++) {
    const first = chains.firstSeat(chain);
    const members = chains.nodeOfSeat.subarray(first, first + chains.rowOf(chain).members);
    for (const node of members) if (before.has(node)) shared++;
    before = new Set(members);
  }
  return shared / (chains.count - 1);
}

// Seeds 0 … 19 of 'committees', 4 standard errors over networks. A turn fills its chains in a drawn order, so
// that all pairs of chains are alike, and full load fixes how many members a pair shares: n(S − 1)/(C − 1) of
// 16 seats, 128 slots, 8,000 chains. Least-loaded deals the nodes out layer by layer, so that chains filled
// in their own order have hardly a member in common with the next. Catches a turn that does not shuffle its
// chains, which the tests of seats and of rotation do not see.
test('neighbours share as many members as any two chains once a turn has filled the seats', () => {
  const params = talkParams('least-loaded');
  const exact = (16 * 127) / 7999;
  const created = new Moments();
  const turned = new Moments();
  for (let run = 0; run < NETWORKS; run++) {
    const committees = createCommittees(params, run);
    created.add(sharedWithNext(committees));
    turn(committees, 1, 'monthly-redraw');
    turned.add(sharedWithNext(committees));
  }
  reportFigure(
    'turn-order/shared members',
    `measured ${turned.mean.toFixed(5)} ± ${turned.standardError.toFixed(5)}, exact ${exact.toFixed(5)}, ` +
      `as created ${created.mean.toFixed(5)}`,
  );
  expect(Math.abs(turned.mean - exact)).toBeLessThanOrEqual(4 * turned.standardError);
  // What the order of filling does is seen at creation, where chains are filled one after another.
  expect(created.mean).toBeLessThan(0.1 * exact);
});
