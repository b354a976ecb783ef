import { describe, expect, test } from 'vitest';
import { firstSignature } from '../../../src/experiments/bench/crypto-beacon.ts';
import { cryptoBench } from '../../../src/experiments/bench/crypto-bench.ts';
import { costTables } from '../../../src/experiments/bench/crypto-costs.ts';
import { idealKeyGenerations } from '../../../src/experiments/bench/crypto-ideal.ts';
import { cryptoFigures, suitesOf } from '../../../src/experiments/bench/crypto-suites.ts';
import { processorTime, threadSeconds } from '../../../src/experiments/bench/crypto-timing.ts';

describe('the bench of the cryptography', () => {
  test('times key generations, a signature, a beacon, a member’s parts and each operation', () => {
    const figures = cryptoBench({ curve: 'bn254', keysIn: 'g1', members: 4 });
    const { keyGenerationSeconds, shareChecksSeconds } = figures;
    expect(keyGenerationSeconds).toBeGreaterThan(shareChecksSeconds);
    for (const figure of Object.values(figures)) expect(figure).toBeGreaterThan(0);
    expect(Object.keys(figures).slice(0, 6)).toEqual([
      'keyGenerationSeconds',
      'shareChecksSeconds',
      'signatureSeconds',
      'refreshSeconds',
      'reshareSeconds',
      'twoLayerBeaconSeconds',
    ]);
    for (const part of ['deal', 'read', 'verifyAll', 'respond', 'judge']) {
      expect(Object.keys(figures)).toEqual(
        expect.arrayContaining([`${part}Micros`, `${part}ComposedMicros`]),
      );
    }
  });

  test('times the first signature of a suite alone', () => {
    const figures = cryptoFigures({ curve: 'bn254', keysIn: 'g2', isFirstOnly: true });
    const { firstSignatureSeconds, firstSignatureThreadSeconds = 0, ...others } = figures;
    expect(others).toEqual({});
    expect(firstSignatureSeconds).toBeGreaterThan(firstSignatureThreadSeconds / 2);
    expect(firstSignature('bn254', 'g2', 4).firstSignatureSeconds).toBeGreaterThan(0);
  });

  test('times a thousand key generations without cryptography', () => {
    expect(idealKeyGenerations(4)).toBeGreaterThan(0);
  });

  test('gives what the work gives, beside its time', () => {
    const { result, seconds } = processorTime(() => 'done');
    expect(result).toBe('done');
    expect(seconds).toBeGreaterThanOrEqual(0);
  });

  test('knows how long its thread computed, where the system tells', () => {
    const begin = threadSeconds();
    processorTime(() => Array.from({ length: 100_000 }, (_, index) => index).toSorted((a, b) => b - a));
    const end = threadSeconds();
    expect(begin === undefined).toBe(end === undefined);
    if (begin !== undefined) expect(end).toBeGreaterThan(begin);
  });

  test('takes the suites of a curve, of a group, or all', () => {
    expect(suitesOf({})).toHaveLength(4);
    expect(suitesOf({ curve: 'bn254' }).map(({ keysIn }) => keysIn)).toEqual(['g1', 'g2']);
    expect(suitesOf({ keysIn: 'g2' }).map(({ curve }) => curve)).toEqual(['bn254', 'bls12-381']);
    expect(suitesOf({ curve: 'bls12-381', keysIn: 'g1' })).toHaveLength(1);
  });

  test('prints costs as three tables of a row for each suite and size', () => {
    const tables = costTables(suitesOf({ curve: 'bn254' })).split('\n\n');
    expect(tables.map((table) => table.slice(2, table.indexOf(' |')).trim())).toEqual(['µs', 'bytes', 'gas']);
    for (const table of tables) {
      const lines = table.trimEnd().split('\n');
      expect(lines).toHaveLength(2 + 2 * 5);
      expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    }
    expect(tables[2]).toMatch(/^\| bn254, keys in g2 \| +16 \| +11 \| 113,288 \|/m);
  });
});
