import { describe, expect, test } from 'vitest';
import { availabilityStarts } from '../../../src/sim/network/availability.ts';
import { OUTAGE_CAUSES } from '../../../src/sim/protocol/facts.ts';
import {
  DAY,
  factsOf,
  HOUR,
  paramsOf,
  ranUntil,
  runUntil,
  stageOf,
  worldOf,
  type Stage,
} from '../world.helpers.ts';

/** A network whose nodes only fail and come back, run to `until`. */
function failing(until: number, nodes: number, availability: string, more = ''): Stage {
  const stage = worldOf(
    `network: { nodes: ${nodes}, validators: 1${more} }\ndelegation: { holders: 2 }\n` +
      `availability: ${availability}`,
  );
  availabilityStarts(stage.world, stage.engine);
  runUntil(stage, until);
  return stage;
}

const downCount = ({ world }: Stage): number => world.nodes.downCauses.filter((causes) => causes > 0).length;

/** Outages of a node as [from, to, cause], as the facts tell them; an outage that runs on has no end. */
function outagesOf(stage: Stage, node: number): [number, number, string][] {
  const outages: [number, number, string][] = [];
  for (const { at, name, a, b } of factsOf(stage, 'outage-began', 'outage-ended')) {
    if (a !== node) continue;
    const cause = OUTAGE_CAUSES[b];
    if (name === 'outage-began') outages.push([at, Infinity, cause]);
    else outages.findLast((outage) => outage[2] === cause)![1] = at;
  }
  return outages;
}

/** Is a count of Binomial(n, p) within 4 standard deviations? */
function expectBinomial(count: number, trials: number, probability: number): void {
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  expect(Math.abs(count - trials * probability)).toBeLessThanOrEqual(4 * deviation);
}

describe('a node’s own failures', () => {
  // The mutant to be caught: all nodes up at the start. 4 standard deviations are 4 % of the nodes.
  test.each([
    ['exponential', 0],
    ['exponential', 100],
    ['constant', 0],
    ['constant', 7],
    ['{ kind: log-normal, shape: 1 }', 0],
    ['{ kind: weibull, shape: 0.7 }', 33],
  ])('keep a quarter of the nodes down (%s) at hour %d, from the very start', (repair, hour) => {
    const stage = failing(hour * HOUR, 2000, `{ mtbf: 6 h, mttr: 2 h, repair: ${repair} }`);
    expectBinomial(downCount(stage), 2000, 0.25);
  });

  test('alternate: up for 30 h on average, down for exactly the constant repair', () => {
    const stage = failing(100 * DAY, 40, '{ mtbf: 30 h, mttr: 3 h, repair: constant }');
    const ups: number[] = [];
    for (let node = 0; node < 40; node++) {
      const outages = outagesOf(stage, node);
      outages.slice(1).forEach(([from, to], index) => {
        ups.push(from - outages[index][1]);
        if (to !== Infinity) expect(to - from).toBe(3 * HOUR);
      });
      expect(outages.every(([, , cause]) => cause === 'own')).toBe(true);
    }
    // Gaps that the end of the run cuts off are missing: those of 40 nodes among 2,900 change the mean by less.
    const average = ups.reduce((sum, up) => sum + up, 0) / ups.length;
    expect(ups.length).toBeGreaterThan(2000);
    expect(Math.abs(average / (30 * HOUR) - 1)).toBeLessThan(4 / Math.sqrt(ups.length) + 0.015);
  });

  test('never come where the scenario says never', () => {
    expect(failing(100 * DAY, 10, '{ mtbf: never }').facts).toEqual([]);
  });

  test('of one node do not hang on the number of others', () => {
    const few = failing(30 * DAY, 5, '{ mtbf: 1 days, mttr: 3 h }');
    const many = failing(30 * DAY, 9, '{ mtbf: 1 days, mttr: 3 h }');
    expect(outagesOf(few, 4)).toEqual(outagesOf(many, 4));
    expect(outagesOf(few, 4)).not.toEqual(outagesOf(few, 3));
  });
});

