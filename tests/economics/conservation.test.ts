/**
 * All of economics at once, by its pure modules: small random economies in which not a unit may be lost or
 * made.
 * The same through the network: tests/sim/scenario/economy-scenarios.test.ts.
 *
 * The mutants to be caught: dust that nobody gets, rounding of a slash that stays with the holders, a reduced
 * claim that is taken from the pool in full, a forgiven penalty that gives back what rounding took, rent that
 * is released twice when a chain is given up.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthStart } from '../../src/base/calendar-months.ts';
import { days, instant, tokens } from '../../src/base/units.ts';
import { StagePool } from '../../src/economics/bounty-2020.ts';
import { EpochPool, epochReward } from '../../src/economics/bounty-v2.ts';
import { nodeWeights, splitBounty } from '../../src/economics/bounty.ts';
import type { DelegationId } from '../../src/economics/delegation-rows.ts';
import { Delegations } from '../../src/economics/delegations.ts';
import { emissionStart, nextEmission, type EmissionPolicy } from '../../src/economics/emission.ts';
import { initialDelegations } from '../../src/economics/initial-delegations.ts';
import { Ledger, SYSTEM_ACCOUNTS } from '../../src/economics/ledger.ts';
import { penaltyOf } from '../../src/economics/slashing.ts';
import { chainPrice } from '../../src/economics/rent.ts';
import { Rents } from '../../src/sim/network/rents.ts';
import { seededDraws } from './draws.helpers.ts';

const ECONOMIES = 2000;
const MONTHS = 5;
const GENESIS = tokens(4_140_000_000);
const MINIMUM = tokens(1000);
const calendar = { kind: 'gregorian', startUnixMillis: 1_577_836_800_000 } as const;
const LOCKS = [
  { months: 1, multiplierPpm: 1_000_000, sharePpm: 333_333 },
  { months: 2, multiplierPpm: 1_234_567, sharePpm: 666_667 },
];

const POLICIES: readonly EmissionPolicy[] = [
  { kind: 'skale' },
  { kind: 'flat-rate', yearlyPpm: 71_234 },
  { kind: 'halving', firstYear: tokens(385_000_000) + 1n, everyYears: 4 },
  { kind: 'table', years: [tokens(7) + 5n], after: 'last' },
  {
    kind: 'target-stake',
    targetPpm: 670_000,
    minimumPpm: 70_000,
    maximumPpm: 200_000,
    speedPpm: 130_000,
    startPpm: 130_000,
  },
];

const anEconomy = fc.record({
  holders: fc.integer({ min: 2, max: 12 }),
  nodes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
  surplus: fc.bigInt(0n, tokens(9000)),
  liquid: fc.bigInt(0n, tokens(900)),
  emission: fc.constantFrom(...POLICIES),
  bounty: fc.constantFrom('talk' as const, 'sm-1.5' as const, 'sm-1.12' as const),
  weight: fc.constantFrom('effective-stake' as const, 'equal' as const),
  rent: fc.constantFrom('pool' as const, 'kept' as const, 'node-seconds' as const),
  slashed: fc.constantFrom('locked' as const, 'burned' as const, 'pool' as const, 'forgiven' as const),
  feePerMille: fc.integer({ min: 0, max: 1000 }),
  passingPpm: fc.constantFrom(0, 500_000, 970_000, 1_000_000),
  cutsAccepted: fc.boolean(),
  seed: fc.nat(),
});

type Setting = typeof anEconomy extends fc.Arbitrary<infer Value> ? Value : never;

/** What the whole set of economies has seen: an economy in which nothing happens shows nothing. */
const seen = { slashed: 0, rounding: 0, undelegated: 0, begun: 0, givenUp: 0, refused: 0, withheld: 0 };

class Economy {
  readonly setting: Setting;
  readonly ledger: Ledger;
  readonly delegations: Delegations;
  readonly rents = new Rents();
  readonly below: (bound: number) => number;
  readonly validatorOf: number[];
  readonly epochs = new EpochPool();
  readonly stages = new StagePool();
  emission;
  forgiven: { month: number; holder: number; amount: bigint }[] = [];
  penalties = { taken: 0n, settled: 0n };
  chains = 0;
  /** By chain with a running term, what it prepaid and how many parts of it are released. */
  readonly prepaid = new Map<number, { readonly total: bigint; readonly months: number; released: number }>();

