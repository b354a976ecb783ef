/** Money and stake of the network. §M10, §M11 */
import { assert } from '../../base/assert.ts';
import type { Tokens } from '../../base/units.ts';
import type { DelegationBook } from '../../economics/delegation.ts';
import { initialDelegations, isSurelyDealt } from '../../economics/initial-delegations.ts';
import type { InitialDelegations } from '../../economics/initial-delegations.ts';
import { Ledger } from '../../economics/ledger.ts';
import type { Clock } from '../kernel/engine.ts';
import type { Streams } from '../kernel/streams.ts';
import { FACT } from '../protocol/facts.ts';
import { InfeasibleScenario } from '../protocol/infeasible-scenario.ts';
import type { Params } from '../protocol/params.ts';
import type { Parts } from '../protocol/parts.ts';
import type { Nodes } from './nodes.ts';
import { Rents } from './rents.ts';
import { Stake } from './stake.ts';
import type { World } from './world.ts';

/** Accounts, delegations, rents. */
export interface Economy {
  readonly ledger: Ledger;
  /** Who holds the stake; undefined where no accounts are kept. */
  readonly stake: Stake | undefined;
  readonly rents: Rents;
  /** Prices of terms that begin in `month`, by size; undefined until one is asked for. */
  readonly prices: { month: number; readonly bySize: (Tokens | undefined)[] };
}

/**
 * Genesis: holders own what they stake, the market the rest. Throws InfeasibleScenario when stake cannot be
 * dealt.
 */
export function createEconomy(params: Params, parts: Parts, nodes: Nodes, streams: Streams): Economy {
  const { holders, staked, locks } = params.delegation;
  const { genesis } = params.emission;
  const { minimumStake } = params.network;
  const validators = Array.from(nodes.nodesOfValidator, (count) => ({ nodes: count }));
  const start = { holders, staked, validators, minimumStake };
  const others = { rents: new Rents(), prices: { month: 0, bySize: [] } };
  if (!parts.accounts && isSurelyDealt(start)) {
    // What chains can pay from hangs on the sum that is staked alone: one holder stands for all.
    const ledger = new Ledger({ genesis, holders: 1, validators: 0 });
    ledger.transfer(ledger.system('market'), ledger.holder(0), staked);
    return { ledger, stake: undefined, ...others };
  }
  const book = bookOf(initialDelegations({ ...start, locks, draws: streams.of('delegation') }), holders);
  const ledger = new Ledger({ genesis, holders, validators: validators.length });
  book.amounts.forEach((amount, row) => {
    ledger.transfer(ledger.system('market'), ledger.holder(book.holders[row]), amount);
  });
  return { ledger, stake: new Stake(book), ...others };
}

function bookOf(outcome: InitialDelegations, holders: number): DelegationBook {
  switch (outcome.kind) {
    case 'delegated':
      return outcome.book;
    case 'too-little-stake':
      throw new InfeasibleScenario(
        'delegation.staked',
        `${outcome.staked}`,
        `at least ${outcome.required} base units`,
      );
    case 'too-few-holders':
      throw new InfeasibleScenario(
        'delegation.holders',
        `${holders}`,
        `more holders: one delegates to at most ${outcome.validatorsPerHolderMax} validators`,
      );
  }
}

/** The stake of a run that keeps accounts. */
export function stakeOf({ economy: { stake } }: World): Stake {
  assert(stake !== undefined, 'stake is asked for where accounts are kept');
  return stake;
}

/** Records who holds what stake under which lock. */
export function stakeRecorded(world: World, clock: Clock): void {
  const { book } = stakeOf(world);
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
