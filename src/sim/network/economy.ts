/** Money and stake of the network. §M10, §M11 */
import type { Tokens } from '../../base/units.ts';
import {
  delegatedStake,
  effectiveStake,
  type DelegationBook,
  type EffectiveStake,
} from '../../economics/delegation.ts';
import { initialDelegations } from '../../economics/initial-delegations.ts';
import { Ledger } from '../../economics/ledger.ts';
import type { Clock } from '../kernel/engine.ts';
import type { Streams } from '../kernel/streams.ts';
import { FACT } from '../protocol/facts.ts';
import { InfeasibleScenario } from '../protocol/infeasible-scenario.ts';
import type { Params } from '../protocol/params.ts';
import type { Nodes } from './nodes.ts';
import { Rents } from './rents.ts';
import type { World } from './world.ts';

/** Accounts, delegations, rents. */
export interface Economy {
  readonly ledger: Ledger;
  readonly book: DelegationBook;
  readonly effective: EffectiveStake;
  readonly delegated: readonly Tokens[];
  readonly rents: Rents;
  /** Prices of terms that begin in `month`, by size; undefined until one is asked for. */
  readonly prices: { month: number; readonly bySize: (Tokens | undefined)[] };
}

/**
 * Genesis: holders own what they stake, the market the rest. Throws InfeasibleScenario when stake cannot be
 * dealt.
 */
export function createEconomy(params: Params, nodes: Nodes, streams: Streams): Economy {
  const { holders, staked, locks } = params.delegation;
  const validators = Array.from(nodes.nodesOfValidator, (count) => ({ nodes: count }));
  const draws = streams.of('delegation');
  const { minimumStake } = params.network;
  const outcome = initialDelegations({ holders, staked, validators, minimumStake, locks, draws });
  if (outcome.kind === 'too-little-stake') {
    throw new InfeasibleScenario(
      'delegation.staked',
      `${outcome.staked}`,
      `at least ${outcome.required} base units`,
    );
  }
  if (outcome.kind === 'too-few-holders') {
    const accepted = `more holders: one delegates to at most ${outcome.validatorsPerHolderMax} validators`;
    throw new InfeasibleScenario('delegation.holders', `${holders}`, accepted);
  }
  const { book } = outcome;
  const ledger = new Ledger({ genesis: params.emission.genesis, holders, validators: validators.length });
  book.amounts.forEach((amount, row) => {
    ledger.transfer(ledger.system('market'), ledger.holder(book.holders[row]), amount);
  });
  return {
    ledger,
    book,
    effective: effectiveStake(book),
    delegated: delegatedStake(book),
    rents: new Rents(),
    prices: { month: 0, bySize: [] },
  };
}

/** Records who holds what stake under which lock. */
export function stakeRecorded(world: World, clock: Clock): void {
  const { book } = world.economy;
  const locks = book.lockTable.length;
  for (let validator = 0; validator + 1 < book.firstRows.length; validator++) {
    const amounts: Tokens[] = Array.from({ length: locks }, () => 0n);
    const counts = new Int32Array(locks);
    for (let row = book.firstRows[validator]; row < book.firstRows[validator + 1]; row++) {
      amounts[book.locks[row]] += book.amounts[row];
      counts[book.locks[row]]++;
    }
    for (let lock = 0; lock < locks; lock++) {
      if (counts[lock] === 0) continue;
      clock.recordAmount(FACT['stake-delegated'], validator, lock, counts[lock], amounts[lock]);
    }
  }
}
