import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dkgCost,
  resharingCost,
  signatureCost,
  wholeDkgCost,
  type DkgCost,
  type DkgShape,
} from '../../src/crypto/cost.ts';
import { deal, openCommitments, responseTo } from '../../src/crypto/dkg-dealing.ts';
import { freshKeyRules, type DkgVariant } from '../../src/crypto/dkg-rules.ts';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import {
  pairingSuite,
  type CurveName,
  type KeyGroup,
  type KeyPoint,
} from '../../src/crypto/pairing-suite.ts';
import { bytesOf, encodeScalar, hashedBytes } from '../../src/crypto/scalar.ts';
import { costTables } from '../../src/experiments/bench/crypto-costs.ts';
import { CRYPTO_SUITES } from '../../src/experiments/bench/crypto-suites.ts';
import { keyPairs } from './dkg-run.helpers.ts';

const VARIANTS: readonly DkgVariant[] = ['joint-feldman', 'pedersen'];
const CASES = CRYPTO_SUITES.flatMap(({ curve, keysIn }) =>
  VARIANTS.map((variant): [CurveName, KeyGroup, DkgVariant] => [curve, keysIn, variant]),
);

const small = (curve: CurveName, keysIn: KeyGroup, variant: DkgVariant = 'joint-feldman'): DkgShape => ({
  members: 16,
  threshold: 11,
  curve,
  keysIn,
  variant,
});

/** Call data: a selector, then words and whatever fills words. */
function callData(...parts: readonly (number | bigint | Uint8Array)[]): Uint8Array {
  const selector = new Uint8Array(4);
  const rest = parts.map((part) => (part instanceof Uint8Array ? part : bytesOf(BigInt(part), 32)));
  return Uint8Array.from([selector, ...rest].flatMap((part) => [...part]));
}

describe.each(CASES)('on %s with keys in %s, %s, call data', (curve, keysIn, variant) => {
  const { keys, order } = pairingSuite(curve, keysIn);
  const source = hashedBytes(Uint8Array.of(3), 'cost tests');
  const { publicKeys } = keyPairs(keys, 4, source);
  const rules = freshKeyRules(keys, variant, new Uint8Array(), publicKeys, 3);
  const { dealing, secret } = deal(rules, 1, source);
  const cost = dkgCost({ members: 4, threshold: 3, curve, keysIn, variant });
  const ceremony = 77;
  const encoded = (point: KeyPoint): Uint8Array => keys.encodeUncompressed(point);
  // Places of lists are whatever they are: a word each.
  const commitments = dealing.commitments.map(encoded);
  const points = [3, ...commitments, encoded(dealing.oneTimeKey)];
  const dealt = [ceremony, 1, 0, 0, ...points, 4, ...dealing.sealed];

  test('of a dealing is as long as its encoding', () => {
    expect(callData(...dealt)).toHaveLength(cost.dealingBytes);
  });

  test('of a verdict is as long as its encoding', () => {
    expect(callData(ceremony, 2)).toHaveLength(cost.alrightBytes);
    expect(callData(ceremony, 2, 0, 1, 4)).toHaveLength(cost.complaintBytes);
    expect(callData(ceremony, 2, 0, 3, 4, 1, 3)).toHaveLength(cost.complaintBytes + 2 * cost.accusedBytes);
  });

  test('of a response is as long as its encoding', () => {
    const { complainer, shared, proof } = responseTo(rules, secret, 2, source);
    const scalars = [proof.challenge, proof.answer].map((scalar) => encodeScalar(scalar, order));
    // Mainnet has no arithmetic in G2 of BN254: there the proof brings its two commitments.
    const hints = curve === 'bn254' && keysIn === 'g2' ? [encoded(shared), encoded(shared)] : [];
    const bytes = callData(...dealt, complainer, encoded(shared), ...scalars, ...hints);
    expect(bytes).toHaveLength(cost.responseBytes);
  });

  test('of an extraction is as long as its encoding', () => {
    const bytes = callData(ceremony, 1, 0, 3, ...openCommitments(keys, secret).map(encoded));
    expect(cost.extractionBytes).toBe(variant === 'pedersen' ? bytes.length : 0);
  });
});