  constructor(setting: Setting) {
    this.setting = setting;
    const { holders, nodes, surplus, liquid, feePerMille, cutsAccepted, emission, seed } = setting;
    const draws = seededDraws(`economy ${seed}`);
    this.below = (bound) => draws.below(bound);
    this.emission = emissionStart(emission);
    this.validatorOf = nodes.flatMap((count, validator) => Array<number>(count).fill(validator));
    this.ledger = new Ledger({ genesis: GENESIS, holders, validators: nodes.length });
    this.delegations = new Delegations({
      holders,
      validators: nodes.length,
      locks: LOCKS,
      calendar,
      terms: { feePerMille, minimum: 1n, acceptsRequests: true },
      cutsAccepted,
    });
    const start = initialDelegations({
      holders,
      staked: BigInt(this.validatorOf.length) * MINIMUM + surplus,
      validators: nodes.map((count) => ({ nodes: count })),
      minimumStake: MINIMUM,
      locks: LOCKS,
      draws,
    });
    if (start.kind !== 'delegated') throw new Error(start.kind);
    const market = this.ledger.system('market');
    for (let holder = 0; holder < holders; holder++) this.#move(market, this.ledger.holder(holder), liquid);
    for (const row of start.delegations) {
      this.#move(market, this.ledger.holder(row.holder), row.amount);
      this.delegations.deal({ ...row, started: -this.below(3) });
    }
  }

