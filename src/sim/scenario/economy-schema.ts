/** What a scenario file may say about money: emission, pay, stake, prices, what people do. §M10 – §M13 */
import { z } from 'zod';
import {
  byMonths,
  fileOr,
  fixed,
  list,
  moment,
  oneOf,
  optional,
  share,
  shortDuration,
  identifier,
  span,
  table,
  tokenAmount,
  whole,
} from './schema-fields.ts';

/** Whole numbers of any entity. */
const COUNT_MAX = 1_000_000;
const USD_DECIMALS = 6;
const PPM_DECIMALS = 6;
const usd = (min = 0.000001) => fixed(min, 1_000_000_000, USD_DECIMALS);
/** A part of one that may exceed it: a rate a year, a multiple. */
const part = (min = 0, max = 1000) => fixed(min, max, PPM_DECIMALS);

/** New tokens. §M10.1 */
export const emission = table({
  policy: optional(oneOf(['skale', 'flat-rate', 'halving', 'table', 'target-stake'])),
  genesis: optional(tokenAmount()),
  cap: optional(
    z.union([oneOf(['none']), tokenAmount()], { error: 'none, or tokens at which minting stops' }),
  ),
  yearly: optional(part(0, 10)),
  firstYear: optional(tokenAmount()),
  everyYears: optional(whole(1, 100)),
  years: optional(list(tokenAmount(), 1, 'tokens of each year')),
  after: optional(oneOf(['nothing', 'last'])),
  target: optional(share(0.000001, 1)),
  minimum: optional(part(0, 10)),
  maximum: optional(part(0, 10)),
  speed: optional(part(0, 10)),
  start: optional(part(0, 10)),
});

/** How nodes are paid. §M10.2 – §M10.4 */
export const bounty = table({
  policy: optional(oneOf(['talk', 'sm-talk-2019', 'sm-1.5', 'sm-1.12'])),
  weight: optional(oneOf(['effective-stake', 'equal'])),
  rent: optional(oneOf(['pool', 'kept', 'node-seconds'])),
  claimWindow: optional(span()),
  rewardPeriod: optional(span()),
  lateAfter: optional(span()),
  claimGas: optional(whole(21_000, 1_000_000_000)),
  gasBudgetUsd: optional(usd()),
});

/** Pay by score. §M9.5 */
export const payment = oneOf(['binary', 'proportional', 'none', 'sm-talk-2019', 'sm-1.5']);
/** Classes of nodes by their record. §M9.6 */
export const tiers = list(
  table({
    id: identifier(),
    floor: share(),
    latency: optional(shortDuration()),
    weight: optional(part()),
    price: optional(part()),
    share: optional(share()),
  }),
  1,
  'tiers ascending by floor: mappings with keys id, floor, latency, weight, price, share',
);

const fee = z.union([whole(0, 1000), table({ from: whole(0, 1000), to: whole(0, 1000) })], {
  error: 'a fee of 0 to 1000 per mille, or { from, to }',
});

/** Who holds what, and on which terms it is delegated. §M11 */
export const delegation = table({
  holders: optional(whole(1, COUNT_MAX)),
  staked: optional(tokenAmount()),
  liquid: optional(tokenAmount()),
  holdings: optional(
    fileOr(
      list(tokenAmount(), 1, 'tokens of each holder'),
      'the name of a CSV file with columns holder, tokens, or a list of tokens, one a holder',
    ),
  ),
  lockMonths: optional(byMonths(fixed(0.000001, 1000, 6), 'a mapping of months to multipliers')),
  lockShares: optional(byMonths(share(), 'a mapping of months to shares of holders; all sum to 1')),
  feePerMille: optional(fee),
  minimum: optional(tokenAmount()),
});

const penalty = optional(table({ share: optional(share()), tokens: optional(tokenAmount()) }));

/** What offences cost, and what becomes of it. §M12 */
export const slashing = table({
  theft: penalty,
  fork: penalty,
  failedDkg: penalty,
  withheldBeacon: penalty,
  downtime: penalty,
  falseComplaint: penalty,
  destination: optional(oneOf(['locked', 'burned', 'pool', 'forgiven'])),
  forgiveAfter: optional(whole(1, 120)),
  additions: optional(oneOf(['spared', 'cut'])),
});

