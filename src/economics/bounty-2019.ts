/**
 * Bounties of `sm-talk-2019`: a third of the cap, half of it in the first six years, half of the rest in the
 * next six, and so on, in equal parts for each node and reward period. §M10.4, facts of skale-manager
 * 66b2881d (2019-11-15).
 */
import { assert } from '../base/assert.ts';
import { seconds } from '../base/units.ts';
import type { Duration, Instant, Tokens } from '../base/units.ts';

/** 186,624,000 s: six years of 360 days, after which the bounty halves. §M10.4 */
export const SIX_YEARS: Duration = seconds(186_624_000);

/** How many nodes a bounty is divided by. The count is taken anew only when a stage is over. */
export interface Stage2019 {
  /** Instant of the claim that began the stage; undefined before the first. */
  readonly start: Instant | undefined;
  /** Active and leaving nodes at that instant; 0 before the first. */
  readonly nodes: number;
}

/** The stage before any claim. */
export const STAGE_NONE: Stage2019 = { start: undefined, nodes: 0 };

/**
 * The stage in which a claim at `now` falls: a new one when more than `period` has passed since its start (at
 * exactly `period` the old one holds).
 */
export function stageAt(
  stage: Stage2019,
  claim: { now: Instant; period: Duration; nodes: number },
): Stage2019 {
  const { now, period, nodes } = claim;
  if (stage.start !== undefined && stage.start + period >= now) return stage;
  assert(nodes >= 1, 'a node that claims is in the network');
  return { start: now, nodes };
}

/** What the bounty of a node is made of. */
export interface Bounty2019 {
  /** Greatest supply ever, in base units. */
  readonly cap: Tokens;
  /** Since the contracts were deployed. */
  readonly elapsed: Duration;
  /**
   * From one claim of a node to the next, 1 s … six years; 30 days in the contracts, 3,600 s in their tests.
   */
  readonly period: Duration;
  /** {@link Stage2019.nodes}, at least 1. */
  readonly nodes: number;
}

/**
 * Base units of a node's bounty before reductions: floor(floor(cap / 3) / (2^(halvings + 1) · periods in six
 * years · nodes)). Nothing is pooled: the remainder, and what is withheld or never claimed, is not minted.
 *
 * @example // 18 nodes, 3,600 s: 1250285779606767261088n
 * commonBounty({ cap: tokens(7_000_000_000), elapsed: seconds(3_600), period: seconds(3_600), nodes: 18 })
 */
export function commonBounty({ cap, elapsed, period, nodes }: Bounty2019): Tokens {
  assert(cap >= 0n, 'the cap is not negative');
  assert(period > 0 && period <= SIX_YEARS, 'a reward period lasts at most six years');
  assert(Number.isSafeInteger(nodes) && nodes >= 1, 'a stage has at least one node');
  const halvings = Math.floor(elapsed / SIX_YEARS);
  const periods = Math.floor(SIX_YEARS / period);
  return cap / 3n / ((1n << BigInt(halvings + 1)) * BigInt(periods) * BigInt(nodes));
}
