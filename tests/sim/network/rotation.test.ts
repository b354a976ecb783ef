/**
 * Mutants to be caught: the last 5 % of the nodes never drawn, small seats filled first, leavers that come
 * back.
 */
import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { groupDrawn } from '../../../src/sim/network/beacon-group.ts';
import { joinCommittee, leaveCommittee } from '../../../src/sim/network/committee.ts';
import type { Params } from '../../../src/sim/protocol/params.ts';
import { chiSquare } from '../../../src/statistics/goodness-of-fit.ts';
import { committeeOf, factsOf, paramsOf, type Stage } from '../world.helpers.ts';
import { committeesOf, freeSlotsOf, standing, turned } from './turns.helpers.ts';

const PLACEMENTS = ['uniform', 'capacity-weighted', 'power-of-d', 'least-loaded'];
const ROTATIONS = ['monthly-replace, members: 1', 'monthly-replace, members: 3', 'monthly-redraw'];
const CASES = PLACEMENTS.flatMap((placement) => ROTATIONS.map((rotation) => [placement, rotation] as const));

/**
 * 40 nodes of 128 slots; all of them taken by whole, sixteenth and single slots when they are filled in this
 * order.
 */
const FULL =
  'network: { nodes: 40, slots: 128, validators: 1 }\ndelegation: { holders: 2 }\navailability: { mtbf: never }\n' +
  'sizes: { whole: { slots: 128, members: 4 }, sixteen: { slots: 16, members: 4 }, one: { slots: 1, members: 4 } }\n' +
  'chains: { initial: { whole: 4, sixteen: 24, one: 384 } }\n';

const paramsFor = (base: string, placement: string, rotation: string): Params =>
  paramsOf(`${base}placement: { policy: ${placement} }\nrotation: { policy: ${rotation} }`);

/** Checks one turn against the committees before it; returns the number of deferred seats. */
function expectTurned(stage: Stage, month: number): number {
  const { world } = stage;
  const { policy, members: share } = world.params.rotation;
  const before = committeesOf(world);
  const freeBefore = freeSlotsOf(world);
  const facts = turned(stage, month);
  checkInvariants(world);
  expect(freeSlotsOf(world)).toBe(freeBefore);
  const after = committeesOf(world);
  let settled = 0;
  let deferred = 0;
  for (const [chain, members] of before) {
    const ofChain = facts.filter(({ a }) => a === chain);
    const replaced = factsOf({ facts: ofChain }, 'member-replaced');
    const stayed = factsOf({ facts: ofChain }, 'rotation-deferred');
    const leavers = [...replaced.map(({ b }) => b), ...stayed.map(({ b }) => b)];
    const newcomers = replaced.map(({ c }) => c);
    expect(leavers.length).toBe(policy === 'monthly-redraw' ? 4 : Math.min(share, 4));
    expect(new Set(leavers).size).toBe(leavers.length);
    for (const leaver of leavers) expect(members).toContain(leaver);
    for (const newcomer of newcomers) expect(members).not.toContain(newcomer);
    const gone = new Set(replaced.map(({ b }) => b));
    const expected = [...members.filter((node) => !gone.has(node)), ...newcomers];
    expect(after.get(chain)!.toSorted()).toEqual(expected.toSorted());
    expect(factsOf({ facts: ofChain }, 'key-generated').length).toBe(replaced.length > 0 ? 1 : 0);
    settled += replaced.length;
    deferred += stayed.length;
  }
  const last = factsOf({ facts }, 'rotation-settled').map(({ a, b, c }) => [a, b, c]);
  expect(last).toEqual([[month, settled, deferred]]);
  return deferred;
}

