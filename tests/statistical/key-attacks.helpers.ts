/**
 * Worlds in which nothing happens but a few chains' key generations and an attack on them: nobody fails,
 * every node has a free slot for every chain, no committee turns, and no beacon has a group.
 */
import { stageOf, start, runUntil, paramsOf, DAY, type HeardFact } from '../sim/world.helpers.ts';
import type { Params } from '../../src/sim/protocol/params.ts';

/** What varies between the tests: `members` of the coalition in the words of a scenario, `size` of a committee. */
export interface KeyAttack {
  readonly nodes: number;
  readonly members: string;
  readonly strategy: string;
  readonly chains?: number;
  readonly size?: number;
  readonly more?: string;
}

/** Unless stated, one committee of 16, whose threshold is 11; phases of half an hour at most. */
export function keyAttackParams({
  nodes,
  members,
  strategy,
  chains = 1,
  size = 16,
  more = '',
}: KeyAttack): Params {
  return paramsOf(`
seed: key-attacks
calendar: { days: 30 }
horizon: 30 days
network: { nodes: ${nodes}, slots: 128, validators: 5 }
sizes: { committee: { slots: 1, members: ${size} } }
chains: { initial: { committee: ${chains} } }
placement: { policy: uniform }
rotation: { policy: exit-only }
randomness: { source: block-hash }
availability: { mtbf: never }
adversaries:
  - { name: attackers, members: ${members}, strategies: [ ${strategy} ] }
${more}`);
}

/** What happened to key generations in the first `days` days of a run. */
export function keyFacts(params: Params, run: number, days = 5): readonly HeardFact[] {
  const stage = stageOf(params, {}, run, { outages: true, monitoring: false, accounts: false });
  start(stage);
  runUntil(stage, days * DAY);
  return stage.facts;
}

/** Facts of one name. */
export const named = (facts: readonly HeardFact[], name: HeardFact['name']): readonly HeardFact[] =>
  facts.filter((fact) => fact.name === name);

/** Key generations that failed: those at fault in one of them are told at one instant. */
export const failuresOf = (facts: readonly HeardFact[]): number =>
  new Set(named(facts, 'dkg-failed').map(({ at, a }) => `${a} ${at}`)).size;
