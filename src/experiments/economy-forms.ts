/**
 * Closed forms of attacks on money: what split stake and fresh names are paid, how far a price falls, what
 * interest draws away, which claims come late. §M9.6, §M10, §M13, A14, A24, A26, A27, A32
 */
import { monthAt, monthStart } from '../base/calendar-months.ts';
import { days, instant, PPM, type Tokens } from '../base/units.ts';
import { thresholdOf } from '../crypto/threshold.ts';
import { claimCalendar, nextClaim } from '../economics/claim-window.ts';
import { scheduledMonth } from '../economics/emission.ts';
import { gasCostMicroUsd } from '../economics/gas-price.ts';
import { nextPrice, startPrice } from '../economics/token-price.ts';
import type { RunResult } from '../sim/protocol/metrics.ts';
import type { Params, StrategyUse } from '../sim/protocol/params.ts';
import { hypergeometricTail } from '../statistics/tails.ts';
import type { ClosedForm } from './closed-forms.ts';
import { onlyStrategy, optionOf, wholeOption } from './coalition-play.ts';
import { liveChains, onlyMembers } from './key-forms.ts';
import { closedMonthCountOf, monthCountOf } from './months.ts';
import { isAlwaysUp, isNeverDown } from './steady-network.ts';

const CERTAIN = { isCertain: true, clump: 1 } as const;
const DAY = days(1);

/** Forms about money that hold for the scenario. */
export function economyForms(params: Params): readonly ClosedForm[] {
  const play = onlyStrategy(params);
  if (play === undefined) return [];
  switch (play.use) {
    case 'stake-split':
      return splitForms(params, play);
    case 'whitewashing':
      return whitewashForms(params, play);
    case 'price-crash':
      return crashForms(params, play);
    case 'lending-drain':
      return drainForms(params, play);
    case 'gas-spike':
      return gasForms(params, play);
    default:
      return [];
  }
}

/** A24: K′ and N′ as the run ends with them; all have entered when month 0 opened. */
function splitForms(params: Params, play: StrategyUse): readonly ClosedForm[] {
  if (wholeOption(play, 'from') > 0 || !isStakeStill(params) || !isNeverDown(params)) return [];
  const hasTiers = params.sla.tiers.length > 0;
  const pay: ClosedForm = {
    metric: 'attack.pay',
    formula: 'K′ of N′ equal shares of each month’s pool, rounded down',
    ...CERTAIN,
    expected: (result) => {
      if (result.metrics['sla.passed'] !== 1) return undefined;
      const { own, all } = nodesAtEnd(result);
      return paid(params, () => ({ own: own, other: all - own, ownWeight: 1n, otherWeight: 1n }));
    },
  };
  return [...(arePoolsEqual(params) && !hasTiers ? [pay] : []), ...splitSeatForms(params)];
}

/** Nodes of the coalition, and of all. */
const nodesAtEnd = ({ metrics }: RunResult) => ({
  own: BigInt(Number(metrics['attack.nodesEnd'])),
  all: BigInt(Number(metrics['nodes.end'])),
});

/** Month 0 stands on the committees of the start, later ones on draws of all nodes that there are. */
function splitSeatForms(params: Params): readonly ClosedForm[] {
  const { network, chains, sizes, rotation, placement, keyGeneration, adversaries } = params;
  const members = onlyMembers(params);
  const { members: listed } = adversaries[0];
  const slots = chains.initial.reduce((sum, { size, count }) => sum + count * sizes[size].slots, 0);
  const isFree = slots <= network.slots && chains.demand.arrivalsPerMonth === 0 && chains.privatePpm === 0;
  const isRedrawn = rotation.policy === 'monthly-redraw' && placement.policy === 'uniform';
  if (members === undefined || listed.kind !== 'nodes' || !isFree || !isRedrawn) return [];
  if (keyGeneration.mode !== 'instant') return [];
  const first = listed.nodes.filter((node) => node < network.nodes).length;
  const threshold = thresholdOf(members);
  const form = (deed: string, seats: number): ClosedForm => ({
    metric: `${deed}.chainMonths`,
    formula: 'live chains × hypergeometric tail, K of N and then K′ of N′',
    isCertain: false,
    clump: 1,
    expected: (result) => {
      if (result.metrics['beacon.stalled'] !== 0) return undefined;
      const { 'attack.nodesEnd': own, 'nodes.end': all } = result.metrics;
      const before = hypergeometricTail(network.nodes, first, members, seats);
      const after = hypergeometricTail(Number(all), Number(own), members, seats);
      let sum = 0;
      for (let month = 0; month < monthCountOf(params); month++) {
        sum += liveChains(result, month) * (month === 0 ? before : after);
      }
      return sum;
    },
  });
  return [form('capture', threshold), form('fork', Math.max(1, 2 * threshold - members))];
}

