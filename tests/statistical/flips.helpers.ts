/** Honest nodes that bad-mouthing costs their pay: whole runs of the model with nothing but monitoring and liars. */
import { days } from '../../src/base/units.ts';
import type { Params } from '../../src/sim/protocol/params.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';
import { simulateRun } from '../../src/sim/simulate.ts';

/** What varies between the tests. */
export interface FlipCase {
  readonly share: string;
  readonly redraw: '1 day' | '10 days' | '1 month';
  readonly pooling: 'window' | 'period';
  readonly months: number;
  readonly nodes?: number;
}

/**
 * Months of 30 days, exactly 24 monitors a target, lower median, nobody ever down. One region: between the talk's second
 * and third the mean latency is the 150 ms that the SLA allows, and a median could fall to chance.
 */
export function flipParams({ share, redraw, pooling, months, nodes = 1000 }: FlipCase): Params {
  const text = `
version: 1
name: flips
about: Monitors that lie.
profile: talk
seed: flips
calendar: { days: 30 }
horizon: ${30 * months} days
network: { nodes: ${nodes}, validators: 10, regions: { one: 1 }, latency: [[20]] }
chains: { initial: {} }
delegation: { holders: 100 }
availability: { mtbf: never }
monitoring: { monitors: 24, assignment: in-24, redraw: ${redraw} }
sla: { aggregation: median, pooling: ${pooling} }
adversaries:
  - { name: liars, members: { share: ${share} }, strategies: [ { use: bad-mouthing } ] }
`;
  return readScenario({ text, file: 'flips.yaml' }).params;
}

/** Honest nodes scored 0, of how many honest node-months, and how many liars there were. */
export function flips(flipCase: FlipCase): { failed: number; nodeMonths: number; liars: number } {
  const params = flipParams(flipCase);
  const { metrics } = simulateRun(params, 0);
  const liars = liarsOf(params);
  return {
    failed: Number(metrics['sla.falseFail']),
    nodeMonths: (params.network.nodes - liars) * flipCase.months,
    liars,
  };
}

function liarsOf(params: Params): number {
  const { members } = params.adversaries[0];
  if (members.kind !== 'share') throw new Error('the liars are a share of the nodes');
  return Number((members.numerator * BigInt(params.network.nodes)) / members.denominator);
}

/** A month of 30 days. */
export const MONTH = days(30);
