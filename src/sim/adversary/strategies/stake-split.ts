/** A24: the same stake under as many nodes as it allows. §M2.2, §M10.2 */
import type { NodeLifeChoice } from '../../protocol/decisions.ts';
import type { Strategy } from '../../protocol/strategy.ts';
import { affordable, nodesAllowed, ownValidators } from './own-validators.ts';

/**
 * Sets up as many nodes of its reserve as the stake of its validators allows. Analytic target: K′ of N′ equal
 * nodes get K′/N′ of the pay where nodes weigh equally, and the part of their stake, however many they are,
 * where they weigh by it; committees are hypergeometric draws with K′ of N′. What makes splitting free is
 * what lets it grow (Y. Kwon et al., Impossibility of full decentralization in permissionless blockchains,
 * 2019).
 */
export const stakeSplit: Strategy = {
  about: 'A24: splits its stake over as many nodes as the minimum stake allows.',
  harms: ['attack.pay', 'attack.payShare', 'capture.any', 'capture.chainMonths', 'fork.chainMonths'],
  movesSeats: true,
  parameters: {
    from: {
      kind: 'number',
      unit: 'months',
      default: 0,
      min: 0,
      max: 12_000,
      about: 'Month from whose opening on it splits, counted from 0; rounded down.',
    },
  },
  create: ({ from }) => ({
    nodeLife: ({ month, leftMicroUsd, identityMicroUsd }, view) => {
      const enter: { node: number; validator: number }[] = [];
      if (month < Math.floor(Number(from))) return { leave: [], enter };
      const reserve = view.members.filter((node) => view.mayEnter(node));
      const most = affordable(reserve.length, leftMicroUsd, identityMicroUsd);
      for (const validator of ownValidators(view)) {
        const room = nodesAllowed(view, validator) - view.nodesOf(validator).length;
        const end = Math.min(most, enter.length + Math.max(0, room));
        while (enter.length < end) enter.push({ node: reserve[enter.length], validator });
      }
      return { leave: [], enter } satisfies NodeLifeChoice;
    },
  }),
};
