/**
 * A month that a node fails costs stake, where the scenario says so. §M12.1
 *
 * The mutants to be caught: a penalty for who passed, or for one that nobody scored; a payday by the stake
 * before the cut; a penalty in scenarios that have none.
 */
import { expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { FACT, OFFENCES } from '../../../src/sim/protocol/facts.ts';
import { KeyCounters } from '../../../src/sim/record/key-counters.ts';
import { DAY, factsOf, ranUntil, type Stage } from '../world.helpers.ts';
import { delegatedTo } from './delegated-rows.helpers.ts';

const MONTH = 3 * DAY;
const DOWNTIME = OFFENCES.indexOf('downtime');
/** Nine nodes of four validators; node 5, of validator 1, is down for a third of the first month. */
const scenario = (slashing: string): string =>
  'network: { nodes: 9, validators: 4, regions: { one: 1 }, latency: [[20]] }\n' +
  'availability: { mtbf: never, trace: [{ node: 5, from: 1 h, to: 25 h }] }\nmonitoring: { monitors: 5 }\n' +
  `delegation: { holders: 30 }\nchains: { initial: { small: 3 } }\nkeyGeneration: { mode: instant }\n${slashing}`;
const penalised = (): Stage =>
  ranUntil(2 * MONTH, scenario('slashing: { downtime: { share: 0.25, tokens: 3 } }\n'));

test('who fails the month loses its penalty once, before the month is paid', () => {
  const stage = penalised();
  const scored = factsOf(stage, 'node-scored').filter(({ b }) => b === 0);
  expect(scored.map(({ at, a }) => [at, a])).toEqual([[MONTH, 5]]);
  const slashed = factsOf(stage, 'node-slashed');
  expect(slashed.map(({ at, a, b, c }) => [at, a, b, c])).toEqual([[MONTH, 5, DOWNTIME, -1]]);
  const [before] = delegatedTo(ranUntil(DAY, scenario('')).world).slice(1);
  expect(delegatedTo(stage.world)[1]).toBe(before - before / 4n - 3n * 10n ** 18n);
  const names = stage.facts.filter(({ at }) => at === MONTH).map(({ name }) => name);
  expect(names.indexOf('stake-slashed')).toBeGreaterThan(names.lastIndexOf('node-scored'));
  expect(names.indexOf('stake-slashed')).toBeLessThan(names.indexOf('bounty-paid'));
  checkInvariants(stage.world);
});

test('the others share the pool by the stake that is left', () => {
  const stage = penalised();
  const paid = factsOf(stage, 'bounty-paid').filter(({ b }) => b === 0);
  expect(paid.map(({ a }) => a)).toEqual([0, 1, 2, 3, 4, 6, 7, 8]);
  const without = factsOf(ranUntil(2 * MONTH, scenario('')), 'bounty-paid').filter(({ b }) => b === 0);
  // Node 1 belongs to the same validator, whose stake is a quarter less.
  expect(paid[1].amount * 100n).toBeLessThan(without[1].amount * 80n);
  expect(paid[0].amount).toBeGreaterThan(without[0].amount);
});

test('without a penalty downtime costs the pay only, and keys count none of it', () => {
  expect(factsOf(ranUntil(2 * MONTH, scenario('')), 'node-slashed')).toEqual([]);
  const counters = new KeyCounters();
  counters.fact(0, FACT['node-slashed'], 5, DOWNTIME, -1);
  expect(counters.metrics()['dkg.slashes']).toBe(0);
  counters.fact(0, FACT['node-slashed'], 5, OFFENCES.indexOf('failed-dkg'), 3);
  expect(counters.metrics()['dkg.slashes']).toBe(1);
});
