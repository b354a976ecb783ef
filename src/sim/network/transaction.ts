/** What nodes send to mainnet, and what it costs their validators. §M15.1 */
import type { Instant } from '../../base/units.ts';
import { gasCostMicroUsd } from '../../economics/gas-price.ts';
import { gasPrice } from './gas-left.ts';
import { isAway } from './nodes.ts';
import type { World } from './world.ts';

/** A node sends a transaction at `at`: when it is on mainnet. Its gas counts against the node's validator. */
export function transactionSent(world: World, node: number, at: Instant, gas: number): Instant {
  const { earnings, mainnet, nodes, parts } = world;
  if (parts.accounts && !isAway(nodes, node)) earnings.gas[nodes.validatorOf[node]] += gas;
  return mainnet.include(at, gas);
}

/** The price of gas is about to change, or costs are asked for: what was used is paid at this price. */
export function gasPaid(world: World): void {
  const { earnings, params } = world;
  const { gas, gasMicroUsd } = earnings;
  for (let validator = 0; validator < gas.length; validator++) {
    if (gas[validator] === 0) continue;
    const cost = gasCostMicroUsd(gas[validator], gasPrice(world), params.market.etherMicroUsd);
    gasMicroUsd[validator] += cost;
    gas[validator] = 0;
  }
}
