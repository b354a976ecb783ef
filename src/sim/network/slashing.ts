/** A node's offence costs stake of its validator. Where the node sits does not change. §M2.3, §M12 */
import type { ValidatorIndex } from '../../base/ids.ts';
import type { Tokens } from '../../base/units.ts';
import { penaltyOf, slashed, type Penalty } from '../../economics/slashing.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { stakeOf } from './economy.ts';
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
  const taken = stakeTaken(world, validator, penaltyOf(penalty, stakeOf(world).delegated[validator]));
  clock.recordAmount(FACT['stake-slashed'], validator, offence, 0, taken);
}

/**
 * Takes the penalty and what rounding takes beyond it from the holders' accounts, and gives their sum. All of
 * it passes through the account of rounding, which keeps what is no penalty; when rounding gives back, it
 * pays a part of the penalty. §M12.2
 */
function stakeTaken(world: World, validator: ValidatorIndex, asked: Tokens): Tokens {
  const { ledger } = world.economy;
  const stake = stakeOf(world);
  const { holders, firstRows } = stake.book;
  const amounts = stake.rowsOf(validator);
  const cut = slashed({ amounts, delegated: stake.delegated[validator], penalty: asked });
  const rounding = ledger.system('slash-rounding');
  let taken = 0n;
  amounts.forEach((amount, index) => {
    const loss = amount - cut.kept[index];
    ledger.transfer(ledger.holder(holders[firstRows[validator] + index]), rounding, loss);
    taken += loss;
  });
  ledger.transfer(rounding, ledger.system('slashed'), cut.penalty);
  stake.cut(validator, cut);
  return taken;
}
