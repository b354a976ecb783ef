import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sealScalars, unsealScalars, type SealedChannel } from '../../src/crypto/share-cipher.ts';
import { smallGroup as group } from './small-group.helpers.ts';
import { hex } from './vectors.helpers.ts';

const scalars = fc.bigInt({ min: 1n, max: group.order - 1n });
const context = new TextEncoder().encode('dealer 1, recipient 2');

/** The channel as either side sees it. */
function channel(
  own: bigint,
  other: bigint,
  oneTimeKey: bigint,
  recipientKey: bigint,
): SealedChannel<bigint> {
  return { oneTimeKey, recipientKey, shared: group.multiply(other, own), context };
}

describe('sealed scalars', () => {
  test('are opened by the recipient’s secret key, and by no other', () => {
    fc.assert(
      fc.property(
        scalars,
        scalars,
        fc.array(scalars, { minLength: 1, maxLength: 3 }),
        (once, secret, texts) => {
          const oneTimeKey = group.multiplyGenerator(once);
          const recipientKey = group.multiplyGenerator(secret);
          const sealed = sealScalars(group, channel(once, recipientKey, oneTimeKey, recipientKey), texts);
          const open = (secretKey: bigint): readonly bigint[] | undefined =>
            unsealScalars(
              group,
              channel(secretKey, oneTimeKey, oneTimeKey, recipientKey),
              sealed,
              texts.length,
            );
          expect(open(secret)).toEqual(texts);
          expect(open((secret % (group.order - 1n)) + 1n)).not.toEqual(texts);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('look different under every key, context and shared point', () => {
    const base = channel(5n, 16n, 4n ** 5n, 16n);
    const sealed = [
      base,
      { ...base, context: Uint8Array.of(1) },
      { ...base, shared: 64n },
      { ...base, oneTimeKey: 64n },
      { ...base, recipientKey: 64n },
    ].map((each) => hex(sealScalars(group, each, [1n, 2n])));
    expect(new Set(sealed).size).toBe(5);
  });

  test('do not show that two texts are equal: the pad does not repeat within one text', () => {
    const sealed = sealScalars(group, channel(5n, 16n, 4n ** 5n, 16n), [7n, 7n]);
    expect(hex(sealed.slice(0, 4))).not.toBe(hex(sealed.slice(4)));
  });

  test('open to nothing when they have another length or a number beyond the order', () => {
    const side = channel(5n, 16n, 4n ** 5n, 16n);
    const sealed = sealScalars(group, side, [1n]);
    expect(unsealScalars(group, side, sealed, 2)).toBeUndefined();
    expect(unsealScalars(group, side, sealed.slice(1), 1)).toBeUndefined();
    // The order has 31 bits: with the first of 32 turned on, no number is below it.
    const beyond = sealed.map((byte, index) => (index === 0 ? byte ^ 0x80 : byte));
    expect(unsealScalars(group, side, beyond, 1)).toBeUndefined();
  });
});
