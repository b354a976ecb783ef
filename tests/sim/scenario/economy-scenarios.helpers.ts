/** Small random economies as scenarios: every policy of money, and people who do all that they may. */
import { seededDraws } from '../../economics/draws.helpers.ts';

type Draws = ReturnType<typeof seededDraws>;
type Keys = Readonly<Record<string, unknown>>;

/** A scenario over the profile `minimal` as JSON, which is YAML; the same number gives the same one. */
export function economyScenario(seed: number): string {
  const draws = seededDraws(`economy-scenario ${seed}`);
  const nodes = 6 + draws.below(7);
  const validators = 2 + draws.below(3);
  const months = 3 + draws.below(3);
  const policy = oneOf(draws, ['talk', 'talk', 'talk', 'sm-talk-2019', 'sm-1.5', 'sm-1.12']);
  return JSON.stringify({
    version: 1,
    name: 'economy',
    profile: 'minimal',
    seed: `economy ${seed}`,
    horizon: `${months} months`,
    network: networkOf(draws, nodes, validators),
    keyGeneration: { mode: 'instant' },
    randomness: { source: 'block-hash' },
    // Some months end with failed nodes.
    availability: { mtbf: oneOf(draws, ['never', '12 h', '3 days']), mttr: '2 h' },
    monitoring: { monitors: 2 },
    chains: chainsOf(draws),
    emission: emissionOf(draws, policy),
    bounty: bountyOf(draws, policy),
    sla: slaOf(draws, policy),
    delegation: delegationOf(draws, nodes),
    slashing: slashingOf(draws, policy),
    market: marketOf(draws),
    mainnet: { gasGwei: gasOf(draws) },
    behaviour: behaviourOf(draws),
  });
}

const oneOf = <Value>(draws: Draws, values: readonly Value[]): Value => values[draws.below(values.length)];
/** Keys that are there half the time. */
const perhaps = (draws: Draws, keys: Keys): Keys => (draws.below(2) === 0 ? keys : {});

const networkOf = (draws: Draws, nodes: number, validators: number): Keys => ({
  nodes,
  validators,
  nodesMax: nodes + 3,
  regions: { one: 1 },
  latency: [[20]],
  minimumStake: oneOf<unknown>(draws, [1000, '1000.000000000000000001', { usd: 100 }]),
  hardware: { standard: { share: 0.5, usdPerMonth: 300_000 }, idle: { share: 0.5, usdPerMonth: 0 } },
  ...perhaps(draws, { exitsPerMonth: 10, entriesPerMonth: 10 }),
});

const chainsOf = (draws: Draws): Keys => ({
  initial: { small: 3, medium: 1 },
  demand: {
    arrivalsPerMonth: oneOf(draws, [0, 40]),
    growth: oneOf(draws, [0, 20]),
    mix: { small: 0.7, medium: 0.3 },
    term: {
      months: oneOf<unknown>(draws, [2, { 1: 0.4, 3: 0.6 }]),
      renewal: oneOf(draws, [0.5, 1]),
      deletion: oneOf(draws, [0, 0.3]),
    },
    whenFull: oneOf(draws, ['refuse', 'queue']),
  },
  price: oneOf<unknown>(draws, [
    'contract',
    { kind: 'fixed-usd', usd: 0.333333 },
    { kind: 'load-driven' },
    { kind: 'load-driven', usd: 0.5 },
  ]),
});

/** The first contracts mint by a schedule of their own. */
const emissionOf = (draws: Draws, bounty: string): Keys => ({
  ...(bounty === 'sm-1.5' || bounty === 'sm-talk-2019' ? { policy: 'skale' } : policyOf(draws)),
  genesis: 4_000_000,
  cap: oneOf<unknown>(draws, ['none', 4_000_000, '30000000.5']),
});

const policyOf = (draws: Draws): Keys =>
  oneOf<Keys>(draws, [
    { policy: 'skale' },
    { policy: 'flat-rate', yearly: 0.071234 },
    { policy: 'halving', firstYear: '1000000.000000000000000007', everyYears: 1 },
    { policy: 'table', years: ['77777.000000000000000001', 5], after: 'last' },
    { policy: 'target-stake' },
  ]);

