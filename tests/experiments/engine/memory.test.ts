import { describe, expect, it } from 'vitest';
import {
  checkMemory,
  machineMemory,
  memoryNeeded,
  pendingMaxIn,
} from '../../../src/experiments/engine/memory.ts';
import { OutOfMemory } from '../../../src/experiments/engine/out-of-memory.ts';
import { errorOf, thrownOf } from '../../../src/experiments/engine/thread-messages.ts';
import { LadderCalendar } from '../../../src/sim/kernel/ladder-calendar.ts';
import { paramsOf } from '../../sim/world.helpers.ts';

const crossed = (error: unknown): Error => errorOf(structuredClone(thrownOf(error)));

describe('memory', () => {
  it.each([
    ['interval', 8],
    ['causal', 56],
    ['exact', 52],
  ])('that the pairs of %s surely need is asked for, and no more', (fidelity, bytes) => {
    const params = paramsOf(
      `network: { nodes: 100, validators: 5 }\nmonitoring: { monitors: 24, fidelity: ${fidelity} }\n`,
    );
    expect(memoryNeeded(params)).toBe(2400 * bytes);
    expect(() => checkMemory(params, 2400 * bytes)).not.toThrow();
    expect(() => checkMemory(params, 2400 * bytes - 1)).toThrow(OutOfMemory);
  });

  it('of this machine is known, and what waits in it takes no more than is foretold', () => {
    expect(machineMemory()).toBeGreaterThan(2 ** 27);
    expect(machineMemory()).toBeLessThan(2 ** 50);
    // Arrays that stand twice while they grow find room for the events that `bytes` is said to hold.
    const calendar = new LadderCalendar();
    let least = Infinity;
    for (let count = 1; count <= 300_000; count++) {
      calendar.push(count * 7919, 0, 0, 0, 0);
      if (count > 100_000) least = Math.min(least, count / pendingMaxIn(2 * calendar.bytes));
    }
    expect(least).toBeGreaterThanOrEqual(1);
    expect(pendingMaxIn(7200)).toBe(100);
  });

  it('that an array does not get is told as such on the other side of a thread', () => {
    expect(() => new ArrayBuffer(Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
    try {
      void new ArrayBuffer(Number.MAX_SAFE_INTEGER);
    } catch (error) {
      expect(crossed(error)).toBeInstanceOf(OutOfMemory);
    }
    // A wrong length is a bug, and keeps its name.
    const bug = crossed(new RangeError('Invalid typed array length: -1'));
    expect(bug).not.toBeInstanceOf(OutOfMemory);
    expect([bug.name, bug.message]).toEqual(['RangeError', 'Invalid typed array length: -1']);
  });
});