describe.each(CASES)('under %s and %s', (placement, rotation) => {
  test('a full network of mixed sizes turns: distinct members, no slot lost, leavers gone', () => {
    const stage = standing(paramsFor(FULL, placement, rotation));
    if (placement === 'least-loaded') expect(freeSlotsOf(stage.world)).toBe(0);
    expect(freeSlotsOf(stage.world)).toBeLessThan(0.2 * 40 * 128);
    const seats = stage.world.chains.liveCount * 4;
    // Whole seats must find whole nodes again: hardly one in a hundred stays.
    let deferred = 0;
    for (let month = 1; month <= 3; month++) deferred += expectTurned(stage, month);
    expect(deferred).toBeLessThanOrEqual((3 * seats) / 100);
  });

  test.each([4, 5, 6, 9])('a full network of %d nodes turns into a legal one', (nodes) => {
    for (let run = 0; run < 5; run++) {
      const base =
        `network: { nodes: ${nodes}, slots: 8, validators: 1 }\ndelegation: { holders: 2 }\n` +
        'availability: { mtbf: never }\nchains: { initial: { medium-test: 20, small: 60 } }\n';
      const stage = standing(paramsFor(base, placement, rotation), run);
      for (let month = 1; month <= 4; month++) {
        expectTurned(stage, month);
      }
      // With as many nodes as members nobody else can come.
      if (nodes === 4) expect(factsOf(stage, 'member-replaced')).toEqual([]);
    }
  });
});

describe.each(PLACEMENTS)('under %s every node is equally likely', (placement) => {
  const base =
    'network: { nodes: 40, validators: 1 }\ndelegation: { holders: 2 }\navailability: { mtbf: never }\n' +
    'chains: { initial: { medium: 1 } }\n';
  const TURNS = 3000;

  test.each(['monthly-replace, members: 1', 'monthly-redraw'])('to join and to leave at %s', (rotation) => {
    const stage = standing(paramsFor(base, placement, rotation));
    const { world } = stage;
    const first = committeeOf(world, 0);
    const joined = new Map<number, number>();
    const left = new Map<number, number>();
    for (let month = 1; month <= TURNS; month++) {
      for (const { b, c } of factsOf({ facts: turned(stage, month) }, 'member-replaced')) {
        left.set(b, (left.get(b) ?? 0) + 1);
        joined.set(c, (joined.get(c) ?? 0) + 1);
      }
      // Back to the first committee, so that the turns are alike.
      for (let place = 0; place < 4; place++) world.free.give(leaveCommittee(world, place), 2);
      first.forEach((node, place) => {
        world.free.take(node, 2);
        joinCommittee(world, place, node);
      });
    }
    const others = Array.from({ length: 40 }, (_, node) => node).filter((node) => !first.includes(node));
    const perTurn = rotation === 'monthly-redraw' ? 4 : 1;
    expect([...joined.keys()].every((node) => others.includes(node))).toBe(true);
    const joins = others.map((node) => joined.get(node) ?? 0);
    expect(chiSquare(joins, Array(36).fill((TURNS * perTurn) / 36)).pValue).toBeGreaterThan(1e-4);
    const leaves = first.map((node) => left.get(node) ?? 0);
    if (perTurn === 4) expect(leaves).toEqual([TURNS, TURNS, TURNS, TURNS]);
    else expect(chiSquare(leaves, Array(4).fill(TURNS / 4)).pValue).toBeGreaterThan(1e-4);
  });
});

describe('no turn', () => {
  test('happens under exit-only', () => {
    const stage = standing(paramsFor(FULL, 'uniform', 'exit-only'));
    const before = committeesOf(stage.world);
    const facts = turned(stage, 1);
    expect(committeesOf(stage.world)).toEqual(before);
    expect(facts.at(-1)).toMatchObject({ name: 'rotation-settled', a: 1, b: 0, c: 0 });
  });

  test('happens while the beacon stalls', () => {
    const stage = standing(paramsFor(FULL, 'uniform', 'monthly-redraw'));
    stage.world.nodes.downCauses.fill(1);
    const facts = turned(stage, 1);
    const group = facts.filter(({ name }) => name.startsWith('beacon-group-'));
    expect(group.map(({ a }) => a)).toEqual([2, 2, 2, 2, 2]);
    const others = facts.filter((fact) => !group.includes(fact));
    expect(others.map(({ name }) => name)).toEqual(['beacon-stalled', 'rotation-settled']);
  });

  test('is made by the beacon of another month', () => {
    const one = standing(paramsFor(FULL, 'uniform', 'monthly-redraw'));
    const other = standing(paramsFor(FULL, 'uniform', 'monthly-redraw'));
    turned(one, 1);
    // Its group of month 2 is drawn by the same beacon as that of month 1.
    groupDrawn(other.world, 2, other.engine);
    turned(other, 2);
    expect(committeesOf(one.world)).not.toEqual(committeesOf(other.world));
  });
});
