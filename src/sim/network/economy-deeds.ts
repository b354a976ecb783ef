/** What coalitions do with their money, their fees and their nodes when a month opens. §M16.2 */
import { monthStart } from '../../base/calendar-months.ts';
import type { Clock } from '../kernel/engine.ts';
import type { NodeLifeChoice } from '../protocol/decisions.ts';
import { FACT } from '../protocol/facts.ts';
import { spent } from './budgets.ts';
import { delegationsOf } from './economy.ts';
import {
  checkFees,
  checkGasBid,
  checkLending,
  checkNodeLife,
  checkTrade,
  tradeCost,
} from './enact-economy.ts';
import { gasBidCost, gasBidMade, gasBidsForgotten, gasPartMax } from './gas-bids.ts';
import { lentNow, monthsInterest } from './lending.ts';
import { tokenPrice } from './market.ts';
import { eachAsked } from './month-deeds.ts';
import { nodeEnters } from './node-entry.ts';
import { validatorNodeLeaves } from './node-exit.ts';
import type { World } from './world.ts';

/** Asks every coalition, through its first member, before validators and holders look around. */
export function coalitionsSpend(world: World, month: number, clock: Clock): void {
  feesChosen(world, month, clock);
  tradesChosen(world, month, clock);
  gasChosen(world, month, clock);
  lendingChosen(world, month, clock);
  nodesChosen(world, month, clock);
}

/** Fees count from the next bounty on. §M11.2 */
function feesChosen(world: World, month: number, clock: Clock): void {
  eachAsked(world, 'fees', (node, coalition) => {
    const asked = world.operators.ask('fees', node, { node, month });
    for (const { validator, feePerMille } of checkFees(world, node, coalition, asked)) {
      const delegations = delegationsOf(world);
      const terms = delegations.terms(validator);
      if (terms.feePerMille === feePerMille) continue;
      delegations.setTerms(validator, { ...terms, feePerMille });
      clock.record(FACT['fee-set'], validator, feePerMille);
    }
  });
}

/**
 * Borrowed tokens come from the market and go back to it, so that no account changes: what is sold presses on
 * the next quote. §M13.1
 */
function tradesChosen(world: World, month: number, clock: Clock): void {
  const { market, ledger } = world.economy;
  eachAsked(world, 'trade', (node, coalition) => {
    const liquid = ledger.balance(ledger.system('market'));
    const occasion = {
      node,
      month,
      leftMicroUsd: world.budgets[coalition],
      priceMicroUsd: tokenPrice(world),
      liquid,
    };
    const choice = checkTrade(world, node, coalition, liquid, world.operators.ask('trade', node, occasion));
    if (choice.sold === 0n) return;
    spent(world, coalition, 'tokens', tradeCost(world, choice.sold), clock);
    market.sold += choice.sold;
    clock.recordAmount(FACT['borrowed-sold'], coalition, month, 0, choice.sold);
  });
}

/** Gas that others do not find. A32 */
function gasChosen(world: World, month: number, clock: Clock): void {
  gasBidsForgotten(world);
  eachAsked(world, 'gasBid', (node, coalition) => {
    const occasion = {
      node,
      month,
      leftMicroUsd: world.budgets[coalition],
      monthLength: monthLength(world, month),
      gasPartMax: gasPartMax(world, coalition),
      costOf: (bid: Parameters<typeof gasBidCost>[2]) => gasBidCost(world, coalition, bid),
    };
    const bid = checkGasBid(world, node, coalition, occasion, world.operators.ask('gasBid', node, occasion));
    spent(world, coalition, 'gas', gasBidCost(world, coalition, bid), clock);
    gasBidMade(world, coalition, bid, clock);
  });
}

const monthLength = (world: World, month: number): number =>
  monthStart(world.params.calendar, month + 1) - world.monthStart;

/** Lenders go where most is paid: the best offer, of equals the first, and it alone pays. A26 */
function lendingChosen(world: World, month: number, clock: Clock): void {
  if (!world.operators.areAsked.lendingOffer) return;
  const { outsideYieldPpm } = world.params.market;
  const lent = lentNow(world);
  let best = { coalition: -1, yieldPpm: outsideYieldPpm };
  eachAsked(world, 'lendingOffer', (node, coalition) => {
    const occasion = {
      node,
      month,
      leftMicroUsd: world.budgets[coalition],
      outsideYieldPpm,
      interestOf: (yieldPpm: number) => monthsInterest(world, lent, yieldPpm),
    };
    const choice = world.operators.ask('lendingOffer', node, occasion);
    const { yieldPpm } = checkLending(world, node, coalition, lent, choice);
    if (yieldPpm > 0) clock.record(FACT['lending-offered'], coalition, month, yieldPpm);
    if (yieldPpm > best.yieldPpm) best = { coalition, yieldPpm };
  });
  world.economy.outsideYieldPpm = best.yieldPpm;
  if (best.coalition < 0) return;
  spent(world, best.coalition, 'lending', monthsInterest(world, lent, best.yieldPpm), clock);
}

/** Who leaves asks first, so that its stake is free for who enters. A14, A24 */
function nodesChosen(world: World, month: number, clock: Clock): void {
  eachAsked(world, 'nodeLife', (node, coalition) => {
    const occasion = {
      node,
      month,
      leftMicroUsd: world.budgets[coalition],
      identityMicroUsd: world.params.adversaries[coalition].identityMicroUsd,
    };
    const choice = checkNodeLife(world, node, coalition, world.operators.ask('nodeLife', node, occasion));
    for (const leaver of choice.leave) validatorNodeLeaves(world, leaver, clock);
    nodesSetUp(world, coalition, choice.enter, clock);
  });
}

/**
 * A node whose validator still has all its nodes, as one that leaves could not hand over its seats yet, is
 * refused and costs nothing. §M2.2
 */
function nodesSetUp(world: World, coalition: number, enter: NodeLifeChoice['enter'], clock: Clock): void {
  const { identityMicroUsd } = world.params.adversaries[coalition];
  for (const { node, validator } of enter) {
    const count = world.nodes.nodesOfValidator[validator];
    if (!delegationsOf(world).mayCreateNode(validator, count, world.economy.minimumStake)) {
      clock.record(FACT['entry-refused'], node, validator);
      continue;
    }
    spent(world, coalition, 'nodes', identityMicroUsd, clock);
    nodeEnters(world, node, validator, clock);
  }
}
