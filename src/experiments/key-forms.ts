/**
 * Closed forms of attacks on key generations: how often they fail, whose keys are even, and what broken
 * enclaves give away. §M6, A7, A8, A9, A20
 */
import { PPM } from '../base/units.ts';
import { dkgCost, wholeDkgCost } from '../crypto/cost.ts';
import { thresholdOf } from '../crypto/threshold.ts';
import type { RunResult } from '../sim/protocol/metrics.ts';
import type { Params, StrategyUse } from '../sim/protocol/params.ts';
import { BUILT_IN_STRATEGIES } from '../sim/scenario/built-in-strategies.ts';
import { ratchetMean, withholdingMeans, type DrawnCommittee } from '../statistics/evictions.ts';
import { hypergeometricTail } from '../statistics/tails.ts';
import type { ClosedForm } from './closed-forms.ts';
import { onlyStrategy, wholeOption } from './coalition-play.ts';
import { monthCountOf } from './months.ts';
import { isAlwaysUp } from './steady-network.ts';

const CERTAIN = { isCertain: true, clump: 1 } as const;
const byChance = (clump: number) => ({ isCertain: false, clump }) as const;

/** Forms about keys that hold for the scenario; `coalition` is the size of its only coalition, if known. */
export function keyForms(params: Params, coalition: number | undefined): readonly ClosedForm[] {
  return [
    ...parityForms(params),
    ...honestForms(params),
    ...(coalition === undefined
      ? []
      : [...withholdingForms(params, coalition), ...ratchetForms(params, coalition)]),
    ...enclaveForms(params),
  ];
}

/** A9: the first even key of `tries` fair coins. Given how many were rushed, each is so. */
function parityForms(params: Params): readonly ClosedForm[] {
  const play = onlyStrategy(params);
  if (play?.use !== 'key-bias' || params.keyGeneration.variant !== 'joint-feldman') return [];
  const odd = 0.5 ** wholeOption(play, 'tries');
  const formula = 'P(one of the tries is even) = 1 − 2^−tries';
  return [{ metric: 'dkg.rushed.even', formula, ...byChance(1), expected: () => 1 - odd }];
}

/** Where nobody fails, lies or is silent, and mainnet has room in time, every key generation succeeds. */
function honestForms(params: Params): readonly ClosedForm[] {
  const fails = params.adversaries.some(({ strategies }) =>
    strategies.some(({ use, isFile }) => isFile || BUILT_IN_STRATEGIES[use].harms.includes('dkg.failures')),
  );
  const isInstant = params.keyGeneration.mode === 'instant';
  if (fails || !(isInstant || (isAlwaysUp(params) && hasRoomInTime(params)))) return [];
  const formula = 'honest nodes that are always up fail no key generation';
  return [{ metric: 'dkg.failures', formula, ...CERTAIN, expected: () => 0 }];
}

/** A7: committees depend on each other by the coalition alone, and expectations add up. */
function withholdingForms(params: Params, coalition: number): readonly ClosedForm[] {
  const play = onlyStrategy(params);
  if (play?.use !== 'dkg-withholding' || !hasFreeDraws(params)) return [];
  const share = Math.round(option(play, 'share') * PPM) / PPM;
  const { nodes } = params.network;
  const sum = { failures: 0, evictions: 0 };
  for (const { members, count } of committeesOf(params)) {
    // Else somebody may wait for a free node. Alone, a dealer has nobody to deal a false share to.
    if (count > 0 && (members < 2 || coalition > nodes - members)) return [];
    if (count === 0) continue;
    const { failures, evictions } = withholdingMeans({ nodes, coalition, members }, share);
    sum.failures += count * failures;
    sum.evictions += count * evictions;
  }
  const formula = 'committees × Markov chain on evicted and silent members';
  return [
    { metric: 'dkg.failures', formula, ...byChance(1), expected: () => sum.failures },
    { metric: 'dkg.slashes', formula, ...byChance(1), expected: () => sum.evictions },
  ];
}

/** A8: one chain alone, since a node that is kept off fails all of its committees. */
function ratchetForms(params: Params, coalition: number): readonly ClosedForm[] {
  const play = onlyStrategy(params);
  const [chain, ...others] = params.chains.initial.filter(({ count }) => count > 0);
  if (play?.use !== 'eviction-ratchet' || chain?.count !== 1 || others.length > 0) return [];
  const { nodes } = params.network;
  const { members } = params.sizes[chain.size];
  const threshold = thresholdOf(members);
  const goal = wholeOption(play, 'goal') || threshold;
  if (!hasFreeDraws(params) || goal > Math.min(coalition, members)) return [];
  if (wholeOption(play, 'targets') !== 1 || !isRatchetHeld(params, play, nodes - members)) return [];
  const committee: DrawnCommittee = { nodes, coalition, members };
  const mean = ratchetMean(committee, goal);
  const formula = 'negative hypergeometric, over seats held at the start';
  const form = (metric: string): ClosedForm => ({ metric, formula, ...byChance(1), expected: () => mean });
  const forms = [form('dkg.failures'), form('dkg.slashes')];
  if (goal < threshold || params.chains.privatePpm > 0) return forms;
  const held = hypergeometricTail(nodes, coalition, members, 1);
  const captured = 'P(a seat at the start): it ends with the threshold';
  return [...forms, { metric: 'capture.any', formula: captured, ...byChance(1), expected: () => held }];
}

