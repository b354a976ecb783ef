/** Holders look at their stake when a month opens, and the register of delegations turns. §M11.1, §M11.3 */
import { PPM, type Tokens } from '../../base/units.ts';
import type { DelegationId } from '../../economics/delegation-rows.ts';
import { VALIDATORS_PER_HOLDER_MAX } from '../../economics/initial-delegations.ts';
import {
  drawnBehaviour,
  intentionsOf,
  type Behaviour,
  type HeldDelegation,
  type HolderMonth,
  type Intention,
} from '../../economics/holder-behaviour.ts';
import { yearlyYieldPpm } from '../../economics/real-yield.ts';
import { priceChangePpm } from '../../economics/token-price.ts';
import { offerBoard, type OfferBoard } from '../../economics/validator-offers.ts';
import type { Clock } from '../kernel/engine.ts';
import type { Stream } from '../kernel/streams.ts';
import { FACT } from '../protocol/facts.ts';
import { delegationsOf } from './economy.ts';
import type { World } from './world.ts';

/** A holder that does something, and its own draws. */
interface ActiveHolder {
  readonly holder: number;
  readonly behaviour: Behaviour;
  /** The lock that it chooses, an index into the table of locks. */
  readonly lock: number;
  readonly draws: Stream;
}

/** Holders that look around, and delegations that begin or end at the next openings. */
export interface Crowd {
  readonly active: readonly ActiveHolder[];
  /** Accepted in the running month. */
  readonly begins: DelegationId[];
  /** By month, delegations whose end was asked for. */
  readonly ends: Map<number, DelegationId[]>;
}

/** Who behaves how, drawn once; those that hold are left out, as they never do anything. */
export function createCrowd({ params, parts, streams }: Pick<World, 'params' | 'parts' | 'streams'>): Crowd {
  const active: ActiveHolder[] = [];
  const crowd = params.behaviour.holders;
  if (crowd !== undefined && parts.accounts) {
    const kinds = streams.of('holders/kind');
    const locks = streams.of('holders/lock');
    for (let holder = 0; holder < params.delegation.holders; holder++) {
      const behaviour = drawnBehaviour(crowd.groups, kinds);
      const lock = drawnLock(params.delegation.locks, locks);
      if (behaviour.kind === 'hold') continue;
      active.push({ holder, behaviour, lock, draws: streams.of('holder', holder) });
    }
  }
  return { active, begins: [], ends: new Map() };
}

function drawnLock(locks: readonly { readonly sharePpm: number }[], draws: Stream): number {
  let rest = draws.below(1_000_000);
  return locks.findIndex(({ sharePpm }) => (rest -= sharePpm) < 0);
}

/** A later month opens: what was asked to end is over, and what was accepted begins to count. §M11.1 */
export function delegationsTurn(world: World, month: number, clock: Clock): void {
  if (!world.parts.accounts) return;
  const { crowd } = world;
  const delegations = delegationsOf(world);
  for (const id of crowd.ends.get(month) ?? []) told(world, 'delegation-ended', id, clock);
  crowd.ends.delete(month);
  delegations.turn(month);
  for (const id of crowd.begins) told(world, 'delegation-began', id, clock);
  crowd.begins.length = 0;
}

function told(
  world: World,
  fact: 'delegation-began' | 'delegation-ended',
  id: DelegationId,
  clock: Clock,
): void {
  const delegations = delegationsOf(world);
  const { holder, validator } = delegations.partiesOf(id);
  clock.recordAmount(FACT[fact], holder, validator, delegations.lockOf(id), delegations.amountOf(id));
}

/** Every holder that does not just hold says what it wants; validators accept what is proposed to them. */
export function holdersDecide(world: World, clock: Clock): void {
  const { crowd, economy } = world;
  if (crowd.active.length === 0) return;
  const board = boardOf(world);
  const { opened, before } = economy.market.monthly;
  const common: CommonMonth = {
    board,
    priceChangePpm: priceChangePpm(before, opened),
    outsideYieldPpm: economy.outsideYieldPpm,
    validatorsMax: VALIDATORS_PER_HOLDER_MAX,
  };
  for (const { holder, behaviour, lock, draws } of crowd.active) {
    const month = new HolderView(world, holder, lock, common);
    for (const intention of intentionsOf(behaviour, month, draws))
      carriedOut(world, holder, intention, clock);
  }
}

