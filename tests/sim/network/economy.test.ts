import { expect, test } from 'vitest';
import { stakeOf, stakeRecorded } from '../../../src/sim/network/economy.ts';
import { InfeasibleScenario } from '../../../src/sim/protocol/infeasible-scenario.ts';
import { factsOf, paramsOf, stageOf, worldOf } from '../world.helpers.ts';

test('at genesis holders own what they stake, and the market the rest', () => {
  const { world } = worldOf('delegation: { holders: 50 }\nemission: { genesis: 1000000000 }');
  const { ledger } = world.economy;
  const { delegated } = stakeOf(world);
  const staked = delegated.reduce((sum, amount) => sum + amount, 0n);
  expect(staked).toBe(world.params.delegation.staked);
  expect(ledger.balance(ledger.system('market'))).toBe(10n ** 27n - staked);
  expect([ledger.balance(ledger.system('pool')), ledger.audit()]).toEqual([0n, 10n ** 27n]);
});

test('stake is recorded by validator and lock, all of it once', () => {
  const stage = worldOf('delegation: { holders: 60 }');
  stakeRecorded(stage.world, stage.engine);
  const facts = factsOf(stage, 'stake-delegated');
  const { delegated, book } = stakeOf(stage.world);
  delegated.forEach((amount, validator) => {
    const rows = facts.filter(({ a }) => a === validator);
    expect(rows.reduce((sum, row) => sum + row.amount, 0n)).toBe(amount);
    expect(rows.map(({ b }) => b)).toEqual([...new Set(rows.map(({ b }) => b))].toSorted());
  });
  expect(facts.reduce((sum, { c }) => sum + c, 0)).toBe(book.holders.length);
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
