import { describe, expect, test } from 'vitest';
import { blockHashGrinding } from '../../../../src/sim/adversary/strategies/block-hash-grinding.ts';
import type { ChainRequest } from '../../../../src/sim/protocol/decisions.ts';
import type { AdversaryView } from '../../../../src/sim/protocol/view.ts';
import { observe } from '../../../../src/sim/network/observe.ts';
import { committeeOf, DAY, factsOf, ranUntil, worldOf, type Stage } from '../../world.helpers.ts';
import { rulesOf } from './rules.helpers.ts';

const MEMBERS = Array.from({ length: 10 }, (_, node) => node);

const text = (source = 'block-hash', options = ''): string =>
  'network: { validators: 1 }\nchains: { initial: { small: 3 } }\nplacement: { policy: uniform }\n' +
  `availability: { mtbf: never }\nkeyGeneration: { mode: instant }\nrandomness: { source: ${source} }\n` +
  `adversaries: [{ name: x, members: { nodes: [${MEMBERS.join(', ')}] }, ` +
  `strategies: [{ use: block-hash-grinding, with: { ${options} } }] }]`;

/** What the strategy asks for in a month of a world in which nothing has happened. */
function asked(view: AdversaryView, options: Record<string, number>, month = 0): readonly ChainRequest[] {
  return rulesOf(blockHashGrinding, options).chainRequests!({ node: 0, month }, view);
}

const ownSeats = (committee: readonly number[]): number => committee.filter((node) => node < 10).length;

/** Names that the strategy tries for the first chain of a month, with what they would bring. */
function seatsByTry(view: AdversaryView, month: number, tries: number): number[] {
  return Array.from({ length: tries }, (_, tried) =>
    ownSeats(view.committeeFor(0, `x/${month}/0/${tried + 1}`)!),
  );
}

describe('block-hash-grinding', () => {
  const { world } = worldOf(text());
  const view = observe(world, MEMBERS);

  test('takes the first name that captures, else the one with most seats, the first of equals', () => {
    let [captured, missed] = [0, 0];
    for (let month = 0; month < 60; month++) {
      const seats = seatsByTry(view, month, 20);
      const first = seats.findIndex((count) => count >= 3);
      const best = first < 0 ? seats.indexOf(Math.max(...seats)) : first;
      const tries = first < 0 ? 20 : first + 1;
      expect(asked(view, { tries: 20 }, month)).toEqual([
        { size: 0, name: `x/${month}/0/${best + 1}`, tries },
      ]);
      if (first < 0) missed++;
      else captured++;
    }
    expect(Math.min(captured, missed)).toBeGreaterThan(10);
  });

  test('asks for as many chains as it is told, of the size that it is told, each under a name of its own', () => {
    const requests = asked(view, { tries: 3, chains: 4, size: 1 });
    expect(requests.map(({ size }) => size)).toEqual([1, 1, 1, 1]);
    expect(new Set(requests.map(({ name }) => name)).size).toBe(4);
    expect(asked(view, { chains: 0 })).toEqual([]);
  });

  test('asks for nothing where it can foresee nothing', () => {
    const honest = worldOf(text('threshold-bls'));
    expect(asked(observe(honest.world, MEMBERS), {})).toEqual([]);
    expect(asked(view, { size: 200 })).toEqual([]);
    const full = worldOf(text());
    for (let node = 0; node < 37; node++) full.world.free.take(node, 16);
    expect(asked(observe(full.world, MEMBERS), {})).toEqual([]);
  });

  test('gets the committee that it foresaw, month by month', () => {
    const stage: Stage = ranUntil(9 * DAY + 1, text('block-hash', 'tries: 20'));
    const chosen = factsOf(stage, 'chain-name-chosen');
    expect(chosen.map(({ a }) => a)).toEqual([3, 4, 5, 6]);
    const joined = factsOf(stage, 'member-joined');
    for (const { a: chain, c: tries } of chosen) {
      const committee = joined.filter(({ a }) => a === chain).map(({ b }) => b);
      expect(committee.length).toBe(4);
      // A search that ended early ended in a capture.
      if (tries < 20) expect(ownSeats(committee)).toBeGreaterThanOrEqual(3);
    }
    expect(chosen.some(({ c }) => c < 20)).toBe(true);
    expect(committeeOf(stage.world, 6).length).toBe(4);
  });

  test('decides nothing else', () => {
    expect(Object.keys(rulesOf(blockHashGrinding))).toEqual(['chainRequests']);
    expect(blockHashGrinding.movesSeats).toBe(true);
  });
});
