/** What must hold between the keys about money that are each well-formed. §M10 – §M13 */
import { monthStart } from '../../base/calendar-months.ts';
import { PPM, tokens } from '../../base/units.ts';
import type { CompleteScenario } from './complete.ts';
import { blocksWaited } from './mainnet-gas.ts';
import { firstMinimumStake, GROUP_DEFAULTS } from './complete-economy.ts';
import { momentMillis } from './outage-trace.ts';
import { parseDuration, parseTokens, sharePpm, writeTokens } from './quantities.ts';
import type { Complaint, Path } from './source-tree.ts';
import { calendarRule } from './to-params.ts';

/** All complaints about money. */
export function economyComplaints(scenario: CompleteScenario): Complaint[] {
  return [
    ...emissions(scenario),
    ...claims(scenario),
    ...tiers(scenario),
    ...stakes(scenario),
    ...fees(scenario),
    ...bids(scenario),
    ...prices(scenario),
    ...holders(scenario),
    ...values(scenario),
  ];
}

/** Keys of `emission` that every policy has, and those that only one has. */
const EMISSION_KEYS = ['policy', 'genesis', 'cap'];
const KEYS_OF_EMISSION: Readonly<Record<CompleteScenario['emission']['policy'], readonly string[]>> = {
  skale: [],
  'flat-rate': ['yearly'],
  halving: ['firstYear', 'everyYears'],
  table: ['years', 'after'],
  'target-stake': ['target', 'minimum', 'maximum', 'speed', 'start'],
};

function emissions({ emission, bounty }: CompleteScenario): Complaint[] {
  const path = ['emission'];
  const known = [...EMISSION_KEYS, ...KEYS_OF_EMISSION[emission.policy]];
  for (const key of Object.keys(emission).filter((given) => !known.includes(given))) {
    const complaint = `no part of ${emission.policy}`;
    return [{ path: [...path, key], complaint, accepted: known.join(', '), isAboutKey: true }];
  }
  if (emission.policy === 'table' && emission.years === undefined) {
    return [{ path, complaint: 'no years', accepted: 'years: [tokens of each year]', value: emission }];
  }
  const genesis = parseTokens(emission.genesis) ?? 0n;
  if (emission.cap !== 'none' && (parseTokens(emission.cap) ?? 0n) < genesis) {
    const accepted = `none, or at least the genesis, ${writeTokens(genesis)}`;
    return [{ path: [...path, 'cap'], complaint: 'less than what there is', accepted, value: emission.cap }];
  }
  const isOwn = bounty.policy === 'sm-1.5' || bounty.policy === 'sm-talk-2019';
  if (isOwn && emission.policy !== 'skale') {
    const complaint = `bounties of ${bounty.policy} follow a schedule of their own`;
    return [{ path: [...path, 'policy'], complaint, accepted: 'skale' }];
  }
  const { minimum = 0, maximum = 0, start = 0 } = emission;
  if (minimum <= start && start <= maximum) return [];
  if (emission.policy !== 'target-stake') return [];
  const accepted = `minimum ≤ start ≤ maximum, not ${minimum}, ${start}, ${maximum}`;
  return [{ path, complaint: 'rates out of order', accepted, value: emission }];
}

/** A month must be twice as long as the days in which nobody claims twice. §M10.3 */
function claims(scenario: CompleteScenario): Complaint[] {
  const { bounty, monitoring, slashing } = scenario;
  if (bounty.policy !== 'talk' && bounty.rent === 'pool') {
    const complaint = `nobody is paid from the pool under ${bounty.policy}`;
    return [{ path: ['bounty', 'rent'], complaint, accepted: 'kept, node-seconds' }];
  }
  if (bounty.policy !== 'talk' && slashing.destination === 'pool') {
    const complaint = `nobody is paid from the pool under ${bounty.policy}`;
    return [{ path: ['slashing', 'destination'], complaint, accepted: 'locked, burned, forgiven' }];
  }
  if (bounty.policy === 'sm-1.12') {
    const rule = calendarRule(scenario);
    const shortest = rule.kind === 'days' ? monthStart(rule, 1) : 28 * MILLIS_PER_DAY;
    if (2 * (parseDuration(bounty.claimWindow) ?? 0) > shortest) {
      const complaint = 'longer than half a month';
      return [{ path: ['bounty', 'claimWindow'], complaint, accepted: 'at most half of the shortest month' }];
    }
  }
  const isRead = [bounty.policy, scenario.sla.payment].some((policy) => OF_PERIODS.includes(policy));
  if (!isRead) return [];
  const period = parseDuration(bounty.rewardPeriod) ?? 0;
  const rest = (parseDuration(bounty.lateAfter) ?? 0) + (parseDuration(monitoring.probeEvery) ?? 0);
  if (rest > period || period > SIX_YEARS) {
    const accepted = 'at least lateAfter + monitoring.probeEvery, at most 2160 days';
    return [{ path: ['bounty', 'rewardPeriod'], complaint: 'no period of checks', accepted }];
  }
  return [];
}

