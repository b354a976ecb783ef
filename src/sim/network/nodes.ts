/** Nodes, struct of arrays: owner, attributes, state, and how long each was down. §M2 */
import { assert } from '../../base/assert.ts';
import { PPM } from '../../base/units.ts';
import type { Stream, Streams } from '../kernel/streams.ts';
import type { Params } from '../protocol/params.ts';

/** States of a node; `absent` is one of the reserve that has not entered. §M2.3 */
export const NODE_STATES = ['active', 'leaving', 'left', 'absent', 'in-maintenance'] as const;
/** A node's state. */
export type NodeState = (typeof NODE_STATES)[number];

/** A value of an attribute, and how many nodes have it. */
type Row = { readonly sharePpm: number };

/** The owner of a node of the reserve: nobody, until it enters. */
export const NO_VALIDATOR = -1;

/** The columns. Attributes are indices into the parameters' lists. */
export interface Nodes {
  /** All nodes, those that have left and the reserve included. */
  readonly count: number;
  /** Owner of each node; {@link NO_VALIDATOR} while it is absent. */
  readonly validatorOf: Int32Array;
  /** Nodes of each validator that are in the network. */
  readonly nodesOfValidator: Int32Array;
  readonly region: Uint16Array;
  readonly provider: Uint16Array;
  readonly client: Uint16Array;
  readonly enclave: Uint16Array;
  readonly hardware: Uint16Array;
  readonly state: Uint8Array;
  /** When each entered; 0 for those of the start. */
  readonly enteredAt: Float64Array;
  /** Causes that keep a node down at this instant; 0 is up. §M8.1 */
  readonly downCauses: Uint8Array;
  /** When the running outage began, if down. */
  readonly downSince: Float64Array;
  /** Milliseconds down in the running month, the running outage not counted. */
  readonly downThisMonth: Float64Array;
}

/**
 * All nodes: those of the start active and up, the reserve behind them absent. Validators own nodes in turn;
 * attributes are dealt by share in a drawn order, to the reserve apart, so that it changes nobody else's.
 * §M2.4
 */
export function createNodes(params: Params, streams: Streams): Nodes {
  const {
    nodes,
    nodesMax: count,
    validators,
    regions,
    providers,
    clients,
    enclaves,
    hardware,
  } = params.network;
  const validatorOf = new Int32Array(count).fill(NO_VALIDATOR);
  const nodesOfValidator = new Int32Array(validators);
  for (let node = 0; node < nodes; node++) nodesOfValidator[(validatorOf[node] = node % validators)]++;
  const attribute = (name: string, rows: readonly Row[]): Uint16Array => {
    const dealt = new Uint16Array(count);
    dealt.set(deal(nodes, rows, streams.of(`attributes/${name}`)));
    if (count > nodes) dealt.set(deal(count - nodes, rows, streams.of(`reserve/${name}`)), nodes);
    return dealt;
  };
  return {
    count,
    validatorOf,
    nodesOfValidator,
    region: attribute('region', regions),
    provider: attribute('provider', providers),
    client: attribute('client', clients),
    enclave: attribute('enclave', enclaves),
    hardware: attribute('hardware', hardware),
    state: new Uint8Array(count).fill(ABSENT, nodes),
    enteredAt: new Float64Array(count),
    downCauses: new Uint8Array(count),
    downSince: new Float64Array(count),
    downThisMonth: new Float64Array(count),
  };
}

/** The state's name. */
export const stateOf = (nodes: Nodes, node: number): NodeState => NODE_STATES[nodes.state[node]];

const LEFT = NODE_STATES.indexOf('left');
const ABSENT = NODE_STATES.indexOf('absent');

/** Puts a node into a state. */
export function enterState(nodes: Nodes, node: number, state: NodeState): void {
  nodes.state[node] = NODE_STATES.indexOf(state);
}

/** Is the node not in the network: gone for good, or not there yet? One that is leaving is in it. */
export const isAway = ({ state }: Nodes, node: number): boolean =>
  state[node] === LEFT || state[node] === ABSENT;

/** Has the node not entered yet? */
export const isAbsent = ({ state }: Nodes, node: number): boolean => state[node] === ABSENT;

/** Milliseconds that a node was down since the month began, up to `now`. */
export function downUntil(nodes: Nodes, node: number, now: number): number {
  const running = nodes.downCauses[node] > 0 ? now - nodes.downSince[node] : 0;
  return nodes.downThisMonth[node] + running;
}

/** Deals `count` nodes over the rows in proportion to their shares; the borders between rows are rounded. */
function deal(count: number, rows: readonly Row[], stream: Stream): Uint16Array {
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
