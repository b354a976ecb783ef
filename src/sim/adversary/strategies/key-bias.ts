/** A9: the last dealer of a Joint-Feldman key generation chooses among keys that it can bring about. §M6.1 */
import { HONEST_DEALING } from '../../../crypto/key-ceremony.ts';
import type { Strategy } from '../../protocol/strategy.ts';

/**
 * Waits until all others have dealt, works out the key for one of its polynomials after the other, and deals
 * the first whose key is even; where none is, its first. Analytic target: the lowest bit of a key is 0 with
 * probability 1 − 2^−tries instead of 1/2 (Gennaro, Jarecki, Krawczyk, Rabin, Secure Distributed Key
 * Generation for Discrete-Log Based Cryptosystems, 1999). Under `pedersen` commitments hide the key until all
 * have dealt: it plays honestly, and `dkg.rushed` is 0.
 */
export const keyBias: Strategy = {
  about: 'A9: its last dealer tries polynomials until the group’s key is even.',
  harms: ['dkg.rushed.even'],
  parameters: {
    tries: {
      kind: 'number',
      unit: 'polynomials',
      default: 2,
      min: 1,
      max: 64,
      about: 'Polynomials whose keys it works out at most, a multiplication on the curve each; rounded down.',
    },
  },
  create: ({ tries }) => ({
    dkgDeal: ({ keyParity }) => {
      if (keyParity === undefined) return HONEST_DEALING;
      for (let polynomial = 0; polynomial < Math.floor(Number(tries)); polynomial++) {
        if (keyParity(polynomial) === 0) return { polynomial, falseTo: [] };
      }
      return HONEST_DEALING;
    },
  }),
};