describe('gas', () => {
  test('of sixteen on BN254 with keys in G1', () => {
    const cost = dkgCost(small('bn254', 'g1'));
    // 4 + 6·32 + 12·64 + 16·32 bytes; two words are stored; points and shares are logged.
    expect(cost.dealingGas).toBe(21_000 + 16 * 1476 + 2 * 20_000 + 8 * 1280);
    expect(cost.alrightGas).toBe(21_000 + 16 * 68 + 20_000 + 8 * 32);
    expect(cost.complaintGas).toBe(21_000 + 16 * 164 + 20_000 + 8 * 64);
    expect(cost.accusedGas).toBe(16 * 32 + 20_000 + 8 * 32);
    // The proof: 4 multiplications and 2 additions. The share: one multiplication, and ten of each by Horner.
    expect(cost.responseGas).toBe(21_000 + 16 * 1636 + 20_000 + 8 * 96 + 15 * 6000 + 12 * 150);
  });

  test('of a response with keys in G2 of BN254 is that of pairings', () => {
    const cost = dkgCost(small('bn254', 'g2'));
    expect(cost.dealingGas).toBe(113_288);
    // Twice 3 pairs for the proof, 12 for the share; 2 + 11 multiplications in G1.
    const judgement = 13 * 6000 + 3 * 45_000 + 18 * 34_000;
    expect(cost.responseGas).toBe(21_000 + 16 * 2724 + 20_000 + 8 * 96 + judgement);
  });

  test('of a response on BLS12-381 is that of EIP-2537', () => {
    expect(dkgCost(small('bls12-381', 'g1')).responseGas).toBe(74_600 + 15 * 12_000 + 12 * 375);
    expect(dkgCost(small('bls12-381', 'g2')).responseGas).toBe(94_568 + 15 * 22_500 + 12 * 600);
  });

  test('of blinded shares counts the second base', () => {
    const [plain, blinded] = VARIANTS.map((variant) => dkgCost(small('bn254', 'g1', variant)));
    const sealedBytes = 16 * 32;
    expect(blinded.dealingGas - plain.dealingGas).toBe((16 + 8) * sealedBytes);
    expect(blinded.responseGas - plain.responseGas).toBe(16 * sealedBytes + 6000 + 150);
    expect(blinded.extractionGas).toBe(21_000 + 16 * (4 + 4 * 32 + 11 * 64) + 20_000 + 8 * 11 * 64);
    const [pairings, more] = VARIANTS.map((variant) => dkgCost(small('bn254', 'g2', variant)));
    expect(more.responseGas - pairings.responseGas).toBe(16 * sealedBytes + 6000 + 34_000);
  });

  test('of a whole key generation is that of all dealings and all alrights', () => {
    const whole = wholeDkgCost(small('bn254', 'g1'));
    expect(whole.gas).toBe(16 * (94_856 + 42_344));
    expect(whole.bytes).toBe(16 * (1476 + 68));
    const cost = dkgCost(small('bls12-381', 'g2', 'pedersen'));
    const opened = wholeDkgCost(small('bls12-381', 'g2', 'pedersen'));
    expect(opened.gas).toBe(16 * (cost.dealingGas + cost.alrightGas + cost.extractionGas));
    const { dealMicros, readMicros, verifyMicros, extractMicros, resolveMicros } = cost;
    const sum = dealMicros + readMicros + verifyMicros + extractMicros + resolveMicros;
    expect(opened.memberMicros).toBe(sum);
  });
});

