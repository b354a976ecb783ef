import { describe, expect, test } from 'vitest';
import { keyBias } from '../../../../src/sim/adversary/strategies/key-bias.ts';
import { HONEST_DEALING, type CeremonyRunner } from '../../../../src/crypto/key-ceremony.ts';
import { parityOf } from '../../../../src/crypto/key-parity.ts';
import { realCeremonies } from '../../../../src/crypto/real-ceremony.ts';
import { FACT } from '../../../../src/sim/protocol/facts.ts';
import type { DkgDealOccasion } from '../../../../src/sim/protocol/decisions.ts';
import { simulateRun } from '../../../../src/sim/simulate.ts';
import { paramsOf } from '../../world.helpers.ts';
import { rulesOf, viewOf } from './rules.helpers.ts';

/** Keys of polynomials 0, 1, 2 … have these lowest bits. */
function dealt(tries: number, parities: readonly (0 | 1)[] | undefined) {
  const asked: number[] = [];
  const keyParity = (polynomial: number): 0 | 1 => {
    asked.push(polynomial);
    return parities![polynomial];
  };
  const occasion: DkgDealOccasion = {
    node: 0,
    committee: 0,
    attempt: 0,
    seat: 2,
    members: [5, 0],
    keyParity: parities === undefined ? undefined : keyParity,
  };
  return { choice: rulesOf(keyBias, { tries }).dkgDeal!(occasion, viewOf(0)), asked };
}

describe('key-bias', () => {
  test.each([
    [2, [0, 0], 0, [0]],
    [2, [1, 0], 1, [0, 1]],
    [3, [1, 1, 0], 2, [0, 1, 2]],
    [2, [1, 1, 0], 0, [0, 1]],
    [1.9, [1, 0], 0, [0]],
  ] as const)('with %d tries and parities %j deals number %d', (tries, parities, polynomial, asked) => {
    expect(dealt(tries, parities)).toEqual({ choice: { polynomial, falseTo: [] }, asked });
  });

  test('deals honestly where it cannot know the key', () => {
    expect(dealt(4, undefined).choice).toBe(HONEST_DEALING);
  });

  // Real cryptography: every key of a beacon's group that a member of the coalition rushed has the bit that was
  // told of it. Catches, tried: a parity of another polynomial than the one dealt, and dealings whose randomness
  // is drawn anew each time.
  test.each([
    ['g1', 6],
    ['g2', 4],
  ])('the bit that is told is that of the real key, keys in %s', (keysIn, months) => {
    const params = paramsOf(`
seed: 7
calendar: { days: 1 }
horizon: ${months} days
network: { nodes: 8, slots: 8, validators: 2 }
chains: { initial: {} }
randomness: { crypto: real, group: 3 }
keyGeneration: { keysIn: ${keysIn} }
availability: { mtbf: never }
adversaries:
  - { name: biased, members: { share: 0.5 }, strategies: [ { use: key-bias, with: { tries: 2 } } ] }
metrics: [dkg.rushed, dkg.rushed.even]
`);
    let told: 0 | 1 | undefined;
    const pairs: { told: 0 | 1; real: 0 | 1 }[] = [];
    const real = realCeremonies();
    const ceremonies: CeremonyRunner = {
      begin: (task) => {
        const toldOfTask = told;
        told = undefined;
        const ceremony = real.begin(task);
        const key = (): ReturnType<typeof ceremony.key> => {
          const made = ceremony.key();
          if (toldOfTask !== undefined) pairs.push({ told: toldOfTask, real: parityOf(made.publicKey()) });
          return made;
        };
        return {
          accusations: () => ceremony.accusations(),
          judged: (verdicts, responses) => ceremony.judged(verdicts, responses),
          key,
          held: () => ceremony.held(),
          dropped: () => ceremony.dropped(),
        };
      },
    };
    const fact = (_at: number, _kind: number, _committee: number, _node: number, parity: number): void => {
      told = parity === 0 ? 0 : 1;
    };
    const { metrics } = simulateRun(params, 0, { ceremonies, taps: [{ kinds: [FACT['key-parity']], fact }] });
    expect(pairs.length).toBe(metrics['dkg.rushed']);
    expect(pairs.length).toBeGreaterThan(months / 2);
    expect(pairs.map((pair) => pair.real)).toEqual(pairs.map((pair) => pair.told));
    expect(new Set(pairs.map((pair) => pair.real))).toEqual(new Set([0, 1]));
    const even = pairs.filter((pair) => pair.real === 0).length;
    expect(metrics['dkg.rushed.even']).toBeCloseTo(even / pairs.length, 12);
  });
});
