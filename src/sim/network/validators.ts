/**
 * Validators sum up their month: who makes a loss gives nodes up, and who could earn more sets some up.
 * §M2.5
 */
import { assert } from '../../base/assert.ts';
import { BASE_UNITS_PER_TOKEN, type Tokens } from '../../base/units.ts';
import {
  entryOf,
  givesUp,
  losingMonths,
  newcomersGas,
  newcomersIncome,
  nodeProfit,
} from '../../economics/node-profit.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { delegationsOf } from './economy.ts';
import { tokenPrice } from './market.ts';
import { firstAbsent, nodeEnters } from './node-entry.ts';
import { validatorNodeLeaves } from './node-exit.ts';
import { isAway, stateOf } from './nodes.ts';
import { gasPaid } from './transaction.ts';
import type { World } from './world.ts';

/**
 * A month has closed and the next one opens: profits are told, nodes that lost for too long leave, and new
 * ones enter where they are expected to pay. Costs are paid by selling tokens, as far as there are any.
 */
export function validatorsDecide(world: World, month: number, clock: Clock): void {
  const behaviour = world.params.behaviour.validators;
  if (behaviour === undefined || !world.parts.accounts) return;
  const { earnings, nodes } = world;
  const hardware = hardwareByOwner(world);
  gasPaid(world);
  let income = 0n;
  let gasMicroUsd = 0n;
  for (let validator = 0; validator < nodes.nodesOfValidator.length; validator++) {
    income += earnings.fees[validator];
    gasMicroUsd += earnings.gasMicroUsd[validator];
    if (nodes.nodesOfValidator[validator] === 0) continue;
    validatorClosed(world, validator, hardware[validator], month - 1, clock);
  }
  nodesGivenUp(world, behaviour.patienceMonths, clock);
  nodesSetUp(world, { income, gasMicroUsd }, month, clock);
}

/** Tells a validator's profit, sells what its costs take, and counts the losing months. */
function validatorClosed(
  world: World,
  validator: number,
  hardwareMicroUsd: number,
  month: number,
  clock: Clock,
): void {
  const { earnings, economy } = world;
  const priceMicroUsd = tokenPrice(world);
  const gasMicroUsd = earnings.gasMicroUsd[validator];
  const income = earnings.fees[validator];
  const profit = nodeProfit({ income, priceMicroUsd, hardwareMicroUsd, gasMicroUsd });
  // A profit of 2^53 millionths is nine billion dollars a month.
  const told = Number(profit);
  assert(Number.isSafeInteger(told), 'a month’s profit can be told');
  clock.record(FACT['validator-profited'], validator, month, told);
  costsSold(world, validator, BigInt(hardwareMicroUsd) + gasMicroUsd, priceMicroUsd);
  economy.losing[validator] = losingMonths(economy.losing[validator], profit);
}

/** Cost of each validator's machines a month, by their classes, in millionths of a dollar. */
function hardwareByOwner({ nodes, params }: World): number[] {
  const costs = Array<number>(nodes.nodesOfValidator.length).fill(0);
  for (let node = 0; node < nodes.count; node++) {
    if (isAway(nodes, node)) continue;
    costs[nodes.validatorOf[node]] += params.network.hardware[nodes.hardware[node]].monthlyMicroUsd;
  }
  return costs;
}

/** Tokens worth `microUsd` go to the market, or all that the validator has. Rounded up: costs are covered. */
function costsSold(world: World, validator: number, microUsd: bigint, priceMicroUsd: number): void {
  const { ledger, market } = world.economy;
  const account = ledger.validator(validator);
  const balance = ledger.balance(account);
  const price = BigInt(priceMicroUsd);
  const needed = (microUsd * BASE_UNITS_PER_TOKEN + price - 1n) / price;
  const sold = needed < balance ? needed : balance;
  ledger.transfer(account, ledger.system('market'), sold);
  market.sold += sold;
}

/** One node of every validator that has lost for too long, its first; then it counts anew. */
function nodesGivenUp(world: World, patience: number, clock: Clock): void {
  const { economy, nodes } = world;
  for (let node = 0; node < nodes.count; node++) {
    if (stateOf(nodes, node) !== 'active') continue;
    const validator = nodes.validatorOf[node];
    if (!givesUp(economy.losing[validator], patience)) continue;
    economy.losing[validator] = 0;
    validatorNodeLeaves(world, node, clock);
  }
}

/** Validators in a drawn order, until none of the month's entries or of the reserve is left. */
function nodesSetUp(
  world: World,
  last: { readonly income: Tokens; readonly gasMicroUsd: bigint },
  month: number,
  clock: Clock,
): void {
  const behaviour = world.params.behaviour.validators;
  if (behaviour === undefined) return;
  const { nodes, economy, params } = world;
  const count = nodes.nodesOfValidator.length;
  const order = Int32Array.from({ length: count }, (_, validator) => validator);
  world.streams.of('validators/entry', month).shuffle(order, count);
  let left = behaviour.entriesPerMonthMax;
  for (const validator of order) {
    const node = firstAbsent(world);
    if (left === 0 || node === undefined) return;
    const present = nodes.count - world.leftCount - world.reserve.count;
    const { monthlyMicroUsd } = params.network.hardware[nodes.hardware[node]];
    const expectedMicroUsd = nodeProfit({
      income: newcomersIncome(last.income, present),
      priceMicroUsd: tokenPrice(world),
      hardwareMicroUsd: monthlyMicroUsd,
      gasMicroUsd: newcomersGas(last.gasMicroUsd, present),
    });
    const entry = entryOf({
      expectedMicroUsd,
      thresholdMicroUsd: BigInt(behaviour.entryMicroUsd),
      nodes: nodes.nodesOfValidator[validator],
      delegated: delegationsOf(world).delegated(validator),
      minimumStake: economy.minimumStake,
    });
    if (entry === 'too-little-profit') return;
    if (entry !== 'enters') continue;
    nodeEnters(world, node, validator, clock);
    left--;
  }
}
