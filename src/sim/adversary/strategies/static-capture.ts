/**
 * A1: hold the seats that chance gives. Seats alone make a capture possible; the recorders count them. §M14.1
 */
import type { Strategy } from '../../protocol/strategy.ts';

/**
 * Behaves honestly in every decision and waits. Analytic target: the hypergeometric tail of the seats on a
 * committee, P(≥ t) for capture and P(> n − t) for halting.
 */
export const staticCapture: Strategy = {
  about: 'A1: holds its seats and waits until it has the threshold of some committee.',
  harms: ['capture.any', 'capture.chains', 'capture.chainMonths', 'halt.any', 'halt.chainMonths'],
  parameters: {},
  create: () => ({}),
};
