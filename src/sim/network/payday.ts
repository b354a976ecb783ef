/** The month's end: scores, then the pool to the nodes that passed, then fees and rewards. §M10.2, §M11.2 */
import { assert } from '../../base/assert.ts';
import type { Tokens } from '../../base/units.ts';
import { nodeWeights, splitBounty } from '../../economics/bounty.ts';
import { distribute } from '../../economics/delegation.ts';
import { monthlyEmission } from '../../economics/emission.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { stakeOf } from './economy.ts';
import { nodesScored } from './scoring.ts';
import type { World } from './world.ts';

/** Closes the accounts of a month: the old month is paid on the old committees. §M1.2 */
export function monthEnds(world: World, month: number, clock: Clock): void {
  if (world.parts.monitoring) {
    const scores = nodesScored(world, clock);
    if (world.parts.accounts) {
      emissionMinted(world, month, clock);
      poolPaid(world, scores, month, clock);
    }
    world.lastScores = scores;
  }
  clock.record(FACT['month-closed'], month);
}

function emissionMinted(world: World, month: number, clock: Clock): void {
  const { ledger } = world.economy;
  const minted = monthlyEmission(world.params.emission.policy, month);
  ledger.mint(ledger.system('pool'), minted);
  clock.recordAmount(FACT['tokens-minted'], month, 0, 0, minted);
}

/** What the failed would have got goes to the passed; what rounding leaves stays in the pool. §M10.2 */
function poolPaid(world: World, scores: Int8Array, month: number, clock: Clock): void {
  const { ledger } = world.economy;
  const { effective } = stakeOf(world);
  const { validatorOf } = world.nodes;
  const pool = ledger.balance(ledger.system('pool'));
  const weights = nodeWeights({
    policy: world.params.bounty.weight,
    validatorOf,
    scores,
    effective: effective.validators,
  });
  const { paid, carried } = splitBounty({ pool, weights });
  const earned: Tokens[] = Array.from({ length: effective.validators.length }, () => 0n);
  let total = 0n;
  paid.forEach((amount, node) => {
    if (scores[node] !== 1) return;
    total += amount;
    earned[validatorOf[node]] += amount;
    clock.recordAmount(FACT['bounty-paid'], node, month, 0, amount);
  });
  assert(total + carried === pool, 'paid + carried = pool');
  earned.forEach((amount, validator) => validatorPaid(world, validator, amount, month, clock));
  const passed = scores.reduce((count, score) => count + (score === 1 ? 1 : 0), 0);
  clock.recordAmount(FACT['pool-carried'], month, passed, 0, carried);
}

/** Fee and dust to the validator, the rest to every holder's account without an act of theirs. §M11.2 */
function validatorPaid(world: World, validator: number, bounty: Tokens, month: number, clock: Clock): void {
  if (bounty === 0n) return;
  const { ledger } = world.economy;
  const { book, effective } = stakeOf(world);
  const { feePerMille, locks } = world.params.delegation;
  const { fee, dust, rewards } = distribute({ bounty, feePerMille, effective: effective.rows[validator] });
  const pool = ledger.system('pool');
  ledger.transfer(pool, ledger.validator(validator), fee + dust);
  clock.recordAmount(FACT['fee-paid'], validator, month, 0, fee + dust);
  const byLock: Tokens[] = locks.map(() => 0n);
  const first = book.firstRows[validator];
  rewards.forEach((reward, index) => {
    ledger.transfer(pool, ledger.holder(book.holders[first + index]), reward);
    byLock[book.locks[first + index]] += reward;
  });
  byLock.forEach((amount, lock) => {
    if (amount > 0n) clock.recordAmount(FACT['reward-paid'], validator, month, lock, amount);
  });
}
