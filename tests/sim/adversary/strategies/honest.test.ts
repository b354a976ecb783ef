import { expect, test } from 'vitest';
import { honest, HONEST_RULES } from '../../../../src/sim/adversary/strategies/honest.ts';
import { DECISION_NAMES } from '../../../../src/sim/protocol/decisions.ts';
import { occasionFor, rulesOf, viewOf } from './rules.helpers.ts';

test('the protocol answers every decision', () => {
  expect(Object.keys(HONEST_RULES).toSorted()).toEqual([...DECISION_NAMES].toSorted());
  expect(rulesOf(honest)).toBe(HONEST_RULES);
});

test('the protocol reports the truth, answers its monitors and contributes its number', () => {
  const view = viewOf(0);
  const truth = { downtimePpm: 1, latencyMicros: 2 };
  expect(HONEST_RULES.verdict(occasionFor(3, truth), view)).toBe(truth);
  expect(HONEST_RULES.probeReply({} as never, view)).toBe('answer');
  expect(HONEST_RULES.beaconShare({ node: 0, month: 0, contribution: 9n }, view)).toBe(9n);
});