describe('strikes', () => {
  test('hit all nodes of one value at once and nobody else', () => {
    const stage = failing(
      60 * DAY,
      20,
      '{ mtbf: never, correlated: [{ by: provider, mtbf: 5 days, mttr: 4 h, repair: constant }] }',
      ', providers: { one: 0.25, two: 0.75 }',
    );
    const { provider } = stage.world.nodes;
    expect(provider.filter((value) => value === 0).length).toBe(5);
    for (const value of [0, 1]) {
      const struck = [...provider.keys()].filter((node) => provider[node] === value);
      const first = outagesOf(stage, struck[0]);
      expect(first.length).toBeGreaterThan(2);
      for (const [from, to, cause] of first) {
        expect(cause).toBe('provider');
        // A strike that runs at the start may have begun before it.
        if (from > 0 && to !== Infinity) expect(to - from).toBe(4 * HOUR);
      }
      for (const node of struck) expect(outagesOf(stage, node)).toEqual(first);
    }
    expect(outagesOf(stage, provider.indexOf(0))).not.toEqual(outagesOf(stage, provider.indexOf(1)));
  });
});

test('strikes are in their stationary state from the start: a quarter of 400 networks is struck', () => {
  const correlated = '[{ by: client, mtbf: 6 h, mttr: 2 h, repair: constant }]';
  const params = paramsOf(
    'network: { nodes: 2, validators: 1, clients: { only: 1 } }\ndelegation: { holders: 2 }\n' +
      `availability: { mtbf: never, correlated: ${correlated} }`,
  );
  let struck = 0;
  for (let run = 0; run < 400; run++) {
    const stage = stageOf(params, {}, run);
    availabilityStarts(stage.world, stage.engine);
    const down = downCount(stage);
    expect([0, 2]).toContain(down);
    if (down === 2) struck++;
  }
  expectBinomial(struck, 400, 0.25);
});

describe('maintenance', () => {
  test('comes to every node in turn, spread evenly, and again after each period', () => {
    const stage = failing(25 * HOUR, 4, '{ mtbf: never, maintenance: { every: 12 h, duration: 1 h } }');
    for (let node = 0; node < 4; node++) {
      const begins = [0, 12, 24].map((hour) => hour + 3 * node).filter((hour) => hour <= 25);
      expect(outagesOf(stage, node)).toEqual(
        begins.map((hour) => [hour * HOUR, hour < 24 ? (hour + 1) * HOUR : 25 * HOUR, 'maintenance']),
      );
    }
  });
});

describe('a trace', () => {
  test('is followed to the millisecond', () => {
    const trace =
      '[{ node: 1, from: 0, to: 90 ms }, { node: 0, from: 3 ms, to: 5 h }, { node: 1, from: 90 ms, to: 91 ms }]';
    const stage = failing(DAY, 2, `{ mtbf: never, trace: ${trace} }`);
    expect(outagesOf(stage, 0)).toEqual([[3, 5 * HOUR, 'trace']]);
    expect(outagesOf(stage, 1)).toEqual([
      [0, 90, 'trace'],
      [90, 91, 'trace'],
    ]);
  });
});

describe('a node with two causes', () => {
  test('is down until both have ended, and down once', () => {
    // Node 0: maintenance 0 … 2 h and 12 … 14 h; trace 1 … 5 h.
    const stage = failing(
      12 * HOUR - 1,
      2,
      '{ mtbf: never, maintenance: { every: 12 h, duration: 2 h }, trace: [{ node: 0, from: 1 h, to: 5 h }] }',
    );
    expect(stage.world.outages.intervalsOf(0)).toEqual([0, 5 * HOUR]);
    expect(stage.world.nodes.downThisMonth[0]).toBe(5 * HOUR);
    expect(stage.world.nodes.downThisMonth[1]).toBe(2 * HOUR);
  });
});

describe('chains of nodes that fail', () => {
  test('halt when fewer than the threshold are up, and resume', () => {
    // Four nodes, committees of four, threshold three: down are node 0 in 1 … 9 h and node 1 in 2 … 4 h.
    const stage = ranUntil(
      DAY,
      'network: { nodes: 4, validators: 1 }\nchains: { initial: { small: 2 } }\nhorizon: 2 days\n' +
        'availability: { mtbf: never, trace: [{ node: 0, from: 1 h, to: 9 h }, { node: 1, from: 2 h, to: 4 h }] }',
    );
    const turns = factsOf(stage, 'chain-halted', 'chain-resumed').map(({ at, name, a, b }) => [
      at,
      name,
      a,
      b,
    ]);
    expect(turns.toSorted()).toEqual(
      [
        [2 * HOUR, 'chain-halted', 0, 2],
        [2 * HOUR, 'chain-halted', 1, 2],
        [4 * HOUR, 'chain-resumed', 0, 3],
        [4 * HOUR, 'chain-resumed', 1, 3],
      ].toSorted(),
    );
  });
});