/** Whether each turn of the ratchet evicts somebody, and the run is long enough for all `others`. */
function isRatchetHeld(params: Params, play: StrategyUse, others: number): boolean {
  const { keyGeneration, mainnet, randomness, horizon, adversaries } = params;
  const isLongEnough = option(play, 'length') * 60_000 > keyGeneration.phaseLimit;
  const longest = (others + 2) * (keyGeneration.phaseLimit + 2 * mainnet.blockTime);
  const isEnough = adversaries[0].disruptionMax === undefined && longest <= horizon;
  // A member of the beacon's group that is kept off fails it as well.
  return isLongEnough && isEnough && randomness.source !== 'threshold-bls';
}

/**
 * A20: of a private chain a coalition knows the shares that it reads, whoever holds them, so that nodes of a
 * broken generation count as its own would. Every key is renewed at every turn, or what was read once would
 * stay known.
 */
function enclaveForms(params: Params): readonly ClosedForm[] {
  const { network, chains, rotation } = params;
  const play = onlyStrategy(params);
  const members = onlyMembers(params);
  const isRenewed = rotation.policy === 'monthly-redraw' || rotation.members > 0;
  if (play?.use !== 'enclave-break' || chains.privatePpm !== PPM || members === undefined) return [];
  if (rotation.policy === 'exit-only' || !isRenewed) return [];
  const marked = nodesOfGeneration(params, wholeOption(play, 'generation'));
  const threshold = thresholdOf(members);
  const first = wholeOption(play, 'from');
  const end = first + wholeOption(play, 'lag');
  const isRead = (month: number): boolean => month >= first && month < end;
  const form = (deed: string, seats: number): ClosedForm => {
    const odds = hypergeometricTail(network.nodes, marked, members, seats);
    const inMonth = (result: RunResult, month: number): number =>
      isRead(month) ? liveChains(result, month) * odds : 0;
    return {
      metric: `${deed}.chainMonths`,
      formula: 'live chains × hypergeometric tail of broken enclaves, in months read',
      ...byChance(Math.max(1, monthCountOf(params))),
      expected: (result) =>
        result.metrics['beacon.stalled'] === 0
          ? result.series
              .filter(({ metric }) => metric === 'chains.live')
              .reduce((sum, { month }) => sum + inMonth(result, month), 0)
          : undefined,
      expectedInMonth: inMonth,
    };
  };
  return [form('capture', threshold), form('fork', Math.max(1, 2 * threshold - members))];
}

/** K of a generation: as nodes are dealt, the borders between shares are rounded. §M2.4 */
export function nodesOfGeneration({ network }: Params, generation: number): number {
  const { nodes, enclaves } = network;
  const borderAfter = (rows: number): number => {
    if (rows >= enclaves.length) return nodes;
    const sharePpm = enclaves.slice(0, rows).reduce((sum, row) => sum + row.sharePpm, 0);
    return Math.round((sharePpm * nodes) / PPM);
  };
  return borderAfter(generation + 1) - borderAfter(generation);
}

/** A parameter that need not be whole, as the scenario sets it or by default. */
function option({ use, options }: StrategyUse, name: string): number {
  return Number(options[name] ?? BUILT_IN_STRATEGIES[use].parameters[name].default);
}

/** Who is evicted is replaced by a uniform draw of all others, since each has a slot for every chain. */
function hasFreeDraws(params: Params): boolean {
  const { chains, sizes, network, placement, rotation } = params;
  const slots = chains.initial.reduce((sum, { size, count }) => sum + count * sizes[size].slots, 0);
  if (params.keyGeneration.mode === 'instant') return false;
  const isStill = rotation.policy === 'exit-only' && chains.demand.arrivalsPerMonth === 0;
  const isFree = placement.policy === 'uniform' && slots <= network.slots;
  return isStill && isFree && isAlwaysUp(params) && hasRoomInTime(params);
}

/** Committees that make keys: chains of the start, and the group of each month's beacon after the first. */
function committeesOf(params: Params): readonly { readonly members: number; readonly count: number }[] {
  const { chains, sizes, network, randomness } = params;
  const groups = randomness.source === 'threshold-bls' ? monthCountOf(params) : 0;
  return [
    ...chains.initial.map(({ size, count }) => ({ members: sizes[size].members, count })),
    { members: Math.min(randomness.group, network.nodes), count: groups },
  ];
}

/**
 * Key generations begin one after the other, each when mainnet has room again, so that a message waits behind
 * those of about one other: four times all messages of the largest and the work on them must fit a phase.
 */
function hasRoomInTime(params: Params): boolean {
  const { keyGeneration, mainnet, sizes } = params;
  const { curve, keysIn, variant, phaseLimit } = keyGeneration;
  return [...sizes.map((size) => size.members), params.randomness.group].every((members) => {
    const shape = { members, threshold: thresholdOf(members), curve, keysIn, variant };
    const { readMicros, verifyMicros } = dkgCost(shape);
    const { gas } = wholeDkgCost(shape);
    const blocks = Math.ceil(gas / mainnet.gasPerBlock) + 2;
    return 4 * (blocks * mainnet.blockTime + (readMicros + verifyMicros) / 1000) <= phaseLimit;
  });
}

/** Members of a committee where all chains are of one size that fits the network. */
export function onlyMembers({ chains, sizes, network }: Params): number | undefined {
  const { initial, demand } = chains;
  const arriving = demand.arrivalsPerMonth > 0 ? demand.mix.filter(({ weightPpm }) => weightPpm > 0) : [];
  const used = new Set([...initial.filter(({ count }) => count > 0), ...arriving].map(({ size }) => size));
  const [size] = used;
  return used.size === 1 && sizes[size].members <= network.nodes ? sizes[size].members : undefined;
}

/** Chains that are live when a month begins, by the run's series. */
export function liveChains(result: RunResult, month: number): number {
  const point = result.series.find(({ metric, month: at }) => metric === 'chains.live' && at === month);
  return Number(point?.value ?? 0);
}
