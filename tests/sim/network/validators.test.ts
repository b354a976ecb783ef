/**
 * The mutants to be caught: a row of losing months that goes on after a node has left, every node of a losing
 * validator that leaves, entry on the stake that the nodes at hand need, costs that are sold rounded down.
 */
import { describe, expect, test } from 'vitest';
import { tokens } from '../../../src/base/units.ts';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { validatorsDecide } from '../../../src/sim/network/validators.ts';
import { DAY, factsOf, paramsOf, runUntil, stageOf, start, worldOf, type Stage } from '../world.helpers.ts';

const MONTH = 3 * DAY;
const scenario = (network: string, behaviour: string, more = ''): string =>
  `network: { regions: { one: 1 }, latency: [[20]], ${network} }\nhorizon: 12 months\n` +
  'keyGeneration: { mode: instant }\navailability: { mtbf: never }\nmonitoring: { monitors: 1 }\n' +
  `chains: { initial: { small: 0 } }\nbehaviour: { validators: { ${behaviour} } }\n${more}`;
const LOSERS = 'nodes: 9, validators: 3, hardware: { gold: { share: 1, usdPerMonth: 999999999 } }';
const holders = 'delegation: { holders: 12, feePerMille: 100';

function openedUntil(text: string, month: number): Stage {
  const stage = worldOf(text);
  start(stage);
  runUntil(stage, month * MONTH + 1);
  return stage;
}
const told = (stage: Stage, name: 'node-left' | 'node-entered'): [number, number][] =>
  factsOf(stage, name).map(({ at, a }) => [at / MONTH, a]);

describe('a validator that loses', () => {
  test('for two months in a row gives up one node, its first, and bears two more months before the next', () => {
    const stage = openedUntil(scenario(LOSERS, 'patience: 2', `${holders} }`), 5);
    expect(told(stage, 'node-left')).toEqual(
      [0, 1, 2, 3, 4, 5].map((node, index) => [index < 3 ? 2 : 4, node]),
    );
    expect([...stage.world.nodes.nodesOfValidator]).toEqual([1, 1, 1]);
    expect(factsOf(stage, 'validator-profited').every(({ c }) => c < 0)).toBe(true);
    checkInvariants(stage.world);
  });

  test('keeps its nodes as long as there is patience, and where nobody decides by profit', () => {
    const patient = openedUntil(scenario(LOSERS, 'patience: 6', `${holders} }`), 5);
    expect(told(patient, 'node-left')).toEqual([]);
    const text = scenario(LOSERS, 'patience: 1', `${holders} }\nmarket: { loops: { validators: false } }`);
    const without = openedUntil(text, 5);
    expect(factsOf(without, 'node-left', 'validator-profited')).toEqual([]);
  });
});

describe('costs', () => {
  // Three nodes at 200 dollars are 6,000 tokens at 0.10. Nobody sends a transaction but to mainnet's free
  // beacons.
  test('are told as profit and covered by selling, rounded up', () => {
    const text = scenario(
      'nodes: 9, validators: 3',
      'entryUsd: 1000000000',
      `${holders} }\nmarket: { price: { kind: constant, usd: 0.07 } }`,
    );
    const stage = openedUntil(text, 0);
    runUntil(stage, MONTH);
    const { ledger } = stage.world.economy;
    const before = [0, 1, 2].map((validator) => ledger.balance(ledger.validator(validator)));
    const market = ledger.balance(ledger.system('market'));
    const [fees, gas] = [[...stage.world.earnings.fees], [...stage.world.earnings.gas]];
    expect(before).toEqual(fees);
    expect(gas).toEqual([0, 0, 0]);
    runUntil(stage, MONTH + 1);
    // 600 dollars at 0.07: 8,571.43 tokens, and a base unit more for the fraction.
    const sold = (600_000_000n * 10n ** 18n) / 70_000n + 1n;
    const after = [0, 1, 2].map((validator) => ledger.balance(ledger.validator(validator)));
    expect(before.map((balance, validator) => balance - after[validator])).toEqual([sold, sold, sold]);
    expect(ledger.balance(ledger.system('market')) - market).toBe(3n * sold);
    const profits = factsOf(stage, 'validator-profited').map(({ a, b, c }) => [a, b, c]);
    expect(profits).toEqual(
      fees.map((fee, validator) => [validator, 0, Number((fee * 70_000n) / 10n ** 18n) - 600_000_000]),
    );
  });

  test('beyond what a validator has take all of it and no more', () => {
    const stage = openedUntil(scenario(LOSERS, 'patience: 9', `${holders} }`), 1);
    const { ledger } = stage.world.economy;
    expect([0, 1, 2].map((validator) => ledger.balance(ledger.validator(validator)))).toEqual([0n, 0n, 0n]);
    checkInvariants(stage.world);
  });
});

