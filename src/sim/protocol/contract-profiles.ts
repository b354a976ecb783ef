/**
 * The deployed contracts as profiles: skale-manager at the talk's date (66b2881d, 2019-11-15), 1.5.0
 * (81f21670) and 1.12 (19aa193d, 2024-10-21). Rules are theirs; sizes and prices, which no contract says,
 * are of their time and order of magnitude. §M1.3
 */
import type { Profile } from './profile.ts';

/** Nodes with which the network was launched, as far as the schedule of bounties is told for them. */
const LAUNCH_NODES = 133;
/** Whole tokens that a node needs on mainnet. §M2.2 */
const MAINNET_MINIMUM_STAKE = 20_000_000;
/** What a node deposited at the time of the talk. §M2.2 */
const DEPOSIT_2019 = 100;

/** The three of them, where they are silent, as the talk has it. */
export function contractProfiles(talk: Profile) {
  const contracts = commonOf(talk);
  return {
    'sm-talk-2019': {
      ...contracts,
      start: '2019-11-15',
      placement: { ...talk.placement, policy: 'sm-talk-2019' },
      monitoring: { ...contracts.monitoring, probeEvery: '2 min' },
      sla: { ...contracts.sla, payment: 'sm-talk-2019' },
      bounty: { ...contracts.bounty, policy: 'sm-talk-2019' },
      stakedAtStart: LAUNCH_NODES * DEPOSIT_2019,
      minimumStakeMax: DEPOSIT_2019,
    },
    'sm-1.5': {
      ...contracts,
      start: '2020-10-01',
      placement: { ...talk.placement, policy: 'legacy-single-draw' },
      sla: { ...contracts.sla, payment: 'sm-1.5' },
      bounty: { ...contracts.bounty, policy: 'sm-1.5' },
      mainnet: { ...talk.mainnet, gasLimit: 12_500_000, gasGwei: { kind: 'constant', value: 50 } },
      market: { ...talk.market, etherUsd: 400 },
    },
    'sm-1.12': {
      ...contracts,
      start: '2024-10-01',
      network: { ...contracts.network, exit: { ...talk.network.exit, policy: 'freeze' } },
      placement: { ...talk.placement, policy: 'sm-1.12' },
      sla: { ...contracts.sla, payment: 'none' },
      bounty: { ...contracts.bounty, policy: 'sm-1.12' },
      delegation: { ...contracts.delegation, lockMonths: { 2: 1 } },
      mainnet: {
        ...talk.mainnet,
        blockTime: '12 s',
        gasLimit: 30_000_000,
        gasGwei: { kind: 'constant', value: 10 },
      },
      market: { ...talk.market, price: { kind: 'constant', usd: 0.04 }, etherUsd: 2500 },
    },
  } as const satisfies Readonly<Record<string, Profile>>;
}

/** What they have in common. */
function commonOf(talk: Profile): Profile {
  return {
    ...talk,
    network: { ...talk.network, nodes: LAUNCH_NODES, validators: 46 },
    chains: { ...talk.chains, initial: { small: 24, medium: 8 } },
    rotation: { policy: 'exit-only', members: 0 },
    randomness: { ...talk.randomness, source: 'block-hash' },
    // Each monitor gives one verdict a period; without any a node has no downtime. §M9.4
    monitoring: { ...talk.monitoring, assignment: 'in', redraw: '1 month' },
    sla: { ...talk.sla, aggregation: 'median-upper', quorum: 1 },
    bounty: { ...talk.bounty, rent: 'kept' },
    delegation: { ...talk.delegation, holders: 5000, feePerMille: 150 },
    stakedAtStart: LAUNCH_NODES * MAINNET_MINIMUM_STAKE,
    minimumStakeMax: MAINNET_MINIMUM_STAKE,
  };
}
