/**
 * What cryptography costs a member and mainnet: microseconds, bytes of call data and gas of a key
 * generation's messages, and of a threshold signature. Microseconds are composed of measured operations,
 * bytes and gas follow from encodings and from mainnet's price list. §M6.1, §M15.1
 */
import { assert } from '../base/assert.ts';
import type { DkgVariant } from './dkg-rules.ts';
import type { CurveName, KeyGroup } from './pairing-suite.ts';
import { requireThreshold } from './polynomial.ts';

/** Whose cost: 1 ≤ threshold ≤ members ≤ 256. */
export interface SignatureShape {
  readonly members: number;
  readonly threshold: number;
  readonly curve: CurveName;
  readonly keysIn: KeyGroup;
}

/** A key generation in which every member deals. */
export interface DkgShape extends SignatureShape {
  readonly variant: DkgVariant;
}

/**
 * A resharing: `dealers` holders of an old sharing with a threshold of `oldThreshold` deal to all members,
 * each a vector of the new threshold's length. oldThreshold ≤ dealers ≤ 256.
 */
export interface ResharingShape extends SignatureShape {
  readonly dealers: number;
  readonly oldThreshold: number;
}

/**
 * What one message, or one member's work, costs; all are whole numbers. Times are of one processor core with
 * nothing prepared, as a member alone has it; rounded up to microseconds.
 */
export interface DkgCost {
  /** Making a dealing: commitments and sealed shares. */
  readonly dealMicros: number;
  /** Decoding all dealings: points on the curve and in the subgroup. */
  readonly readMicros: number;
  /** Opening and checking a share of every dealing. */
  readonly verifyMicros: number;
  /** Answering one complaint. */
  readonly respondMicros: number;
  /** Judging one answer. */
  readonly judgeMicros: number;
  /** Checking everybody's opened commitments; 0 under `joint-feldman`. */
  readonly extractMicros: number;
  /** Adding up the group's commitments. */
  readonly resolveMicros: number;
  readonly dealingBytes: number;
  readonly alrightBytes: number;
  /** A complaint that accuses one dealer. */
  readonly complaintBytes: number;
  /** An answer: it carries the dealing again, of which mainnet keeps the hash alone. */
  readonly responseBytes: number;
  /** Commitments in the open; 0 under `joint-feldman`. */
  readonly extractionBytes: number;
  readonly dealingGas: number;
  readonly alrightGas: number;
  readonly complaintGas: number;
  readonly responseGas: number;
  readonly extractionGas: number;
  /** For every further dealer that a complaint accuses. */
  readonly accusedBytes: number;
  readonly accusedGas: number;
}

/** A whole key generation without faults. */
export interface WholeDkgCost {
  /** All that one member works out: dealing, reading, verifying, adding up. */
  readonly memberMicros: number;
  /** Call data of all members together. */
  readonly bytes: number;
  readonly gas: number;
}

/** What a threshold signature costs; whole numbers. */
export interface SignatureCost {
  /** Hash to the curve and one multiplication. */
  readonly signShareMicros: number;
  /** A share against its seat's key, which is worked out first. */
  readonly verifyShareMicros: number;
  /** Interpolation of t shares, not the verification of what comes out. */
  readonly combineMicros: number;
  /** The group's signature: hash to the curve and a check of two pairings. */
  readonly verifyMicros: number;
  /** A share or a signature between nodes: a compressed point. */
  readonly signatureBytes: number;
}

/** Bytes of a function's selector and of a word of call data (contract ABI specification). */
const SELECTOR_BYTES = 4;
const WORD_BYTES = 32;
/** Bytes of an uncompressed point: EIP-196 and EIP-197 for BN254, ZCash's form for BLS12-381. */
const POINT_BYTES = { bn254: { g1: 64, g2: 128 }, 'bls12-381': { g1: 96, g2: 192 } } as const;
/** A scalar of either curve fills a word: both orders have 254 or 255 bits. */
const SCALAR_BYTES = WORD_BYTES;

