/**
 * Parts of the model that a run can leave out where nothing that is asked for hangs on them. Beacon,
 * placement, rotation, exits and rents always run. Decision 0016.
 */
import { FACT, type FactName } from './facts.ts';

/** Which parts run, each with all that it rests on. */
export interface Parts {
  /** Every outage is an event and a fact, and every chain knows who of it is down. §M8, §M14.1 */
  readonly outages: boolean;
  /** Nodes watch one another and are scored. Rests on outages. §M9 */
  readonly monitoring: boolean;
  /** Stake, emission, payday. Rests on scores. §M10, §M11 */
  readonly accounts: boolean;
}

/** The whole model. */
export const ALL_PARTS: Parts = { outages: true, monitoring: true, accounts: true };

/** Facts that only one part tells; all others are told in every run. */
const FACTS_OF: Readonly<Record<keyof Parts, readonly FactName[]>> = {
  outages: ['outage-began', 'outage-ended', 'chain-halted', 'chain-resumed'],
  monitoring: [
    'monitors-assigned',
    'verdict-given',
    'window-scored',
    'window-without-quorum',
    'node-scored',
    'node-truth',
    'node-true-score',
    'report-sent',
    'report-lost',
  ],
  accounts: [
    'stake-delegated',
    'stake-slashed',
    'tokens-minted',
    'bounty-paid',
    'fee-paid',
    'reward-paid',
    'pool-carried',
    'rent-earned',
    'delegation-began',
    'delegation-ended',
    'claim-sent',
    'claim-delayed',
    'claim-settled',
    'claim-refused',
    'slash-settled',
    'validator-profited',
    'rewards-sold',
  ],
};

/**
 * The parts that must run for readers of these kinds of fact. Where keys are made by the protocol, who is
 * down decides who fails, and so who sits where. §M6.2
 */
export function partsTelling(
  readers: readonly { readonly kinds: readonly number[] | 'all' }[],
  keyGeneration: 'protocol' | 'instant',
): Parts {
  const isRead = (part: keyof Parts): boolean =>
    readers.some(({ kinds }) => kinds === 'all' || FACTS_OF[part].some((name) => kinds.includes(FACT[name])));
  const accounts = isRead('accounts');
  const monitoring = accounts || isRead('monitoring');
  const outages = monitoring || keyGeneration === 'protocol' || isRead('outages');
  return { accounts, monitoring, outages };
}

/** Does the whole model run? */
export const areAll = (parts: Parts): boolean => parts.outages && parts.monitoring && parts.accounts;
