import { describe, expect, it } from 'vitest';
import { Heartbeat } from '../../../src/experiments/engine/heartbeat.ts';
import { Watchdog, faultOf } from '../../../src/experiments/engine/watchdog.ts';

/** Ticks until the watchdog barks, at most `most`; `between` acts before each. */
function ticks(
  heartbeat: Heartbeat,
  most: number,
  between: () => void = () => undefined,
): number | undefined {
  const watchdog = new Watchdog(heartbeat, 1000, 100);
  for (let tick = 1; tick <= most; tick++) {
    between();
    if (watchdog.tick() !== undefined) return tick;
  }
  return undefined;
}

describe('the watchdog', () => {
  it('barks once a call has lasted longer than the limit', () => {
    const heartbeat = new Heartbeat();
    heartbeat.enter(0, 2, 5000);
    // The first tick sees the call, ten more make a second, the next is beyond.
    expect(ticks(heartbeat, 50)).toBe(12);
  });

  it('leaves a model alone that computes for long', () => {
    const heartbeat = new Heartbeat();
    heartbeat.enter(0, 2, 5000);
    heartbeat.leave();
    expect(ticks(heartbeat, 1000)).toBeUndefined();
  });

  it('leaves a strategy alone that is slow but answers', () => {
    const heartbeat = new Heartbeat();
    expect(ticks(heartbeat, 1000, () => heartbeat.enter(0, 2, 5000))).toBeUndefined();
  });

  it('names strategy, decision and instant', () => {
    const heartbeat = new Heartbeat();
    heartbeat.enter(1, 2, 5000);
    const fault = faultOf(heartbeat.read(), ['./a.ts', './b.ts'], 'hangs');
    expect(fault.message).toBe('strategy ./b.ts: decision verdict at instant 5000 ms: hangs');
  });
});
