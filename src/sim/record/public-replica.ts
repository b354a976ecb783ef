/**
 * The network as an outsider knows it: laid from the scenario alone, told what is public, and worked out by
 * the network's own procedures, so that there is one definition of every draw. §M4.1
 */
import { monthAt } from '../../base/calendar-months.ts';
import { grown } from '../../base/growable.ts';
import { instant, type Instant, type Ppm } from '../../base/units.ts';
import { bytesOf } from '../../crypto/scalar.ts';
import type { Clock } from '../kernel/engine.ts';
import { Streams } from '../kernel/streams.ts';
import { groupDrawn, groupMembersReplaced } from '../network/beacon-group.ts';
import { chainRequested, retryQueue } from '../network/chain-creation.ts';
import { leaveCommittee } from '../network/committee.ts';
import { evictionsSettled, memberEvicted } from '../network/eviction.ts';
import { keysForgotten, waitingRetried } from '../network/key-queue.ts';
import { BEACON_GROUP } from '../network/key-state.ts';
import { retryExits } from '../network/node-exit.ts';
import { NODE_STATES, stateOf } from '../network/nodes.ts';
import { canPrepay, prepayRent } from '../network/rent.ts';
import { rotateCommittees } from '../network/rotation.ts';
import { createWorld, type World } from '../network/world.ts';
import { DECISION_NAMES, type DecisionName, type Operators } from '../protocol/decisions.ts';
import { FACT } from '../protocol/facts.ts';
import type { Params } from '../protocol/params.ts';

/** Where a run has a key of its own an outsider has this one. Nothing that is public is drawn from it. */
const NO_KEY = Uint32Array.of(1, 2, 3, 4);
const BEACON_BYTES = 32;

/** What became of a chain whose term was over. */
export type Ending = 'renewed' | 'deleted';

/** Hears what the replica does, as facts. */
export type Listener = (kind: number, a: number, b: number, c: number) => void;

/** Each method does what the network does then, and tells it. Invariant: it holds nothing that is secret. */
export class PublicReplica {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #tell: Listener;
  #now = instant(0);

