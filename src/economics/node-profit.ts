/** Whether a node pays: its income in tokens against its costs in dollars, and what its owner does. §M2.5 */
import { assert } from '../base/assert.ts';
import { BASE_UNITS_PER_TOKEN } from '../base/units.ts';
import type { Ppm, Tokens } from '../base/units.ts';
import { valueMicroUsd } from './token-price.ts';

/** A class of machines that nodes are dealt from by share. §M2.4 */
export interface HardwareClass {
  readonly id: string;
  readonly sharePpm: Ppm;
  /** What such a machine costs a month, in millionths of a US dollar. */
  readonly monthlyMicroUsd: number;
}

/** A node's month. */
export interface NodeMonth {
  /** Base units that the owner got for this node, holders' shares taken off. */
  readonly income: Tokens;
  /** Price at which it is sold, in millionths of a US dollar. */
  readonly priceMicroUsd: number;
  /** Cost of the machine, by its class. */
  readonly hardwareMicroUsd: number;
  /** Cost of its transactions on mainnet: claims, verdicts, key generation. §M15.1 */
  readonly gasMicroUsd: bigint;
}

/** Profit of the month in millionths of a US dollar, negative for a loss; the income's value rounds down. */
export function nodeProfit({ income, priceMicroUsd, hardwareMicroUsd, gasMicroUsd }: NodeMonth): bigint {
  return valueMicroUsd(income, priceMicroUsd) - BigInt(hardwareMicroUsd) - gasMicroUsd;
}

/**
 * What a newcomer expects to earn a month: last month's pay of all nodes over one node more, rounded down.
 */
export function newcomersIncome(paid: Tokens, nodes: number): Tokens {
  assert(nodes >= 0, 'the number of nodes is not negative');
  return paid / BigInt(nodes + 1);
}

/**
 * What gas a newcomer expects to pay a month: last month's of all nodes, over their number, rounded up. One
 * node more does not make it less. Millionths of a dollar.
 */
export function newcomersGas(paidMicroUsd: bigint, nodes: number): bigint {
  assert(paidMicroUsd >= 0n, 'what gas cost is not negative');
  assert(nodes >= 0, 'the number of nodes is not negative');
  const sharers = BigInt(Math.max(1, nodes));
  return (paidMicroUsd + sharers - 1n) / sharers;
}

/** What a validator weighs before it sets up another node. */
export interface EntryQuestion {
  /** Profit a month that the new node is expected to make, in millionths of a US dollar. */
  readonly expectedMicroUsd: bigint;
  /** What it must exceed. */
  readonly thresholdMicroUsd: bigint;
  /** Nodes that the validator has. */
  readonly nodes: number;
  /** Base units delegated to it today; what is accepted for next month does not count. §M2.2 */
  readonly delegated: Tokens;
  /** Base units that each node needs. */
  readonly minimumStake: Tokens;
}

/** The answer to {@link EntryQuestion}. */
export type Entry = 'enters' | 'too-little-profit' | 'too-little-stake';

/**
 * A node is set up when it is expected to pay, and (nodes + 1) · minimum stake are delegated. §M2.2, §M2.5
 */
export function entryOf(question: EntryQuestion): Entry {
  const { expectedMicroUsd, thresholdMicroUsd, nodes, delegated, minimumStake } = question;
  if (expectedMicroUsd <= thresholdMicroUsd) return 'too-little-profit';
  return BigInt(nodes + 1) * minimumStake <= delegated ? 'enters' : 'too-little-stake';
}

/** Months in a row that ended in a loss, after one more; breaking even ends the row. §M2.5 */
export const losingMonths = (before: number, profitMicroUsd: bigint): number =>
  profitMicroUsd < 0n ? before + 1 : 0;

/** Whether a node goes: after `patience` (1 or more) losing months in a row. §M2.5 */
export function givesUp(losing: number, patience: number): boolean {
  assert(patience >= 1, 'an owner bears at least one month');
  return losing >= patience;
}

/** How the minimum stake of a node is set. */
export type MinimumStakePolicy =
  | { readonly kind: 'fixed'; readonly tokens: Tokens }
  /** Worth so many millionths of a US dollar at the day's price. */
  | { readonly kind: 'pegged'; readonly microUsd: number };

/** Base units that a node needs; a pegged one is rounded up, so that it is worth no less than the peg. */
export function minimumStakeAt(policy: MinimumStakePolicy, priceMicroUsd: number): Tokens {
  if (policy.kind === 'fixed') return policy.tokens;
  assert(priceMicroUsd > 0, 'a token has a price');
  const price = BigInt(priceMicroUsd);
  return (BigInt(policy.microUsd) * BASE_UNITS_PER_TOKEN + price - 1n) / price;
}
