/**
 * The closed forms of public randomness: seats in the groups that make beacons, forged beacons, and
 * committees that were ground out of block hashes. §M4
 */
import { thresholdOf } from '../crypto/threshold.ts';
import type { Params, StrategyUse } from '../sim/protocol/params.ts';
import { meanSeatsOverMonths, runAtEnd, type Choice } from '../statistics/best-of-draws.ts';
import type { CommitteeSize } from '../statistics/committees.ts';
import { anyOf, hypergeometricTail } from '../statistics/tails.ts';
import type { ClosedForm } from './closed-forms.ts';
import { movesSeats, onlyStrategy, wholeOption } from './coalition-play.ts';
import { monthCountOf } from './months.ts';
import { isAlwaysUp } from './steady-network.ts';

/**
 * `beacon.coalitionSeats`, `beacon.forged`, `beacon.keysRefused` and `requests.captured.rate`, as far as they
 * hold for a single coalition of `coalition` nodes, fixed beforehand (undefined: there is none).
 */
export function beaconForms(params: Params, coalition: number | undefined): readonly ClosedForm[] {
  const { exitsPerMonth, nodes, nodesMax } = params.network;
  if (coalition === undefined || monthCountOf(params) === 0) return [];
  if (exitsPerMonth > 0 || nodesMax > nodes) return [];
  return [
    ...groupForms(params, coalition),
    ...rogueForms(params, coalition),
    ...grindingForms(params, coalition),
  ];
}

/** Groups are uniform draws of distinct nodes, the best of several for whoever can choose. §M4.1, §M4.2 */
function groupForms(params: Params, coalition: number): readonly ClosedForm[] {
  if (params.randomness.source === 'block-hash') return [];
  const months = monthCountOf(params);
  const committee = groupOf(params, coalition);
  const play = onlyStrategy(params);
  // A coalition that chooses may win many seats at once, and keep them.
  const clump = movesSeats(params) ? committee.members : committee.members / months;
  const form = (formula: string, expected: number): ClosedForm => ({
    ...byChance('beacon.coalitionSeats', formula, clump, expected),
    // Where a beacon stalls, the next group is drawn by the old one: perhaps that was the point of it.
    expected: ({ metrics }) => (metrics['beacon.stalled'] === 0 ? expected : undefined),
  });
  if (!movesSeats(params)) {
    if (!isDrawnFairly(params)) return [];
    return [form('group × K/N', (committee.members * coalition) / committee.nodes)];
  }
  if (play?.use !== 'last-revealer' || !isAlwaysUp(params)) return [];
  const isHidden = params.randomness.source === 'commit-reveal';
  const choicesOf = isHidden ? revealChoices(committee, play) : grindingChoices(committee, play);
  return [
    form(
      isHidden ? 'Markov chain: best of 2^k draws' : 'Markov chain: best of all tries',
      meanSeatsOverMonths(committee, months, choicesOf),
    ),
  ];
}

/** The last k places choose among 2^k beacons; all places among one fewer, for nothing is no beacon. */
function revealChoices({ members }: CommitteeSize, play: StrategyUse): (seats: number) => readonly Choice[] {
  const placesMax = wholeOption(play, 'places');
  return (seats) =>
    runAtEnd(members, seats).map((probability, run) => {
      const played = Math.min(run, placesMax);
      return { probability, draws: 2 ** played - (played === members ? 1 : 0) };
    });
}

/** With the threshold of key shares, whoever has the last of the places has `tries` beacons. */
function grindingChoices(
  { members }: CommitteeSize,
  play: StrategyUse,
): (seats: number) => readonly Choice[] {
  const tries = wholeOption(play, 'tries');
  return (seats) => {
    const isLast = seats >= thresholdOf(members) ? seats / members : 0;
    return [
      { probability: isLast, draws: tries },
      { probability: 1 - isLast, draws: 1 },
    ];
  };
}

/** A rogue key is taken or refused by rule; who sits in the group is chance. A10 */
function rogueForms(params: Params, coalition: number): readonly ClosedForm[] {
  const { source, possession } = params.randomness;
  if (onlyStrategy(params)?.use !== 'rogue-key' || source !== 'threshold-bls') return [];
  const months = monthCountOf(params);
  const { nodes, members } = groupOf(params, coalition);
  if (possession === 'required') {
    // The group of the month after the last one is drawn as well.
    const refused = ((months + 1) * members * coalition) / nodes;
    return [
      never('beacon.forged', 'no key without proof of possession'),
      byChance('beacon.keysRefused', 'groups drawn × group × K/N', members, refused),
    ];
  }
  const forged = months * hypergeometricTail(nodes, coalition, members, 1);
  return [
    ...(isAlwaysUp(params)
      ? [byChance('beacon.forged', 'months × P(any seat in the group)', 1, forged)]
      : []),
    never('beacon.keysRefused', 'no proof is asked for'),
  ];
}

/** The first request of a month is taken out of so many uniform committees. A6 */
function grindingForms(params: Params, coalition: number): readonly ClosedForm[] {
  const play = onlyStrategy(params);
  if (play?.use !== 'block-hash-grinding' || params.randomness.source !== 'block-hash') return [];
  const row = params.sizes[wholeOption(play, 'size')];
  const months = monthCountOf(params);
  const { nodes } = params.network;
  // Later requests of a month are chosen by the slots that were free before the first.
  if (row === undefined || row.members > nodes || wholeOption(play, 'chains') !== 1) return [];
  if (params.placement.policy !== 'uniform' || !hasSpaceEverywhere(params, months * row.slots)) return [];
  const p = hypergeometricTail(nodes, coalition, row.members, thresholdOf(row.members));
  const expected = anyOf(wholeOption(play, 'tries'), p);
  // One captured chain is this part of a run's requests.
  const clump = 1 / months;
  return [
    byChance('requests.captured.rate', '1 − (1 − p)^tries, p the hypergeometric tail', clump, expected),
  ];
}

/** An event that cannot be. */
function never(metric: string, formula: string): ClosedForm {
  return { metric, formula, isCertain: true, clump: 1, expected: () => 0 };
}

function byChance(metric: string, formula: string, clump: number, expected: number): ClosedForm {
  return { metric, formula, isCertain: false, clump, expected: () => expected };
}

function groupOf({ network, randomness }: Params, coalition: number): CommitteeSize {
  return { nodes: network.nodes, coalition, members: Math.min(randomness.group, network.nodes) };
}

/**
 * No node is likelier than another to be replaced in a group because it is down: nobody is replaced, or the
 * coalition is a draw of its own.
 */
function isDrawnFairly(params: Params): boolean {
  const { randomness, keyGeneration, adversaries } = params;
  const isKept = randomness.source === 'commit-reveal' || keyGeneration.mode === 'instant';
  return isKept || adversaries[0].members.kind === 'share' || isAlwaysUp(params);
}

/** All chains together, `added` slots besides, fit on every node: it has no more than one seat in each. */
function hasSpaceEverywhere({ chains, sizes, network }: Params, added: number): boolean {
  if (chains.demand.arrivalsPerMonth > 0) return false;
  const initial = chains.initial.reduce((sum, { size, count }) => sum + count * sizes[size].slots, 0);
  return initial + added <= network.slots;
}