  /** Of a scenario whose randomness is a beacon; the seed and the coalitions in `params` are not used. */
  constructor(params: Params, tell: Listener) {
    const now = (): Instant => this.#now;
    this.#tell = tell;
    this.#clock = clockOf(now, tell);
    this.#world = createWorld(publicPart(params), {
      parts: { outages: false, monitoring: false, accounts: false },
      run: 0,
      streams: new Streams(NO_KEY),
      operators: nobodyAsked(params.network.nodesMax),
      ceremonies: { begin: keysAreSecret },
      now,
    });
  }

  /** What is told next happens at `at`. */
  moveTo(at: number): void {
    this.#now = instant(at);
  }

  /** The first group is drawn. */
  genesisDrawn(value: bigint): void {
    this.#world.beacon.value = bytesOf(value, BEACON_BYTES);
    groupDrawn(this.#world, 0, this.#clock);
  }

  /** A beacon of 256 bits, or none, is in force; the group of the month after it is drawn. */
  beaconCame(month: number, value: bigint | undefined): void {
    const { beacon } = this.#world;
    beacon.isStalled = value === undefined;
    if (value !== undefined) beacon.value = bytesOf(value, BEACON_BYTES);
    groupDrawn(this.#world, month + 1, this.#clock);
  }

  /** Who waits for room since another month, nodes that leave and then requests, tries again. */
  waitingServed(): void {
    retryExits(this.#world, this.#clock);
    retryQueue(this.#world, this.#clock);
  }

  /** Do committees turn under the beacon in force? */
  get turns(): boolean {
    return this.#world.params.rotation.policy !== 'exit-only' && !this.#world.beacon.isStalled;
  }

  /** The month's turn of the committees. */
  turned(month: number): void {
    rotateCommittees(this.#world, month, this.#clock);
  }

  /** Committees that wait for another member look for one. */
  evictionsRetried(): void {
    waitingRetried(this.#world, this.#clock);
  }

  /** The next request is one for a hybrid chain. False where it is not the next, or none can be. */
  hybridAsked(chain: number): boolean {
    const { chains, hybrid } = this.#world;
    if (hybrid === undefined || chain !== chains.count) return false;
    chains.isHybrid = grown(chains.isHybrid, chain + 1);
    chains.isHybrid[chain] = 1;
    return true;
  }

  /** Somebody asks for a chain of a size of the table. */
  chainRequested(size: number): void {
    chainRequested(this.#world, size, this.#clock);
  }

  /**
   * A month begins: `endingOf` says of every chain whose term is over what became of it; who renews has to
   * pay. Returns the chains that were said to renew and could not pay.
   */
  termsEnded(endingOf: (chain: number) => Ending): readonly number[] {
    const world = this.#world;
    const { rents } = world.economy;
    const unpaid: number[] = [];
    world.month = monthAt(world.params.calendar, this.#now);
    rents.termsEnded((chain) => {
      const goesOn = endingOf(chain) === 'renewed';
      if (goesOn && canPrepay(world, chain)) {
        prepayRent(world, chain, this.#clock);
        return true;
      }
      if (goesOn) unpaid.push(chain);
      this.#chainDeleted(chain);
      return false;
    });
    rents.release();
    return unpaid;
  }

  /** A node asks to leave, and its seats move as far as there is room. False for one that cannot ask. */
  nodeLeaves(node: number): boolean {
    const { active, chains, free, leaving, nodes } = this.#world;
    if (node >= nodes.count || !chains.isListed || stateOf(nodes, node) !== 'active') return false;
    active.remove(node);
    nodes.state[node] = NODE_STATES.indexOf('leaving');
    free.hide(node);
    // Those who wait already are not asked again before the next month.
    const before = leaving.splice(0);
    leaving.push(node);
    retryExits(this.#world, this.#clock);
    leaving.unshift(...before);
    return true;
  }

  /** Does the node sit on the committee of a chain, or in the group of the next beacon? */
  isMember(committee: number, node: number): boolean {
    const { beacon, chains } = this.#world;
    if (committee === BEACON_GROUP) return beacon.next?.members.includes(node) ?? false;
    if (committee < 0 || committee >= chains.count || !chains.isLive(committee)) return false;
    const first = chains.firstSeat(committee);
    const seats = chains.nodeOfSeat.subarray(first, first + chains.rowOf(committee).members);
    return seats.includes(node);
  }

  /** Members, each once, failed the key generation of their committee: others are drawn for their seats. */
  membersFailed(committee: number, members: readonly number[]): void {
    const { keys } = this.#world;
    if (committee === BEACON_GROUP) {
      groupMembersReplaced(this.#world, members, this.#clock);
      return;
    }
    for (const node of members) memberEvicted(this.#world, committee, node);
    const settlement = evictionsSettled(this.#world, committee, this.#clock);
    if (settlement !== 'unchanged') waitingRetried(this.#world, this.#clock);
    for (const node of keys.evicted.get(committee) ?? [])
      this.#tell(FACT['eviction-waits'], committee, node, 0);
  }

  #chainDeleted(chain: number): void {
    const { chains, free } = this.#world;
    const { slots, members } = chains.rowOf(chain);
    const first = chains.firstSeat(chain);
    keysForgotten(this.#world, chain, this.#clock);
    for (let seat = first; seat < first + members; seat++)
      free.give(leaveCommittee(this.#world, seat), slots);
    chains.delete(chain);
  }
}

/**
 * The scenario as far as it decides who sits where. What chance decides besides is left out, as facts tell
 * it: requests, who is corrupt. Keys are left out too: no draw hangs on one but through the beacon.
 */
function publicPart(params: Params): Params {
  const { network, chains, randomness } = params;
  return {
    ...params,
    seed: '',
    adversaries: [],
    // Who owns a node decides no draw; with one owner stake is surely dealt.
    network: { ...network, validators: 1, minimumStake: { kind: 'fixed', tokens: 0n } },
    chains: {
      ...chains,
      privatePpm: 0,
      hybrid: chains.hybrid === undefined ? undefined : { ...chains.hybrid, sharePpm: 0 as Ppm },
      demand: { ...chains.demand, arrivalsPerMonth: 0 },
    },
    randomness: { ...randomness, source: 'commit-reveal' },
  };
}

/** Nothing falls due by itself in a replica. */
function clockOf(now: () => Instant, tell: Listener): Clock {
  return {
    get now() {
      return now();
    },
    schedule: () => 0,
    cancel: () => false,
    record: (kind, a = 0, b = 0, c = 0) => tell(kind, a, b, c),
    recordAmount: (kind, a, b, c) => tell(kind, a, b, c),
    wants: () => true,
  };
}

function nobodyAsked(nodes: number): Operators {
  const none = new Uint8Array(nodes);
  return {
    hasRule: ofAll(none),
    areAsked: ofAll(false),
    ask: nobodyAnswers,
    corruptedAtStart: [],
    coalitions: [],
    strategyOf: nobodyAnswers,
  };
}

const ofAll = <Value>(value: Value): Record<DecisionName, Value> =>
  Object.fromEntries(DECISION_NAMES.map((name) => [name, value])) as Record<DecisionName, Value>;

function nobodyAnswers(): never {
  throw new Error('an outsider asks nobody');
}

function keysAreSecret(): never {
  throw new Error('an outsider makes no keys');
}
