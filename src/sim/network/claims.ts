/**
 * Paydays of the contracts: each node asks mainnet for its bounty when it may, and gets it when the
 * transaction is there. What nobody asks for stays in the pool. §M10.3, §M10.4
 */
import { after, hours, instant, type Instant, type Tokens } from '../../base/units.ts';
import { commonBounty, stageAt, STAGE_NONE, type Stage2019 } from '../../economics/bounty-2019.ts';
import { SKALE_SUPPLY_MAX } from '../../economics/emission.ts';
import { StagePool } from '../../economics/bounty-2020.ts';
import { epochReward, EpochPool } from '../../economics/bounty-v2.ts';
import { claimCalendar, nextClaim } from '../../economics/claim-window.ts';
import { gasCostMicroUsd } from '../../economics/gas-price.ts';
import { lateChecks, payment } from '../../sla/payment-policies.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import type { Params } from '../protocol/params.ts';
import { isIncompliant } from './compliance.ts';
import { validatorPaid } from './earnings.ts';
import { delegationsOf } from './economy.ts';
import { emissionDue } from './emission.ts';
import { checkClaim } from './enact-economy.ts';
import { EVENT } from './events.ts';
import { gasPrice } from './gas-left.ts';
import { isAway } from './nodes.ts';
import { isStakeShortOf } from './pay-parts.ts';
import { transactionSent } from './transaction.ts';
import type { World } from './world.ts';

/** Where bounties come from under each of the contracts, and when each node claimed last. */
export interface Claims {
  readonly pool: ContractPool;
  /** By node: its last claim, at first when it came. */
  readonly last: Float64Array;
  /** Base units minted for claims since the month began. */
  minted: Tokens;
  /** Weight of all validators, as long as nothing has changed it; undefined: to be summed. */
  effectiveAll: bigint | undefined;
}

type ContractPool =
  | { readonly policy: 'sm-1.12'; readonly epochs: EpochPool }
  | { readonly policy: 'sm-1.5'; readonly stages: StagePool }
  | { readonly policy: 'sm-talk-2019'; stage: Stage2019 };

/** How long a node that is down, or finds gas too dear, waits before it looks again. */
const RETRY_DOWN = hours(1);
const RETRY_DEAR = hours(24);
/** How long one waits whose claim was refused. */
const RETRY_REFUSED = hours(24);

/** Nobody has claimed. Undefined where nodes are paid unasked. */
export function createClaims({ bounty }: Params, nodes: number): Claims | undefined {
  if (bounty.policy === 'talk') return undefined;
  const others = { last: new Float64Array(nodes), minted: 0n, effectiveAll: undefined };
  switch (bounty.policy) {
    case 'sm-1.12':
      return { pool: { policy: 'sm-1.12', epochs: new EpochPool() }, ...others };
    case 'sm-1.5':
      return { pool: { policy: 'sm-1.5', stages: new StagePool() }, ...others };
    case 'sm-talk-2019':
      return { pool: { policy: 'sm-talk-2019', stage: STAGE_NONE }, ...others };
  }
}

/** A node is in the network from now on, and will claim. */
export function claimsBegin(world: World, node: number, clock: Clock): void {
  const { claims } = world;
  if (claims === undefined || !world.parts.accounts) return;
  claims.last[node] = clock.now;
  clock.schedule(nextClaimOf(world, node, clock.now), EVENT.claimDue, node);
}

/** A month opens: an epoch's pool is filled. §M10.3 */
export function epochOpens(world: World, month: number): void {
  const { claims, params } = world;
  if (claims === undefined || !world.parts.accounts) return;
  claims.effectiveAll = undefined;
  if (claims.pool.policy !== 'sm-1.12') return;
  const isOfContracts = params.emission.policy.kind === 'skale';
  claims.pool.epochs.open(isOfContracts ? epochReward(month) : emissionDue(world, month));
}

/** A node may claim from now on; it does so when it is up and its operator wants to. */
export function claimDue(world: World, node: number, clock: Clock): void {
  const { nodes, params } = world;
  if (isAway(nodes, node)) return;
  if (nodes.downCauses[node] > 0) {
    clock.schedule(after(clock.now, RETRY_DOWN), EVENT.claimDue, node);
    return;
  }
  // Who put its claim off may have to wait longer in the month that has opened meanwhile. §M10.3
  const due = nextClaimOf(world, node, clock.now);
  if (due > clock.now) {
    clock.schedule(due, EVENT.claimDue, node);
    return;
  }
  if (!wantsToClaim(world, node)) {
    clock.record(FACT['claim-delayed'], node, world.month);
    clock.schedule(after(clock.now, RETRY_DEAR), EVENT.claimDue, node);
    return;
  }
  clock.record(FACT['claim-sent'], node, world.month);
  clock.schedule(transactionSent(world, node, clock.now, params.bounty.claimGas), EVENT.claimTaken, node);
}

/** The claim is on mainnet: it is paid, whatever it brings, and the next one comes due. */
export function claimTaken(world: World, node: number, clock: Clock): void {
  const { claims, economy, nodes } = world;
  if (claims === undefined || isAway(nodes, node)) return;
  // A month may have turned while the transaction was on its way.
  const isEarly = nextClaimOf(world, node, clock.now) > clock.now;
  const amount = isEarly ? undefined : claimedBy(world, node, clock.now);
  clock.record(FACT['claim-settled'], node, world.month, Number(claimCost(world)));
  if (amount === undefined) {
    // A transaction that reverts costs its gas and leaves no trace: the node tries again a day later.
    clock.record(FACT['claim-refused'], node, world.month);
    clock.schedule(after(clock.now, RETRY_REFUSED), EVENT.claimDue, node);
    return;
  }
  claims.last[node] = clock.now;
  claims.minted += amount;
  const { ledger } = economy;
  ledger.mint(ledger.system('pool'), amount);
  clock.recordAmount(FACT['bounty-paid'], node, world.month, 0, amount);
  validatorPaid(world, nodes.validatorOf[node], amount, world.month, clock);
  clock.schedule(nextClaimOf(world, node, clock.now), EVENT.claimDue, node);
}

