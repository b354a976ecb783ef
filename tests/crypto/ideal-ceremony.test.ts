import { describe, expect, test } from 'vitest';
import { idealCeremonies } from '../../src/crypto/ideal-ceremony.ts';
import type { CeremonyMember } from '../../src/crypto/key-ceremony.ts';
import { CONTENT, honestTask, taskOf } from './key-ceremony.helpers.ts';

// That it answers as real cryptography does is shown in real-ceremony.test.ts, and so are its refusals.
const ideal = idealCeremonies();
const content = (members: number) => Array.from({ length: members }, () => CONTENT);

describe('an ideal ceremony in which nobody does anything wrong', () => {
  test('makes nothing for its answers: all of a size share them, and nobody can change them', () => {
    // Found by this: answers made anew for every ceremony.
    const [one, another, smaller] = [16, 16, 4].map((members) => ideal.begin(honestTask(members)));
    expect(one.accusations()).toHaveLength(16);
    expect(smaller.accusations()).toHaveLength(4);
    const accusations = one.accusations();
    expect(another.accusations()).toBe(accusations);
    expect(Object.isFrozen(accusations) && accusations.every((each) => Object.isFrozen(each))).toBe(true);
    const culprits = one.judged(content(16), []);
    expect(another.judged(content(16), [])).toBe(culprits);
    expect(Object.isFrozen(culprits)).toBe(true);
  });

  test('looks at no seed before its key is asked for', () => {
    // Found by this: the secret worked out in begin.
    const asked: string[] = [];
    const member: CeremonyMember = {
      get sealingSeed() {
        asked.push('sealing');
        return new Uint8Array(16);
      },
      get dealingSeed() {
        asked.push('dealing');
        return new Uint8Array(16);
      },
      deed: { polynomial: 0, falseTo: [] },
    };
    const ceremony = ideal.begin({ ...honestTask(3), members: [member, member, member] });
    ceremony.accusations();
    ceremony.judged(content(3), []);
    expect(asked).toEqual([]);
    ceremony.key().publicKey();
    expect(asked).toEqual(['dealing', 'dealing', 'dealing']);
  });

  test('gives bytes of its key that nobody else holds', () => {
    const ceremony = ideal.begin(honestTask(2));
    ceremony.judged(content(2), []);
    const key = ceremony.key();
    const before = key.publicKey().join();
    key.publicKey().fill(0);
    expect(key.publicKey().join()).toBe(before);
  });
});

test('a seat that is dealt false shares by itself accuses itself', () => {
  const ceremony = ideal.begin(taskOf([{ polynomial: 0, falseTo: [1] }]));
  expect(ceremony.accusations()).toEqual([[1]]);
});

test('each recipient has a verdict', () => {
  expect(() => ideal.begin(honestTask(2)).judged([CONTENT], [])).toThrow('broken promise');
});
