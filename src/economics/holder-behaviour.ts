/**
 * What holders want to do with their stake each month. They only want: the rules of delegation decide what
 * becomes of it. Whoever moves first asks for the stake back and, once it lies idle, delegates it anew.
 * §M11.3
 */
import { assert } from '../base/assert.ts';
import type { ValidatorIndex } from '../base/ids.ts';
import { PPM } from '../base/units.ts';
import type { Ppm, Tokens } from '../base/units.ts';
import type { Chance } from '../base/variates.ts';
import { equalPart } from './equal-parts.ts';
import { bestKnown, bestOfLooks, drawnOffer } from './validator-offers.ts';
import type { OfferBoard } from './validator-offers.ts';

/** How a holder behaves. Yields and falls are whole millionths. §M11.3 */
export type Behaviour =
  /** Leaves everything as it is; delegations renew themselves. */
  { readonly kind: 'hold' } | SeekYield | Spread | Panic | Lending;

/** Goes where more is paid, if it is enough more, and only now and then looks. */
export interface SeekYield {
  readonly kind: 'seek-yield';
  /** Probability of looking around in a month: the reciprocal of inertia. */
  readonly reconsiderPpm: Ppm;
  /** A validator is left only for one that yields more by over this, a year. */
  readonly thresholdPpm: number;
  /** Validators looked at besides the holder's own, 1 or more. */
  readonly looks: number;
}

/** Wants equal parts with so many validators, whoever they are. */
export interface Spread {
  readonly kind: 'spread';
  readonly reconsiderPpm: Ppm;
  /** 1 … the limit of validators of a holder. */
  readonly validators: number;
}

/** Takes everything back after a fall of the price, and what lies with a slashed validator. */
export interface Panic {
  readonly kind: 'panic';
  /** A fall of this much in a month is too much, above 0; at 1,000,000 no fall is. */
  readonly fallPpm: number;
  readonly fleesSlashing: boolean;
  /** Probability, in a month without alarm, of delegating what lies idle again. */
  readonly returnPpm: Ppm;
}

/**
 * Lends tokens where that yields more than staking. T. Chitra, Competitive equilibria between staking and
 * on-chain lending (2020), arXiv 2001.00919. A26
 */
export interface Lending {
  readonly kind: 'lending';
  readonly reconsiderPpm: Ppm;
  /** Stake is lent when lending yields more by over this, a year; it returns when lending yields no more. */
  readonly gapPpm: number;
  readonly looks: number;
}

/** A part of all holders that behaves alike; the shares of a list sum to 1,000,000. */
export interface HolderGroup {
  readonly sharePpm: Ppm;
  readonly behaviour: Behaviour;
}

/** A delegation as its holder sees it. */
export interface HeldDelegation {
  /** The caller's own name for it. */
  readonly id: number;
  readonly validator: ValidatorIndex;
  readonly amount: Tokens;
  /** Already asked back. */
  readonly isLeaving: boolean;
}

/** A holder's month. */
export interface HolderMonth {
  /** Base units that are neither delegated nor locked. */
  readonly idle: Tokens;
  readonly delegations: readonly HeldDelegation[];
  /** The period for which this holder locks its stake, an index into the table of locks. */
  readonly lock: number;
  readonly board: OfferBoard;
  /** Change of the token's price over the last month, in millionths; below 0 for a fall. */
  readonly priceChangePpm: number;
  /** Yield of a year outside, in millionths; read by `lending`. */
  readonly outsideYieldPpm: number;
  /** Validators that one holder may have. §M11.1 */
  readonly validatorsMax: number;
}

/** What a holder wants done. */
export type Intention =
  | { readonly kind: 'undelegate'; readonly id: number }
  | {
      readonly kind: 'delegate';
      readonly validator: ValidatorIndex;
      readonly amount: Tokens;
      readonly lock: number;
    };

/** A holder's behaviour, drawn by the shares of the groups: one draw. */
export function drawnBehaviour(groups: readonly HolderGroup[], draws: Chance): Behaviour {
  let rest = draws.below(PPM);
  for (const { sharePpm, behaviour } of groups) {
    if (rest < sharePpm) return behaviour;
    rest -= sharePpm;
  }
  assert(false, 'the shares of the groups of holders sum to one');
}

const NOTHING: readonly Intention[] = [];

/**
 * What a holder wants this month: stake asked back first, then idle stake delegated, of which it never wants
 * more than there is. The cost grows with the holder's own delegations and looks only. §M11.3
 */
export function intentionsOf(behaviour: Behaviour, month: HolderMonth, draws: Chance): readonly Intention[] {
  switch (behaviour.kind) {
    case 'hold':
      return NOTHING;
    case 'seek-yield':
      return isDrawn(behaviour.reconsiderPpm, draws) ? seekYield(behaviour, month, draws) : NOTHING;
    case 'spread':
      return isDrawn(behaviour.reconsiderPpm, draws) ? spread(behaviour, month, draws) : NOTHING;
    case 'panic':
      return panic(behaviour, month, draws);
    case 'lending':
      return isDrawn(behaviour.reconsiderPpm, draws) ? lend(behaviour, month, draws) : NOTHING;
  }
}

const isDrawn = (ppm: Ppm, draws: Chance): boolean => draws.below(PPM) < ppm;

