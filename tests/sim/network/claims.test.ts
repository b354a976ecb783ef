/**
 * The mutants to be caught: a node that was down claims as it comes up, whatever the month's rule; the pool
 * of a month that nobody claimed is lost; nodes beyond what stake funds are paid; gas is nobody's cost;
 * claims are minted past the cap.
 */
import { describe, expect, test } from 'vitest';
import { instant, PPM } from '../../../src/base/units.ts';
import { commonBounty } from '../../../src/economics/bounty-2019.ts';
import { epochReward } from '../../../src/economics/bounty-v2.ts';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { nodeEnters } from '../../../src/sim/network/node-entry.ts';
import { stakeSlashed } from '../../../src/sim/network/slashing.ts';
import { ALL_PARTS } from '../../../src/sim/protocol/parts.ts';
import { readScenario } from '../../../src/sim/scenario/read-scenario.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import {
  DAY,
  factsOf,
  HOUR,
  paramsOf,
  ranUntil,
  runUntil,
  stageOf,
  start,
  worldOf,
  type HeardFact,
  type Stage,
} from '../world.helpers.ts';
import { total } from './delegated-rows.helpers.ts';

const MONTH = 30 * DAY;
/** Four nodes of two validators, in months of 30 days; traces are pieces of YAML. */
const scenario = (bounty: string, trace: readonly string[] = [], more = ''): string =>
  'calendar: { days: 30 }\nhorizon: 4 months\nkeyGeneration: { mode: instant }\n' +
  'network: { nodes: 4, nodesMax: 7, validators: 2, minimumStake: 1000, regions: { one: 1 }, latency: [[20]] }\n' +
  `availability: { mtbf: never, trace: [${trace.join(', ')}] }\nmonitoring: { monitors: 1 }\n` +
  'chains: { initial: { small: 0 } }\ndelegation: { holders: 2, feePerMille: 100, lockMonths: { 2: 1 } }\n' +
  `sla: { payment: none }\nbounty: { rent: kept, claimWindow: 3 days, ${bounty} }\n${more}`;
const V2 = 'policy: sm-1.12';
const down = (node: number, from: string, to: string): string =>
  `{ node: ${node}, from: ${from}, to: ${to} }`;

const paid = (stage: Stage, node: number): HeardFact[] =>
  factsOf(stage, 'bounty-paid').filter(({ a }) => a === node);
/**
 * Days of a node’s claims. Each was taken some blocks after it was sent, and the next one is due as much
 * later.
 */
function claimDays(stage: Stage, node: number): number[] {
  return paid(stage, node).map(({ at }) => {
    const day = Math.floor(at / HOUR) / 24;
    expect(at - day * DAY).toBeLessThan(HOUR / 2);
    return day;
  });
}

describe('the claim window of sm-1.12', () => {
  test('from the launch on has every node claim three days before each month’s end', () => {
    const stage = ranUntil(4 * MONTH, scenario(V2));
    for (const node of [0, 1, 2, 3]) expect(claimDays(stage, node)).toEqual([27, 57, 87, 117]);
    checkInvariants(stage.world);
  });

  // Entered on day 1 (within the window), 10 and 29.
  test('takes the day of the month on which a node entered, but neither the first nor the last three', () => {
    const stage = worldOf(scenario(V2));
    start(stage);
    for (const [node, day] of [
      [4, 1],
      [5, 10],
      [6, 29],
    ]) {
      runUntil(stage, day * DAY);
      nodeEnters(stage.world, node, 0, stage.engine);
    }
    runUntil(stage, 4 * MONTH);
    // Within the window: a second time in this month. Later: the same day of the next one.
    expect(claimDays(stage, 4)).toEqual([27, 57, 87, 117]);
    expect(claimDays(stage, 5)).toEqual([40, 70, 100]);
    expect(claimDays(stage, 6)).toEqual([57, 87, 117]);
  });

  test('asks a node that has missed a month to wait for its first three days only', () => {
    const trace = [
      // A whole month without a claim: from day 3 of the month, or later when it comes up later.
      down(2, '20 days', '61 days'),
      down(3, '20 days', '70 days'),
      // Up in the same month: claims when it is up.
      down(0, '26 days', '28 days'),
      // Over the month’s end: its last claim, the launch, was on day 0, so day 3 of the month.
      down(1, '26 days', '31 days'),
    ];
    const stage = ranUntil(4 * MONTH, scenario(V2, trace));
    expect(claimDays(stage, 0)).toEqual([28, 57, 87, 117]);
    expect(claimDays(stage, 1)).toEqual([33, 63, 93]);
    expect(claimDays(stage, 2)).toEqual([63, 93]);
    expect(claimDays(stage, 3)).toEqual([70, 100]);
    expect(factsOf(stage, 'claim-refused')).toEqual([]);
  });

  // The network wins 100 gas a block: a claim of 250,000 takes 2,500 blocks of 13 s, some nine hours.
  test('refuses a claim that reaches mainnet in another month than that in which it was sent', () => {
    const slow = 'mainnet: { gasLimit: 1000, gasShare: 0.1 }\n';
    const trace = [down(0, '26 days', '29 days'), down(1, '26 days', '718 h')];
    const stage = ranUntil(2 * MONTH, scenario(V2, trace, slow));
    const refused = factsOf(stage, 'claim-refused').map(({ a, b, at }) => [a, b, Math.floor(at / HOUR)]);
    // Sent on day 29 at 22 o’clock; a day after the refusal it has to wait for day 33.
    expect(refused).toEqual([[1, 1, 727]]);
    const [first] = paid(stage, 1);
    expect(Math.floor(first.at / HOUR)).toBe(33 * 24 + 9);
    // A refused claim costs its gas none the less.
    expect(factsOf(stage, 'claim-settled').filter(({ a }) => a === 1).length).toBe(paid(stage, 1).length + 1);
  });
});