/** A14: by the months that each side has behind it. */
function whitewashForms(params: Params, play: StrategyUse): readonly ClosedForm[] {
  const { members } = params.adversaries[0];
  const { tiers, tierMonths, latencyMaxMicros } = params.sla;
  const isStill = isStakeStill(params) && isNeverDown(params) && params.monitoring.lossPpm === 0;
  const isOfOneLatency = tiers.every((tier) => tier.latencyMaxMicros === latencyMaxMicros);
  if (members.kind !== 'nodes' || !arePoolsEqual(params) || !isStill || !isOfOneLatency) return [];
  const { nodes } = params.network;
  const own = members.nodes.filter((node) => node < nodes).length;
  const turn = wholeOption(play, 'serves') + 1;
  const stays = play.options.after === 'stay' || turn === 1;
  const swaps = stays ? 0 : own * Math.floor((monthCountOf(params) - 1) / turn);
  const isIdle = (month: number): boolean => turn > 1 && month % turn === turn - 1;
  /** Weight after months since `entered`, the last of them being `month`. */
  const weight = (entered: number, month: number, isBad: (month: number) => boolean): bigint => {
    if (isBad(month)) return 0n;
    if (tiers.length === 0) return 1n;
    for (let back = month; back >= Math.max(entered, month - tierMonths + 1); back--) {
      if (isBad(back)) return 0n;
    }
    return BigInt(tiers[month - entered + 1 < tierMonths ? 0 : tiers.length - 1].weightPpm);
  };
  return [
    {
      metric: 'attack.pay',
      formula: 'shares of each month’s pool by the tiers of both sides, rounded down',
      ...CERTAIN,
      expected: ({ metrics }) => {
        const isAsPlanned = metrics['nodes.entered'] === swaps && metrics['attack.nodesEnd'] === own;
        if (!isAsPlanned || metrics['sla.falseFail'] !== 0) return undefined;
        return paid(params, (month) => ({
          own: BigInt(own),
          other: BigInt(nodes - own),
          ownWeight: weight(stays ? 0 : month - (month % turn), month, isIdle),
          otherWeight: weight(0, month, () => false),
        }));
      },
    },
  ];
}

/** Nodes of both sides and what each weighs. */
interface Sides {
  readonly own: bigint;
  readonly other: bigint;
  readonly ownWeight: bigint;
  readonly otherWeight: bigint;
}

/** What the coalition is paid in all: each node its share of the pool rounded down, the rest is carried. */
function paid(params: Params, sidesIn: (month: number) => Sides): Tokens | undefined {
  const { policy, genesis, supplyMax } = params.emission;
  if (policy.kind === 'flat-rate' || policy.kind === 'target-stake') return undefined;
  let [pool, pay, minted] = [0n, 0n, 0n];
  for (let month = 0; month < closedMonthCountOf(params); month++) {
    const emission = scheduledMonth(policy, month);
    minted += emission;
    pool += emission;
    const { own, other, ownWeight, otherWeight } = sidesIn(month);
    const whole = own * ownWeight + other * otherWeight;
    if (whole === 0n) continue;
    const each = (pool * ownWeight) / whole;
    const others = (pool * otherWeight) / whole;
    pay += own * each;
    pool -= own * each + other * others;
  }
  return supplyMax !== undefined && genesis + minted > supplyMax ? undefined : pay;
}