  #move(from: ReturnType<Ledger['holder']>, to: ReturnType<Ledger['holder']>, amount: bigint): void {
    this.ledger.transfer(from, to, amount);
  }

  month(month: number): void {
    if (month > 0) this.#opens(month);
    this.#chains(month);
    this.#epochOpens(month);
    for (let deed = 0; deed < 4; deed++) this.#somethingHappens(month);
    this.#closes(month);
    this.#check();
  }

  /** Penalties go where they go, and the register turns. */
  #opens(month: number): void {
    const { ledger, setting } = this;
    const locked = ledger.system('slashed');
    const before = ledger.balance(locked);
    if (setting.slashed === 'burned') ledger.burn(locked, before);
    if (setting.slashed === 'pool') this.#move(locked, ledger.system('pool'), before);
    for (const { holder, amount } of this.forgiven.filter((due) => due.month === month)) {
      this.#move(locked, ledger.holder(holder), amount);
    }
    this.penalties.settled += before - ledger.balance(locked);
    this.delegations.turn(month);
  }

  #chains(month: number): void {
    const { ledger, rents } = this;
    if (month > 0) rents.termsEnded((chain) => this.#stays(chain, 2) && this.#prepays(chain));
    for (let count = this.below(3); count > 0; count--) this.#prepays(this.chains++);
    let released = 0n;
    if (month > 0) {
      released += rents.broken((chain) => {
        if (this.#stays(chain, 4)) return false;
        seen.givenUp++;
        return true;
      });
    }
    released += rents.release();
    for (const term of this.prepaid.values()) term.released++;
    const to = { pool: 'pool', kept: 'rent-kept', 'node-seconds': 'rent-due' } as const;
    this.#move(ledger.system('rent-escrow'), ledger.system(to[this.setting.rent]), released);
  }

  /** One of `chance` chains goes. */
  #stays(chain: number, chance: number): boolean {
    const goes = this.below(chance) === 0;
    if (goes) this.prepaid.delete(chain);
    return !goes;
  }

  #prepays(chain: number): boolean {
    const months = 1 + this.below(3);
    const total = chainPrice(
      { kind: 'contract' },
      { slots: 7, members: 16, months, lifetimeSeconds: months * 2_635_201, priceMicroUsd: 99_999 },
    );
    this.#move(this.ledger.system('market'), this.ledger.system('rent-escrow'), total);
    this.prepaid.set(chain, { total, months, released: 0 });
    this.rents.prepaid(chain, { months, total });
    return true;
  }

  #epochOpens(month: number): void {
    if (this.setting.bounty === 'sm-1.12') this.epochs.open(epochReward(month));
  }

  #somethingHappens(month: number): void {
    const { delegations, setting, ledger } = this;
    const holder = this.below(setting.holders);
    const validator = this.below(setting.nodes.length);
    switch (this.below(4)) {
      case 0:
        return this.#slash(validator, month);
      case 1: {
        const balance = ledger.balance(ledger.holder(holder));
        const amount = BigInt(1 + this.below(1_000_000)) * 900_000_000_000_001n;
        const answer = delegations.propose({ holder, validator, lock: this.below(2), amount, balance });
        if (answer.kind === 'refused') return;
        if (this.below(4) > 0 && delegations.accept(answer.id).kind === 'accepted') seen.begun++;
        return;
      }
      case 2: {
        const own: DelegationId[] = [];
        delegations.ofHolder(holder, (id) => own.push(id));
        if (own.length === 0) return;
        const id = own[this.below(own.length)];
        const at = instant(monthStart(calendar, month) + this.below(30) * 86_400_000 * (month === 1 ? 0 : 1));
        const by = this.below(2) === 0 ? 'holder' : 'validator';
        if (delegations.requestUndelegation(id, { by, at }).kind === 'requested') seen.undelegated++;
        return;
      }
      default:
        return this.#claims(month);
    }
  }

  #slash(validator: number, month: number): void {
    const { delegations, ledger } = this;
    const sharePpm = [0, 123_457, 500_001, 1_000_000][this.below(4)];
    const delegated = delegations.delegated(validator);
    const asked = penaltyOf({ sharePpm, tokens: BigInt(this.below(1000)) }, delegated);
    delegations.slash(validator, asked);
    const losses: { holder: number; amount: bigint }[] = [];
    const rounding = ledger.system('slash-rounding');
    const settled = delegations.settle(validator, (_id, holder, _lock, amount) => {
      this.#move(ledger.holder(holder), rounding, amount);
      losses.push({ holder, amount });
    });
    const taken = losses.reduce((sum, { amount }) => sum + amount, 0n);
    expect(settled.penalty + settled.rounding).toBe(taken);
    this.#move(rounding, ledger.system('slashed'), settled.penalty);
    this.penalties.taken += settled.penalty;
    if (settled.penalty > 0n) seen.slashed++;
    if (settled.rounding > 0n) seen.rounding++;
    if (this.setting.slashed !== 'forgiven' || taken === 0n) return;
    for (const { holder, amount } of losses) {
      this.forgiven.push({ month: month + 2, holder, amount: (amount * settled.penalty) / taken });
    }
  }

  /** A node claims under the contracts; what the claim brings is minted and shared. */
  #claims(month: number): void {
    const { setting, delegations } = this;
    if (setting.bounty === 'talk') return;
    const validator = this.validatorOf[this.below(this.validatorOf.length)];
    const part = BigInt(this.below(3));
    const reduce = (due: bigint): bigint => (due * part) / 2n;
    const all = setting.nodes.map((_, index) => delegations.effective(index));
    const outcome =
      setting.bounty === 'sm-1.12'
        ? this.epochs.claim({
            validator,
            isCompliant: this.below(9) > 0,
            effective: all[validator],
            effectiveAll: all.reduce((sum, each) => sum + each, 0n),
            delegated: delegations.delegated(validator),
            minimumStake: MINIMUM,
            reduce,
          })
        : this.stages.claim({
            now: instant(monthStart(calendar, month)),
            launch: instant(0),
            rewardPeriod: days(30),
            nodesOnline: this.validatorOf.length,
            reduce,
          });
    if (outcome.kind === 'refused') {
      seen.refused++;
      return;
    }
    if (outcome.withheld > 0n) seen.withheld++;
    this.ledger.mint(this.ledger.system('pool'), outcome.amount);
    this.#shared(validator, outcome.amount);
  }

  /** Fee and dust to the validator, the rest to its holders. */
  #shared(validator: number, bounty: bigint): void {
    const { ledger } = this;
    const pool = ledger.system('pool');
    let rewards = 0n;
    const { fee, dust } = this.delegations.pay(validator, bounty, (_id, holder, _lock, reward) => {
      this.#move(pool, ledger.holder(holder), reward);
      rewards += reward;
    });
    expect(fee + dust + rewards).toBe(bounty);
    this.#move(pool, ledger.validator(validator), fee + dust);
  }

  #closes(month: number): void {
    const { setting, ledger } = this;
    const due = ledger.system('rent-due');
    const service = splitBounty({
      pool: ledger.balance(due),
      weights: this.validatorOf.map(() => BigInt(this.below(1000))),
    });
    service.paid.forEach((amount, node) => {
      this.#move(due, ledger.system('pool'), amount);
      this.#shared(this.validatorOf[node], amount);
    });
    expect(ledger.balance(due)).toBe(service.carried);
    if (setting.bounty !== 'talk') return;
    const staked = setting.nodes.reduce((sum, _, index) => sum + this.delegations.delegated(index), 0n);
    const occasion = { month, supply: ledger.supply, staked };
    const { minted, state } = nextEmission(setting.emission, this.emission, occasion);
    this.emission = state;
    ledger.mint(ledger.system('pool'), minted);
    const pool = ledger.balance(ledger.system('pool'));
    const scores = this.validatorOf.map(() => (this.below(1_000_000) < setting.passingPpm ? 1 : 0));
    const effective = setting.nodes.map((_, index) => this.delegations.effective(index));
    const weights = nodeWeights({
      policy: setting.weight,
      validatorOf: this.validatorOf,
      scores,
      effective,
    });
    const { paid, carried } = splitBounty({ pool, weights });
    paid.forEach((amount, node) => this.#shared(this.validatorOf[node], amount));
    expect(paid.reduce((sum, amount) => sum + amount, carried)).toBe(pool);
    expect(ledger.balance(ledger.system('pool'))).toBe(carried);
  }

  /** floor(total / months) is released each month, the remainder with the last. */
  #unreleased(): bigint {
    let sum = 0n;
    for (const { total, months, released } of this.prepaid.values()) {
      if (released < months) sum += total - BigInt(released) * (total / BigInt(months));
    }
    return sum;
  }

  #check(): void {
    const { ledger, setting } = this;
    const holders = Array.from({ length: setting.holders }, (_, index) => index);
    const all = [
      ...SYSTEM_ACCOUNTS.map((name) => ledger.balance(ledger.system(name))),
      ...holders.map((holder) => ledger.balance(ledger.holder(holder))),
      ...setting.nodes.map((_, index) => ledger.balance(ledger.validator(index))),
    ];
    expect(all.every((balance) => balance >= 0n)).toBe(true);
    const sum = all.reduce((total, balance) => total + balance, 0n);
    expect(sum).toBe(ledger.supply);
    expect(ledger.audit()).toBe(GENESIS + ledger.minted - ledger.burned);
    const isCovered = (holder: number): boolean =>
      this.delegations.bound(holder) <= ledger.balance(ledger.holder(holder));
    expect(holders.every(isCovered)).toBe(true);
    expect(ledger.balance(ledger.system('rent-escrow'))).toBe(this.#unreleased());
    const { taken, settled } = this.penalties;
    expect(ledger.balance(ledger.system('slashed'))).toBe(taken - settled);
    expect(ledger.burned).toBe(setting.slashed === 'burned' ? settled : 0n);
  }
}

test('in 2,000 random economies of five months every unit is accounted for and no balance is negative', () => {
  fc.assert(
    fc.property(anEconomy, (setting) => {
      const economy = new Economy(setting);
      for (let month = 0; month < MONTHS; month++) economy.month(month);
      const { epochs, stages, ledger } = economy;
      // What the contracts' pools have paid is what was minted: nothing is made before it is claimed.
      if (setting.bounty === 'sm-1.5') expect(ledger.minted).toBe(stages.paid);
      if (setting.bounty === 'sm-1.12') {
        const opened = Array.from({ length: MONTHS }, (_, month) => epochReward(month));
        expect(ledger.minted + epochs.held).toBe(opened.reduce((sum, each) => sum + each, 0n));
      }
    }),
    { seed: 1901, numRuns: ECONOMIES },
  );
  // A test in which nothing happens would show nothing.
  expect(Math.min(seen.slashed, seen.rounding, seen.undelegated, seen.begun)).toBeGreaterThan(ECONOMIES / 4);
  expect(Math.min(seen.givenUp, seen.refused, seen.withheld)).toBeGreaterThan(ECONOMIES / 20);
});