const bountyOf = (draws: Draws, policy: string): Keys => ({
  policy,
  weight: oneOf(draws, ['effective-stake', 'equal']),
  rent: oneOf(draws, policy === 'talk' ? ['pool', 'kept', 'node-seconds'] : ['kept', 'node-seconds']),
  claimWindow: '1 day',
  rewardPeriod: '3 days',
  ...perhaps(draws, { gasBudgetUsd: 1.5 }),
});

const slaOf = (draws: Draws, policy: string): Keys => ({
  payment: oneOf(
    draws,
    policy === 'talk' ? ['binary', 'proportional', 'none'] : ['proportional', 'sm-talk-2019', 'sm-1.5'],
  ),
  ...perhaps(draws, {
    tierMonths: 2,
    tiers: [
      { id: 'base', floor: 0.5, share: 0.6, price: 0.333333 },
      { id: 'good', floor: 0.95, weight: 1.5, price: 2, share: 0.4 },
    ],
  }),
});

const delegationOf = (draws: Draws, nodes: number): Keys => ({
  ...oneOf<Keys>(draws, [
    { holders: 12, liquid: '3333.000000000000000001' },
    { holders: 5, liquid: 0 },
    // What the nodes need and more; the first holder has nothing.
    { holdings: [0, 9000, '7000.5', 5000, 1, 100, 900, 800] },
  ]),
  staked: nodes * 1001 + oneOf(draws, [0, 4321]),
  lockMonths: { 1: 1, 2: 1.234567 },
  feePerMille: oneOf<unknown>(draws, [0, 150, 1000, { from: 10, to: 300 }]),
  minimum: oneOf(draws, [0, 10]),
});

const slashingOf = (draws: Draws, policy: string): Keys => ({
  destination: oneOf(
    draws,
    policy === 'talk' ? ['locked', 'burned', 'pool', 'forgiven'] : ['locked', 'burned', 'forgiven'],
  ),
  forgiveAfter: 1 + draws.below(2),
  additions: oneOf(draws, ['spared', 'cut']),
});

const marketOf = (draws: Draws): Keys => ({
  price: oneOf<Keys>(draws, [
    { kind: 'constant', usd: 0.1 },
    {
      kind: 'table',
      between: 'linear',
      table: [
        { at: 0, usd: 0.1 },
        { at: '4 days', usd: 0.04 },
        { at: '9 days', usd: 0.3 },
      ],
    },
    { kind: 'geometric-brownian', usd: 0.1, volatility: 3 },
    { kind: 'jump-diffusion', usd: 0.1, volatility: 1, jumps: { perYear: 100, mean: -0.3, deviation: 0.2 } },
    { kind: 'endogenous', usd: 0.1, volatility: 1, multiplier: 5 },
  ]),
  demandElasticity: oneOf(draws, [0, 1.5]),
  outsideYield: oneOf(draws, [0, 0.3]),
});

const gasOf = (draws: Draws): Keys =>
  oneOf<Keys>(draws, [
    { kind: 'constant', value: 30 },
    { kind: 'regime-switching', calm: 20, spike: 30, calmMean: '2 days', spikeMean: '12 h' },
  ]);

const behaviourOf = (draws: Draws): Keys => ({
  ...perhaps(draws, { validators: { entryUsd: 0, patience: 1 + draws.below(2), entriesPerMonth: 2 } }),
  ...perhaps(draws, {
    holders: [
      { share: 0.2, kind: 'hold' },
      { share: 0.2, kind: 'seek-yield', reconsider: 1, threshold: 0, looks: 3 },
      { share: 0.2, kind: 'spread', reconsider: 1, validators: 3 },
      { share: 0.2, kind: 'panic', fall: 0.1, return: 0.8 },
      { share: 0.2, kind: 'lending', reconsider: 1, gap: 0, looks: 3 },
    ],
    restake: oneOf(draws, [0.333333, 1]),
    sell: oneOf(draws, [0, 0.123457, 1]),
  }),
});
