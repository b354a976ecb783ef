import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dkgCost } from '../../../src/crypto/cost.ts';
import { CommitteeQueue, keyState } from '../../../src/sim/network/key-state.ts';
import { messageCosts } from '../../../src/sim/network/message-costs.ts';
import { paramsOf } from '../world.helpers.ts';

/** Two plain lists: the urgent ones go first. */
class NaiveQueue {
  urgent: number[] = [];
  usual: number[] = [];

  push(committee: number, isUrgent: boolean): void {
    if (this.urgent.includes(committee) || this.usual.includes(committee)) return;
    (isUrgent ? this.urgent : this.usual).push(committee);
  }

  shift(): number | undefined {
    return this.urgent.shift() ?? this.usual.shift();
  }

  remove(committee: number): void {
    this.urgent = this.urgent.filter((each) => each !== committee);
    this.usual = this.usual.filter((each) => each !== committee);
  }
}

/** −1 is the group of the beacon: a number as any other. */
const committee = fc.integer({ min: -1, max: 2 });
const act = fc.oneof(
  fc.record({ kind: fc.constant('push' as const), committee, isUrgent: fc.boolean() }),
  fc.record({ kind: fc.constant('shift' as const) }),
  fc.record({ kind: fc.constant('remove' as const), committee }),
);

describe('the queue of committees', () => {
  // Catches a committee that was taken out, comes again, and finds the place that it had before; a beacon's
  // group that is taken for the end of the queue; and one that waits twice.
  test('is two lists, each first come, first served', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60, size: 'max' }), (acts) => {
        const queue = new CommitteeQueue();
        const naive = new NaiveQueue();
        for (const each of acts) {
          if (each.kind === 'push') {
            queue.push(each.committee, each.isUrgent);
            naive.push(each.committee, each.isUrgent);
          }
          if (each.kind === 'remove') {
            queue.remove(each.committee);
            naive.remove(each.committee);
          }
          if (each.kind === 'shift') expect(queue.shift()).toBe(naive.shift());
          expect(queue.length).toBe(naive.urgent.length + naive.usual.length);
        }
        for (let left = naive.shift(); left !== undefined; left = naive.shift())
          expect(queue.shift()).toBe(left);
        expect(queue.shift()).toBeUndefined();
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  test('of nobody has nobody, and goes on when somebody comes again', () => {
    const queue = new CommitteeQueue();
    expect([queue.length, queue.shift()]).toEqual([0, undefined]);
    queue.push(3, false);
    expect([queue.shift(), queue.shift(), queue.length]).toEqual([3, undefined, 0]);
    queue.push(3, false);
    expect([queue.shift(), queue.shift()]).toEqual([3, undefined]);
  });

  test('lets one that waits already keep its place, whatever is asked for it', () => {
    const queue = new CommitteeQueue();
    for (const each of [1, 2, 3]) queue.push(each, false);
    queue.push(3, true);
    queue.push(1, false);
    expect(queue.length).toBe(3);
    expect([queue.shift(), queue.shift(), queue.shift()]).toEqual([1, 2, 3]);
  });
});

describe('what a message takes', () => {
  const params = paramsOf('keyGeneration: { variant: pedersen, keysIn: g1 }');

  // Catches work that is not rounded up, a check without the reading, and an opening that is not paid for.
  test('is the gas and the work of the key generation’s cost, in whole milliseconds rounded up', () => {
    const cost = dkgCost({ members: 16, threshold: 11, curve: 'bn254', keysIn: 'g1', variant: 'pedersen' });
    const ceiling = (micros: number): number => Math.floor((micros + 999) / 1000);
    const checked = ceiling(cost.readMicros + cost.verifyMicros);
    expect(messageCosts(keyState(), params, 16)).toEqual({
      dealing: { time: ceiling(cost.dealMicros), gas: cost.dealingGas },
      alright: { time: checked, gas: cost.alrightGas },
      complaint: { time: checked, gas: cost.complaintGas },
      gasOfAccused: cost.accusedGas,
      response: { time: ceiling(cost.respondMicros), gas: cost.responseGas },
      opening: { time: 0, gas: cost.extractionGas },
    });
  });

  test('is worked out once for each number of members', () => {
    const state = keyState();
    const four = messageCosts(state, params, 4);
    expect(messageCosts(state, params, 4)).toBe(four);
    expect(messageCosts(state, params, 5)).not.toEqual(four);
    expect([...state.costs.keys()]).toEqual([4, 5]);
  });
});