describe('entry', () => {
  const one = 'nodes: 6, nodesMax: 9, validators: 1, minimumStake: 1000';
  const staked = (amount: string): string => `${holders}, staked: "${amount}" }`;

  // Six nodes stand; seven need 7,000 tokens, eight 8,000. A validator sets up one node a month.
  test.each([
    ['6999.999999999999999999', 0],
    ['7000', 1],
    ['7999.999999999999999999', 1],
    ['8000', 2],
    ['100000', 3],
  ])('on %s staked tokens sets up %i nodes, as far as stake and the reserve go', (amount, count) => {
    const stage = openedUntil(scenario(one, 'entryUsd: 0', staked(amount)), 4);
    const entered = [1, 2, 3].slice(0, count).map((month) => [month, month + 5]);
    expect(told(stage, 'node-entered')).toEqual(entered);
    expect(stage.world.nodes.nodesOfValidator[0]).toBe(6 + count);
    checkInvariants(stage.world);
  });

  test('is limited in a month, whoever wants to', () => {
    const network = 'nodes: 8, nodesMax: 20, validators: 4, minimumStake: 1';
    const text = scenario(network, 'entryUsd: 0, entriesPerMonth: 3', staked('100000'));
    const months = factsOf(openedUntil(text, 3), 'node-entered').map(({ at }) => at / MONTH);
    expect(months).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
  });

  // What is expected: last month's fees over one node more, at the day's price, less a machine and the gas that
  // a node paid on average: here that of its reports. Catches a newcomer that expects to pay none.
  test.each([
    ['without gas', ''],
    ['with gas', 'monitoring: { monitors: 1, redraw: 1 day, report: {} }\n'],
  ])('needs an expected profit above the threshold, to the millionth of a dollar, %s', (_what, reports) => {
    const text = scenario(one, 'entryUsd: 0', staked('100000'));
    const params = paramsOf(reports === '' ? text : text.replace('monitoring: { monitors: 1 }\n', reports));
    const entriesAt = (entryMicroUsd: number): number => {
      const validators = { entryMicroUsd, patienceMonths: 3, entriesPerMonthMax: 1 };
      const stage = stageOf({ ...params, behaviour: { ...params.behaviour, validators } });
      start(stage);
      runUntil(stage, MONTH + 1);
      return factsOf(stage, 'node-entered').length;
    };
    const stage = stageOf(params);
    start(stage);
    runUntil(stage, MONTH);
    const [fees] = stage.world.earnings.fees;
    // Three days of six reports, 66,000 gas each at 30 gwei and 150 dollars an ether: 0.297 dollars.
    const gas = reports === '' ? 0 : 3 * 297_000;
    const expected = Number(((fees / 7n) * 100_000n) / 10n ** 18n) - 200_000_000 - gas;
    expect([entriesAt(expected), entriesAt(expected - 1)]).toEqual([0, 1]);
  });

  test('goes to validators in an order that is drawn anew each month', () => {
    const network = 'nodes: 8, nodesMax: 20, validators: 4, minimumStake: 1';
    const stage = openedUntil(
      scenario(
        network,
        'entryUsd: 0, entriesPerMonth: 1',
        `${holders}, staked: ${tokens(100) / 10n ** 18n} }`,
      ),
      8,
    );
    // Eight entries for one of four validators each: none but one in 4^7 orders has them all for one.
    expect(new Set(factsOf(stage, 'node-entered').map(({ b }) => b)).size).toBeGreaterThan(1);
  });
});

test('where no accounts are kept validators decide nothing', () => {
  const stage = worldOf(scenario(LOSERS, 'patience: 1', `${holders} }`));
  validatorsDecide({ ...stage.world, parts: { ...stage.world.parts, accounts: false } }, 1, stage.engine);
  expect(stage.facts).toEqual([]);
});