describe('the pool of sm-1.12', () => {
  // §M10.3 and the vector of 2024: validators with equal stake get half of 32,083,333.33 tokens each.
  test('goes to two validators of equal stake by halves, to their nodes by quarters', () => {
    const stage = ranUntil(MONTH, scenario(V2));
    const month = epochReward(0);
    expect(month).toBe(32_083_333_333_333_333_333_333_333n);
    const quarter = month / 2n / 2n;
    expect(factsOf(stage, 'bounty-paid').map(({ a, amount }) => [a, amount])).toEqual(
      [0, 1, 2, 3].map((node) => [node, quarter]),
    );
    expect(factsOf(stage, 'tokens-minted').map(({ amount }) => amount)).toEqual([4n * quarter]);
    expect(factsOf(stage, 'pool-carried').map(({ amount }) => amount)).toEqual([month - 4n * quarter]);
    const { ledger } = stage.world.economy;
    expect(ledger.minted).toBe(4n * quarter);
    // Fees of a tenth, rounded down, and what rounding leaves of the rest of two claims: less than a unit a
    // holder.
    const kept = ledger.balance(ledger.validator(0)) - 2n * (quarter / 10n);
    expect(kept >= 0n && kept < 4n).toBe(true);
  });

  test('of a month that two nodes missed is there for all in the next', () => {
    const trace = [down(0, '20 days', '31 days'), down(2, '20 days', '31 days')];
    const stage = ranUntil(2 * MONTH, scenario(V2, trace));
    // Nodes 0 and 2 are validator 0's: half of the first month stays.
    const [month, next] = [epochReward(0), epochReward(1)];
    const quarter = month / 4n;
    const carried = month - 2n * quarter;
    expect(factsOf(stage, 'pool-carried')[0].amount).toBe(carried);
    const quarters = (carried + next) / 2n / 2n;
    const inNext = factsOf(stage, 'bounty-paid').filter(({ b }) => b === 1);
    expect(inNext.map(({ a, amount }) => [a, amount])).toEqual([0, 2, 1, 3].map((node) => [node, quarters]));
    expect(factsOf(stage, 'pool-carried')[1].amount).toBe(carried + next - 4n * quarters);
  });

  test('pays no more nodes of a validator than its stake funds', () => {
    const stage = worldOf(scenario(V2));
    start(stage);
    runUntil(stage, DAY);
    // 1,800 of 2,000 tokens are left: one node is funded, and gets what there is for two.
    stakeSlashed(stage.world, 0, 0, 0, { sharePpm: PPM / 10, tokens: 0n }, stage.engine);
    runUntil(stage, MONTH);
    const month = epochReward(0);
    const ofSlashed = (month * 1800n) / 3800n;
    const ofOther = (month * 2000n) / 3800n / 2n;
    expect(factsOf(stage, 'bounty-paid').map(({ a, amount }) => [a, amount])).toEqual([
      [0, ofSlashed],
      [1, ofOther],
      [2, 0n],
      [3, ofOther],
    ]);
    // A claim that brings nothing is a claim none the less.
    expect(factsOf(stage, 'claim-settled').length).toBe(4);
  });

  test('withholds nothing by the measured downtime where all is paid, and does where it is not', () => {
    const trace = [down(1, '0 days', '15 days')];
    const all = ranUntil(2 * MONTH, scenario(V2, trace));
    const text = scenario(V2, trace).replace('monitors: 1', 'monitors: 3');
    const byTime = ranUntil(2 * MONTH, text.replace('payment: none', 'payment: proportional, floor: 0.4'));
    const ofNode = (stage: Stage, node: number): bigint[] => paid(stage, node).map(({ amount }) => amount);
    expect(ofNode(byTime, 0)[0]).toBe(ofNode(all, 0)[0]);
    // Nothing is known in the first month; the second claim goes by the first month, half of which it was
    // down.
    expect(ofNode(byTime, 1)[0]).toBe(ofNode(all, 1)[0]);
    const [, whole] = ofNode(all, 1);
    const [, part] = ofNode(byTime, 1);
    // Half of the month, and of the other half 0.2 % of the probes are lost: 0.499. Three monitors' 288
    // probes a day miss that by 0.0003 at one standard error.
    expect(Math.abs(Number((part * 1_000_000n) / whole) / 1e6 - 0.499)).toBeLessThan(0.0012);
    const withheld = factsOf(byTime, 'pool-carried')[1].amount;
    expect(byTime.world.economy.ledger.minted + withheld).toBe(epochReward(0) + epochReward(1));
  });

  test('is minted to the cap and no further', () => {
    const genesis = 4_140_000_000n * 10n ** 18n;
    const stage = ranUntil(2 * MONTH, scenario(V2, [], 'emission: { cap: 4150000000 }'));
    const { ledger } = stage.world.economy;
    expect(ledger.supply).toBe(genesis + 10_000_000n * 10n ** 18n);
    const quarter = epochReward(0) / 4n;
    const amounts = factsOf(stage, 'bounty-paid').map(({ amount }) => amount);
    expect(amounts.slice(0, 3)).toEqual([quarter, ledger.minted - quarter, 0n]);
    expect(total(amounts)).toBe(ledger.minted);
  });

  test('is filled by the scenario’s own emission where that is not the contracts’', () => {
    const stage = ranUntil(2 * MONTH, scenario(V2, [], 'emission: { policy: table, years: [1200] }'));
    const hundred = 100n * 10n ** 18n;
    expect(factsOf(stage, 'tokens-minted').map(({ amount }) => amount)).toEqual([hundred, hundred]);
  });
});

