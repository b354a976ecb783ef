import { describe, expect, it } from 'vitest';
import { closest, suggestion } from '../../../src/sim/scenario/closest.ts';

const KEYS = ['network', 'monitoring', 'market', 'metrics', 'sla', 'runs'];

describe('the closest name', () => {
  it.each([
    ['netwrok', 'network'],
    ['Network', 'network'],
    ['metric', 'metrics'],
    ['monitorin', 'monitoring'],
    ['run', 'runs'],
    ['als', 'sla'],
  ])('%s means %s', (written, meant) => {
    expect(closest(written, KEYS)).toBe(meant);
  });

  it('nothing is suggested for what resembles nothing', () => {
    expect(closest('zzzzzzzz', KEYS)).toBeUndefined();
    expect(closest('', KEYS)).toBeUndefined();
    expect(closest('xyz', ['sla'])).toBeUndefined();
    expect(suggestion(17, KEYS)).toBe('');
  });

  it('of equally close names the first is taken', () => {
    expect(closest('nodem', ['nodes', 'noded'])).toBe('nodes');
  });
});
