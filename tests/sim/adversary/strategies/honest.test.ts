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
  const share = {
    node: 0,
    month: 0,
    contribution: 9n,
    place: 1,
    places: 4,
    sum: 5n,
    beaconOf: () => undefined,
  };
  expect(HONEST_RULES.beaconShare(share, view)).toBe(9n);
  expect(HONEST_RULES.probeFailed({} as never, view)).toBe('continue');
});

test('the protocol reveals, signs, registers its own key, deals rightly and accuses whoever has not', () => {
  const view = viewOf(0);
  expect(HONEST_RULES.beaconReveal({} as never, view)).toBe('reveal');
  expect(HONEST_RULES.beaconSignature({} as never, view)).toBe('sign');
  expect(HONEST_RULES.keyRegistration({} as never, view)).toBe('own');
  expect(HONEST_RULES.dkgDeal({} as never, view)).toEqual({ polynomial: 0, falseTo: [] });
  const members = [7, 8, 9, 3];
  const verdict = { node: 9, committee: 5, attempt: 0, seat: 3, members, accused: [1, 4] };
  expect(HONEST_RULES.dkgVerdict(verdict, view)).toEqual({ accused: [1, 4] });
  expect(HONEST_RULES.dkgVerdict({ ...verdict, accused: [] }, view)).toEqual({ accused: [] });
  expect(HONEST_RULES.dkgResponse({} as never, view)).toBe('respond');
});

test('the protocol does nothing that nobody asks it to', () => {
  const view = viewOf(0);
  expect(HONEST_RULES.disruption({} as never, view)).toEqual([]);
  expect(HONEST_RULES.chainRequests({ node: 0, month: 1 }, view)).toEqual([]);
  expect(HONEST_RULES.enclaves({ node: 0, month: 1 }, view)).toEqual([]);
});
