import { describe, expect, test } from 'vitest';
import { holdings } from '../../../src/economics/initial-delegations.ts';
import { delegationsOf, stakeRecorded } from '../../../src/sim/network/economy.ts';
import { InfeasibleScenario } from '../../../src/sim/protocol/infeasible-scenario.ts';
import { ALL_PARTS } from '../../../src/sim/protocol/parts.ts';
import { simulateRun } from '../../../src/sim/simulate.ts';
import { factsOf, paramsOf, stageOf, worldOf } from '../world.helpers.ts';
import { delegatedRows, delegatedTo, total } from './delegated-rows.helpers.ts';

test('at genesis holders own what they stake, and the market the rest', () => {
  const { world } = worldOf('delegation: { holders: 50 }\nemission: { genesis: 1000000000 }');
  const { ledger } = world.economy;
  const staked = total(delegatedTo(world));
  expect(staked).toBe(world.params.delegation.staked);
  expect(ledger.balance(ledger.system('market'))).toBe(10n ** 27n - staked);
  expect([ledger.balance(ledger.system('pool')), ledger.audit()]).toEqual([0n, 10n ** 27n]);
});

test('stake is recorded by validator and lock, all of it once', () => {
  const stage = worldOf('delegation: { holders: 60 }');
  stakeRecorded(stage.world, stage.engine);
  const facts = factsOf(stage, 'stake-delegated');
  delegatedTo(stage.world).forEach((amount, validator) => {
    const rows = facts.filter(({ a }) => a === validator);
    expect(rows.reduce((sum, row) => sum + row.amount, 0n)).toBe(amount);
    expect(rows.map(({ b }) => b)).toEqual([...new Set(rows.map(({ b }) => b))].toSorted());
  });
  expect(facts.reduce((sum, { c }) => sum + c, 0)).toBe(delegatedRows(stage.world).length);
});

test('stake that cannot be dealt is the scenario’s fault, with the field and what would do', () => {
  const params = paramsOf(
    'network: { nodes: 40, validators: 40, minimumStake: 1000 }\ndelegation: { holders: 40 }',
  );
  const few = { ...params, delegation: { ...params.delegation, holders: 1 } };
  expect(() => stageOf(few)).toThrow(InfeasibleScenario);
  expect(() => stageOf(few)).toThrow('delegation.holders');
  const poor = { ...params, delegation: { ...params.delegation, staked: 1n } };
  expect(() => stageOf(poor)).toThrow('delegation.staked');
});

// A third of everything is staked: each holder's third, rounded down, and what is left with the first that
// has room.
test('of given holdings each holder stakes the same part, and has the rest besides', () => {
  const { world } = worldOf(
    'network: { nodes: 2, validators: 2, minimumStake: 1 }\nkeyGeneration: { mode: instant }\n' +
      'delegation: { holdings: [0, "0.000000000000000001", 20, "9.999999999999999999"], staked: 10 }\n' +
      'randomness: { group: 2 }\nchains: { initial: { small: 0 } }',
  );
  const { ledger } = world.economy;
  const staked = [0n, 0n, 0n, 0n];
  for (const { holder, amount } of delegatedRows(world)) staked[holder] += amount;
  const third = 10n ** 19n / 3n;
  expect(staked).toEqual(
    [0n, 1n, 2n * third, third].map((amount, holder) => (holder === 2 ? staked[2] : amount)),
  );
  expect(total(staked)).toBe(10n ** 19n);
  expect([0, 1, 2, 3].map((holder) => ledger.balance(ledger.holder(holder)))).toEqual([
    0n,
    1n,
    20n * 10n ** 18n,
    10n ** 19n - 1n,
  ]);
});

test('what holders own besides is spread as their stake is', () => {
  const { world } = worldOf('delegation: { holders: 50, liquid: 1000 }');
  const { ledger } = world.economy;
  const staked = Array<bigint>(50).fill(0n);
  for (const { holder, amount } of delegatedRows(world)) staked[holder] += amount;
  const idle = staked.map((amount, holder) => ledger.balance(ledger.holder(holder)) - amount);
  expect(idle).toEqual(holdings(50, 1000n * 10n ** 18n));
});

test('where no accounts are kept one holder stands for all, and chains can pay as much', () => {
  const params = paramsOf('delegation: { holders: 50, liquid: 1000 }');
  const bare = stageOf(params, {}, 0, { ...ALL_PARTS, accounts: false }).world.economy;
  const whole = stageOf(params).world.economy;
  const market = ({ ledger }: typeof bare): bigint => ledger.balance(ledger.system('market'));
  expect(market(bare)).toBe(market(whole));
  expect(bare.delegations).toBeUndefined();
});

// 200 validators from 100 to 110 per mille: eleven fees, each 18.2 times on average; none is missing but once
// in 10^7.
test('fees of a range are drawn evenly, both ends included, and one fee is everybody’s', () => {
  const feesOf = (fee: string): number[] => {
    const network = 'network: { nodes: 200, validators: 200, minimumStake: 1 }';
    const { world } = worldOf(`${network}\ndelegation: { holders: 250, feePerMille: ${fee} }`);
    return Array.from({ length: 200 }, (_, validator) => delegationsOf(world).terms(validator).feePerMille);
  };
  const fees = feesOf('{ from: 100, to: 110 }');
  expect([...new Set(fees)].toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: 11 }, (_, step) => 100 + step),
  );
  expect(new Set(feesOf('150'))).toEqual(new Set([150]));
});

describe('feedback that is switched off', () => {
  const network = 'network: { nodes: 9, nodesMax: 9, validators: 3, minimumStake: 1000';
  const rest = 'delegation: { holders: 20, liquid: 100 }\nmonitoring: { monitors: 2 }\nhorizon: 4 months\n';
  const digestOf = (text: string): string => simulateRun(paramsOf(text), 0).digest;
  const moving = 'price: { kind: geometric-brownian, usd: 0.1, volatility: 4 }';

  // Catches a loop that draws, or tells, though nobody listens to it.
  test('leaves the run as it is without the people and the pegs', () => {
    const people =
      'behaviour: { validators: { patience: 1 }, holders: [{ share: 1, kind: panic, fall: 0.01, return: 1 }], sell: 1 }\n';
    const loops =
      'loops: { validators: false, holders: false, demand: false, price: false, minimumStake: false }';
    const off = `${network.replace('1000', '{ usd: 100 }')} }\n${rest}${people}market: { ${moving}, demandElasticity: 2, ${loops} }\n`;
    const without = `${network} }\n${rest}market: { ${moving} }\n`;
    expect(digestOf(off)).toBe(digestOf(without));
    // With the loops on it is another run.
    expect(digestOf(off.replace(loops, 'loops: {}'))).not.toBe(digestOf(without));
  });

  test('leaves the price what it would be without orders', () => {
    const price = (multiplier: number): string =>
      moving.replace('geometric-brownian', 'endogenous').replace(' }', `, multiplier: ${multiplier} }`);
    const off = `${network} }\n${rest}market: { ${price(9)}, loops: { price: false } }\n`;
    expect(digestOf(off)).toBe(digestOf(`${network} }\n${rest}market: { ${price(0)} }\n`));
    expect(digestOf(off)).not.toBe(digestOf(`${network} }\n${rest}market: { ${price(9)} }\n`));
  });
});
