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
import type { Budgets } from './budgets.ts';
import { coalitionMeans } from './coalition-means.ts';
import { CatchUp } from './catch-up.ts';
import { Chains } from './chains.ts';
import { createClaims, type Claims } from './claims.ts';
import { noEarnings, type Earnings } from './earnings.ts';
import { createEconomy, type Economy } from './economy.ts';
import { ExceptionLists } from './exception-lists.ts';
import { FreeSlots } from './free-slots.ts';
import type { GasBids } from './gas-left.ts';
import { hybridRoom, type HybridRoom } from './hybrid-seats.ts';
import { createCrowd, type Crowd } from './holders.ts';
import { KeyHolders } from './key-holders.ts';
import { keyState, type KeyState } from './key-state.ts';
import { Mainnet } from './mainnet.ts';
import { createMonitoring, type MonitoringState } from './monitoring.ts';
import { nodeLife, type NodeLife } from './node-life.ts';
import { createNodes, type Nodes } from './nodes.ts';
import { NodeRecords } from './node-records.ts';
import { NodesByValue } from './nodes-by-value.ts';
import { OutageWindows } from './outage-windows.ts';
import { OwnFailures } from './own-failures.ts';
import { Exclusions } from './placement/exclusions.ts';
import { slotBook } from './placement/contract-policies.ts';
import {
  nodesName,
  seatDraw,
  seatReplace,
  seatsTake,
  type NodesName,
  type SeatDraw,
  type SeatReplace,
  type SeatsTake,
} from './placement/policies.ts';
import { genesisBeacon, type Beacon } from './randomness.ts';
import { SeatService } from './seat-service.ts';
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
  readonly entries: Stream;
  readonly maintenanceState: Stream;
}

/** Everything that a run remembers. */
export interface World extends NodeLife {
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
  /** Who the named authorities are; undefined where no chain is hybrid. §M3.5 */
  readonly hybrid: HybridRoom | undefined;
  readonly drawSeat: SeatDraw;
  readonly takeSeats: SeatsTake;
  readonly replaceSeat: SeatReplace;
  readonly nameNodes: NodesName;
  /** Who may not join a chain, in the order that `sm-1.12` draws by; undefined under the other policies. */
  readonly exceptions: ExceptionLists | undefined;
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
  readonly budgets: Budgets;
  /** What coalitions keep of the network's gas. */
  readonly gasBids: GasBids;
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
  /** What validators and holders got in the running month. */
  readonly earnings: Earnings;
  /** Holders that look around. */
  readonly crowd: Crowd;
  /** Bounties that nodes ask for; undefined where they are paid unasked. */
  readonly claims: Claims | undefined;
  /** What the last months said about nodes; undefined where pay is by the last score alone. */
  readonly records: NodeRecords | undefined;
  /** Who fetches a chain's state; undefined where newcomers sign at once. §M7.4 */
  readonly catchUp: CatchUp | undefined;
  /** Who served how long; undefined where no rent is paid by it. */
  readonly service: SeatService | undefined;
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
  const { parts, streams, operators } = sources;
  const nodes = createNodes(params, streams);
  const free = new FreeSlots(nodes.count, params.network.slots, slotBook(params));
  free.hideFrom(params.network.nodes);
  const draws = keptStreams(params, parts, streams);
  // What monitoring needs is laid for nobody where it is left out.
  const watched = parts.monitoring ? nodes.count : 0;
  const chains = new Chains(params.sizes, nodes.count, areSeatsListed(params, operators));
  return {
    params,
    ...sources,
    draws,
    nodes,
    active: new ActiveNodes(nodes.count, params.network.nodes),
    ...nodeLife(nodes, params.network.nodes),
    struck: params.availability.correlated.map(
      ({ by }, row) => new NodesByValue(nodes[by], draws.strikes[row].length),
    ),
    free,
    chains,
    ...placementOf(params, free),
    excluded: new Exclusions(nodes.count),
    drawn: new Int32Array(MEMBERS_MAX),
    turnRoom: turnRoom(nodes.count),
    queue: [],
    leaving: [],
    leftCount: 0,
    beacon: genesisBeacon(streams),
    mainnet: mainnetOf(params),
    keys: keyState(),
    ...signersOf(params, parts, chains, nodes.count),
    ...coalitionMeans(params.adversaries),
    chainNames: new Map(),
    ownFailures: parts.outages ? undefined : new OwnFailures(params.availability, streams),
    outages: new OutageWindows(watched),
    lossGap: lossGaps(params.monitoring.lossPpm),
    monitoring: createMonitoring(params, sources.operators, watched),
    economy: createEconomy(params, parts, nodes, streams),
    earnings: noEarnings(params.network.validators),
    crowd: createCrowd({ params, parts, streams }),
    claims: createClaims(params, nodes.count),
    records: areRecordsKept(params) ? new NodeRecords(nodes.count, params.sla) : undefined,
    service: params.bounty.rent === 'node-seconds' ? new SeatService(nodes.count) : undefined,
    month: 0,
    monthStart: 0 as Instant,
    monthEnd: monthStart(params.calendar, 1),
    lastScores: undefined,
  };
}

/** Who holds keys and who still fetches a chain's state; nobody asks where no node is ever down. */
function signersOf(
  { chains: { catchUp } }: Params,
  { outages }: Parts,
  chains: Chains,
  nodes: number,
): Pick<World, 'holders' | 'catchUp'> {
  return {
    holders: outages ? new KeyHolders(chains, nodes) : undefined,
    catchUp: outages && catchUp !== undefined ? new CatchUp(catchUp) : undefined,
  };
}

/** The main chain on which the network's transactions wait by its bid. */
const mainnetOf = ({ mainnet: { blockTime, gasPerBlock, waitBlocks } }: Params): Mainnet =>
  new Mainnet(blockTime, gasPerBlock, waitBlocks);

/** Whether every node's seats are listed: where nodes leave, or members are moved. */
const areSeatsListed = (
  { network, placement, behaviour }: Params,
  { areAsked }: Pick<Operators, 'areAsked'>,
): boolean =>
  network.exitsPerMonth > 0 ||
  behaviour.validators !== undefined ||
  placement.repair.movesPerMonth > 0 ||
  areAsked.nodeLife;

/** Pay in parts, pay by claims and tiers look at more than the last score. */
const areRecordsKept = ({ sla, bounty }: Params): boolean =>
  sla.payment.kind !== 'binary' || sla.tiers.length > 0 || bounty.policy !== 'talk';

function placementOf(
  params: Params,
  free: FreeSlots,
): Pick<World, 'hybrid' | 'drawSeat' | 'takeSeats' | 'replaceSeat' | 'nameNodes' | 'exceptions'> {
  const { policy, d } = params.placement;
  return {
    hybrid: hybridRoom(params, free.nodes),
    drawSeat: seatDraw(policy, d, free),
    takeSeats: seatsTake(policy, d, free),
    replaceSeat: seatReplace(policy, d, free),
    nameNodes: nodesName(policy, d, free),
    exceptions: policy === 'sm-1.12' ? new ExceptionLists() : undefined,
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
    Array.from({ length: isDrawn ? network.nodesMax : 0 }, (_, node) => streams.of(purpose, node));
  return {
    outages: perNode('outages', parts.outages),
    probes: perNode('probes', parts.monitoring),
    strikes: availability.correlated.map(({ by }, row) =>
      Array.from({ length: values[by] }, (_, value) => streams.of('strikes', row, value)),
    ),
    demand: streams.of('demand'),
    exits: streams.of('exits'),
    entries: streams.of('entries'),
    maintenanceState: streams.of('maintenance-state'),
  };
}
