import { describe, expect, test } from 'vitest';
import { cryptoBench } from '../../../src/experiments/bench/crypto-bench.ts';

describe('the bench of the cryptography', () => {
  test('times a key generation, its share checks and a signature', () => {
    const { keyGenerationSeconds, shareChecksSeconds, signatureSeconds } = cryptoBench({
      curve: 'bn254',
      keysIn: 'g1',
      members: 4,
    });
    expect(shareChecksSeconds).toBeGreaterThan(0);
    expect(keyGenerationSeconds).toBeGreaterThan(shareChecksSeconds);
    expect(signatureSeconds).toBeGreaterThan(0);
  });
});