/** Nothing but emission is in the pool, and nodes that passed weigh alike but for their tier. */
function arePoolsEqual({ bounty, sla, chains, slashing }: Params): boolean {
  const hasRent = chains.demand.arrivalsPerMonth > 0 || chains.initial.some(({ count }) => count > 0);
  const isOfEmission = (bounty.rent !== 'pool' || !hasRent) && slashing.destination !== 'pool';
  return (
    bounty.policy === 'talk' && bounty.weight === 'equal' && sla.payment.kind === 'binary' && isOfEmission
  );
}

/** Stake and what a node needs are what they were at the start. */
function isStakeStill({ behaviour, network, market, keyGeneration, slashing }: Params): boolean {
  const isCut = keyGeneration.mode === 'protocol' || slashing.withheldBeacon.sharePpm > 0;
  const isFixed = network.minimumStake.kind === 'fixed' || market.price.kind === 'constant';
  const comesAndGoes = network.exitsPerMonth > 0 || network.entriesPerMonth > 0;
  return (
    behaviour.validators === undefined &&
    behaviour.holders === undefined &&
    isFixed &&
    !isCut &&
    !comesAndGoes
  );
}

/** A27: each sale presses on the quote of the next day; nothing else is traded. */
function crashForms(params: Params, play: StrategyUse): readonly ClosedForm[] {
  const { market, behaviour, adversaries, emission, delegation, chains } = params;
  const { price } = market;
  if (price.kind !== 'endogenous' || price.diffusion.volatilityPpm > 0) return [];
  const hasChains = chains.demand.arrivalsPerMonth > 0 || chains.initial.some(({ count }) => count > 0);
  const isTraded = behaviour.validators !== undefined || (behaviour.holders?.sellPpm ?? 0) > 0 || hasChains;
  if (price.diffusion.jumps !== undefined || isTraded || adversaries[0].budgetMicroUsd !== undefined)
    return [];
  const held = delegation.holdings?.reduce((sum, amount) => sum + amount, 0n);
  const liquid = emission.genesis - (held ?? delegation.staked + delegation.liquid);
  const first = wholeOption(play, 'from');
  const count = wholeOption(play, 'months');
  const partPpm = BigInt(Math.floor((optionOf(play, 'share') * PPM) / count));
  const isSold = (month: number): boolean => month >= first && month < first + count;
  let state = startPrice(price, instant(0));
  let lowest = state.microUsd;
  for (let at = DAY as number; at <= params.horizon; at += DAY) {
    const yesterday = at - DAY;
    const month = monthAt(params.calendar, instant(yesterday));
    const opened = month === 0 ? 0 : monthStart(params.calendar, month);
    // A month opens at midnight, and the next quote knows what was sold then.
    const sold = opened === yesterday && isSold(month) ? (liquid * partPpm) / BigInt(PPM) : 0n;
    state = nextPrice(
      price,
      state,
      { at: instant(at), flows: { bought: 0n, sold, liquid } },
      { below: () => 0 },
    );
    lowest = Math.min(lowest, state.microUsd);
  }
  const formula = 'start · exp(drift − multiplier · sold / liquid)';
  const form = (metric: string, microUsd: number): ClosedForm => {
    return { metric, formula, ...CERTAIN, expected: () => microUsd / PPM };
  };
  return [form('price.end', state.microUsd), form('price.min', lowest)];
}

/** A26: whoever is of the kind takes all of it away, as staking never pays as much. */
function drainForms(params: Params, play: StrategyUse): readonly ClosedForm[] {
  const { behaviour, delegation, bounty, adversaries } = params;
  const months = monthCountOf(params);
  const groups = behaviour.holders?.groups ?? [];
  const isPlain = groups.every(
    ({ behaviour: kind }) => kind.kind === 'hold' || (kind.kind === 'lending' && kind.reconsiderPpm === PPM),
  );
  const areAlike = delegation.locks.length === 1 && delegation.feePerMille.from === delegation.feePerMille.to;
  const [{ months: lock }] = delegation.locks;
  const isHeld = wholeOption(play, 'from') <= 1 && wholeOption(play, 'months') >= months && months > lock + 3;
  if (!isPlain || !areAlike || !isHeld || behaviour.validators !== undefined) return [];
  if (bounty.policy !== 'talk' || bounty.weight !== 'effective-stake' || !isAlwaysUp(params)) return [];
  if (params.keyGeneration.mode !== 'instant' || adversaries[0].budgetMicroUsd !== undefined) return [];
  const [part, gap] = groups.reduce(
    ([sum, most], { sharePpm, behaviour: kind }) =>
      kind.kind === 'lending' ? [sum + sharePpm, Math.max(most, kind.gapPpm)] : [sum, most],
    [0, 0],
  );
  const enough = optionOf(play, 'yield') - gap / PPM;
  return [
    {
      metric: 'stake.share',
      formula: 'what is staked by holders that hold still, on average their part, over supply',
      isCertain: false,
      clump: 1,
      expected: ({ series, metrics }) => {
        const yields = series.filter(({ metric }) => metric === 'apr.delegator');
        if (yields.some(({ value }) => Number(value) >= enough)) return undefined;
        return ((1 - part / PPM) * Number(delegation.staked)) / Number(metrics['supply.end']);
      },
    },
  ];
}

