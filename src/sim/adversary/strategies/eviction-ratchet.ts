/**
 * A8: keeps honest members off the network while their committee makes its key, so that they are slashed and
 * others drawn for their seats, while the coalition's own members stay. §M6.2, §M16.2
 */
import { thresholdOf } from '../../../crypto/threshold.ts';
import type { Strategy } from '../../protocol/strategy.ts';

/** Milliseconds. */
const MINUTE = 60_000;

/**
 * *Hypothesis*: it follows from the contracts' text, and says nothing of a live network. With k0 ≥ 1 seats at
 * the start and one target at once, `goal` seats take at least goal − k0 evictions; newcomers are drawn
 * without replacement from the N − n other nodes, K − k0 of them the coalition's, so the mean number is that
 * of a negative hypergeometric law, (goal − k0)(N − n + 1)/(K − k0 + 1). Exact for one chain, uniform
 * placement and free slots everywhere: with more chains a node that is kept off fails all of them. Where the
 * coalition is smaller than the goal it goes on until nobody free is left.
 */
export const evictionRatchet: Strategy = {
  about: 'A8 (hypothesis): keeps honest members off the network until they are evicted and replaced.',
  harms: ['capture.any', 'capture.chains', 'capture.chainMonths', 'dkg.failures', 'dkg.slashes'],
  movesSeats: true,
  parameters: {
    length: {
      kind: 'number',
      unit: 'minutes',
      default: 31,
      min: 0.001,
      max: 525_600,
      about: 'How long a node is kept off the network: useless unless longer than the limit of a phase (30).',
    },
    targets: {
      kind: 'number',
      unit: 'nodes',
      default: 1,
      min: 1,
      max: 256,
      about: 'Honest members that are kept off at once, in order of seats; rounded down.',
    },
    goal: {
      kind: 'number',
      unit: 'seats',
      default: 0,
      min: 0,
      max: 256,
      about: 'Seats of a committee at which it stops; 0: the threshold of its size; rounded down.',
    },
    committees: {
      kind: 'choice',
      choices: ['chains', 'all'],
      default: 'chains',
      about: 'Whose key generations it disturbs: those of chains, or also those of the beacon’s groups.',
    },
  },
  create: ({ length, targets, goal, committees }) => {
    const lengthMs = Math.round(Number(length) * MINUTE);
    return {
      disruption: ({ committee, members, left }, view) => {
        if (committee < 0 && committees === 'chains') return [];
        const honest = members.filter((node) => !view.isMember(node));
        const wanted = Math.floor(Number(goal)) || thresholdOf(members.length);
        if (members.length - honest.length >= wanted) return [];
        const affordable = Math.floor(left / lengthMs);
        const count = Math.min(Math.floor(Number(targets)), affordable);
        return honest.slice(0, count).map((node) => ({ node, length: lengthMs }));
      },
    };
  },
};
