/** A27: borrowed tokens are thrown on the market. §M13.1 */
import { BASE_UNITS_PER_TOKEN, PPM } from '../../../base/units.ts';
import type { Strategy } from '../../protocol/strategy.ts';

/**
 * Sells a part of the tokens on the market over some months, as far as its dollars cover what it borrows.
 * What follows is the network's: holders that panic, nodes that no longer pay, a minimum stake in dollars
 * that takes more tokens. Analytic target, where nothing else moves an `endogenous` price: each sale
 * multiplies it by exp(−multiplier · sold / liquid), all of them by exp(−multiplier · share).
 */
export const priceCrash: Strategy = {
  about: 'A27: sells borrowed tokens, so that the price falls and with it the cost of stake.',
  harms: ['price.end', 'price.min', 'stake.share', 'nodes.min', 'security.costMinUsd'],
  parameters: {
    share: {
      kind: 'number',
      unit: '0 … 1',
      default: 0.3,
      min: 0,
      max: 1,
      about: 'Part of the tokens on the market that it sells in all.',
    },
    from: {
      kind: 'number',
      unit: 'months',
      default: 1,
      min: 0,
      max: 12_000,
      about: 'Month at whose opening it sells first, counted from 0; rounded down.',
    },
    months: {
      kind: 'number',
      unit: 'months',
      default: 3,
      min: 1,
      max: 1200,
      about: 'Months over which it sells, the same part in each; rounded down.',
    },
  },
  create: ({ share, from, months }) => {
    const first = Math.floor(Number(from));
    const count = Math.floor(Number(months));
    // Millionths, whole: what a month's sale rounds away is less than a millionth of the market.
    const partPpm = BigInt(Math.floor((Number(share) * PPM) / count));
    return {
      trade: ({ month, leftMicroUsd, priceMicroUsd, liquid }) => {
        if (month < first || month >= first + count) return { sold: 0n };
        const wanted = (liquid * partPpm) / BigInt(PPM);
        if (leftMicroUsd === undefined) return { sold: wanted };
        const most = (leftMicroUsd * BASE_UNITS_PER_TOKEN) / BigInt(priceMicroUsd);
        return { sold: wanted < most ? wanted : most };
      },
    };
  },
};
