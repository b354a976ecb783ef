import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenText } from '../../src/experiments/token-text.ts';

describe('an amount as text', () => {
  it.each([
    [0n, '0'],
    [1n, '0.000000000000000001'],
    [10n ** 18n, '1'],
    [1_500_000_000_000_000_000n, '1.5'],
    [-25n * 10n ** 16n, '-0.25'],
    [4_140_000_000n * 10n ** 18n, '4140000000'],
  ])('%s base units are %s tokens', (amount, text) => {
    expect(tokenText(amount)).toBe(text);
  });

  it('reads back as the same amount', () => {
    const bound = 10n ** 30n;
    fc.assert(
      fc.property(fc.bigInt({ min: -bound, max: bound }), (amount) => {
        const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{0,17}[1-9]))?$/.exec(tokenText(amount))!;
        const size = BigInt(whole) * 10n ** 18n + BigInt(fraction.padEnd(18, '0'));
        expect(sign === '-' ? -size : size).toBe(amount);
      }),
      { seed: 18 },
    );
  });
});