const jumps = table({ perYear: part(), mean: part(-10, 10), deviation: part(0, 10) });
const price = z.union(
  [
    table({ kind: oneOf(['constant']), usd: usd() }),
    table({
      kind: oneOf(['table']),
      table: fileOr(
        list(table({ at: moment(), usd: usd() }), 1, 'prices'),
        'the name of a CSV file with columns day or instant, and usd, or a list of { at, usd }',
      ),
      between: optional(oneOf(['step', 'linear'])),
    }),
    table({
      kind: oneOf(['geometric-brownian', 'jump-diffusion', 'endogenous']),
      usd: usd(),
      drift: optional(part(-10, 10)),
      volatility: optional(part(0, 10)),
      jumps: optional(jumps),
      multiplier: optional(part(0, 100)),
    }),
  ],
  {
    error:
      '{ kind: constant, usd }, { kind: table, table }, or { kind: geometric-brownian | jump-diffusion | ' +
      'endogenous, usd, drift, volatility, jumps, multiplier }',
  },
);

/** Prices, and which of them feed back. §M13 */
export const market = table({
  price: optional(price),
  etherUsd: optional(usd()),
  demandElasticity: optional(part(0, 10)),
  outsideYield: optional(part(0, 10)),
  loops: optional(
    table({
      validators: optional(z.boolean({ error: 'true or false' })),
      holders: optional(z.boolean({ error: 'true or false' })),
      demand: optional(z.boolean({ error: 'true or false' })),
      price: optional(z.boolean({ error: 'true or false' })),
      minimumStake: optional(z.boolean({ error: 'true or false' })),
    }),
  ),
});

/** Price of gas. §M15.1 */
export const gasGwei = z.union(
  [
    table({ kind: oneOf(['constant']), value: fixed(0, 1_000_000, 9) }),
    table({
      kind: oneOf(['table']),
      table: fileOr(
        list(table({ at: moment(), gwei: fixed(0, 1_000_000, 9) }), 1, 'prices of gas'),
        'the name of a CSV file with columns day or instant, and gwei, or a list of { at, gwei }',
      ),
    }),
    table({
      kind: oneOf(['regime-switching']),
      calm: fixed(0, 1_000_000, 9),
      spike: part(1, 100_000),
      calmMean: span(),
      spikeMean: span(),
    }),
  ],
  {
    error:
      '{ kind: constant, value }, { kind: table, table }, or ' +
      '{ kind: regime-switching, calm, spike, calmMean, spikeMean }',
  },
);

/** Classes of machines. §M2.4, §M2.5 */
export const hardware = z.record(
  identifier(),
  z.union([share(), table({ share: share(), usdPerMonth: usd(0) })], {
    error: 'a share, or { share, usdPerMonth }',
  }),
  { error: 'a mapping of names to shares, or to { share, usdPerMonth }; shares sum to 1' },
);

/** What a node needs: tokens, or what they are worth. §M2.2 */
export const minimumStake = z.union([tokenAmount(), table({ usd: usd() })], {
  error: 'whole tokens as a number, text with up to 18 decimals, or { usd: dollars }',
});

/** What lies on chains: a Pareto law, cut at a maximum. §M3.5 */
export const chainValue = table({
  minimumUsd: usd(),
  shape: optional(fixed(0.1, 100, PPM_DECIMALS)),
  maximumUsd: usd(),
});

/** What people do for money. §M2.5, §M11.3 */
export const behaviour = table({
  validators: optional(
    table({
      entryUsd: optional(usd(0)),
      patience: optional(whole(1, 120)),
      entriesPerMonth: optional(whole(0, COUNT_MAX)),
    }),
  ),
  holders: optional(
    list(
      table({
        share: share(),
        kind: oneOf(['hold', 'seek-yield', 'spread', 'panic', 'lending']),
        reconsider: optional(share()),
        threshold: optional(part(0, 10)),
        looks: optional(whole(1, 1000)),
        validators: optional(whole(1, 20)),
        fall: optional(part(0, 1)),
        fleesSlashing: optional(z.boolean({ error: 'true or false' })),
        return: optional(share()),
        gap: optional(part(0, 10)),
      }),
      1,
      'mappings with keys share, kind and those of the kind',
    ),
  ),
  restake: optional(share()),
  sell: optional(share()),
});
