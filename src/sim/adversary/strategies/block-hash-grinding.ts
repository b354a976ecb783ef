/** A6: asks for a chain under the name whose committee it likes. §M4.3 */
import { thresholdOf } from '../../../crypto/threshold.ts';
import type { ChainRequest } from '../../protocol/decisions.ts';
import type { Strategy } from '../../protocol/strategy.ts';
import type { AdversaryView } from '../../protocol/view.ts';

/**
 * When a month opens under `block-hash`, tries up to `tries` names for each of `chains` chains and asks under
 * the first whose committee it would capture, else under the one that seats most of its members. Elsewhere it
 * asks for nothing.
 *
 * Hypothesis: that a requester can choose the name after it knows the block is read off the contracts; it
 * says nothing about a live network.
 *
 * Analytic target: 1 − (1 − p)^tries of the requests are captured, p the hypergeometric tail P(seats ≥ t);
 * exact for the first request of a month where all nodes are equally eligible (`uniform`, space everywhere).
 * What it asks for after that it has chosen by the free slots before the first: it gets other committees.
 */
export const blockHashGrinding: Strategy = {
  about: 'A6: tries names for the chains that it asks for until it would capture one (a hypothesis).',
  harms: ['requests.captured', 'requests.captured.rate', 'capture.any', 'capture.chains'],
  movesSeats: true,
  parameters: {
    tries: {
      kind: 'number',
      unit: 'names',
      default: 100,
      min: 1,
      max: 100_000,
      about: 'Names that it tries at most for each chain.',
    },
    chains: {
      kind: 'number',
      unit: 'chains a month',
      default: 1,
      min: 0,
      max: 1000,
      about: 'Chains that it asks for when a month opens.',
    },
    size: {
      kind: 'number',
      unit: 'place in the scenario’s sizes',
      default: 0,
      min: 0,
      max: 255,
      about: 'Size of these chains, counted from 0 in the table of sizes; the small ones by default.',
    },
  },
  create: (options, { coalition }) => {
    const [tries, chains, size] = ['tries', 'chains', 'size'].map((name) =>
      Math.floor(Number(options[name])),
    );
    return {
      chainRequests: ({ month }, view) => {
        const wanted = Array.from({ length: chains }, (_, chain) => `${coalition}/${month}/${chain}`);
        return wanted.flatMap((name) => bestRequest(view, size, name, tries));
      },
    };
  },
};

/** The request under the best name that begins so; none where no committee can be foreseen. */
function bestRequest(view: AdversaryView, size: number, beginning: string, tries: number): ChainRequest[] {
  let best: { readonly name: string; readonly seats: number } | undefined;
  for (let tried = 1; tried <= tries; tried++) {
    const name = `${beginning}/${tried}`;
    const committee = view.committeeFor(size, name);
    if (committee === undefined) return [];
    const seats = committee.filter((node) => view.isMember(node)).length;
    if (seats >= thresholdOf(committee.length)) return [{ size, name, tries: tried }];
    if (best === undefined || seats > best.seats) best = { name, seats };
  }
  return best === undefined ? [] : [{ size, name: best.name, tries }];
}