/** Bounties and payments that count in reward periods. */
const OF_PERIODS: readonly string[] = ['sm-talk-2019', 'sm-1.5'];
const MILLIS_PER_DAY = 86_400_000;
const SIX_YEARS = 2160 * MILLIS_PER_DAY;

function tiers({ sla }: CompleteScenario): Complaint[] {
  const rows = sla.tiers ?? [];
  for (const [index, tier] of rows.entries()) {
    const path = ['sla', 'tiers', String(index)];
    if (index > 0 && tier.floor <= rows[index - 1].floor) {
      return [{ path: [...path, 'floor'], complaint: 'out of order', accepted: 'floors that ascend' }];
    }
    if (rows.findIndex(({ id }) => id === tier.id) < index) {
      return [{ path: [...path, 'id'], complaint: 'named twice', accepted: 'a name of its own' }];
    }
  }
  const sum = rows.reduce((total, { share = 0 }) => total + (sharePpm(share) ?? 0), 0);
  if (rows.length === 0 || sum === PPM) return [];
  const complaint = `the shares of the tiers sum to ${sum / PPM}`;
  return [{ path: ['sla', 'tiers'], complaint, accepted: 'shares that sum to exactly 1' }];
}

/** Amounts stay far from where any arithmetic of the model would slow down, let alone overflow. */
const AMOUNT_MAX = tokens(1_000_000_000_000);

function stakes(scenario: CompleteScenario): Complaint[] {
  const { network, delegation, emission, market } = scenario;
  const staked = parseTokens(delegation.staked) ?? 0n;
  const minimum = firstMinimumStake(network.minimumStake, market.price) ?? 0n;
  const needed = minimum * BigInt(network.nodes);
  const genesis = parseTokens(emission.genesis) ?? 0n;
  if (genesis > AMOUNT_MAX) {
    const accepted = `at most ${writeTokens(AMOUNT_MAX)} tokens`;
    return [{ path: ['emission', 'genesis'], complaint: 'too many tokens', accepted }];
  }
  if (needed > genesis) {
    const most = writeTokens(genesis / BigInt(network.nodes));
    const accepted = `at most ${most} tokens, genesis over the nodes`;
    const value = network.minimumStake;
    const path = ['network', 'minimumStake'];
    return [{ path, complaint: 'the nodes need more than all tokens', accepted, value }];
  }
  const path = ['delegation', 'staked'];
  const value = delegation.staked;
  const bounds = `${writeTokens(needed)} (nodes × minimumStake) to ${writeTokens(genesis)} (genesis)`;
  const accepted = `tokens from ${bounds}`;
  if (staked < needed) return [{ path, complaint: 'less than the nodes need', accepted, value }];
  if (staked > genesis) return [{ path, complaint: 'more than all tokens', accepted, value }];
  return holdings(delegation, staked, genesis);
}

function holdings(delegation: CompleteScenario['delegation'], staked: bigint, genesis: bigint): Complaint[] {
  const held = delegation.holdings?.reduce((sum, each) => sum + (parseTokens(each) ?? 0n), 0n);
  const liquid = parseTokens(delegation.liquid) ?? 0n;
  if (held === undefined) {
    if (staked + liquid <= genesis) return [];
    const accepted = `at most ${writeTokens(genesis - staked)} tokens, genesis less what is staked`;
    return [{ path: ['delegation', 'liquid'], complaint: 'more than all tokens', accepted }];
  }
  const path = ['delegation', 'holdings'];
  const isOfHolders = delegation.holdings?.length === delegation.holders;
  if (!isOfHolders) {
    const accepted = `${delegation.holdings?.length}, the rows of holdings`;
    return [{ path: ['delegation', 'holders'], complaint: 'not the holders of holdings', accepted }];
  }
  if (liquid > 0n) {
    const complaint = 'holdings say already what is liquid';
    return [{ path: ['delegation', 'liquid'], complaint, accepted: '0' }];
  }
  if (held >= staked && held <= genesis) return [];
  const bounds = `${writeTokens(staked)} (staked) to ${writeTokens(genesis)} (genesis)`;
  const complaint = `together ${writeTokens(held)} tokens`;
  return [{ path, complaint, accepted: `holdings that sum to ${bounds}`, value: writeTokens(held) }];
}

