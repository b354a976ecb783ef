/**
 * BN254, the curve of the deployed contracts (EIP-196, EIP-197), with a hash to both of its groups, which
 * the library lacks: expand_message_xmd with SHA-256 and hash_to_field by the library, the Shallue–van de
 * Woestijne map by us, as RFC 9380 puts them together and gnark-crypto does. §M4.4
 */
import type { WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { hash_to_field } from '@noble/curves/abstract/hash-to-curve.js';
import { FpIsSquare } from '@noble/curves/abstract/modular.js';
import { psiFrobenius, type Fp2 as Fp2Element } from '@noble/curves/abstract/tower.js';
import { bn254 } from '@noble/curves/bn254.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { curveGroup } from './curve-group.ts';
import { digitsOfBase, nearbyVector, type Endomorphism } from './endomorphism.ts';
import type { CurveGroup } from './group.ts';
import { lazyPrimeField, lazyQuadraticField } from './lazy-field.ts';
import { TWO_BIT_FLAGS, type CodecCurve } from './point-codec.ts';
import { mapToCurveSvdw, svdwConstants, type SvdwCurve } from './svdw.ts';

const { Fp, Fp2 } = bn254.fields;

/** The parameter x of the family: the orders of field and group are polynomials in it. */
const BN_X = 4965661367192848881n;

/** The endomorphism ψ of the twist. */
const FROBENIUS = psiFrobenius(Fp, Fp2, Fp2.NONRESIDUE);

/** Security level k of hash_to_field: 48 bytes for each field element. */
const HASH_SECURITY_BITS = 128;

/** G1 as the map sees it. Its cofactor is 1. */
export const BN254_G1_SVDW: SvdwCurve<bigint> = {
  field: Fp,
  a: Fp.ZERO,
  b: bn254.G1.Point.CURVE().b,
  isSquare: (element) => FpIsSquare(Fp, element),
  isNegative: (element) => (element & 1n) === 1n,
};

/** The twist that holds G2, as the map sees it. */
export const BN254_G2_SVDW: SvdwCurve<Fp2Element> = {
  field: Fp2,
  a: Fp2.ZERO,
  b: bn254.G2.Point.CURVE().b,
  isSquare: isSquareInFp2,
  // RFC 9380, section 4.1: the parity of c0, or of c1 if c0 is zero.
  isNegative: ({ c0, c1 }) => ((c0 === 0n ? c1 : c0) & 1n) === 1n,
};

/** Z = 1 in both fields, the first that the search of RFC 9380, section H.1, comes to. */
export const BN254_G1_CONSTANTS = svdwConstants(BN254_G1_SVDW, Fp.ONE);
/** See {@link BN254_G1_CONSTANTS}. */
export const BN254_G2_CONSTANTS = svdwConstants(BN254_G2_SVDW, Fp2.ONE);

const G1_CODEC: CodecCurve<bigint> = {
  points: bn254.G1.Point,
  field: Fp,
  flags: TWO_BIT_FLAGS,
  modulus: Fp.ORDER,
  components: 1,
  split: (element) => [element],
  join: ([element]) => element,
  isSquare: BN254_G1_SVDW.isSquare,
};

const G2_CODEC: CodecCurve<Fp2Element> = {
  points: bn254.G2.Point,
  field: Fp2,
  flags: TWO_BIT_FLAGS,
  modulus: Fp.ORDER,
  components: 2,
  split: ({ c0, c1 }) => [c1, c0],
  join: ([c1, c0]) => Fp2.fromBigTuple([c0, c1]),
  isSquare: isSquareInFp2,
};

/** A cube root of one in the field of coordinates. */
const BETA = Fp.create(18n * BN_X ** 3n + 18n * BN_X ** 2n + 9n * BN_X + 1n);

/** (x, y) → (β·x, y) multiplies by λ = 36x³ + 18x² + 6x + 1. */
export const BN254_G1_ENDOMORPHISM: Endomorphism<bigint> = {
  apply: ({ x, y }) => ({ x: (x * BETA) % Fp.ORDER, y }),
  ...nearbyVector(bn254.fields.Fr.ORDER, [
    [6n * BN_X ** 2n + 4n * BN_X + 1n, 2n * BN_X + 1n],
    [-2n * BN_X - 1n, 6n * BN_X ** 2n + 2n * BN_X],
  ]),
};

/** ψ multiplies by p, of which the order leaves 6x². */
export const BN254_G2_ENDOMORPHISM: Endomorphism<Fp2Element> = {
  apply: ({ x, y }) => {
    const [imageX, imageY] = FROBENIUS.psi(x, y);
    return { x: imageX, y: imageY };
  },
  ...digitsOfBase(bn254.fields.Fr.ORDER, 6n * BN_X ** 2n, 2),
};

/** G1 of BN254: points over the prime field, 32 bytes compressed. */
export const BN254_G1: CurveGroup<WeierstrassPoint<bigint>> = curveGroup(
  'BN254 G1',
  G1_CODEC,
  { field: lazyPrimeField(Fp.ORDER), endomorphism: BN254_G1_ENDOMORPHISM },
  (message, tag) => {
    const points = fieldElements(message, tag, 1).map(([element]) =>
      bn254.G1.Point.fromAffine(mapToCurveSvdw(BN254_G1_SVDW, BN254_G1_CONSTANTS, element)),
    );
    return points[0].add(points[1]);
  },
);

/** G2 of BN254: points over the quadratic field, 64 bytes compressed. */
export const BN254_G2: CurveGroup<WeierstrassPoint<Fp2Element>> = curveGroup(
  'BN254 G2',
  G2_CODEC,
  { field: lazyQuadraticField(Fp.ORDER), endomorphism: BN254_G2_ENDOMORPHISM },
  (message, tag) => {
    const points = fieldElements(message, tag, 2).map(([c0, c1]) =>
      bn254.G2.Point.fromAffine(
        mapToCurveSvdw(BN254_G2_SVDW, BN254_G2_CONSTANTS, Fp2.fromBigTuple([c0, c1])),
      ),
    );
    return clearBn254G2Cofactor(points[0].add(points[1]));
  },
);

/**
 * A multiple of a point of the twist that lies in G2: x·P + ψ(3x·P) + ψ²(x·P) + ψ³(P) (Fuentes-Castañeda,
 * Knapp, Rodríguez-Henríquez 2011, section 6.1). A quarter of the work of the cofactor itself, and what
 * others' vectors say.
 */
export function clearBn254G2Cofactor(point: WeierstrassPoint<Fp2Element>): WeierstrassPoint<Fp2Element> {
  const { G2psi } = FROBENIUS;
  const psi = (argument: WeierstrassPoint<Fp2Element>) => G2psi(bn254.G2.Point, argument);
  const times = point.multiplyUnsafe(BN_X);
  const third = psi(psi(psi(point)));
  return times
    .add(psi(times.double().add(times)))
    .add(psi(psi(times)))
    .add(third);
}

/** Two elements of the field with `components` components each. RFC 9380, section 5.2. */
function fieldElements(message: Uint8Array, tag: string, components: number): readonly bigint[][] {
  return hash_to_field(message, 2, {
    DST: tag,
    expand: 'xmd',
    hash: sha256,
    p: Fp.ORDER,
    m: components,
    k: HASH_SECURITY_BITS,
  });
}

/** An element is a square in the quadratic field just when its norm is one in the prime field. */
function isSquareInFp2({ c0, c1 }: Fp2Element): boolean {
  return FpIsSquare(Fp, Fp.add(Fp.sqr(c0), Fp.sqr(c1)));
}
