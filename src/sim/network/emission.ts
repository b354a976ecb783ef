/** The month's new tokens, by the scenario's policy. §M10.1 */
import type { Tokens } from '../../base/units.ts';
import { nextEmission } from '../../economics/emission.ts';
import { stakedNow } from './economy.ts';
import type { World } from './world.ts';

/** Base units that the scenario's emission mints in a month; the state goes on to the next. §M10.1 */
export function emissionDue(world: World, month: number): Tokens {
  const { economy, params } = world;
  const { policy, supplyMax } = params.emission;
  const { minted, state } = nextEmission(policy, economy.emission, {
    month,
    supply: economy.ledger.supply,
    staked: stakedNow(world),
    ...(supplyMax === undefined ? {} : { supplyMax }),
  });
  economy.emission = state;
  return minted;
}
