import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText } from '../../src/base/canonical.ts';

describe('canonical text', () => {
  test('sorts keys, tags bigints and leaves out what is undefined', () => {
    expect(canonicalText({ b: 2n, a: [1, 'x', null, true], c: undefined, B: {} })).toBe(
      '{"B":{},"a":[1,"x",null,true],"b":#2}',
    );
  });

  test('writes whole numbers in full and fractions in their shortest form', () => {
    expect(canonicalText([1e21, -1e22, 0.1, 1e-7, -0, 2 ** 53])).toBe(
      '[1000000000000000000000,-10000000000000000000000,0.1,1e-7,0,9007199254740992]',
    );
  });

  test('sorts keys that look like numbers as text', () => {
    expect(canonicalText({ 10: 0, 9: 0, a: 0 })).toBe('{"10":0,"9":0,"a":0}');
  });

  test('tells a number, a bigint and their texts apart', () => {
    const texts = [1, 1n, '1', '#1', [1]].map(canonicalText);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const turned = Object.fromEntries(Object.entries(object).toReversed());
        expect(canonicalText(turned)).toBe(canonicalText(object));
      }),
      { seed: 1 },
    );
  });

  test('reads back as the same JSON where there are no bigints', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 2 },
    );
  });

  test('the same object may stand in two places', () => {
    const shared = { x: 1 };
    expect(canonicalText([shared, shared])).toBe('[{"x":1},{"x":1}]');
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  test.each([
    ['NaN', NaN],
    ['an infinity', { a: Infinity }],
    ['undefined', undefined],
    ['undefined in an array', [undefined]],
    // oxlint-disable-next-line no-sparse-arrays
    ['a hole in an array', [1, , 2]],
    ['a function', { a: () => 1 }],
    ['a symbol', Symbol('x')],
    ['a key that is a symbol', { [Symbol('x')]: 1 }],
    ['a map', new Map([[1, 2]])],
    ['a typed array', Uint8Array.of(1)],
    ['a date', new Date(0)],
    ['a cycle', cycle],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalText(value)).toThrow('broken promise: a canonical');
  });
});