/** Gas of any transaction (Yellow Paper, appendix G). */
const TRANSACTION_GAS = 21_000;
/** A byte of call data other than zero: EIP-2028, since 2019-12-08. All are counted so. */
const CALL_BYTE_GAS = 16;
/** A word of storage that was zero (Yellow Paper, appendix G). */
const STORED_WORD_GAS = 20_000;
/** A byte of an event (Yellow Paper, appendix G). */
const LOGGED_BYTE_GAS = 8;

/**
 * Prices of the curves' precompiled contracts: EIP-1108 for BN254, since 2019-12-08, and EIP-2537 for
 * BLS12-381, since 2025-05-07. BN254 has none for arithmetic in G2.
 */
const PRECOMPILE_GAS = {
  bn254: { g1: { add: 150, multiply: 6000 }, g2: undefined, pairing: 45_000, pair: 34_000 },
  'bls12-381': {
    g1: { add: 375, multiply: 12_000 },
    g2: { add: 600, multiply: 22_500 },
    pairing: 37_700,
    pair: 32_600,
  },
} as const;

/** Words that a dealing leaves: the hash of what was dealt, and that it was. */
const DEALING_WORDS = 2;
/** Words of every other message: a flag, or for an answer the fault that it showed. */
const FLAG_WORDS = 1;

/**
 * Processor time of operations, in nanoseconds: what `bench crypto` printed on the project's machine,
 * 2026-11, about two significant digits of the least of three runs (two busy cores of a virtual AMD EPYC,
 * Node 20.20, one suite a process, the engine warm). `multiplyPrepared`: of a point with tables; `encode` is
 * to compressed bytes, `decode` from uncompressed ones with the check of the subgroup, of which G1 of BN254
 * needs none.
 */
const GROUP_NANOS = {
  bn254: {
    g1: {
      multiply: 1_400_000,
      multiplyPrepared: 320_000,
      multiplyGenerator: 350_000,
      add: 5600,
      double: 4200,
      encode: 23_000,
      decode: 8700,
      hash: 570_000,
    },
    g2: {
      multiply: 5_900_000,
      multiplyPrepared: 1_500_000,
      multiplyGenerator: 940_000,
      add: 23_000,
      double: 20_000,
      encode: 28_000,
      decode: 3_500_000,
      hash: 2_800_000,
    },
  },
  'bls12-381': {
    g1: {
      multiply: 1_800_000,
      multiplyPrepared: 430_000,
      multiplyGenerator: 420_000,
      add: 6700,
      double: 5600,
      encode: 36_000,
      decode: 810_000,
      hash: 2_000_000,
    },
    g2: {
      multiply: 8_100_000,
      multiplyPrepared: 1_800_000,
      multiplyGenerator: 1_200_000,
      add: 26_000,
      double: 22_000,
      encode: 44_000,
      decode: 1_700_000,
      hash: 7_900_000,
    },
  },
} as const;
type GroupNanos = Readonly<Record<keyof (typeof GROUP_NANOS)['bn254']['g1'], number>>;

/** A check of two pairings by the group of the keys: measured as {@link GROUP_NANOS}. */
const PAIRING_CHECK_NANOS = {
  bn254: { g1: 14_000_000, g2: 14_000_000 },
  'bls12-381': { g1: 17_000_000, g2: 15_000_000 },
} as const;
/** A multiplication of scalars, reduced: measured as {@link GROUP_NANOS}. */
const SCALAR_NANOS = 300;

/**
 * The cost of each message and each member's part of a key generation.
 *
 * @example
 * dkgCost({ members: 16, threshold: 11, curve: 'bn254', keysIn: 'g1', variant: 'joint-feldman' })
 *   .dealingBytes // 1476: a selector, 6 words, 12 points and 16 sealed shares
 */
