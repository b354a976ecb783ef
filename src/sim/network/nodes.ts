/** Nodes, struct of arrays: owner, attributes, state, and how long each was down. §M2 */
import { assert } from '../../base/assert.ts';
import { PPM } from '../../base/units.ts';
import type { Stream, Streams } from '../kernel/streams.ts';
import type { Params, Region } from '../protocol/params.ts';

/** States of a node that this network knows. §M2.3 */
export const NODE_STATES = ['active', 'leaving', 'left'] as const;
/** A node's state. */
export type NodeState = (typeof NODE_STATES)[number];

/** The columns. Attributes are indices into the parameters' lists. */
export interface Nodes {
  readonly count: number;
  readonly validatorOf: Int32Array;
  /** Nodes of each validator that have not left. */
  readonly nodesOfValidator: Int32Array;
  readonly region: Uint16Array;
  readonly provider: Uint16Array;
  readonly client: Uint16Array;
  readonly enclave: Uint16Array;
  readonly state: Uint8Array;
  /** Causes that keep a node down at this instant; 0 is up. §M8.1 */
  readonly downCauses: Uint8Array;
  /** When the running outage began, if down. */
  readonly downSince: Float64Array;
  /** Milliseconds down in the running month, the running outage not counted. */
  readonly downThisMonth: Float64Array;
}

/**
 * All nodes, active and up. Validators own nodes in turn; attributes are dealt by share in a drawn order.
 * §M2.4
 */
export function createNodes(params: Params, streams: Streams): Nodes {
  const { nodes: count, validators, regions, providers, clients, enclaves } = params.network;
  const validatorOf = Int32Array.from({ length: count }, (_, node) => node % validators);
  const nodesOfValidator = new Int32Array(validators);
  for (const validator of validatorOf) nodesOfValidator[validator]++;
  return {
    count,
    validatorOf,
    nodesOfValidator,
    region: deal(count, regions, streams.of('attributes/region')),
    provider: deal(count, providers, streams.of('attributes/provider')),
    client: deal(count, clients, streams.of('attributes/client')),
    enclave: deal(count, enclaves, streams.of('attributes/enclave')),
    state: new Uint8Array(count),
    downCauses: new Uint8Array(count),
    downSince: new Float64Array(count),
    downThisMonth: new Float64Array(count),
  };
}

/** The state's name. */
export const stateOf = (nodes: Nodes, node: number): NodeState => NODE_STATES[nodes.state[node]];

const LEFT = NODE_STATES.indexOf('left');

/** Is the node gone for good? One that is leaving is not. */
export const hasLeft = ({ state }: Nodes, node: number): boolean => state[node] === LEFT;

/** Milliseconds that a node was down since the month began, up to `now`. */
export function downUntil(nodes: Nodes, node: number, now: number): number {
  const running = nodes.downCauses[node] > 0 ? now - nodes.downSince[node] : 0;
  return nodes.downThisMonth[node] + running;
}

/** Deals `count` nodes over the rows in proportion to their shares; the borders between rows are rounded. */
function deal(count: number, rows: readonly Region[], stream: Stream): Uint16Array {
  assert(rows.length <= 65_536, 'a value of an attribute fits 16 bits');
  const order = Int32Array.from({ length: count }, (_, node) => node);
  stream.shuffle(order, count);
  const dealt = new Uint16Array(count);
  let position = 0;
  let sharePpm = 0;
  rows.forEach((row, index) => {
    sharePpm += row.sharePpm;
    const end = index === rows.length - 1 ? count : Math.round((sharePpm * count) / PPM);
    while (position < end) dealt[order[position++]] = index;
  });
  return dealt;
}