function seekYield({ looks, thresholdPpm }: SeekYield, month: HolderMonth, draws: Chance): Intention[] {
  const { offers } = month.board;
  const own = validatorsOf(month);
  const best = bestOfLooks(month.board, own, looks, draws);
  if (best === undefined) return [];
  const enough = offers[best].netYieldPpm - thresholdPpm;
  const leaving = askBack(month, ({ validator }) => offers[validator].netYieldPpm < enough);
  return [...leaving, ...settle(month, own, best)];
}

function lend({ looks, gapPpm }: Lending, month: HolderMonth, draws: Chance): Intention[] {
  const { board, outsideYieldPpm } = month;
  const own = validatorsOf(month);
  const best = bestOfLooks(board, own, looks, draws);
  const lent = askBack(
    month,
    ({ validator }) => outsideYieldPpm - board.offers[validator].netYieldPpm > gapPpm,
  );
  if (best === undefined || board.offers[best].netYieldPpm < outsideYieldPpm) return lent;
  return [...lent, ...settle(month, own, best)];
}

function panic({ fallPpm, fleesSlashing, returnPpm }: Panic, month: HolderMonth, draws: Chance): Intention[] {
  const { offers } = month.board;
  // Drawn in every month, so that an alarm does not move the holder's later draws.
  const returns = isDrawn(returnPpm, draws);
  const target = drawnOffer(month.board, draws);
  if (month.priceChangePpm <= -fallPpm) return askBack(month, () => true);
  const isShunned = (validator: ValidatorIndex): boolean =>
    fleesSlashing && offers[validator].slashedLastMonth;
  const flight = askBack(month, ({ validator }) => isShunned(validator));
  if (flight.length > 0 || !returns || target === undefined || isShunned(target)) return flight;
  return settle(month, validatorsOf(month), target);
}

/**
 * New validators first, up to the wanted number, then the ones with least. A delegation that alone exceeds
 * twice the even part is asked back, the first of them only, so that not all stake is under way at once.
 */
function spread({ validators: wanted }: Spread, month: HolderMonth, draws: Chance): Intention[] {
  const own = validatorsOf(month);
  const total = month.delegations.reduce((sum, { amount }) => sum + amount, month.idle);
  const isTooLarge = ({ amount }: HeldDelegation): boolean => amount * BigInt(wanted) > 2n * total;
  const asked = askBack(month, isTooLarge).slice(0, 1);
  const fresh = newValidators(month.board, own, Math.min(wanted, month.validatorsMax) - own.length, draws);
  if (fresh.length === 0) {
    const least = leastServed(month);
    return least === undefined ? asked : [...asked, ...settle(month, own, least)];
  }
  const parts = fresh.flatMap((validator, index) =>
    settlement(month, validator, equalPart(month.idle, fresh.length, index)),
  );
  // Too little for so many: then one of them gets it all.
  return [...asked, ...(parts.length > 0 ? parts : settle(month, own, fresh[0]))];
}

/** Up to `count` open validators that are not among `own`; four looks for each, so some may stay unfound. */
function newValidators(
  board: OfferBoard,
  own: readonly ValidatorIndex[],
  count: number,
  draws: Chance,
): ValidatorIndex[] {
  const found: ValidatorIndex[] = [];
  for (let look = 0; look < 4 * count && found.length < count; look += 1) {
    const seen = drawnOffer(board, draws);
    if (seen !== undefined && !own.includes(seen) && !found.includes(seen)) found.push(seen);
  }
  return found;
}

/** The holder's open validator with the least of its stake, the earlier one of equals. */
function leastServed({ board, delegations }: HolderMonth): ValidatorIndex | undefined {
  const stakes = new Map<ValidatorIndex, Tokens>();
  for (const { validator, amount, isLeaving } of delegations) {
    if (!board.offers[validator].acceptsNew) continue;
    stakes.set(validator, (stakes.get(validator) ?? 0n) + (isLeaving ? 0n : amount));
  }
  let least: readonly [ValidatorIndex, Tokens] | undefined;
  for (const entry of stakes) if (least === undefined || entry[1] < least[1]) least = entry;
  return least?.[0];
}

/**
 * Delegates all that lies idle to the validator, or, where the limit forbids a new one, to the best of own.
 */
function settle(month: HolderMonth, own: readonly ValidatorIndex[], target: ValidatorIndex): Intention[] {
  const isAllowed = own.includes(target) || own.length < month.validatorsMax;
  const validator = isAllowed ? target : bestKnown(month.board, own);
  return validator === undefined ? [] : settlement(month, validator, month.idle);
}

/** Nothing where the amount is less than the validator takes. */
function settlement(month: HolderMonth, validator: ValidatorIndex, amount: Tokens): Intention[] {
  if (amount === 0n || amount < month.board.offers[validator].minimumDelegation) return [];
  return [{ kind: 'delegate', validator, amount, lock: month.lock }];
}

function askBack(month: HolderMonth, isWanted: (delegation: HeldDelegation) => boolean): Intention[] {
  return month.delegations.flatMap((delegation) =>
    !delegation.isLeaving && isWanted(delegation) ? [{ kind: 'undelegate' as const, id: delegation.id }] : [],
  );
}

/** The holder's validators, each once, in the order of its delegations. */
const validatorsOf = ({ delegations }: HolderMonth): ValidatorIndex[] => [
  ...new Set(delegations.map(({ validator }) => validator)),
];
