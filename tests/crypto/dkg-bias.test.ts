import { describe, expect, test } from 'vitest';
import type { DkgBoard, DkgMessage } from '../../src/crypto/dkg-board.ts';
import { freshKeyRules, type DkgVariant } from '../../src/crypto/dkg-rules.ts';
import { sumOf } from '../../src/crypto/group.ts';
import { hashedBytes } from '../../src/crypto/scalar.ts';
import { agreed, keyPairs, runDkg, type Deviation } from './dkg-run.helpers.ts';
import { smallGroup } from './small-group.helpers.ts';

// Gennaro, Jarecki, Krawczyk, Rabin 1999, section 3: two members, fewer than the threshold of three, want a key
// whose last bit is 0. The fourth deals honestly; the third looks at the sum of what all dealers committed to. If
// that sum is odd, it complains of the fourth without reason, and the fourth lets itself be thrown out by not
// answering. Under joint-feldman they see the key that will be, and win when either of two keys is even: three
// times in four. Under pedersen they see blinded commitments and win as often as they lose; and when the
// commitments are opened, which the fourth does last and refuses when the key is odd, the others open its own.
const RUNS = 2000;
const MEMBERS = 4;
const THRESHOLD = 3;
/** 99.9 % of the χ² law with one degree of freedom. */
const CHI_SQUARED_MAX = 10.83;

const isEven = (point: bigint): boolean => point % 2n === 0n;

const sumOfFirst = (messages: ReadonlyMap<number, { readonly commitments: readonly bigint[] }>): bigint =>
  sumOf(
    smallGroup,
    [...messages.values()].map(({ commitments }) => commitments[0]),
  );

const attack: Deviation<bigint> = (honest: DkgMessage<bigint>, board: DkgBoard<bigint>) => {
  const isUnwanted = !isEven(sumOfFirst(board.dealings));
  switch (honest.kind) {
    case 'dkg-alright':
      return honest.recipient === 3 && isUnwanted
        ? { kind: 'dkg-complaint', recipient: 3, accused: [4] }
        : honest;
    case 'dkg-response':
      return null;
    case 'dkg-extraction': {
      if (honest.dealer !== 4) return honest;
      return isEven(sumOfFirst(new Map([...board.extractions, [4, honest]]))) ? honest : null;
    }
    default:
      return honest;
  }
};

/** Even keys among those of {@link RUNS} runs, and their χ² against a fair coin. */
function evenKeys(
  variant: DkgVariant,
  deviation: Deviation<bigint> | undefined,
): { even: number; chiSquared: number } {
  const source = hashedBytes(new TextEncoder().encode(`bias ${variant}`), 'dkg bias test');
  const { secretKeys, publicKeys } = keyPairs(smallGroup, MEMBERS, source);
  const rules = freshKeyRules(smallGroup, variant, new Uint8Array(), publicKeys, THRESHOLD);
  let even = 0;
  for (let run = 0; run < RUNS; run++) {
    if (isEven(agreed(runDkg(rules, secretKeys, source, deviation)).groupKey)) even++;
  }
  const half = RUNS / 2;
  return { even, chiSquared: (2 * (even - half) * (even - half)) / half };
}

describe('a coalition below the threshold', () => {
  test('makes three of four keys even under joint-feldman', () => {
    const { even, chiSquared } = evenKeys('joint-feldman', attack);
    expect(chiSquared).toBeGreaterThan(CHI_SQUARED_MAX);
    // Four standard deviations of a binomial count around 3/4.
    const deviation = 4 * Math.sqrt(RUNS * 0.75 * 0.25);
    expect(Math.abs(even - 0.75 * RUNS)).toBeLessThan(deviation);
  });

  test('leaves the key’s last bit a fair coin under pedersen', () => {
    // Found by this: a dealer that opens nothing is left out of the key instead of being opened by the others;
    // commitments without blinding.
    expect(evenKeys('pedersen', attack).chiSquared).toBeLessThan(CHI_SQUARED_MAX);
  });

  test('is what skews the key: among honest members the bit is fair under joint-feldman too', () => {
    expect(evenKeys('joint-feldman', undefined).chiSquared).toBeLessThan(CHI_SQUARED_MAX);
  });
});
