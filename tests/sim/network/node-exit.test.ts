import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { nodeLeaves, retryExits } from '../../../src/sim/network/node-exit.ts';
import { NODE_STATES, stateOf } from '../../../src/sim/network/nodes.ts';
import { factsOf, paramsOf, ranUntil, type Stage } from '../world.helpers.ts';
import { committeesOf, standing } from './turns.helpers.ts';

const networkOf = (nodes: number, chains: string): Stage =>
  standing(
    paramsOf(
      `network: { nodes: ${nodes}, slots: 4, validators: 2, exitsPerMonth: 3 }\ndelegation: { holders: 4 }\n` +
        `chains: { initial: { ${chains} } }\navailability: { mtbf: never }`,
    ),
  );

const leaverOf = (stage: Stage): number => factsOf(stage, 'node-leaving').at(-1)!.a;

describe('a node that asks to leave', () => {
  test('goes at once where its seats find room, one legal newcomer for each', () => {
    const stage = networkOf(12, 'small: 6');
    const { world, engine } = stage;
    const before = committeesOf(world);
    nodeLeaves(world, engine);
    const leaver = leaverOf(stage);
    const seats = [...before].filter(([, members]) => members.includes(leaver));
    expect(seats.length).toBeGreaterThan(0);
    const replaced = factsOf(stage, 'member-replaced');
    expect(replaced.map(({ a, b }) => [a, b]).toSorted()).toEqual(
      seats.map(([chain]) => [chain, leaver]).toSorted(),
    );
    for (const { a, c } of replaced) expect(before.get(a)).not.toContain(c);
    expect([...committeesOf(world).values()].flat()).not.toContain(leaver);
    expect(stateOf(world.nodes, leaver)).toBe('left');
    expect(factsOf(stage, 'node-left').map(({ a }) => a)).toEqual([leaver]);
    expect([world.leftCount, world.leaving]).toEqual([1, []]);
    expect(world.nodes.nodesOfValidator[world.nodes.validatorOf[leaver]]).toBe(5);
    expect([world.free.isHidden(leaver), world.free.freeOf(leaver)]).toEqual([true, 4]);
    checkInvariants(world);
  });

  test('keeps its seats while there is no room, and goes when there is', () => {
    const stage = networkOf(5, 'small: 5');
    const { world, engine } = stage;
    expect([0, 1, 2, 3, 4].map((node) => world.free.freeOf(node))).toEqual([0, 0, 0, 0, 0]);
    const before = committeesOf(world);
    nodeLeaves(world, engine);
    const leaver = leaverOf(stage);
    expect(stateOf(world.nodes, leaver)).toBe('leaving');
    expect([world.leaving, world.leftCount]).toEqual([[leaver], 0]);
    expect(committeesOf(world)).toEqual(before);
    retryExits(world, engine);
    expect(factsOf(stage, 'node-left')).toEqual([]);
    // Room for its four seats: one slot of each of the others, as if they had larger nodes.
    const withoutLeaver = [...before].find(([, members]) => !members.includes(leaver))!;
    const first = world.chains.firstSeat(withoutLeaver[0]);
    for (let seat = first; seat < first + 4; seat++) world.free.give(world.chains.unseat(seat), 1);
    world.chains.delete(withoutLeaver[0]);
    retryExits(world, engine);
    expect(stateOf(world.nodes, leaver)).toBe('left');
    expect(world.chains.seatsOn(leaver)).toEqual([]);
    checkInvariants(world);
  });

  test('gets no new member while it waits', () => {
    const stage = networkOf(6, 'small: 6');
    const { world, engine } = stage;
    nodeLeaves(world, engine);
    const leaver = leaverOf(stage);
    expect(stateOf(world.nodes, leaver)).toBe('leaving');
    const [seat] = world.chains.seatsOn(leaver);
    world.free.give(world.chains.unseat(seat), 1);
    for (let drawn = 0; drawn < 200; drawn++) {
      world.excluded.clear();
      expect(world.drawSeat(0, world.excluded, stage.streams.of('test', drawn))).not.toBe(leaver);
    }
  });

  test('is any active one, and nobody where all are leaving or gone', () => {
    const seen = new Set<number>();
    for (let run = 0; run < 60; run++) {
      const stage = standing(
        paramsOf('network: { nodes: 5, validators: 1, exitsPerMonth: 1 }\nchains: { initial: { small: 0 } }'),
        run,
      );
      stage.world.active.remove(2);
      stage.world.nodes.state[2] = NODE_STATES.indexOf('left');
      nodeLeaves(stage.world, stage.engine);
      seen.add(leaverOf(stage));
    }
    expect([...seen].toSorted()).toEqual([0, 1, 3, 4]);
    const empty = networkOf(3, 'small: 0');
    for (let exit = 0; exit < 4; exit++) nodeLeaves(empty.world, empty.engine);
    expect(empty.world.active.count).toBe(0);
    const gone = factsOf(empty, 'node-leaving').map(({ a }) => a);
    expect(gone.toSorted()).toEqual([0, 1, 2]);
  });

  test('waits in the order of the requests, and whoever finds room goes first', () => {
    const stage = networkOf(5, 'small: 5');
    const { world, engine } = stage;
    for (let exit = 0; exit < 3; exit++) nodeLeaves(world, engine);
    const asked = factsOf(stage, 'node-leaving').map(({ a }) => a);
    expect(world.leaving).toEqual(asked);
    // The second one's seats are all deleted with their chains.
    const seats = world.chains.seatsOn(asked[1]);
    expect(seats.length).toBe(4);
    for (const chain of seats.map((seat) => world.chains.chainOfSeat[seat])) {
      const first = world.chains.firstSeat(chain);
      for (let seat = first; seat < first + 4; seat++) {
        const node = world.chains.unseat(seat);
        world.free.give(node, 1);
      }
      world.chains.delete(chain);
    }
    retryExits(world, engine);
    const left = factsOf(stage, 'node-left').map(({ a }) => a);
    expect(left).toContain(asked[1]);
    expect(world.leaving).toEqual(asked.filter((node) => !left.includes(node)));
    checkInvariants(world);
  });
});

test('exits come at the stated rate', () => {
  // 600 a month of 30 days are 60 in 3 days; a count within 4 deviations of Poisson(60).
  const stage = ranUntil(
    3 * 86_400_000,
    'network: { nodes: 200, validators: 1, exitsPerMonth: 600 }\nchains: { initial: { small: 0 } }\n' +
      'monitoring: { monitors: 1 }',
  );
  const exits = factsOf(stage, 'node-leaving').length;
  expect(Math.abs(exits - 60)).toBeLessThanOrEqual(4 * Math.sqrt(60));
  expect(factsOf(stage, 'node-left').length).toBe(exits);
});

test('a network that everybody has left runs on, without beacon, verdicts or pay', () => {
  const stage = ranUntil(
    6 * 86_400_000,
    'network: { nodes: 4, validators: 1, exitsPerMonth: 10000 }\nchains: { initial: { small: 0 } }',
  );
  expect(stage.world.leftCount).toBe(4);
  expect(factsOf(stage, 'beacon-stalled').map(({ a, b }) => [a, b])).toEqual([[1, 0]]);
  expect(factsOf(stage, 'node-scored').filter(({ at }) => at > 3 * 86_400_000)).toEqual([]);
  const ledger = stage.world.economy.ledger;
  expect(ledger.balance(ledger.system('pool'))).toBe(ledger.minted);
});
