import { expect, test } from 'vitest';
import { staticCapture } from '../../../../src/sim/adversary/strategies/static-capture.ts';
import { rulesOf } from './rules.helpers.ts';

test('static capture has no rule of its own: the protocol answers, the seats wait', () => {
  expect(rulesOf(staticCapture)).toEqual({});
});