describe('a resharing', () => {
  const sharing = { members: 16, threshold: 11, curve: 'bn254', keysIn: 'g1' } as const;

  // Catches dealings that are counted by members, an old seat's key that is not worked out, and a plain sum.
  test('of 13 dealers costs a reader by dealers, and the keys of their old seats', () => {
    const cost = resharingCost({ ...sharing, dealers: 13, oldThreshold: 11 });
    expect(cost.readMicros).toBe(1358);
    // Opened: a channel of 1,469 µs, a product of 350 µs, commitments at a seat of 5 bits, 448 µs. At one of 4: 350 µs.
    expect(cost.verifyMicros).toBe(13 * (1469 + 350 + 448) + 13 * 350);
    // Eleven sums of eleven points, 5,880 µs each.
    expect(cost.resolveMicros).toBe(11 * 5880);
  });

  test('has a fresh key’s messages, of the plain variant', () => {
    for (const { curve, keysIn } of CRYPTO_SUITES) {
      const { readMicros, verifyMicros, resolveMicros, ...messages } = resharingCost({
        ...sharing,
        curve,
        keysIn,
        dealers: 16,
        oldThreshold: 11,
      });
      const fresh = dkgCost(small(curve, keysIn));
      expect(fresh).toMatchObject({ ...messages, readMicros });
      expect(verifyMicros).toBeGreaterThan(fresh.verifyMicros);
      expect(resolveMicros).toBeGreaterThan(fresh.resolveMicros);
    }
  });

  test('needs as many dealers as make the old key', () => {
    expect(() => resharingCost({ ...sharing, dealers: 10, oldThreshold: 11 })).toThrow(CryptoInputError);
  });
});

describe('costs', () => {
  const anySuite = fc.constantFrom(...CASES);
  const anySize = fc
    .integer({ min: 1, max: 255 })
    .chain((members) => fc.tuple(fc.constant(members), fc.integer({ min: 1, max: members })));

  test('never fall when a member, or a share that signs, is added', () => {
    const isAtMost = (less: object, more: object): boolean =>
      Object.entries(less).every(([name, figure]) => figure <= (more as Record<string, number>)[name]);
    fc.assert(
      fc.property(anySuite, anySize, ([curve, keysIn, variant], [members, threshold]) => {
        const shape = { members, threshold, curve, keysIn, variant };
        const larger = { ...shape, members: members + 1 };
        const stricter = { ...larger, threshold: threshold + 1 };
        const all = [shape, larger, stricter].map((each) => ({ ...dkgCost(each), ...signatureCost(each) }));
        expect(isAtMost(all[0], all[1])).toBe(true);
        expect(isAtMost(all[1], all[2])).toBe(true);
      }),
    );
  });

  test('are whole numbers above 0, but for what joint Feldman does not open', () => {
    const unopened: readonly (keyof DkgCost)[] = ['extractMicros', 'extractionBytes', 'extractionGas'];
    for (const [curve, keysIn, variant] of CASES) {
      const shape = small(curve, keysIn, variant);
      const costs = { ...dkgCost(shape), ...signatureCost(shape), ...wholeDkgCost(shape) };
      for (const [name, cost] of Object.entries(costs)) {
        expect(Number.isSafeInteger(cost)).toBe(true);
        const isZero = variant === 'joint-feldman' && (unopened as readonly string[]).includes(name);
        expect(cost > 0).toBe(!isZero);
      }
    }
  });

  test('of the blinding variant are those of joint Feldman and more', () => {
    for (const { curve, keysIn } of CRYPTO_SUITES) {
      const [plain, blinded] = VARIANTS.map((variant) => dkgCost(small(curve, keysIn, variant)));
      expect(blinded.dealMicros).toBeGreaterThan(plain.dealMicros);
      expect(blinded.verifyMicros).toBeGreaterThan(plain.verifyMicros);
      expect(blinded.judgeMicros).toBeGreaterThan(plain.judgeMicros);
    }
  });

  test.each(CRYPTO_SUITES)('of a signature are those of its compressed point: %o', ({ curve, keysIn }) => {
    const { signatures } = pairingSuite(curve, keysIn);
    const { signatureBytes } = signatureCost(small(curve, keysIn));
    expect(signatures.encode(signatures.generator)).toHaveLength(signatureBytes);
  });

  test('need 1 ≤ threshold ≤ members ≤ 256', () => {
    for (const [members, threshold] of [
      [16, 17],
      [16, 0],
      [257, 11],
    ]) {
      const shape = { ...small('bn254', 'g1'), members, threshold };
      expect(() => dkgCost(shape)).toThrow(CryptoInputError);
      expect(() => signatureCost(shape)).toThrow(CryptoInputError);
    }
  });

  test('are printed in docs/performance.md as bench crypto --costs prints them', () => {
    const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');
    expect(page).toContain(costTables(CRYPTO_SUITES));
  });
});