export function dkgCost(shape: DkgShape): DkgCost {
  requireThreshold(shape.threshold, shape.members);
  return { ...dkgMicros(shape, shape.members), ...dkgBytes(shape), ...dkgGas(shape) };
}

/**
 * The cost of each message and each member's part of a resharing, which is always `joint-feldman`. A dealing
 * is a fresh key's. Reading and verifying go by dealers; that a dealing's first commitment is the key of its
 * dealer's old seat, every recipient checks for itself, so that it takes no gas. Adding up is a sum by
 * Lagrange's factors for every commitment of the new vector.
 */
export function resharingCost({ dealers, oldThreshold, ...sharing }: ResharingShape): DkgCost {
  requireThreshold(sharing.threshold, sharing.members);
  requireThreshold(oldThreshold, dealers);
  const shape: DkgShape = { ...sharing, variant: 'joint-feldman' };
  const nanos: GroupNanos = GROUP_NANOS[shape.curve][shape.keysIn];
  const fresh = dkgMicros(shape, dealers);
  const oldSeatKeys = micros(dealers * commitmentAtNanos(nanos, dealers, oldThreshold));
  return {
    ...fresh,
    verifyMicros: fresh.verifyMicros + oldSeatKeys,
    resolveMicros: micros(shape.threshold * windowedNanos(nanos, oldThreshold)),
    ...dkgBytes(shape),
    ...dkgGas(shape),
  };
}

/** The cost of a key generation in which everybody deals rightly and says so. */
export function wholeDkgCost(shape: DkgShape): WholeDkgCost {
  const cost = dkgCost(shape);
  const { dealMicros, readMicros, verifyMicros, extractMicros, resolveMicros } = cost;
  return {
    memberMicros: dealMicros + readMicros + verifyMicros + extractMicros + resolveMicros,
    bytes: shape.members * (cost.dealingBytes + cost.alrightBytes + cost.extractionBytes),
    gas: shape.members * (cost.dealingGas + cost.alrightGas + cost.extractionGas),
  };
}

/** The cost of a threshold signature of any t members. */
export function signatureCost({ members, threshold, curve, keysIn }: SignatureShape): SignatureCost {
  requireThreshold(threshold, members);
  const signaturesIn = keysIn === 'g1' ? 'g2' : 'g1';
  const nanos: GroupNanos = GROUP_NANOS[curve][signaturesIn];
  const checkNanos = nanos.hash + PAIRING_CHECK_NANOS[curve][keysIn];
  return {
    signShareMicros: micros(nanos.hash + nanos.multiply),
    verifyShareMicros: micros(checkNanos + commitmentAtNanos(GROUP_NANOS[curve][keysIn], members, threshold)),
    combineMicros: micros(combineNanos(nanos, members, threshold)),
    verifyMicros: micros(checkNanos),
    signatureBytes: POINT_BYTES[curve][signaturesIn] / 2,
  };
}

type DkgMicros = Pick<DkgCost, Extract<keyof DkgCost, `${string}Micros`>>;
type DkgBytes = Pick<DkgCost, Extract<keyof DkgCost, `${string}Bytes`>>;
type DkgGas = Pick<DkgCost, Extract<keyof DkgCost, `${string}Gas`>>;

