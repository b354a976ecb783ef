import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeScenario } from '../../../src/sim/scenario/decode-scenario.ts';
import { ScenarioError } from '../../../src/sim/scenario/scenario-error.ts';

const encoder = new TextEncoder();

function errorOf(bytes: readonly number[]): ScenarioError {
  try {
    decodeScenario(Uint8Array.from(bytes), 'some.yaml');
  } catch (error) {
    if (error instanceof ScenarioError) return error;
  }
  throw new Error('it was accepted');
}

const bytesOf = (text: string): number[] => [...encoder.encode(text)];

describe('the bytes of a scenario', () => {
  it('are UTF-8, with or without a byte-order mark', () => {
    expect(decodeScenario(encoder.encode('name: größe\n'), 'x')).toBe('name: größe\n');
    expect(decodeScenario(Uint8Array.from([0xef, 0xbb, 0xbf, ...bytesOf('a: 1')]), 'x')).toBe('a: 1');
    expect(decodeScenario(new Uint8Array(), 'x')).toBe('');
  });

  it.each([
    ['a Latin-1 letter', [...bytesOf('a: 1\nname: gr'), 0xf6, ...bytesOf('sse\n')], 2, 9, '0xf6'],
    ['a bad byte after letters of several bytes', [...bytesOf('é𝄞'), 0xff], 1, 4, '0xff'],
    ['a letter cut short at the end of the file', [...bytesOf('a: '), 0xe2, 0x82], 1, 4, '0xe2'],
    [
      'a letter cut short at the end of a line',
      [...bytesOf('a: '), 0xc3, 0x0a, ...bytesOf('b: 1')],
      1,
      4,
      '0xc3',
    ],
    ['UTF-16 with its mark, little end first', [0xff, 0xfe, 0x61, 0x00], 1, 1, '0xff'],
    ['UTF-16 with its mark, big end first', [0xfe, 0xff, 0x00, 0x61], 1, 1, '0xfe'],
    ['UTF-16 without a mark', [...bytesOf('#\n'), 0x61, 0x00], 2, 1, '0x00'],
  ])('%s is refused with its place', (_name, bytes, line, column, value) => {
    const error = errorOf(bytes);
    expect([error.file, error.line, error.column]).toEqual(['some.yaml', line, column]);
    expect([error.path, error.value, error.accepted]).toEqual(['scenario', value, 'a text file in UTF-8']);
  });

  it('every text without a zero comes back from its bytes', () => {
    const texts = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !text.includes('\0') && !text.startsWith('\ufeff'));
    const property = fc.property(texts, (text) => {
      expect(decodeScenario(encoder.encode(text), 'x')).toBe(text);
    });
    fc.assert(property, { seed: 5, numRuns: 100 });
  });
});
