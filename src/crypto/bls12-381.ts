/** BLS12-381 with the library's hash to its groups: the suites of RFC 9380, section 8.8. §M4.4 */
import type { WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { FpIsSquare } from '@noble/curves/abstract/modular.js';
import { psiFrobenius, type Fp2 as Fp2Element } from '@noble/curves/abstract/tower.js';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { curveGroup } from './curve-group.ts';
import { digitsOfBase, type Endomorphism } from './endomorphism.ts';
import type { CurveGroup } from './group.ts';
import { lazyPrimeField, lazyQuadraticField } from './lazy-field.ts';
import { ZCASH_FLAGS } from './point-codec.ts';

const { Fp, Fp2, Fr } = bls12_381.fields;

/** The magnitude of the parameter x of the family, which is negative. */
const BLS_X = 0xd201000000010000n;

/** A cube root of one in the field of coordinates. */
const BETA =
  0x1a0111ea397fe699ec02408663d4de85aa0d857d89759ad4897d29650fb85f9b409427eb4f49fffd8bfd00000000aaacn;

/** (x, y) → (β·x, y) multiplies by λ = x² − 1. */
export const BLS12_381_G1_ENDOMORPHISM: Endomorphism<bigint> = {
  apply: ({ x, y }) => ({ x: (x * BETA) % Fp.ORDER, y }),
  ...digitsOfBase(Fr.ORDER, BLS_X ** 2n - 1n, 2),
};

/** ψ multiplies by x, and −ψ by its magnitude. */
export const BLS12_381_G2_ENDOMORPHISM: Endomorphism<Fp2Element> = {
  apply: ({ x, y }) => {
    const [imageX, imageY] = frobenius().psi(x, y);
    return { x: imageX, y: Fp2.neg(imageY) };
  },
  ...digitsOfBase(Fr.ORDER, BLS_X, 4),
};

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
  { field: lazyPrimeField(Fp.ORDER), endomorphism: BLS12_381_G1_ENDOMORPHISM },
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
  { field: lazyQuadraticField(Fp.ORDER), endomorphism: BLS12_381_G2_ENDOMORPHISM },
  (message, tag) => bls12_381.G2.hashToCurve(message, { DST: tag }),
);

type Frobenius = ReturnType<typeof psiFrobenius>;
const made: { frobenius?: Frobenius } = {};

/** The endomorphism ψ of the twist; made when first needed, for its constants take milliseconds. */
function frobenius(): Frobenius {
  made.frobenius ??= psiFrobenius(Fp, Fp2, Fp2.div(Fp2.ONE, Fp2.NONRESIDUE));
  return made.frobenius;
}
