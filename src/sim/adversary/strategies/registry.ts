/** The built-in strategies by the name that a scenario uses. A new one is one more line. */
import type { Strategy } from '../../protocol/strategy.ts';
import { badMouthing } from './bad-mouthing.ts';
import { ballotStuffing } from './ballot-stuffing.ts';
import { blockHashGrinding } from './block-hash-grinding.ts';
import { commissionWar } from './commission-war.ts';
import { dkgWithholding } from './dkg-withholding.ts';
import { enclaveBreak } from './enclave-break.ts';
import { evictionRatchet } from './eviction-ratchet.ts';
import { gasSpike } from './gas-spike.ts';
import { honest } from './honest.ts';
import { keyBias } from './key-bias.ts';
import { lastRevealer } from './last-revealer.ts';
import { lendingDrain } from './lending-drain.ts';
import { priceCrash } from './price-crash.ts';
import { rogueKey } from './rogue-key.ts';
import { stakeSplit } from './stake-split.ts';
import { staticCapture } from './static-capture.ts';
import { whitewashing } from './whitewashing.ts';

/** Name → strategy. */
export const STRATEGIES: Readonly<Record<string, Strategy>> = {
  honest: honest,
  'static-capture': staticCapture,
  'bad-mouthing': badMouthing,
  'ballot-stuffing': ballotStuffing,
  'last-revealer': lastRevealer,
  'block-hash-grinding': blockHashGrinding,
  'rogue-key': rogueKey,
  'dkg-withholding': dkgWithholding,
  'eviction-ratchet': evictionRatchet,
  'key-bias': keyBias,
  'enclave-break': enclaveBreak,
  whitewashing: whitewashing,
  'stake-split': stakeSplit,
  'commission-war': commissionWar,
  'lending-drain': lendingDrain,
  'price-crash': priceCrash,
  'gas-spike': gasSpike,
};
