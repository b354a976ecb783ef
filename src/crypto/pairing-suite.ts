/**
 * A pairing curve with its groups given out: keys in one, signatures in the other. Everything above this
 * file works for both curves and both ways. §M4.4
 */
import type { WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import type { BlsCurvePair } from '@noble/curves/abstract/bls.js';
import type { Fp2 } from '@noble/curves/abstract/tower.js';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bn254 } from '@noble/curves/bn254.js';
import { BLS12_381_G1, BLS12_381_G2 } from './bls12-381.ts';
import { BN254_G1, BN254_G2 } from './bn254.ts';
import type { CurveGroup } from './group.ts';
import { requireTag } from './scalar.ts';

/** Curves: the one of the deployed contracts, and the one of the standards. */
export type CurveName = 'bn254' | 'bls12-381';
/** The group of the keys. Points of g1 are half as long and several times faster than those of g2. */
export type KeyGroup = 'g1' | 'g2';

declare const side: unique symbol;
/** A point of the group of keys. Opaque: its curve is known to its suite only. */
export interface KeyPoint {
  readonly [side]: 'key';
}
/** A point of the group of signatures. Opaque: its curve is known to its suite only. */
export interface SignaturePoint {
  readonly [side]: 'signature';
}

/** Domain separation tags of the two uses of the hash to the group of signatures. */
export interface SuiteTags {
  readonly signature: string;
  readonly possession: string;
}

/** A pair of points whose pairing is taken. */
export interface PointPair {
  readonly key: KeyPoint;
  readonly signature: SignaturePoint;
}

/** What signatures and key generation need of a curve. */
export interface PairingSuite {
  readonly name: string;
  readonly curve: CurveName;
  readonly keysIn: KeyGroup;
  /** The prime order of both groups. */
  readonly order: bigint;
  readonly keys: CurveGroup<KeyPoint>;
  readonly signatures: CurveGroup<SignaturePoint>;
  readonly tags: SuiteTags;
  /** Whether the product of the pairings is one: one final exponentiation for all of them. */
  pairsToOne(pairs: readonly PointPair[]): boolean;
}

type G1Point = WeierstrassPoint<bigint>;
type G2Point = WeierstrassPoint<Fp2>;
type Lines = ReturnType<BlsCurvePair['utils']['calcPairingPrecomputes']>;

const CURVES = {
  bn254: { name: 'BN254', map: 'SVDW', pairing: bn254 as BlsCurvePair, g1: BN254_G1, g2: BN254_G2 },
  'bls12-381': {
    name: 'BLS12381',
    map: 'SSWU',
    pairing: bls12_381 as BlsCurvePair,
    g1: BLS12_381_G1,
    g2: BLS12_381_G2,
  },
} as const;

/**
 * The suite of a curve with keys in one of its groups. The tags are by default those of the BLS signature
 * draft's scheme with proof of possession (section 4.2.3), for BN254 made by the same rule.
 */
export function pairingSuite(curve: CurveName, keysIn: KeyGroup, tags?: SuiteTags): PairingSuite {
  const { name, map, pairing, g1, g2 } = CURVES[curve];
  const hash = `${name}${keysIn === 'g1' ? 'G2' : 'G1'}_XMD:SHA-256_${map}_RO_`;
  const chosen = tags ?? { signature: `BLS_SIG_${hash}POP_`, possession: `BLS_POP_${hash}POP_` };
  requireTag(chosen.signature, 'tags.signature');
  requireTag(chosen.possession, 'tags.possession');
  const [keys, signatures] = keysIn === 'g1' ? [g1, g2] : [g2, g1];
  return {
    name: `${name} with keys in ${keysIn.toUpperCase()}`,
    curve,
    keysIn,
    order: g1.order,
    // The suite alone makes points of these types, and hands them to the same groups only.
    keys: keys as unknown as CurveGroup<KeyPoint>,
    signatures: signatures as unknown as CurveGroup<SignaturePoint>,
    tags: chosen,
    pairsToOne: pairingCheck(pairing, keysIn),
  };
}

function pairingCheck(pairing: BlsCurvePair, keysIn: KeyGroup): PairingSuite['pairsToOne'] {
  // The lines of a point of G2 depend on it alone. A group's generator and its keys come again and again.
  const known = new WeakMap<G2Point, Lines>();
  const linesOf = (point: G2Point): Lines => {
    const lines = known.get(point) ?? pairing.utils.calcPairingPrecomputes(point);
    known.set(point, lines);
    return lines;
  };
  const { Fp12 } = pairing.fields;
  const isOne = (terms: [Lines, bigint, bigint][]): boolean =>
    Fp12.eql(Fp12.finalExponentiate(pairing.millerLoopBatch(terms)), Fp12.ONE);
  return (pairs) => {
    const terms = pairs
      .map(({ key, signature }) => (keysIn === 'g1' ? [key, signature] : [signature, key]))
      .map(([first, second]) => ({
        inG1: first as unknown as G1Point,
        inG2: second as unknown as G2Point,
      }))
      // A pairing with infinity is one; the library's lines do not know it.
      .filter(({ inG1, inG2 }) => !inG1.is0() && !inG2.is0())
      .map(({ inG1, inG2 }): [Lines, bigint, bigint] => {
        const { x, y } = inG1.toAffine();
        return [linesOf(inG2), x, y];
      });

    return terms.length === 0 || isOne(terms);
  };
}
