import { describe, expect, test } from 'vitest';
import { dkgWithholding } from '../../../../src/sim/adversary/strategies/dkg-withholding.ts';
import { HONEST_DEALING } from '../../../../src/crypto/key-ceremony.ts';
import { DKG_FAULTS } from '../../../../src/sim/protocol/facts.ts';
import type { DkgDealOccasion } from '../../../../src/sim/protocol/decisions.ts';
import { HOUR } from '../../world.helpers.ts';
import { failuresOf, keyAttackParams, keyFacts, named } from '../../../statistical/key-attacks.helpers.ts';
import { rulesOf, viewOf } from './rules.helpers.ts';

const LIMIT = HOUR / 2;
const dealing = (members: readonly number[], seat: number): DkgDealOccasion => ({
  node: members[seat - 1],
  committee: 0,
  attempt: 0,
  seat,
  members,
  keyParity: undefined,
});

/** Nodes 0 … 3 of 12 are the coalition; one committee of eight makes its key. */
const factsOf = (options: string) =>
  keyFacts(
    keyAttackParams({
      nodes: 12,
      members: '{ nodes: [0, 1, 2, 3] }',
      strategy: `{ use: dkg-withholding, with: { ${options} } }`,
      size: 8,
    }),
    0,
    2,
  );

describe('dkg-withholding', () => {
  // `rulesOf` draws "no" always: its draws stand for a share that is never met.
  test.each([
    ['dealing', ['dkgDeal']],
    ['verdict', ['dkgVerdict']],
    ['response', ['dkgDeal', 'dkgResponse']],
  ])('in the phase %s answers %j alone', (phase, decisions) => {
    expect(Object.keys(rulesOf(dkgWithholding, { phase }))).toEqual(decisions);
  });

  test('is honest where the draw says so', () => {
    const view = viewOf(0);
    expect(rulesOf(dkgWithholding).dkgDeal!(dealing([0, 1], 1), view)).toBe(HONEST_DEALING);
    const { dkgVerdict } = rulesOf(dkgWithholding, { phase: 'verdict' });
    expect(dkgVerdict!({ ...dealing([0, 1], 1), accused: [2] }, view)).toEqual({ accused: [2] });
  });

  test.each([
    [[0, 1, 5, 6], 1, [3]],
    [[5, 0, 1, 6], 2, [1]],
    // All of the committee are the coalition's: any other will complain, and the only one cannot.
    [[0, 1], 1, [2]],
    [[0, 1], 2, [1]],
    [[0], 1, []],
  ])('deals a false share where somebody will complain: members %j, seat %d', (members, seat, falseTo) => {
    const rules = dkgWithholding.create(
      { phase: 'response', share: 1 },
      { coalition: 'x', draws: { below: () => 0, double: () => 0, chance: () => true } },
    );
    expect(rules.dkgDeal!(dealing(members, seat), viewOf(0, 1))).toEqual({ polynomial: 0, falseTo });
  });

  test.each([
    ['dealing', 'no-dealing'],
    ['verdict', 'no-verdict'],
    ['response', 'no-response'],
  ] as const)('silent in the phase %s, it fails by %s until none of it is left', (phase, fault) => {
    const facts = factsOf(`phase: ${phase}`);
    const failed = named(facts, 'dkg-failed');
    expect(failed.length).toBeGreaterThan(0);
    for (const { b, c } of failed) {
      expect(b).toBeLessThan(4);
      expect(DKG_FAULTS[c]).toBe(fault);
    }
    const [key] = named(facts, 'key-generated');
    expect(key.at).toBeGreaterThan(failuresOf(facts) * LIMIT);
    // Four others of twelve: whoever failed is gone, and everybody else of the coalition was never drawn.
    const evicted = new Set(failed.map(({ b }) => b));
    const seated = named(facts, 'member-joined').map(({ b }) => b);
    const newcomers = named(facts, 'member-replaced').map(({ c }) => c);
    expect([...seated, ...newcomers].filter((node) => node < 4).toSorted()).toEqual([...evicted].toSorted());
  });

  test('with a share of 0 nothing fails', () => {
    const facts = factsOf('share: 0');
    expect(failuresOf(facts)).toBe(0);
    expect(named(facts, 'key-generated')[0].at).toBeLessThan(LIMIT);
  });

  test('waits, without a key, when nobody free is left', () => {
    const params = keyAttackParams({
      nodes: 9,
      members: '{ nodes: [0, 1, 2, 3] }',
      strategy: '{ use: dkg-withholding }',
      size: 8,
    });
    const facts = keyFacts(params, 0, 2);
    expect(named(facts, 'eviction-waits').length).toBeGreaterThan(0);
    expect(named(facts, 'key-generated')).toEqual([]);
  });
});
