/** A node's offence costs stake of its validator. Where the node sits does not change. §M2.3, §M12 */
import type { ValidatorIndex } from '../../base/ids.ts';
import type { Tokens } from '../../base/units.ts';
import { penaltyOf, type Penalty } from '../../economics/slashing.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT, SLASH_DESTINATIONS } from '../protocol/facts.ts';
import { delegationsOf } from './economy.ts';
import type { World } from './world.ts';

/**
 * Slashes the stake of `node`'s validator by `penalty`, for an `offence` (index into OFFENCES) in the
 * committee of `committee`. The offence is told in every run, with the fixed part of its penalty; what stake
 * it took, a share of it perhaps and never more than there is, only where accounts are kept.
 */
export function stakeSlashed(
  world: World,
  node: number,
  offence: number,
  committee: number,
  penalty: Penalty,
  clock: Clock,
): void {
  clock.recordAmount(FACT['node-slashed'], node, offence, committee, penalty.tokens);
  if (!world.parts.accounts) return;
  const validator = world.nodes.validatorOf[node];
  const asked = penaltyOf(penalty, delegationsOf(world).delegated(validator));
  const taken = stakeTaken(world, validator, asked);
  clock.recordAmount(FACT['stake-slashed'], validator, offence, 0, taken);
  world.economy.slashed.thisMonth.add(validator);
  if (world.claims !== undefined) world.claims.effectiveAll = undefined;
}

/**
 * Takes the penalty and what rounding takes beyond it from the holders' accounts, and gives their sum. All of
 * it passes through the account of rounding, which keeps what is no penalty; when rounding gives back, it
 * pays a part of the penalty. §M12.2
 */
function stakeTaken(world: World, validator: ValidatorIndex, asked: Tokens): Tokens {
  const { ledger } = world.economy;
  const { destination } = world.params.slashing;
  const delegations = delegationsOf(world);
  const rounding = ledger.system('slash-rounding');
  delegations.slash(validator, asked);
  const losses: { holder: number; amount: Tokens }[] = [];
  let taken = 0n;
  const { penalty } = delegations.settle(validator, (_id, holder, _lock, loss) => {
    ledger.transfer(ledger.holder(holder), rounding, loss);
    taken += loss;
    if (destination === 'forgiven') losses.push({ holder, amount: loss });
  });
  ledger.transfer(rounding, ledger.system('slashed'), penalty);
  remembered(world, losses, penalty, taken);
  return taken;
}

/**
 * Each holder's part of a penalty that will be forgiven, rounded down: what rounding took is not given
 * back.
 */
function remembered(
  world: World,
  losses: readonly { readonly holder: number; readonly amount: Tokens }[],
  penalty: Tokens,
  taken: Tokens,
): void {
  if (losses.length === 0) return;
  const { forgiven } = world.economy.slashed;
  const month = world.month + world.params.slashing.forgiveAfterMonths;
  const due = forgiven.get(month) ?? [];
  for (const { holder, amount } of losses) due.push({ holder, amount: (amount * penalty) / taken });
  forgiven.set(month, due);
}

/** A month opens: what becomes of the penalties of before. §M12.2 */
export function penaltiesSettled(world: World, month: number, clock: Clock): void {
  if (!world.parts.accounts) return;
  const { slashed, ledger } = world.economy;
  slashed.lastMonth = slashed.thisMonth;
  slashed.thisMonth = new Set();
  const { destination } = world.params.slashing;
  const locked = ledger.system('slashed');
  let settled = 0n;
  switch (destination) {
    case 'locked':
      return;
    case 'burned':
      settled = ledger.balance(locked);
      ledger.burn(locked, settled);
      break;
    case 'pool':
      settled = ledger.balance(locked);
      ledger.transfer(locked, ledger.system('pool'), settled);
      break;
    case 'forgiven':
      for (const { holder, amount } of slashed.forgiven.get(month) ?? []) {
        ledger.transfer(locked, ledger.holder(holder), amount);
        settled += amount;
      }
      slashed.forgiven.delete(month);
  }
  if (settled === 0n) return;
  clock.recordAmount(FACT['slash-settled'], month, SLASH_DESTINATIONS.indexOf(destination), 0, settled);
}
