import { expect, test } from 'vitest';
import { idealCeremonies } from '../../src/crypto/ideal-ceremony.ts';
import type { CeremonyRunner } from '../../src/crypto/key-ceremony.ts';
import { countOf, followed } from './real-crypto.helpers.ts';

const NETWORK = `
profile: minimal
horizon: 2 months
network: { nodes: 16 }
chains: { initial: { small: 6 } }
adversaries: [{ name: liars, members: { share: 0.5 }, strategies: [{ use: ./liar.ts }] }]
`;

// Committees of 4, 6 chains, 2 months: every push. Tried: an ideal functionality that blames the complainer of a
// false share, one that leaves out a dealer's constant from the group's secret, and one that overlooks false shares
// of a signature; each differs here.
test.each([
  ['joint-feldman', 'g2', 1],
  ['joint-feldman', 'g1', 2],
  ['pedersen', 'g1', 3],
] as const)(
  'real and ideal cryptography give the same run, with %s and keys in %s',
  (variant, keysIn, seed) => {
    const yaml = `${NETWORK}keyGeneration: { variant: ${variant}, keysIn: ${keysIn} }\n`;
    const ideal = followed(yaml, seed, 5, 'ideal');
    const real = followed(yaml, seed, 5, 'real');
    expect(real.lines).toEqual(ideal.lines);
    expect(real.result).toEqual(ideal.result);
    expect(countOf(ideal, 'dkg-complained')).toBeGreaterThan(3);
    expect(countOf(ideal, 'dkg-failed')).toBeGreaterThan(5);
    expect(countOf(ideal, 'node-slashed')).toBeGreaterThan(5);
  },
);

// Tried: an ideal functionality that judges the members instead of who dealt, and a real one that blames old seats from
// which nothing is due; each differs here.
test('real and ideal cryptography give the same run where keys are reshared at the turn', () => {
  const yaml = `${NETWORK}keyGeneration: { atTurn: reshare, keysIn: g1 }\n`;
  const ideal = followed(yaml, 4, 8, 'ideal');
  const real = followed(yaml, 4, 8, 'real');
  expect(real.lines).toEqual(ideal.lines);
  expect(real.result).toEqual(ideal.result);
  expect(countOf(ideal, 'key-reshared')).toBeGreaterThan(3);
  expect(countOf(ideal, 'dkg-complained')).toBeGreaterThan(3);
  expect(countOf(ideal, 'node-slashed')).toBeGreaterThan(5);
});

test('one flipped byte of the group’s signature gives other committees', () => {
  const yaml = `${NETWORK}keyGeneration: { mode: instant }\n`;
  const whole = followed(yaml, 1, 1_000_000, 'ideal', flipping(-1));
  expect(followed(yaml, 1, 1_000_000, 'ideal').lines).toEqual(whole.lines);
  const flipped = followed(yaml, 1, 1_000_000, 'ideal', flipping(7));
  const joined = (lines: readonly string[]): readonly string[] =>
    lines.filter((line) => line.includes('member-joined'));
  expect(joined(whole.lines)).toHaveLength(24);
  expect(joined(flipped.lines)).toHaveLength(24);
  expect(joined(flipped.lines)).not.toEqual(joined(whole.lines));
});

/** Ideal ceremonies; byte `index` of every signature has one bit flipped, if there is such a byte. */
function flipping(index: number): CeremonyRunner {
  const inner = idealCeremonies();
  return {
    begin: (task) => {
      const ceremony = inner.begin(task);
      return {
        accusations: () => ceremony.accusations(),
        judged: (verdicts, responses) => ceremony.judged(verdicts, responses),
        held: () => ceremony.held(),
        dropped: () => ceremony.dropped(),
        key: () => {
          const key = ceremony.key();
          return {
            members: key.members,
            threshold: key.threshold,
            publicKey: () => key.publicKey(),
            sign: (message, shares) => {
              const outcome = key.sign(message, shares);
              if (outcome.kind !== 'signed') return outcome;
              const signature = outcome.signature.map((byte, at) => (at === index ? byte ^ 1 : byte));
              return { ...outcome, signature };
            },
          };
        },
      };
    },
  };
}
