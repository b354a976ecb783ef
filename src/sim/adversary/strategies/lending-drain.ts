/** A26: stake is drawn away by interest. §M13, §M11.3 */
import { PPM } from '../../../base/units.ts';
import type { Strategy } from '../../protocol/strategy.ts';

/**
 * Offers interest that staking cannot match to whoever lends, as long as its dollars last: holders of the
 * kind `lending` ask their stake back, and who remains holds a larger part of what is left to buy (T. Chitra,
 * Competitive equilibria between staking and on-chain lending, 2020, arXiv 2001.00919). Analytic target:
 * where the others hold still, each holder is of that kind with its share, so that on average the others'
 * share of the stake remains once every lock is over.
 */
export const lendingDrain: Strategy = {
  about: 'A26: offers more interest than staking pays, so that stake is asked back and lent.',
  harms: ['stake.share', 'stake.nakamoto', 'nodes.min'],
  parameters: {
    yield: {
      kind: 'number',
      unit: 'a year',
      default: 1,
      min: 0,
      max: 1000,
      about: 'Interest that it offers, as a part of what is lent.',
    },
    from: {
      kind: 'number',
      unit: 'months',
      default: 1,
      min: 0,
      max: 12_000,
      about: 'Month from whose opening on it offers, counted from 0; rounded down.',
    },
    months: {
      kind: 'number',
      unit: 'months',
      default: 12,
      min: 1,
      max: 12_000,
      about: 'Months for which it offers; rounded down.',
    },
  },
  create: ({ yield: offered, from, months }) => {
    const first = Math.floor(Number(from));
    const end = first + Math.floor(Number(months));
    const yieldPpm = Math.round(Number(offered) * PPM);
    return {
      lendingOffer: ({ month, leftMicroUsd, interestOf }) => {
        const isOffered = month >= first && month < end;
        const isPaid = leftMicroUsd === undefined || interestOf(yieldPpm) <= leftMicroUsd;
        return { yieldPpm: isOffered && isPaid ? yieldPpm : 0 };
      },
    };
  },
};
