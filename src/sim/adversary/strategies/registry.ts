/** The built-in strategies by the name that a scenario uses. A new one is one more line. */
import type { Strategy } from '../../protocol/strategy.ts';
import { badMouthing } from './bad-mouthing.ts';
import { ballotStuffing } from './ballot-stuffing.ts';
import { honest } from './honest.ts';
import { staticCapture } from './static-capture.ts';

/** Name → strategy. */
export const STRATEGIES: Readonly<Record<string, Strategy>> = {
  honest: honest,
  'static-capture': staticCapture,
  'bad-mouthing': badMouthing,
  'ballot-stuffing': ballotStuffing,
};
