/** A10: registers a key that cancels out everybody else's. §M4.4 */
import type { Strategy } from '../../protocol/strategy.ts';

/**
 * Every member that is drawn into a beacon's group registers a rogue key. Where keys are taken without proof
 * of possession, the last of them alone certifies a sum for all; where a proof is asked for, all are refused.
 *
 * Analytic target: without proof the beacon is forged in every month whose group has a member of the
 * coalition that is up, 1 − P(no seat) by the hypergeometric law; with proof never, and as many keys are
 * refused as the coalition has seats in all groups drawn, the one after the last month's included.
 */
export const rogueKey: Strategy = {
  about: 'A10: registers keys made of the others’, so that one member can certify the contributions of all.',
  harms: ['beacon.forged', 'beacon.keysRefused'],
  parameters: {},
  create: () => ({ keyRegistration: () => 'rogue' }),
};
