/** A14: identities that have lost their good name are thrown away. §M2.3, §M9.6 */
import type { NodeLifeChoice, NodeLifeOccasion } from '../../protocol/decisions.ts';
import type { Strategy } from '../../protocol/strategy.ts';
import type { AdversaryView } from '../../protocol/view.ts';
import { affordable, nodesAllowed, ownValidators } from './own-validators.ts';

type Entry = NodeLifeChoice['enter'][number];

/**
 * Serves for some months, does not answer its monitors for one, and has the node that was scored 0, or is
 * marked, replaced by a fresh one of the coalition's reserve. Where a bad record costs nothing beyond its own
 * month, nothing is gained. With tiers a month without service costs `sla.tierMonths` months of pay to who
 * stays, but to who comes back fresh only what newcomers are paid less: their penalty is the price of a new
 * name (M. Feldman, C. Papadimitriou, J. Chuang, I. Stoica, Free-riding and whitewashing in peer-to-peer
 * systems, 2004). Analytic target: the coalition's pay, month by month by the tiers of both sides, to the
 * base unit.
 */
export const whitewashing: Strategy = {
  about: 'A14: nodes that lost their good name leave, and fresh ones of the coalition enter.',
  harms: ['attack.pay', 'attack.payShare', 'sla.passed'],
  movesSeats: true,
  parameters: {
    serves: {
      kind: 'number',
      unit: 'months',
      default: 3,
      min: 0,
      max: 1200,
      about: 'Months that a node serves before one in which it ignores its monitors; 0: never; rounded down.',
    },
    after: {
      kind: 'choice',
      choices: ['rejoin', 'stay'],
      default: 'rejoin',
      about:
        'Whether a node with a bad month is replaced, or stays and waits for its record to be good again.',
    },
  },
  create: ({ serves, after }) => {
    const turn = Math.floor(Number(serves)) + 1;
    const enteredIn = new Map<number, number>();
    let asked: readonly Entry[] = [];
    return {
      nodeLife: (occasion, view) => {
        if (after === 'stay') return { leave: [], enter: [] };
        const choice = swapped(occasion, view, asked);
        asked = choice.enter;
        for (const { node } of asked) enteredIn.set(node, occasion.month);
        return choice;
      },
      ...(turn > 1 && {
        probeReply: ({ node }, { month }) =>
          (month - (enteredIn.get(node) ?? 0)) % turn === turn - 1 ? 'ignore' : 'answer',
      }),
    };
  },
};

/** Fresh nodes for those with a bad name, and once more those that were refused last month. */
function swapped(
  { leftMicroUsd, identityMicroUsd }: NodeLifeOccasion,
  view: AdversaryView,
  asked: readonly Entry[],
): NodeLifeChoice {
  const own = new Set(ownValidators(view));
  const leavers = view.members.filter(
    (node) => view.mayLeave(node) && isBad(view, node) && own.has(view.validatorOf(node)),
  );
  const refused = asked.filter(({ node }) => view.mayEnter(node));
  const reserve = view.members.filter(
    (node) => view.mayEnter(node) && !refused.some((entry) => entry.node === node),
  );
  const fresh = reserve.slice(0, leavers.length);
  const leave = leavers.slice(0, fresh.length);
  const wanted = [
    ...refused,
    ...fresh.map((node, place) => ({ node, validator: view.validatorOf(leave[place]) })),
  ];
  const paid = wanted.slice(0, affordable(wanted.length, leftMicroUsd, identityMicroUsd));
  // Nobody leaves for whom nobody comes.
  const left = leave.slice(0, Math.max(0, paid.length - refused.length));
  return { leave: left, enter: withStake(view, paid, left) };
}

const isBad = (view: AdversaryView, node: number): boolean =>
  view.isMarked(node) || view.lastScore(node) === 0;

/** Those of the entries for which their validators have stake when the leavers are gone. */
function withStake(
  view: AdversaryView,
  entries: readonly Entry[],
  leave: readonly number[],
): readonly Entry[] {
  const counts = new Map<number, number>();
  return entries.filter(({ validator }) => {
    const staying = view.nodesOf(validator).filter((node) => view.mayLeave(node) && !leave.includes(node));
    const count = counts.get(validator) ?? staying.length;
    counts.set(validator, count + 1);
    return count < nodesAllowed(view, validator);
  });
}