function dkgMicros({ members, threshold, curve, keysIn, variant }: DkgShape, dealers: number): DkgMicros {
  const nanos: GroupNanos = GROUP_NANOS[curve][keysIn];
  const isPedersen = variant === 'pedersen';
  // Under `pedersen` every commitment and every share is blinded: the same again, to the second base.
  const blinding = isPedersen ? nanos.multiplyPrepared + nanos.add : 0;
  const commitment = nanos.multiplyGenerator + blinding;
  const valueAt = (isPedersen ? 2 : 1) * threshold * SCALAR_NANOS;
  // The Diffie–Hellman point, and three points that the pad is hashed from.
  const channel = nanos.multiply + 3 * nanos.encode;
  const commitmentAt = commitmentAtNanos(nanos, members, threshold);
  const check = channel + commitment + commitmentAt;
  // Two products of the secret, two of the nonce; six points are hashed.
  const proof = 2 * nanos.multiply + 2 * nanos.multiplyGenerator + 6 * nanos.encode;
  const proofCheck = 3 * nanos.multiply + nanos.multiplyGenerator + 2 * nanos.add + 6 * nanos.encode;
  const opening = dealers * (threshold * nanos.decode + nanos.multiplyGenerator + commitmentAt);
  return {
    dealMicros: micros(threshold * commitment + nanos.multiplyGenerator + members * (channel + valueAt)),
    readMicros: micros(dealers * (threshold + 1) * nanos.decode),
    verifyMicros: micros(dealers * check),
    respondMicros: micros(proof),
    // The point is in the answer, so that a judge need not multiply to open the share.
    judgeMicros: micros(proofCheck + check - nanos.multiply),
    extractMicros: isPedersen ? micros(opening) : 0,
    resolveMicros: micros(dealers * threshold * nanos.add),
  };
}

function dkgBytes(shape: DkgShape): DkgBytes {
  const { threshold, curve, keysIn, variant } = shape;
  const point = POINT_BYTES[curve][keysIn];
  return {
    dealingBytes: callBytes(DEALING_CALL_WORDS) + dealtBytes(shape),
    // Ceremony and recipient.
    alrightBytes: callBytes(2),
    // Ceremony, recipient, place and length of the list, and its one entry.
    complaintBytes: callBytes(5),
    // The dealing's words, the complainer, the proof's challenge and answer; the shared point.
    responseBytes:
      callBytes(DEALING_CALL_WORDS + 3) + dealtBytes(shape) + point * (1 + hintPoints(curve, keysIn)),
    // Ceremony, dealer, place and length of the list; the commitments.
    extractionBytes: variant === 'pedersen' ? callBytes(4) + threshold * point : 0,
    accusedBytes: WORD_BYTES,
  };
}

function dkgGas(shape: DkgShape): DkgGas {
  const { threshold, curve, keysIn, variant } = shape;
  const bytes = dkgBytes(shape);
  return {
    dealingGas: transactionGas(bytes.dealingBytes, DEALING_WORDS, dealtBytes(shape)),
    // The recipient.
    alrightGas: transactionGas(bytes.alrightBytes, FLAG_WORDS, WORD_BYTES),
    // Recipient and accused.
    complaintGas: transactionGas(bytes.complaintBytes, FLAG_WORDS, 2 * WORD_BYTES),
    // Dealer, complainer and fault.
    responseGas: transactionGas(bytes.responseBytes, FLAG_WORDS, 3 * WORD_BYTES) + judgementGas(shape),
    extractionGas:
      variant === 'pedersen'
        ? transactionGas(bytes.extractionBytes, FLAG_WORDS, threshold * POINT_BYTES[curve][keysIn])
        : 0,
    accusedGas: WORD_BYTES * (CALL_BYTE_GAS + LOGGED_BYTE_GAS) + FLAG_WORDS * STORED_WORD_GAS,
  };
}

/** Ceremony and dealer; the place and the length of the commitments and of the sealed shares. */
const DEALING_CALL_WORDS = 6;

const callBytes = (words: number): number => SELECTOR_BYTES + words * WORD_BYTES;

/** Commitments, the one-time key, and a sealed share for each member; with its blinding under `pedersen`. */
function dealtBytes({ members, threshold, curve, keysIn, variant }: DkgShape): number {
  const scalars = variant === 'pedersen' ? 2 : 1;
  return (threshold + 1) * POINT_BYTES[curve][keysIn] + members * scalars * SCALAR_BYTES;
}

/**
 * Points that a response must bring because mainnet cannot work them out: the proof's two commitments, where
 * no precompiled contract computes in the group of keys.
 */
