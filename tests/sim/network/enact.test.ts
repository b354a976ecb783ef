import { describe, expect, test } from 'vitest';
import type { Rules } from '../../../src/sim/protocol/decisions.ts';
import { StrategyFault } from '../../../src/sim/protocol/strategy-fault.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import { DAY, factsOf, ranUntil, worldOf, type Stage } from '../world.helpers.ts';
import { enactCorruption } from '../../../src/sim/network/enact.ts';

const TEXT =
  'network: { nodes: 4, validators: 1, loss: 1 }\navailability: { mtbf: never }\nchains: { initial: { small: 0 } }\n' +
  'adversaries: [{ name: x, members: { nodes: [1, 3] }, strategies: [{ use: ./x.ts }] }]';

/** Runs four days with these rules, right or wrong. */
function played(rules: unknown): Stage {
  return ranUntil(4 * DAY, TEXT, { './x.ts': ruledBy(rules as Rules) });
}

function faultOf(rules: unknown): StrategyFault {
  try {
    played(rules);
  } catch (error) {
    if (error instanceof StrategyFault) return error;
    throw error;
  }
  throw new Error('the strategy was let through');
}

const verdict = (downtimePpm: unknown, latencyMicros: unknown): unknown => ({ downtimePpm, latencyMicros });

describe('an impossible choice', () => {
  test.each([
    ['beaconShare', 'text', 0, '"text"'],
    ['beaconShare', -1n, 0, '-1n'],
    ['beaconShare', 1n << 256n, 0, `${1n << 256n}n`],
    ['beaconShare', 7, 0, '7'],
    ['beaconShare', undefined, 0, 'undefined'],
    ['probeReply', 'ignored', 0, '"ignored"'],
    ['probeReply', true, 0, 'true'],
    // The first of the coalition's monitors is node 1 of 4: its grid begins a quarter of 5 minutes after the start.
    ['probeFailed', 'pause', 75_000, '"pause"'],
    ['probeFailed', undefined, 75_000, 'undefined'],
    ['probeReply', () => 'answer', 0, 'a function'],
    ['verdict', 'silence', DAY, '"silence"'],
    ['verdict', null, DAY, 'null'],
    ['verdict', undefined, DAY, 'undefined'],
    ['verdict', verdict(-1, 5), DAY, '-1'],
    ['verdict', verdict(1_000_001, 5), DAY, '1000001'],
    ['verdict', verdict(0.5, 5), DAY, '0.5'],
    ['verdict', verdict(NaN, 5), DAY, 'NaN'],
    ['verdict', verdict('0', 5), DAY, '"0"'],
    ['verdict', verdict(0, -2), DAY, '-2'],
    ['verdict', verdict(0, 2 ** 31), DAY, '2147483648'],
    ['verdict', verdict(0, 1.5), DAY, '1.5'],
    ['verdict', {}, DAY, 'undefined'],
    ['verdict', verdict(0, {}), DAY, 'an object'],
  ])('for %s, %s, is the strategy’s fault', (decision, choice, instant, shown) => {
    const fault = faultOf({ [decision]: () => choice });
    expect(fault).toMatchObject({ name: 'StrategyFault', strategy: './x.ts', decision, instant });
    expect(fault.reason).toContain(`answered ${shown}; accepted: `);
    expect(fault.message).toContain(`strategy ./x.ts: decision ${decision} at instant ${instant} ms`);
  });
});

describe('a possible choice', () => {
  test.each([
    ['beaconShare', 0n],
    ['beaconShare', (1n << 256n) - 1n],
    ['beaconShare', 'withhold'],
    ['probeReply', 'answer'],
    ['probeReply', 'ignore'],
    ['probeFailed', 'continue'],
    ['probeFailed', 'stop'],
    ['verdict', 'silent'],
    ['verdict', verdict(0, -1)],
    ['verdict', verdict(1_000_000, 2 ** 31 - 1)],
  ])('for %s, %s, is enacted', (decision, choice) => {
    expect(() => played({ [decision]: () => choice })).not.toThrow();
  });
});

test('corruption is a fact for every member, by node', () => {
  const stage = worldOf(
    'network: { nodes: 9, validators: 1 }\nadversaries: [' +
      '{ name: a, members: { nodes: [8, 2] }, strategies: [] }, { name: b, members: { nodes: [5] }, strategies: [] }]',
  );
  enactCorruption(stage.world, stage.engine);
  expect(factsOf(stage, 'node-corrupted').map(({ a, b }) => [a, b])).toEqual([
    [2, 0],
    [5, 1],
    [8, 0],
  ]);
});
