/** The keys about money with every default filled in, still in the words of a scenario file. §M10 – §M13 */
import { PPM, tokens, type Tokens } from '../../base/units.ts';
import { minimumStakeAt } from '../../economics/node-profit.ts';
import type { Profile } from '../protocol/profile.ts';
import type { GasCells } from './gas-table.ts';
import type { PriceCells } from './price-table.ts';
import { fixedPoint, parseTokens, writeTokens } from './quantities.ts';
import type { Scenario } from './schema.ts';

type Given<Key extends keyof Scenario> = NonNullable<Scenario[Key]>;
type Price = NonNullable<Given<'market'>['price']>;
type Gas = NonNullable<Given<'mainnet'>['gasGwei']>;

/** A price whose CSV file, if there is one, has been read into it. */
export type InlinedPrice =
  | Exclude<Price, { kind: 'table' }>
  | (Omit<Extract<Price, { kind: 'table' }>, 'table'> & { readonly table: readonly PriceCells[] });
/** A price of gas likewise. */
export type InlinedGas =
  | Exclude<Gas, { kind: 'table' }>
  | (Omit<Extract<Gas, { kind: 'table' }>, 'table'> & { readonly table: readonly GasCells[] });

/** The keys about money whose CSV files have been read into them. */
export interface InlinedEconomy {
  readonly delegation: Omit<Given<'delegation'>, 'holdings'> & {
    readonly holdings?: readonly (number | string)[];
  };
  readonly market: Omit<Given<'market'>, 'price'> & { readonly price?: InlinedPrice };
  readonly mainnet: Omit<Given<'mainnet'>, 'gasGwei'> & { readonly gasGwei?: InlinedGas };
}

/** What each emission needs beside its policy, where the scenario leaves it open. */
const EMISSION_DEFAULTS = {
  skale: {},
  'flat-rate': { yearly: 0.07 },
  halving: { firstYear: 385_000_000, everyYears: 4 },
  table: { after: 'nothing' as const },
  // The parameters of the hub of Cosmos at its launch.
  'target-stake': { target: 0.67, minimum: 0.07, maximum: 0.2, speed: 0.13, start: 0.13 },
};

/** Emission with the parameters of its policy. */
export function completeEmission(given: Given<'emission'>, { emission }: Profile) {
  const policy = given.policy ?? emission.policy;
  return { ...emission, ...EMISSION_DEFAULTS[policy], ...given, policy };
}

/** Shares and costs of classes of machines; a bare share takes the first cost of the profile. */
export function completeHardware(given: Given<'network'>['hardware'], { network }: Profile) {
  if (given === undefined) return network.hardware;
  const [{ usdPerMonth }] = Object.values(network.hardware);
  return Object.fromEntries(
    Object.entries(given).map(([id, row]) => [
      id,
      typeof row === 'number' ? { share: row, usdPerMonth } : row,
    ]),
  );
}

/** Delegation: without a sum that is staked, just what the nodes need. */
export function completeDelegation(
  given: InlinedEconomy['delegation'],
  profile: Profile,
  network: {
    readonly nodes: number;
    readonly validators: number;
    readonly minimumStake: Given<'network'>['minimumStake'];
  },
  price: InlinedPrice,
) {
  const lockMonths = given.lockMonths ?? profile.delegation.lockMonths;
  const minimumStake = firstMinimumStake(network.minimumStake, price) ?? tokens(0);
  return {
    ...profile.delegation,
    holders: given.holdings?.length ?? Math.max(profile.delegation.holders, network.validators),
    staked: writeTokens(minimumStake * BigInt(network.nodes)),
    lockShares: equalShares(Object.keys(lockMonths).toSorted((one, other) => Number(one) - Number(other))),
    ...given,
    lockMonths,
  };
}

/** Base units that a node needs at the start; undefined for what is no amount. §M2.2 */
export function firstMinimumStake(
  minimumStake: Given<'network'>['minimumStake'],
  price: InlinedPrice,
): Tokens | undefined {
  if (typeof minimumStake !== 'object') return parseTokens(minimumStake ?? Number.NaN);
  const quote = fixedPoint(price.kind === 'table' ? price.table[0].usd : price.usd, USD_DECIMALS);
  const microUsd = fixedPoint(minimumStake.usd, USD_DECIMALS);
  if (quote === undefined || microUsd === undefined) return undefined;
  return minimumStakeAt({ kind: 'pegged', microUsd }, quote);
}

const USD_DECIMALS = 6;

/** Equal shares in millionths that sum to exactly 1: the first keys get the remainder, a millionth each. */
function equalShares(keys: readonly string[]): Record<string, number> {
  const share = Math.floor(PPM / keys.length);
  const remainder = PPM - share * keys.length;
  return Object.fromEntries(keys.map((key, index) => [key, (share + (index < remainder ? 1 : 0)) / PPM]));
}

/** An offence that the scenario names costs what it says there and nothing besides. §M12.1 */
export function completeSlashing(given: Given<'slashing'>, { slashing }: Profile) {
  const { failedDkg, falseComplaint, withheldBeacon, ...fate } = slashing;
  return {
    failedDkg: { tokens: failedDkg },
    falseComplaint: { tokens: falseComplaint },
    withheldBeacon: { tokens: withheldBeacon },
    ...fate,
    ...given,
  };
}

const LOOPS = { validators: true, holders: true, demand: true, price: true, minimumStake: true };

/** The market: a price that trembles or is pushed says by how much. */
export function completeMarket(given: InlinedEconomy['market'], { market }: Profile) {
  const { price = market.price } = given;
  return { ...market, ...given, price: completePrice(price), loops: { ...LOOPS, ...given.loops } };
}

function completePrice(price: InlinedPrice): InlinedPrice {
  if (price.kind === 'constant') return price;
  if (price.kind === 'table') return { between: 'step', ...price };
  return {
    drift: 0,
    volatility: 0,
    ...(price.kind === 'endogenous' ? { multiplier: 1 } : {}),
    ...(price.kind === 'jump-diffusion' ? { jumps: { perYear: 1, mean: -0.2, deviation: 0.2 } } : {}),
    ...price,
  };
}

/** What people do for money, where the scenario says that they do anything. */
export function completeBehaviour(given: Scenario['behaviour']) {
  if (given === undefined) return {};
  const { validators, holders } = given;
  return {
    behaviour: {
      ...(validators === undefined
        ? {}
        : { validators: { entryUsd: 0, patience: 3, entriesPerMonth: 10, ...validators } }),
      ...(holders === undefined
        ? {}
        : {
            holders: holders.map((group) => ({ ...GROUP_DEFAULTS[group.kind], ...group })),
            restake: given.restake ?? 1,
            sell: given.sell ?? 0,
          }),
    },
  };
}

/** Of each kind of holder, what the scenario leaves open. §M11.3 */
export const GROUP_DEFAULTS = {
  hold: {},
  'seek-yield': { reconsider: 0.1, threshold: 0.01, looks: 10 },
  spread: { reconsider: 0.1, validators: 5 },
  panic: { fall: 0.3, fleesSlashing: true, return: 0.1 },
  lending: { reconsider: 0.1, gap: 0.02, looks: 10 },
};
