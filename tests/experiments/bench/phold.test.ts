import { expect, test } from 'vitest';
import { Phold, phold } from '../../../src/experiments/bench/phold.ts';

test('the queue keeps at most 40 bytes an event at 200,000 events, tied or not', () => {
  for (const isTied of [false, true]) {
    const queue = new Phold(200_000, isTied);
    queue.hold(50_000);
    expect(queue.bytesPerPending).toBeGreaterThan(28);
    expect(queue.bytesPerPending).toBeLessThanOrEqual(40);
  }
});

test('the queue is brought to a size, up or down', () => {
  const queue = new Phold(1000, false);
  for (const size of [20_000, 500]) {
    queue.bring(size);
    expect(queue.bytes / queue.bytesPerPending).toBeCloseTo(size);
  }
});

test('the figures are a rate and a size', () => {
  const { eventsPerSecond, bytesPerPending } = phold.measure({ pending: 1000, events: 10_000, repeats: 3 });
  expect(eventsPerSecond).toBeGreaterThan(10_000);
  expect(bytesPerPending).toBeGreaterThan(28);
});