describe('the gas of a claim', () => {
  // 250,000 gas · 30 gwei · 150 dollars for an ether.
  const COST = 1_125_000;

  test('is its validator’s cost', () => {
    const stage = ranUntil(MONTH, scenario(V2, [], 'behaviour: { validators: { entryUsd: 1000000000 } }'));
    expect(factsOf(stage, 'claim-settled').map(({ a, b, c }) => [a, b, c])).toEqual(
      [0, 1, 2, 3].map((node) => [node, 0, COST]),
    );
    expect([...stage.world.earnings.gas]).toEqual([500_000, 500_000]);
    const [fee] = stage.world.earnings.fees;
    runUntil(stage, MONTH + 1);
    // Fees at 0.10 dollars, two machines at 200 dollars, two claims.
    const profit = Number((fee * 100_000n) / 10n ** 18n) - 2 * 200_000_000 - 2 * COST;
    expect(factsOf(stage, 'validator-profited')[0].c).toBe(profit);
    expect([...stage.world.earnings.gas, ...stage.world.earnings.gasMicroUsd]).toEqual([0, 0, 0n, 0n]);
  });

  test('beyond the budget delays it, day by day', () => {
    const gas =
      'mainnet: { gasGwei: { kind: table, table: [{ at: 0, gwei: 30 }, { at: 29 days, gwei: 26 }] } }\n';
    const text = scenario(`${V2}, gasBudgetUsd: 1`, [down(0, '26 days', '27 days 12 h')], gas);
    const stage = ranUntil(2 * MONTH, text.replace('27 days 12 h', '660 h'));
    // At 26 gwei a claim costs 0.975 dollars. Node 0 first looks half a day later than the others.
    expect([0, 1, 2, 3].map((node) => claimDays(stage, node)[0])).toEqual([29.5, 29, 29, 29]);
    const delayed = factsOf(stage, 'claim-delayed').filter(({ b }) => b === 0);
    expect(delayed.map(({ a, at }) => [a, at / DAY])).toEqual(
      [27, 27, 27, 27.5, 28, 28, 28, 28.5].map((day, index) => [[1, 2, 3, 0][index % 4], day]),
    );
  });

  test('at the budget itself is no reason to wait', () => {
    const stage = ranUntil(MONTH, scenario(`${V2}, gasBudgetUsd: 1.125`));
    expect(factsOf(stage, 'bounty-paid').length).toBe(4);
  });
});