/** A holder's month, looked up only as far as it is asked for: most holders do not even look around. */
class HolderView implements HolderMonth {
  readonly lock: number;
  readonly board: OfferBoard;
  readonly priceChangePpm: number;
  readonly outsideYieldPpm: number;
  readonly validatorsMax: number;
  readonly #world: World;
  readonly #holder: number;
  #delegations: readonly HeldDelegation[] | undefined;

  constructor(world: World, holder: number, lock: number, common: CommonMonth) {
    this.lock = lock;
    this.board = common.board;
    this.priceChangePpm = common.priceChangePpm;
    this.outsideYieldPpm = common.outsideYieldPpm;
    this.validatorsMax = common.validatorsMax;
    this.#world = world;
    this.#holder = holder;
  }

  /** The part of what is free that holders delegate again, rounded down. */
  get idle(): Tokens {
    const { economy, params } = this.#world;
    const { ledger } = economy;
    const free = ledger.balance(ledger.holder(this.#holder)) - delegationsOf(this.#world).bound(this.#holder);
    return (free * BigInt(params.behaviour.holders?.restakePpm ?? PPM)) / BigInt(PPM);
  }

  get delegations(): readonly HeldDelegation[] {
    return (this.#delegations ??= heldBy(this.#world, this.#holder));
  }
}

/** What is the same for all holders in a month. */
type CommonMonth = Omit<HolderMonth, 'idle' | 'delegations' | 'lock'>;

function heldBy(world: World, holder: number): HeldDelegation[] {
  const register = delegationsOf(world);
  const delegations: HeldDelegation[] = [];
  register.ofHolder(holder, (id, validator) => {
    const isLeaving = register.endOf(id) !== undefined;
    delegations.push({ id, validator, amount: register.amountOf(id), isLeaving });
  });
  return delegations;
}

function carriedOut(world: World, holder: number, intention: Intention, clock: Clock): void {
  const { crowd, economy } = world;
  const delegations = delegationsOf(world);
  if (intention.kind === 'undelegate') {
    const id = intention.id as DelegationId;
    const outcome = delegations.requestUndelegation(id, { by: 'holder', at: clock.now });
    if (outcome.kind !== 'requested') return;
    const ending = crowd.ends.get(outcome.ends);
    if (ending === undefined) crowd.ends.set(outcome.ends, [id]);
    else ending.push(id);
    return;
  }
  const { ledger } = economy;
  const balance: Tokens = ledger.balance(ledger.holder(holder));
  const { validator, amount, lock } = intention;
  const proposal = delegations.propose({ holder, validator, amount, lock, balance });
  if (proposal.kind !== 'proposed') return;
  if (delegations.accept(proposal.id).kind === 'accepted') crowd.begins.push(proposal.id);
}

/** What the last month says about every validator. A year's yield is twelve months of the calendar's. */
function boardOf(world: World): OfferBoard {
  const { earnings, economy, nodes } = world;
  const register = delegationsOf(world);
  return offerBoard(
    Array.from(nodes.nodesOfValidator, (count, validator) => {
      const { feePerMille, minimum, acceptsRequests } = register.terms(validator);
      const rewards = earnings.rewards[validator];
      return {
        netYieldPpm: Number(yearlyYieldPpm(rewards, earnings.stakes[validator], MONTH_OF_YEAR_PPM)),
        acceptsNew: acceptsRequests && count > 0,
        feePerMille,
        slashedLastMonth: economy.slashed.lastMonth.has(validator),
        minimumDelegation: minimum,
      };
    }),
  );
}

/** A twelfth, rounded down to a millionth. */
const MONTH_OF_YEAR_PPM = 83_333;
