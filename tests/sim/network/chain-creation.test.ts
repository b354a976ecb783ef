import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { actStream } from '../../../src/sim/network/acts.ts';
import { REFUSALS } from '../../../src/sim/protocol/facts.ts';
import { committeeOf, DAY, factsOf, paramsOf, ranUntil, runUntil, start, worldOf } from '../world.helpers.ts';
import { standing } from './turns.helpers.ts';

const QUIET = 'availability: { mtbf: never }\nmonitoring: { monitors: 1 }\n';

describe('a request', () => {
  test('gets distinct members, seat by seat in the order of the draws, and a first key', () => {
    const stage = standing(
      paramsOf(`${QUIET}chains: { initial: { medium: 1 } }\nplacement: { policy: uniform }`),
    );
    const { world } = stage;
    const stream = actStream(world, 'creation', 0, 0);
    const expected: number[] = [];
    // Uniform over 40 places. Whoever gets a seat changes places with the first that has none, and is passed
    // over.
    const places = Array.from({ length: 40 }, (_, node) => node);
    while (expected.length < 4) {
      const place = stream.below(40);
      const node = places[place];
      if (expected.includes(node)) continue;
      places[place] = places[expected.length];
      places[expected.length] = node;
      expected.push(node);
    }
    expect(committeeOf(world, 0)).toEqual(expected);
    expect(factsOf(stage, 'member-joined').map(({ a, b, c }) => [a, b, c])).toEqual(
      expected.map((node, seat) => [0, node, seat]),
    );
    expect(factsOf(stage, 'key-generated').map(({ a, b }) => [a, b])).toEqual([[0, 1]]);
    for (const node of expected) expect(world.free.freeOf(node)).toBe(14);
    checkInvariants(world);
  });

  test('is refused for want of nodes with space, and takes nothing', () => {
    const stage = standing(
      paramsOf(
        `network: { nodes: 5, validators: 1 }\n${QUIET}chains: { initial: { large: 1, medium: 1, small: 1 } }`,
      ),
    );
    const refused = factsOf(stage, 'chain-refused').map(({ a, c }) => [a, REFUSALS[c]]);
    expect(refused).toEqual([
      [1, 'too-few-nodes-with-space'],
      [2, 'too-few-nodes-with-space'],
    ]);
    expect([stage.world.chains.liveCount, stage.world.chains.stateOf(1)]).toEqual([1, 'refused']);
    checkInvariants(stage.world);
  });

  test('is refused where its committee is larger than the network, queue or not', () => {
    const text = (whenFull: string): string =>
      `network: { nodes: 3, validators: 1 }\n${QUIET}chains: { initial: { small: 1 }, demand: { whenFull: ${whenFull} } }`;
    for (const whenFull of ['refuse', 'queue']) {
      const stage = standing(paramsOf(text(whenFull)));
      expect(factsOf(stage, 'chain-refused').map(({ c }) => REFUSALS[c])).toEqual([
        'committee-larger-than-network',
      ]);
      expect(stage.world.queue).toEqual([]);
    }
  });

  test('waits in the queue until a term ends, first come first served', () => {
    const stage = worldOf(
      `network: { nodes: 4, slots: 2, validators: 1 }\n${QUIET}horizon: 9 months\n` +
        'chains: { initial: { small: 5 }, demand: { whenFull: queue, term: { months: 2, renewal: 0 } } }',
    );
    start(stage);
    runUntil(stage, 5 * 3 * DAY);
    expect(factsOf(stage, 'chain-queued').map(({ at, a }) => [at, a])).toEqual([
      [0, 2],
      [0, 3],
      [0, 4],
    ]);
    const created = factsOf(stage, 'chain-created').map(({ at, a }) => [at / (3 * DAY), a]);
    // Those of month 2 release rent only from month 3 on, so they live to month 5.
    expect(created).toEqual([
      [0, 0],
      [0, 1],
      [2, 2],
      [2, 3],
    ]);
    expect(stage.world.queue).toEqual([4]);
  });
});

describe('demand', () => {
  test('arrives at the stated rate in the stated mix', () => {
    // 2,000 a month of 30 days are 400 in 6 days; a quarter of them medium.
    const stage = ranUntil(
      6 * DAY,
      `${QUIET}chains: { initial: { small: 0 }, demand: { arrivalsPerMonth: 2000, mix: { small: 0.75, medium: 0.25 } } }`,
    );
    const asked = factsOf(stage, 'chain-created', 'chain-refused');
    expect(Math.abs(asked.length - 400)).toBeLessThanOrEqual(4 * 20);
    const medium = asked.filter(({ b }) => b === 1).length;
    expect(Math.abs(medium - asked.length / 4)).toBeLessThanOrEqual(4 * Math.sqrt(asked.length * 0.1875));
    expect(new Set(asked.map(({ at }) => at)).size).toBeGreaterThan(390);
  });
});
