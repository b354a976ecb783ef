/** A network whose measurements can be computed by hand: nothing is lost, nothing jitters, outages come from a trace. */
import { factsOf, ranUntil, type Stage, type StrategiesByPath } from '../world.helpers.ts';

/** What a test changes; every part is a line of YAML or a piece of one. */
export interface Measured {
  readonly nodes: number;
  /** Outages as [node, from hour, to hour], sorted by the second. */
  readonly outages?: readonly (readonly [number, number, number])[];
  readonly probeEvery?: string;
  readonly monitoring?: string;
  readonly sla?: string;
  readonly more?: string;
  readonly loss?: number;
  readonly latency?: number;
  readonly strategies?: StrategiesByPath;
}

/** Runs the network to `until`, the accounts of a month that ends there included. */
export function measured(until: number, spec: Measured): Stage {
  const outages = (spec.outages ?? []).map(
    ([node, from, to]) => `{ node: ${node}, from: ${from * 60} min, to: ${Math.round(to * 60)} min }`,
  );
  const text =
    `network: { nodes: ${spec.nodes}, validators: 1, regions: { one: 1 }, latency: [[${spec.latency ?? 40}]], ` +
    `loss: ${spec.loss ?? 0}, jitter: { shape: 1, scale: 0 ms } }\n` +
    `availability: { mtbf: never, trace: [${outages.join(', ')}] }\n` +
    `monitoring: { probeEvery: ${spec.probeEvery ?? '5 min'}${spec.monitoring ?? ''} }\nsla: { latency: 150 ms${spec.sla ?? ''} }\n` +
    `chains: { initial: { small: 0 } }\ndelegation: { holders: 3 }\n${spec.more ?? ''}`;
  return ranUntil(until, text, spec.strategies ?? {});
}

/** What the month's facts of this name say, node by node: [node, b, c]. */
export const rows = (stage: Stage, name: 'window-scored' | 'node-scored' | 'node-truth'): number[][] =>
  factsOf(stage, name).map(({ a, b, c }) => [a, b, c]);