function fees({ delegation: { feePerMille: fee } }: CompleteScenario): Complaint[] {
  if (typeof fee === 'number' || fee.from <= fee.to) return [];
  const accepted = `at least from, ${fee.from}`;
  return [{ path: ['delegation', 'feePerMille', 'to'], complaint: 'less than from', accepted }];
}

/** Ten million days, as for every duration: its sum with any instant is exact. */
const WAIT_MAX = 10_000_000 * 86_400_000;

/** Who offers less waits, and a table says how long; who offers more waits no longer. §M15.1 */
function bids({ mainnet }: CompleteScenario): Complaint[] {
  const { bid, inclusion } = mainnet;
  if (inclusion === undefined) {
    if (bid >= 1) return [];
    const complaint = 'nothing says how long a bid below the price waits';
    return [{ path: ['mainnet', 'bid'], complaint, accepted: 'at least 1, or mainnet.inclusion besides' }];
  }
  for (const [index, row] of inclusion.entries()) {
    const before = inclusion[index - 1];
    if (before === undefined || (row.bid > before.bid && row.blocks <= before.blocks)) continue;
    const accepted = 'bids that ascend, and blocks that do not';
    return [{ path: ['mainnet', 'inclusion', String(index)], complaint: 'out of order', accepted }];
  }
  const most = Math.floor(WAIT_MAX / (parseDuration(mainnet.blockTime) ?? 1));
  if (inclusion[0].blocks > most) {
    const path = ['mainnet', 'inclusion', '0', 'blocks'];
    return [{ path, complaint: 'a wait beyond every horizon', accepted: `at most ${most}` }];
  }
  if (blocksWaited(mainnet) !== undefined) return [];
  const accepted = `at least ${inclusion[0].bid}, the lowest of mainnet.inclusion`;
  return [{ path: ['mainnet', 'bid'], complaint: 'a bid that is never taken', accepted }];
}

/** Rows of CSV files have passed this with their own places. */
function prices({ market, mainnet }: CompleteScenario): Complaint[] {
  const { price } = market;
  const { gasGwei: gas } = mainnet;
  return [
    ...(price.kind === 'table' ? ascents(price.table, ['market', 'price', 'table']) : []),
    ...(gas.kind === 'table' ? ascents(gas.table, ['mainnet', 'gasGwei', 'table']) : []),
    ...('drift' in price ? diffusions(price) : []),
  ];
}

function diffusions(
  price: Exclude<CompleteScenario['market']['price'], { kind: 'constant' | 'table' }>,
): Complaint[] {
  const { kind, jumps, multiplier } = price;
  const path = ['market', 'price'];
  if (kind === 'geometric-brownian' && jumps !== undefined) {
    return [{ path: [...path, 'jumps'], complaint: 'no part of it', accepted: 'kind: jump-diffusion' }];
  }
  if (kind !== 'endogenous' && multiplier !== undefined) {
    return [{ path: [...path, 'multiplier'], complaint: 'no part of it', accepted: 'kind: endogenous' }];
  }
  return [];
}

function ascents(rows: readonly { readonly at: number | string }[], path: Path): Complaint[] {
  let last = -1;
  for (const [index, { at }] of rows.entries()) {
    const millis = momentMillis(at) ?? 0;
    if (millis <= last) {
      const complaint = 'rows out of order';
      const accepted = 'an instant after the last row’s';
      return [{ path: [...path, String(index), 'at'], complaint, accepted, value: at }];
    }
    last = millis;
  }
  return [];
}

function values({ chains: { value } }: CompleteScenario): Complaint[] {
  if (value === undefined || value.minimumUsd < value.maximumUsd) return [];
  const accepted = `more than minimumUsd, ${value.minimumUsd}`;
  return [{ path: ['chains', 'value', 'maximumUsd'], complaint: 'not above the minimum', accepted }];
}

function holders({ behaviour }: CompleteScenario): Complaint[] {
  const groups = behaviour?.holders ?? [];
  if (groups.length === 0) return [];
  const path = ['behaviour', 'holders'];
  for (const [index, group] of groups.entries()) {
    const known = ['share', 'kind', ...Object.keys(GROUP_DEFAULTS[group.kind])];
    for (const key of Object.keys(group).filter((given) => !known.includes(given))) {
      const complaint = `no part of ${group.kind}`;
      const at = [...path, String(index), key];
      return [{ path: at, complaint, accepted: known.join(', '), isAboutKey: true }];
    }
  }
  const sum = groups.reduce((total, { share }) => total + (sharePpm(share) ?? 0), 0);
  if (sum === PPM) return [];
  const complaint = `the shares of the holders sum to ${sum / PPM}`;
  return [{ path, complaint, accepted: 'shares that sum to exactly 1' }];
}
