/**
 * The mutants to be caught: a chain of a tier on nodes of a lesser record, tiers asked for in equal parts, a
 * tier's price that the first chain of its kind sets for all tiers.
 */
import { expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { isOfTier, tierAsked } from '../../../src/sim/network/tier-standing.ts';
import { DAY, factsOf, ranUntil, worldOf } from '../world.helpers.ts';

const MONTH = 3 * DAY;
const TIERS =
  'sla: { tierMonths: 1, tiers: [{ id: base, floor: 0.5, share: 0.7, price: 0.5 }, { id: good, floor: 0.95, share: 0.3, price: 3 }] }\n';
const scenario = (more: string): string =>
  'network: { nodes: 8, validators: 2, regions: { one: 1 }, latency: [[20]] }\nkeyGeneration: { mode: instant }\n' +
  `monitoring: { monitors: 5 }\nhorizon: 4 months\ndelegation: { holders: 9 }\n${TIERS}${more}`;

test('chains of a tier sit on nodes of its record, pay its price, and are refused where there are too few', () => {
  // Nodes 0 and 1 are down for six hours of each month, a twelfth.
  const outages = [0, 1, 2, 3].flatMap((month) =>
    [0, 1].map((node) => `{ node: ${node}, from: ${72 * month + 1} h, to: ${72 * month + 7} h }`),
  );
  const stage = ranUntil(
    3 * MONTH,
    scenario(
      `availability: { mtbf: never, trace: [${outages.join(', ')}] }\n` +
        'chains: { initial: { small: 0 }, demand: { arrivalsPerMonth: 150, mix: { small: 1 } } }\n',
    ),
  );
  const { chains } = stage.world;
  const isTold = new Map<number, number[]>();
  for (const { a, b } of factsOf(stage, 'member-joined')) isTold.set(a, [...(isTold.get(a) ?? []), b]);
  const created = factsOf(stage, 'chain-created');
  const good = created.filter(({ a }) => chains.tier[a] === 1);
  const base = created.filter(({ a }) => chains.tier[a] === 0);
  expect(Math.min(good.length, base.length)).toBeGreaterThan(3);
  // In the first month no record is long enough, so nobody is of the higher tier.
  expect(good.every(({ at }) => at > MONTH)).toBe(true);
  expect(good.every(({ a }) => isTold.get(a)?.every((node) => node > 1))).toBe(true);
  expect(base.some(({ a }) => isTold.get(a)?.includes(0))).toBe(true);
  const early = factsOf(stage, 'chain-refused').filter(({ at }) => at < MONTH);
  expect(early.length).toBeGreaterThan(0);
  expect(early.every(({ a }) => chains.tier[a] === 1)).toBe(true);
  // 100 tokens · 4 members · 2, for 36 days of a year of 366 and a sixteenth of a node; half of it, and three
  // times it.
  const price = (100n * 10n ** 18n * 4n * BigInt(36 * 86_400) * 2n) / (16n * 31_622_400n);
  for (const { a, amount } of factsOf(stage, 'rent-prepaid')) {
    expect(amount).toBe(chains.tier[a] === 1 ? 3n * price : price / 2n);
  }
  checkInvariants(stage.world);
});

// 2,000 chains at 0.3: 4 standard errors are 4 · sqrt(2,000 · 0.21) = 82. Catches equal parts (1,000).
test('tiers are asked for by their shares', () => {
  const { world } = worldOf(scenario('chains: { initial: { small: 0 } }\n'));
  let good = 0;
  for (let chain = 0; chain < 2000; chain++) {
    expect(world.chains.request(0)).toBe(chain);
    tierAsked(world, chain);
    good += world.chains.tier[chain];
  }
  expect(Math.abs(good - 600)).toBeLessThan(82);
});

test('where there is one tier or none every node is good enough', () => {
  const { world } = worldOf(scenario('chains: { initial: { small: 1 } }\n').replace(TIERS, ''));
  world.chains.request(0);
  tierAsked(world, 0);
  expect(world.chains.tier[0]).toBe(0);
  expect(isOfTier(world, 0, 5)).toBe(true);
});
