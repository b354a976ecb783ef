/** The keys about money with the tables of their CSV files in place of their names. §M11.3, §M13.1, §M15.1 */
import type { InlinedEconomy, InlinedGas, InlinedPrice } from './complete-economy.ts';
import { readGasTable } from './gas-table.ts';
import { readHoldingsTable } from './holdings-table.ts';
import { readPriceTable } from './price-table.ts';
import type { Scenario } from './schema.ts';

/** The text of a file that the key at `path` names. */
export type FileReader = (file: string, path: readonly string[]) => string;

/** Reads what is named. */
export function inlineEconomy(given: Scenario, read: FileReader): InlinedEconomy {
  const { holdings, ...delegation } = given.delegation ?? {};
  const { price, ...market } = given.market ?? {};
  const { gasGwei, ...mainnet } = given.mainnet ?? {};
  const held =
    typeof holdings === 'string'
      ? readHoldingsTable(read(holdings, ['delegation', 'holdings']), holdings)
      : holdings;
  return {
    delegation: { ...delegation, ...(held === undefined ? {} : { holdings: held }) },
    market: { ...market, ...(price === undefined ? {} : { price: inlinedPrice(price, read) }) },
    mainnet: { ...mainnet, ...(gasGwei === undefined ? {} : { gasGwei: inlinedGas(gasGwei, read) }) },
  };
}

type Price = NonNullable<NonNullable<Scenario['market']>['price']>;
type Gas = NonNullable<NonNullable<Scenario['mainnet']>['gasGwei']>;

function inlinedPrice(price: Price, read: FileReader): InlinedPrice {
  if (price.kind !== 'table') return price;
  const { table, ...others } = price;
  const path = ['market', 'price', 'table'];
  return { ...others, table: typeof table === 'string' ? readPriceTable(read(table, path), table) : table };
}

function inlinedGas(gas: Gas, read: FileReader): InlinedGas {
  if (gas.kind !== 'table') return gas;
  const { table, ...others } = gas;
  const path = ['mainnet', 'gasGwei', 'table'];
  return { ...others, table: typeof table === 'string' ? readGasTable(read(table, path), table) : table };
}
