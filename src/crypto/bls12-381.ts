/** BLS12-381 with the library's hash to its groups: the suites of RFC 9380, section 8.8. §M4.4 */
import type { WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { FpIsSquare } from '@noble/curves/abstract/modular.js';
import type { Fp2 as Fp2Element } from '@noble/curves/abstract/tower.js';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { curveGroup } from './curve-group.ts';
import type { CurveGroup } from './group.ts';
import { ZCASH_FLAGS } from './point-codec.ts';

const { Fp, Fp2 } = bls12_381.fields;

/** G1 of BLS12-381: points over the prime field, 48 bytes compressed. */
export const BLS12_381_G1: CurveGroup<WeierstrassPoint<bigint>> = curveGroup(
  'BLS12-381 G1',
  {
    points: bls12_381.G1.Point,
    field: Fp,
    flags: ZCASH_FLAGS,
    modulus: Fp.ORDER,
    components: 1,
    split: (element) => [element],
    join: ([element]) => element,
    isSquare: (element) => FpIsSquare(Fp, element),
  },
  (message, tag) => bls12_381.G1.hashToCurve(message, { DST: tag }),
);

/** G2 of BLS12-381: points over the quadratic field, 96 bytes compressed. */
export const BLS12_381_G2: CurveGroup<WeierstrassPoint<Fp2Element>> = curveGroup(
  'BLS12-381 G2',
  {
    points: bls12_381.G2.Point,
    field: Fp2,
    flags: ZCASH_FLAGS,
    modulus: Fp.ORDER,
    components: 2,
    split: ({ c0, c1 }) => [c1, c0],
    join: ([c1, c0]) => Fp2.fromBigTuple([c0, c1]),
    // An element is a square just when its norm is one in the prime field.
    isSquare: ({ c0, c1 }) => FpIsSquare(Fp, Fp.add(Fp.sqr(c0), Fp.sqr(c1))),
  },
  (message, tag) => bls12_381.G2.hashToCurve(message, { DST: tag }),
);
