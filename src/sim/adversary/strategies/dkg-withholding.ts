/** A7: members are silent in key generations, and all wait for them until the limit of the phase. §M6.2 */
import { PPM } from '../../../base/units.ts';
import { HONEST_DEALING, type DealingDeed } from '../../../crypto/key-ceremony.ts';
import type { DkgDealOccasion, Rules } from '../../protocol/decisions.ts';
import type { Strategy } from '../../protocol/strategy.ts';
import type { AdversaryView } from '../../protocol/view.ts';

/**
 * Withholds dealings, verdicts or responses. Each abort takes at least one phase limit, so that time to the
 * key ≥ aborts × limit; all who were silent are slashed and replaced at once, and never come back. Analytic
 * target: the mean number of aborts by the Markov chain of `statistics/evictions.ts`, exact where every node
 * has a free slot and placement is uniform. With `share` 1 a committee begins again until no member of the
 * coalition sits on it, or nobody free is left.
 */
export const dkgWithholding: Strategy = {
  about: 'A7: its members are silent in key generations, which abort at the limit of the phase.',
  harms: ['dkg.failures', 'dkg.duration'],
  movesSeats: true,
  parameters: {
    phase: {
      kind: 'choice',
      choices: ['dealing', 'verdict', 'response'],
      default: 'dealing',
      about:
        'Where it is silent: deals nothing, says nothing of its shares, or deals one falsely and shows none.',
    },
    share: {
      kind: 'number',
      unit: 'share of key generations',
      default: 1,
      min: 0,
      max: 1,
      about: 'Part of its key generations in which a member is silent, drawn anew for each of both.',
    },
  },
  create: ({ phase, share }, { draws }) => {
    const sharePpm = Math.round(Number(share) * PPM);
    const isSilent = (): boolean => draws.chance(sharePpm, PPM);
    return rulesByPhase(isSilent)[phase as Phase];
  },
};

type Phase = 'dealing' | 'verdict' | 'response';

/** What it takes to be silent in each of the phases. */
const rulesByPhase = (isSilent: () => boolean): Readonly<Record<Phase, Rules>> => ({
  dealing: { dkgDeal: () => (isSilent() ? 'withhold' : HONEST_DEALING) },
  verdict: { dkgVerdict: ({ accused }) => (isSilent() ? 'silent' : { accused }) },
  // Only the accused are asked for a response, so it deals a share over which somebody will complain.
  response: {
    dkgDeal: (occasion, view) => (isSilent() ? falseDealing(occasion, view) : HONEST_DEALING),
    dkgResponse: () => 'silent',
  },
});

/** A false share for the first member outside the coalition, else for any other, if there is one. */
function falseDealing({ seat, members }: DkgDealOccasion, view: AdversaryView): DealingDeed {
  if (members.length === 1) return HONEST_DEALING;
  const outside = members.findIndex((node) => !view.isMember(node)) + 1;
  const other = seat === 1 ? 2 : 1;
  return { polynomial: 0, falseTo: [outside > 0 ? outside : other] };
}
