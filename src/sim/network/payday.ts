/**
 * The month's end: scores, new tokens, and, where nodes are paid unasked, the pool to those that passed.
 * §M10.2
 */
import { assert } from '../../base/assert.ts';
import type { Tokens } from '../../base/units.ts';
import { nodeWeights, splitBounty } from '../../economics/bounty.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT, OFFENCES } from '../protocol/facts.ts';
import { claimsClosed } from './claims.ts';
import { salesTold, validatorPaid } from './earnings.ts';
import { delegationsOf } from './economy.ts';
import { emissionDue } from './emission.ts';
import { payParts } from './pay-parts.ts';
import { nodesScored } from './scoring.ts';
import { stakeSlashed } from './slashing.ts';
import type { World } from './world.ts';

/** Closes the accounts of a month: the old month is paid on the old committees. §M1.2 */
export function monthEnds(world: World, month: number, clock: Clock): void {
  if (world.parts.monitoring) {
    const scores = nodesScored(world, clock);
    downtimeSlashed(world, scores, clock);
    if (world.parts.accounts) {
      if (world.params.bounty.policy === 'talk') {
        emissionMinted(world, month, clock);
        poolPaid(world, scores, month, clock);
      } else {
        claimsClosed(world, month, clock);
        const earned = world.nodes.nodesOfValidator.length;
        rentsPaid(world, Array<Tokens>(earned).fill(0n), month, clock);
      }
      salesTold(world, month, clock);
    }
    world.lastScores = scores;
  }
  clock.record(FACT['month-closed'], month);
}

/** Who failed the month is slashed before it is paid, where there is a penalty for it. §M1.2, §M12.1 */
function downtimeSlashed(world: World, scores: Int8Array, clock: Clock): void {
  const { downtime } = world.params.slashing;
  if (downtime === undefined) return;
  scores.forEach((score, node) => {
    if (score === 0) stakeSlashed(world, node, OFFENCES.indexOf('downtime'), -1, downtime, clock);
  });
}

function emissionMinted(world: World, month: number, clock: Clock): void {
  const { ledger } = world.economy;
  const minted = emissionDue(world, month);
  ledger.mint(ledger.system('pool'), minted);
  clock.recordAmount(FACT['tokens-minted'], month, 0, 0, minted);
}

/** What the failed would have got goes to the passed; what rounding leaves stays in the pool. §M10.2 */
function poolPaid(world: World, scores: Int8Array, month: number, clock: Clock): void {
  const { ledger } = world.economy;
  const delegations = delegationsOf(world);
  const { validatorOf, nodesOfValidator } = world.nodes;
  const pool = ledger.balance(ledger.system('pool'));
  const effective = Array.from(nodesOfValidator, (_, validator) => delegations.effective(validator));
  const weightsFor = (judged: ArrayLike<number>): readonly bigint[] =>
    nodeWeights({ policy: world.params.bounty.weight, validatorOf, scores: judged, effective });
  const weights =
    world.records === undefined
      ? weightsFor(scores)
      : payParts(world, scores, weightsFor(scores.map((score) => (score < 0 ? score : 1))));
  const { paid, carried } = splitBounty({ pool, weights });
  const earned: Tokens[] = Array.from({ length: nodesOfValidator.length }, () => 0n);
  let total = 0n;
  let passed = 0;
  paid.forEach((amount, node) => {
    if (weights[node] === 0n && scores[node] !== 1) return;
    passed++;
    total += amount;
    earned[validatorOf[node]] += amount;
    clock.recordAmount(FACT['bounty-paid'], node, month, 0, amount);
  });
  assert(total + carried === pool, 'paid + carried = pool');
  rentsPaid(world, earned, month, clock);
  clock.recordAmount(FACT['pool-carried'], month, passed, 0, carried);
}

/** Pays what validators earned, and with it the rents that their nodes earned by service. */
function rentsPaid(world: World, earned: Tokens[], month: number, clock: Clock): void {
  serviceEarned(world, earned, month, clock);
  earned.forEach((amount, validator) => validatorPaid(world, validator, amount, month, clock));
}

/**
 * Adds to what validators earned the month's rents, by the slots that their nodes served and for how long,
 * whatever the score: these are paid for the service. What rounding leaves waits for the next month. §M10.2
 */
function serviceEarned(world: World, earned: Tokens[], month: number, clock: Clock): void {
  if (world.service === undefined) return;
  const { ledger } = world.economy;
  const due = ledger.system('rent-due');
  const { paid } = splitBounty({
    pool: ledger.balance(due),
    weights: world.service.closed(world.chains, clock.now),
  });
  paid.forEach((amount, node) => {
    if (amount === 0n) return;
    // Fees and rewards are paid out of the pool.
    ledger.transfer(due, ledger.system('pool'), amount);
    earned[world.nodes.validatorOf[node]] += amount;
    clock.recordAmount(FACT['rent-earned'], node, month, 0, amount);
  });
}