/** The month's accounts: what was minted for claims, and what the pool holds for later ones. §M10.5 */
export function claimsClosed(world: World, month: number, clock: Clock): void {
  const { claims } = world;
  if (claims === undefined) return;
  clock.recordAmount(FACT['tokens-minted'], month, 0, 0, claims.minted);
  claims.minted = 0n;
  const { pool } = claims;
  const held =
    pool.policy === 'sm-1.12' ? pool.epochs.held : pool.policy === 'sm-1.5' ? pool.stages.held : 0n;
  clock.recordAmount(FACT['pool-carried'], month, 0, 0, held);
}

/** Millionths of a dollar for the gas of a claim now, below 2^53: 10^9 gas at 10^15 wei and 10^9 dollars. */
function claimCost(world: World): bigint {
  const { bounty, market } = world.params;
  return gasCostMicroUsd(bounty.claimGas, gasPrice(world), market.etherMicroUsd);
}

function wantsToClaim(world: World, node: number): boolean {
  const { gasBudgetMicroUsd } = world.params.bounty;
  const cost = Number(claimCost(world));
  const occasion = { node, month: world.month, gasMicroUsd: cost, budgetMicroUsd: gasBudgetMicroUsd };
  if (world.operators.hasRule.claim[node] === 0) {
    return gasBudgetMicroUsd === undefined || cost <= gasBudgetMicroUsd;
  }
  return checkClaim(world, node, world.operators.ask('claim', node, occasion)) === 'claim';
}

function nextClaimOf(world: World, node: number, now: Instant): Instant {
  const { claims, params } = world;
  const last = instant(claims?.last[node] ?? 0);
  if (params.bounty.policy !== 'sm-1.12') {
    const due = after(last, params.bounty.rewardPeriod);
    return due > now ? due : now;
  }
  const { calendar } = params;
  return nextClaim({
    calendar: claimCalendar(calendar),
    window: params.bounty.claimWindow,
    lastClaim: last,
    now,
  });
}

/** Base units that the claim brings; undefined for one that is refused. */
function claimedBy(world: World, node: number, now: Instant): Tokens | undefined {
  const { claims, params, nodes, economy } = world;
  if (claims === undefined) return undefined;
  const { pool } = claims;
  const reduce = (due: Tokens): Tokens => withinCap(world, reducedPay(world, node, due, now));
  const present = nodes.count - world.leftCount - world.reserve.count;
  switch (pool.policy) {
    case 'sm-1.12': {
      const validator = nodes.validatorOf[node];
      const delegations = delegationsOf(world);
      const outcome = pool.epochs.claim({
        validator,
        isCompliant: !isIncompliant(world, node),
        effective: delegations.effective(validator),
        effectiveAll: effectiveOfAll(world),
        delegated: delegations.delegated(validator),
        minimumStake: economy.minimumStake,
        reduce,
      });
      return outcome.kind === 'paid' ? outcome.amount : undefined;
    }
    case 'sm-1.5': {
      const { rewardPeriod } = params.bounty;
      const occasion = { now, launch: instant(0), rewardPeriod, nodesOnline: present, reduce };
      const outcome = pool.stages.claim(occasion);
      return outcome.kind === 'paid' ? outcome.amount : undefined;
    }
    case 'sm-talk-2019': {
      const period = params.bounty.rewardPeriod;
      pool.stage = stageAt(pool.stage, { now, period, nodes: present });
      const cap = params.emission.supplyMax ?? SKALE_SUPPLY_MAX;
      const due = commonBounty({
        cap,
        elapsed: now as number as typeof period,
        period,
        nodes: pool.stage.nodes,
      });
      return reduce(due);
    }
  }
}

/** What the cap on supply has room for: what it cuts off stays unminted. §M10.1 */
function withinCap({ economy, params }: World, amount: Tokens): Tokens {
  const { supplyMax } = params.emission;
  if (supplyMax === undefined) return amount;
  const room = supplyMax - economy.ledger.supply;
  return amount < room ? amount : room;
}

/** What the figures of the last closed month leave of a bounty. §M9.5 */
function reducedPay(world: World, node: number, due: Tokens, now: Instant): Tokens {
  const { records, params, claims, lastScores } = world;
  const policy = params.sla.payment;
  if (records === undefined || claims === undefined) return due;
  const lastClaim = instant(claims.last[node]);
  const late = 'schedule' in policy ? lateChecks(policy.schedule, { lastClaim, now }) : 0;
  const isStakeShort = isStakeShortOf(world, world.nodes.validatorOf[node]);
  // Who has not been scored yet has nothing against it.
  const score = lastScores?.[node] === 0 ? 0 : 1;
  return payment(policy, due, records.judged(node, { score, lateChecks: late, isStakeShort }, policy)).paid;
}

function effectiveOfAll(world: World): bigint {
  const { claims, nodes } = world;
  const delegations = delegationsOf(world);
  if (claims?.effectiveAll !== undefined) return claims.effectiveAll;
  let all = 0n;
  for (let validator = 0; validator < nodes.nodesOfValidator.length; validator++) {
    all += delegations.effective(validator);
  }
  if (claims !== undefined) claims.effectiveAll = all;
  return all;
}