test('who waits for ever is never paid, and its part is there for the others in the next month', () => {
  const text = scenario(
    V2,
    [],
    'adversaries:\n  - { name: x, members: { nodes: [0, 2] }, strategies: [{ use: ./waits.ts }] }\n',
  );
  const stage = ranUntil(2 * MONTH, text, { './waits.ts': ruledBy({ claim: () => 'wait' }) });
  const nodes = new Set(factsOf(stage, 'bounty-paid').map(({ a }) => a));
  expect([...nodes]).toEqual([1, 3]);
  const [first, second] = paid(stage, 1);
  expect(second.amount).toBe((epochReward(0) - 2n * first.amount + epochReward(1)) / 4n);
});

describe('sm-talk-2019', () => {
  // A third of 7,000,000,000 tokens over two, 72 periods of 30 days in six years of 360 days, and 4 nodes.
  test('pays each node the same, first after a whole period', () => {
    const stage = ranUntil(2 * MONTH + HOUR, scenario('policy: sm-talk-2019, rewardPeriod: 30 days'));
    const first = 2_333_333_333_333_333_333_333_333_333n / 576n;
    const period = stage.world.params.bounty.rewardPeriod;
    expect(commonBounty({ cap: 7n * 10n ** 27n, elapsed: period, period, nodes: 4 })).toBe(first);
    for (const node of [0, 1, 2, 3]) {
      expect(claimDays(stage, node)).toEqual([30, 60]);
      expect(paid(stage, node).map(({ amount }) => amount)).toEqual([first, first]);
    }
  });
});

describe('sm-1.5', () => {
  const year = (policy: string): Stage => {
    const text =
      'version: 1\nname: launch\nprofile: sm-1.5\nhorizon: 12 months\nkeyGeneration: { mode: instant }\n' +
      'availability: { mtbf: never }\nmonitoring: { monitors: 1 }\nchains: { initial: { small: 0 } }\n' +
      `network: { regions: { one: 1 }, latency: [[20]] }\nsla: { payment: ${policy} }\n`;
    const stage = stageOf(readScenario({ text, file: 'launch.yaml' }).params);
    start(stage);
    // The stage is a sidereal year of 365 days and 6 hours; the twelfth claim is due after 360.
    runUntil(stage, instant(365 * DAY));
    return stage;
  };

  test('pays in its first year 385,000,000 tokens to 133 nodes, to the last unit', () => {
    const stage = year('sm-1.5');
    const facts = factsOf(stage, 'bounty-paid');
    expect(facts.length).toBe(12 * 133);
    expect(total(facts.map(({ amount }) => amount))).toBe(385_000_000n * 10n ** 18n);
    expect(stage.world.economy.ledger.minted).toBe(385_000_000n * 10n ** 18n);
    // The first claim: the year over 11 whole periods that are left of 335 days, and this one, of 133 nodes.
    expect(facts[0].amount).toBe((385_000_000n * 10n ** 18n) / (12n * 133n));
    expect(claimDays(stage, 5).slice(0, 3)).toEqual([30, 60, 90]);
  });
});

test('where no accounts are kept nobody claims', () => {
  const stage = stageOf(paramsOf(scenario(V2)), {}, 0, { ...ALL_PARTS, accounts: false });
  start(stage);
  runUntil(stage, MONTH);
  expect(factsOf(stage, 'claim-sent', 'claim-settled', 'bounty-paid')).toEqual([]);
});