const hintPoints = (curve: CurveName, keysIn: KeyGroup): number =>
  PRECOMPILE_GAS[curve][keysIn] === undefined ? 2 : 0;

/** Reads of storage, memory, topics of events and the contract's own steps are not counted. */
const transactionGas = (bytes: number, storedWords: number, loggedBytes: number): number =>
  TRANSACTION_GAS + CALL_BYTE_GAS * bytes + STORED_WORD_GAS * storedWords + LOGGED_BYTE_GAS * loggedBytes;

/**
 * Gas of the precompiled contracts that judge an answer: the proof s·G − c·A, s·B − c·K, and the share f
 * against C₀ … C at seat x.
 */
function judgementGas({ threshold, curve, keysIn, variant }: DkgShape): number {
  const blinds = variant === 'pedersen' ? 1 : 0;
  const { g1, pairing, pair, ...others } = PRECOMPILE_GAS[curve];
  const group = keysIn === 'g1' ? g1 : others.g2;
  if (group !== undefined) {
    // The proof: 4 multiplications, 2 additions. The share: f·G (and the blinding: one more of each), and by
    // Horner's rule x·v + C for all commitments but the last.
    const multiplications = 4 + 1 + blinds + (threshold - 1);
    const additions = 2 + blinds + (threshold - 1);
    return multiplications * group.multiply + additions * group.add;
  }
  // Keys in G2 without arithmetic there: scalars go to the generator g of G1. With hints R, S the proof is
  // e(s·g, G) = e(c·g, A)·e(g, R) and e(s·g, B) = e(c·g, K)·e(g, S), 2 multiplications and twice 3 pairs;
  // the share is e(f·g, G) = Π e(xʲ·g, Cⱼ), t multiplications (x⁰ needs none) and t + 1 pairs. A blinding
  // is one more of each.
  const multiplications = 2 + threshold + blinds;
  const pairs = 2 * 3 + threshold + 1 + blinds;
  return multiplications * g1.multiply + 3 * pairing + pairs * pair;
}

/** Horner's rule in the seat: t − 1 times a multiplication by the seat and the addition of a commitment. */
function commitmentAtNanos({ add, double }: GroupNanos, members: number, threshold: number): number {
  // A seat of b bits takes b − 1 doublings and as many additions at most; counted for the last seat's length.
  const steps = 31 - Math.clz32(members);
  return (threshold - 1) * (steps * (double + add) + add);
}

/**
 * The sum of t shares by Lagrange's factors and one full multiplication, which takes their common denominator
 * out. The factors that are left have about 3/2 bits for every member, by draws of seats; bit by bit half of
 * them cost an addition. Longer ones are reduced and added by windows of four bits, as bls-threshold.ts does.
 */
function combineNanos(nanos: GroupNanos, members: number, threshold: number): number {
  const bits = Math.ceil((3 * members) / 2);
  if (bits > SMALL_FACTOR_BITS) return windowedNanos(nanos, threshold);
  return bits * nanos.double + Math.ceil((threshold * bits) / 2) * nanos.add + nanos.multiply;
}

/** A sum of `terms` points by factors as long as the order. */
function windowedNanos({ double, add }: GroupNanos, terms: number): number {
  return 4 * ORDER_WINDOWS * double + terms * (MULTIPLES_BUILT + ORDER_WINDOWS) * add;
}

/** Where bls-threshold.ts changes from bits to windows. */
const SMALL_FACTOR_BITS = 56;
/** Windows of four bits in a scalar of 254 or 255 bits. */
const ORDER_WINDOWS = 64;
/** 2 … 15 times a point. */
const MULTIPLES_BUILT = 14;

function micros(nanos: number): number {
  assert(Number.isSafeInteger(nanos) && nanos >= 0, 'times are whole nanoseconds');
  return Math.ceil(nanos / 1000);
}