/** A32: one node stands for all that have a budget, and one for the coalition's, which claim at any price. */
function gasForms(params: Params, play: StrategyUse): readonly ClosedForm[] {
  const { bounty, market, network, adversaries } = params;
  const { gas, etherMicroUsd } = market;
  const { gasBudgetMicroUsd: budget, claimGas, policy } = bounty;
  const own = membersOf(params);
  if (policy !== 'sm-1.12' || gas.kind !== 'constant' || budget === undefined || own === undefined) return [];
  if (!isAlwaysUp(params) || adversaries[0].budgetMicroUsd !== undefined) return [];
  if (params.mainnet.bidPpm !== PPM || params.mainnet.waitBlocks > 0) return [];
  const rest = BigInt(PPM - Math.round(optionOf(play, 'part') * PPM));
  const dear = (gas.wei * BigInt(PPM) + rest - 1n) / rest;
  const isHit = gasCostMicroUsd(claimGas, dear, etherMicroUsd) > BigInt(budget);
  if (gasCostMicroUsd(claimGas, gas.wei, etherMicroUsd) > BigInt(budget)) return [];
  const others = network.nodes - own;
  const late = claimsOf(params, (at) => isHit && isBidAt(params, play, at));
  const onTime = claimsOf(params, () => false);
  const formula = 'the windows of the contracts, node by node';
  const form = (metric: string, count: number): ClosedForm => {
    return { metric, formula, ...CERTAIN, expected: () => count };
  };
  return [
    form('claims.delayed', others * late.delayed),
    form('claims.settled', others * late.settled + own * onTime.settled),
  ];
}

/** How often a node that is always up puts its claim off, and claims. */
function claimsOf(params: Params, isTooDear: (at: number) => boolean) {
  const { calendar, bounty, mainnet, horizon } = params;
  const claims = claimCalendar(calendar);
  const from = (lastClaim: number, now: number): number =>
    nextClaim({
      calendar: claims,
      window: bounty.claimWindow,
      lastClaim: instant(lastClaim),
      now: instant(now),
    });
  const counts = { delayed: 0, settled: 0 };
  let last = 0;
  let at = from(0, 0);
  while (at < horizon) {
    if (isTooDear(at)) {
      counts.delayed++;
      at = from(last, at + DAY);
      continue;
    }
    counts.settled++;
    last = at + mainnet.blockTime;
    at = from(last, last);
  }
  return counts;
}

/** Whether the gas of that instant is bought away. */
function isBidAt({ calendar }: Params, play: StrategyUse, at: number): boolean {
  const month = monthAt(calendar, instant(at));
  const first = wholeOption(play, 'from');
  if (month < first || month >= first + wholeOption(play, 'months')) return false;
  const lastDays = wholeOption(play, 'lastDays');
  return lastDays === 0 || at >= monthStart(calendar, month + 1) - lastDays * DAY;
}

/** Nodes of the only coalition, where rounding leaves no doubt. */
function membersOf({ adversaries, network }: Params): number | undefined {
  const [{ members }] = adversaries;
  const { nodes, validators } = network;
  if (members.kind === 'nodes') return new Set(members.nodes).size;
  if (members.kind === 'share') return Number((members.numerator * BigInt(nodes)) / members.denominator);
  return nodes % validators === 0 ? (members.count * nodes) / validators : undefined;
}
