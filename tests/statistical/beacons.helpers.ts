/** Beacons month after month on a real world without anything else: groups, choices, and seats in them. */
import { instant } from '../../src/base/units.ts';
import { groupDrawn } from '../../src/sim/network/beacon-group.ts';
import { chainsChosen } from '../../src/sim/network/month-deeds.ts';
import { beaconPublished } from '../../src/sim/network/randomness.ts';
import type { Parts } from '../../src/sim/protocol/parts.ts';
import { paramsOf, stageOf, type HeardFact, type Stage } from '../sim/world.helpers.ts';

/** Nobody fails, nobody is watched or paid. */
export const NO_PARTS: Parts = { outages: false, monitoring: false, accounts: false };

/** A network whose only coalition plays one strategy, with lines of a scenario besides. */
export interface Play {
  readonly seed: string;
  /** Nodes 0 … coalition − 1 of `nodes` are the coalition's. */
  readonly nodes: number;
  readonly coalition: number;
  readonly randomness: string;
  readonly strategy: string;
  readonly lines?: string;
}

/** Lays the world of a play; nothing has happened. */
export function stageOfPlay(
  { seed, nodes, coalition, randomness, strategy, lines = '' }: Play,
  run = 0,
): Stage {
  const members = Array.from({ length: coalition }, (_, node) => node);
  const text = `
seed: ${seed}
network: { nodes: ${nodes}, slots: 128, validators: 2 }
chains: { initial: {} }
randomness: ${randomness}
keyGeneration: { mode: instant }
availability: { mtbf: never }
adversaries: [{ name: x, members: { nodes: [${members.join(', ')}] }, strategies: [${strategy}] }]
${lines}`;
  return stageOf(paramsOf(text), {}, run, NO_PARTS);
}

/** Publishes the beacons of `months`, month by month, and lets coalitions do their deeds of a month. */
export function monthsPassed(stage: Stage, months: number): void {
  const { world, engine } = stage;
  groupDrawn(world, 0, engine);
  for (let month = 0; month < months; month++) {
    engine.run(instant(month * 86_400_000), 0, () => undefined);
    world.month = month;
    beaconPublished(world, month, engine);
    chainsChosen(world, month, engine);
  }
}

/** The groups of months 0, 1, … by seat, the last one of a month to come. */
export function groupsOf(facts: readonly HeardFact[]): number[][] {
  const groups: number[][] = [];
  for (const { name, a, b, c } of facts) {
    if (name === 'beacon-group-joined') (groups[a] ??= [])[c] = b;
  }
  return groups;
}
