/**
 * The state of one run. Procedures write it, nobody else; it is laid once from parameters and the run's
 * streams.
 */
import { monthStart } from '../../base/calendar-months.ts';
import type { Instant } from '../../base/units.ts';
import { lossGaps, type LossGaps } from '../../sla/loss-gaps.ts';
import type { Stream, Streams } from '../kernel/streams.ts';
import type { CeremonyRunner } from '../../crypto/key-ceremony.ts';
import type { Operators } from '../protocol/decisions.ts';
import type { Params } from '../protocol/params.ts';
import type { Parts } from '../protocol/parts.ts';
import { ActiveNodes } from './active-nodes.ts';
import { Chains } from './chains.ts';
import { createEconomy, type Economy } from './economy.ts';
import { FreeSlots } from './free-slots.ts';
import { KeyHolders } from './key-holders.ts';
import { keyState, type KeyState } from './key-state.ts';
import { Mainnet } from './mainnet.ts';
import { createMonitoring, type MonitoringState } from './monitoring.ts';
import { createNodes, type Nodes } from './nodes.ts';
import { NodesByValue } from './nodes-by-value.ts';
import { OutageWindows } from './outage-windows.ts';
import { OwnFailures } from './own-failures.ts';
import { Exclusions } from './placement/exclusions.ts';
import {
  nodesName,
  seatDraw,
  seatsTake,
  type NodesName,
  type SeatDraw,
  type SeatsTake,
} from './placement/policies.ts';
import { genesisBeacon, type Beacon } from './randomness.ts';
import { turnRoom, type TurnRoom } from './turn.ts';

/** Members of the largest committee. §M3.1 */
const MEMBERS_MAX = 256;

/** Streams that are drawn from again and again: taken once, kept. §M1.4 */
export interface KeptStreams {
  readonly outages: readonly Stream[];
  /** [row of correlated outages][value of the attribute] */
  readonly strikes: readonly (readonly Stream[])[];
  /** Losses and jitter of the probes on a target. */
  readonly probes: readonly Stream[];
  readonly demand: Stream;
  readonly exits: Stream;
}

/** Everything that a run remembers. */
export interface World {
  readonly params: Params;
  readonly parts: Parts;
  /** Number of the run in its ensemble. */
  readonly run: number;
  readonly streams: Streams;
  readonly draws: KeptStreams;
  readonly operators: Operators;
  /** The instant of the running event. */
  readonly now: () => Instant;
  readonly nodes: Nodes;
  readonly active: ActiveNodes;
  /** By row of correlated outages, the nodes that a strike on a value takes down. */
  readonly struck: readonly NodesByValue[];
  readonly free: FreeSlots;
  readonly chains: Chains;
  readonly drawSeat: SeatDraw;
  readonly takeSeats: SeatsTake;
  readonly nameNodes: NodesName;
  /** Scratch: who may not take the seat at hand. */
  readonly excluded: Exclusions;
  /** Scratch: nodes that were drawn for the committee at hand, at most {@link MEMBERS_MAX}. */
  readonly drawn: Int32Array;
  readonly turnRoom: TurnRoom;
  /** Requests that wait for space, in order. */
  readonly queue: number[];
  /** Nodes that asked to leave and still hold seats, in order. */
  readonly leaving: number[];
  leftCount: number;
  readonly beacon: Beacon;
  readonly mainnet: Mainnet;
  readonly keys: KeyState;
  /** Who signs; undefined where outages are left out, as then nobody asks who can. */
  readonly holders: KeyHolders | undefined;
  /** Where keys and signatures are worked out. */
  readonly ceremonies: CeremonyRunner;
  /** By coalition, the node-time for which it can still keep others off the network. */
  readonly disruptionLeft: number[];
  /** By coalition, the generations of enclaves that it reads. */
  readonly enclavesRead: (readonly number[])[];
  /** Names of chains that were asked for by name. */
  readonly chainNames: Map<number, string>;
  /** Nodes' own failures where they are no events. */
  readonly ownFailures: OwnFailures | undefined;
  readonly outages: OutageWindows;
  /** Draws the gaps between lost probes. */
  readonly lossGap: LossGaps;
  readonly monitoring: MonitoringState;
  readonly economy: Economy;
  month: number;
  monthStart: Instant;
  monthEnd: Instant;
  /** Scores of the last closed month, −1 for nodes that had left. */
  lastScores: Int8Array | undefined;
}

/** What a world is laid from, beside the parameters. */
export interface WorldSources {
  readonly parts: Parts;
  readonly run: number;
  readonly streams: Streams;
  readonly operators: Operators;
  readonly ceremonies: CeremonyRunner;
  readonly now: () => Instant;
}

/** The world before its first event: nodes up and empty, genesis dealt, nothing requested. */
export function createWorld(params: Params, sources: WorldSources): World {
  const { parts, streams } = sources;
  const nodes = createNodes(params, streams);
  const free = new FreeSlots(nodes.count, params.network.slots);
  const draws = keptStreams(params, parts, streams);
  // What monitoring needs is laid for nobody where it is left out.
  const watched = parts.monitoring ? nodes.count : 0;
  const chains = new Chains(params.sizes, nodes.count, params.network.exitsPerMonth > 0);
  return {
    params,
    ...sources,
    draws,
    nodes,
    active: new ActiveNodes(nodes.count),
    struck: params.availability.correlated.map(
      ({ by }, row) => new NodesByValue(nodes[by], draws.strikes[row].length),
    ),
    free,
    chains,
    drawSeat: seatDraw(params.placement.policy, params.placement.d, free),
    takeSeats: seatsTake(params.placement.policy, params.placement.d, free),
    nameNodes: nodesName(params.placement.policy, params.placement.d, free),
    excluded: new Exclusions(nodes.count),
    drawn: new Int32Array(MEMBERS_MAX),
    turnRoom: turnRoom(nodes.count),
    queue: [],
    leaving: [],
    leftCount: 0,
    beacon: genesisBeacon(streams),
    mainnet: new Mainnet(params.mainnet.blockTime, params.mainnet.gasPerBlock),
    keys: keyState(),
    holders: parts.outages ? new KeyHolders(chains, nodes.count) : undefined,
    disruptionLeft: params.adversaries.map(({ disruptionMax }) => disruptionMax ?? Number.MAX_SAFE_INTEGER),
    enclavesRead: params.adversaries.map(() => []),
    chainNames: new Map(),
    ownFailures: parts.outages ? undefined : new OwnFailures(params.availability, streams),
    outages: new OutageWindows(watched),
    lossGap: lossGaps(params.monitoring.lossPpm),
    monitoring: createMonitoring(params, sources.operators, watched),
    economy: createEconomy(params, parts, nodes, streams),
    month: 0,
    monthStart: 0 as Instant,
    monthEnd: monthStart(params.calendar, 1),
    lastScores: undefined,
  };
}

function keptStreams(params: Params, parts: Parts, streams: Streams): KeptStreams {
  const { network, availability } = params;
  const values = {
    region: network.regions.length,
    provider: network.providers.length,
    client: network.clients.length,
  };
  const perNode = (purpose: string, isDrawn: boolean): Stream[] =>
    Array.from({ length: isDrawn ? network.nodes : 0 }, (_, node) => streams.of(purpose, node));
  return {
    outages: perNode('outages', parts.outages),
    probes: perNode('probes', parts.monitoring),
    strikes: availability.correlated.map(({ by }, row) =>
      Array.from({ length: values[by] }, (_, value) => streams.of('strikes', row, value)),
    ),
    demand: streams.of('demand'),
    exits: streams.of('exits'),
  };
}
