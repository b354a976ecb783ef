/** A25: a cartel of validators buys stake with low fees, and takes it back with high ones. §M11.2, §M11.3 */
import type { Strategy } from '../../protocol/strategy.ts';
import type { AdversaryView } from '../../protocol/view.ts';
import { ownValidators } from './own-validators.ts';

/**
 * Holders that look for yield go where the fee is low, and few look often: the cartel works for little until
 * it holds its part of the stake, and then lives off those that do not look. No closed form is known; beside
 * it stands the same scenario with `honest`.
 */
export const commissionWar: Strategy = {
  about: 'A25: drops the fees of its validators until they hold enough of the stake, then raises them.',
  harms: ['stake.nakamoto', 'stake.gini', 'attack.payShare'],
  parameters: {
    floor: {
      kind: 'number',
      unit: 'per mille',
      default: 0,
      min: 0,
      max: 1000,
      about: 'Fee while it fights; rounded down.',
    },
    target: {
      kind: 'number',
      unit: '0 … 1',
      default: 0.34,
      min: 0,
      max: 1,
      about: 'Part of all stake at which the fight is won.',
    },
    harvest: {
      kind: 'number',
      unit: 'per mille',
      default: 300,
      min: 0,
      max: 1000,
      about: 'Fee from then on; rounded down.',
    },
    again: {
      kind: 'number',
      unit: '0 … 1',
      default: 0,
      min: 0,
      max: 1,
      about: 'Part of all stake below which it fights again; 0: never.',
    },
  },
  create: ({ floor, target, harvest, again }) => {
    let isWon = false;
    return {
      fees: (_occasion, view) => {
        const own = ownValidators(view);
        const share = stakeShare(view, own);
        isWon = isWon ? share >= Number(again) : share >= Number(target);
        const feePerMille = Math.floor(Number(isWon ? harvest : floor));
        return own.map((validator) => ({ validator, feePerMille }));
      },
    };
  },
};

/** Part of all stake, to the millionth below; 0 where nobody has any. */
function stakeShare(view: AdversaryView, own: readonly number[]): number {
  let all = 0n;
  for (let validator = 0; validator < view.validatorCount; validator++) all += view.stakeOf(validator);
  const held = own.reduce((sum, validator) => sum + view.stakeOf(validator), 0n);
  return all === 0n ? 0 : Number((held * 1_000_000n) / all) / 1_000_000;
}
