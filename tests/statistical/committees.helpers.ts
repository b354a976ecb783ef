/**
 * Real committees of the talk's network without a year of monitoring: requests, beacon and turns by the
 * model's own procedures.
 */
import { instant } from '../../src/base/units.ts';
import { idealCeremonies } from '../../src/crypto/ideal-ceremony.ts';
import { createOperators } from '../../src/sim/adversary/decide.ts';
import { Engine } from '../../src/sim/kernel/engine.ts';
import { LadderCalendar } from '../../src/sim/kernel/ladder-calendar.ts';
import { masterKey, runKey } from '../../src/sim/kernel/seed.ts';
import { Streams, type Stream } from '../../src/sim/kernel/streams.ts';
import type { Tap } from '../../src/sim/kernel/tap.ts';
import { groupDrawn } from '../../src/sim/network/beacon-group.ts';
import { initialChainsRequested } from '../../src/sim/network/chain-creation.ts';
import { PHASE_OF_EVENT } from '../../src/sim/network/events.ts';
import { observe } from '../../src/sim/network/observe.ts';
import { beaconPublished } from '../../src/sim/network/randomness.ts';
import { rotateCommittees } from '../../src/sim/network/rotation.ts';
import { createWorld, type World } from '../../src/sim/network/world.ts';
import { FACT, FACT_KINDS } from '../../src/sim/protocol/facts.ts';
import type { Params, PlacementPolicy, RotationPolicy } from '../../src/sim/protocol/params.ts';
import { ALL_PARTS } from '../../src/sim/protocol/parts.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';

/**
 * The talk's network as far as committees need it: few holders, no failures, keys at once, and beacons from
 * commitments, which are as uniform as signatures and take 2 ms less.
 */
export function talkParams(policy: PlacementPolicy, chains = 8000): Params {
  const d = policy === 'power-of-d' ? ', d: 4' : '';
  const text = `
version: 1
name: committees
about: Committees only.
profile: talk
seed: committees
horizon: 1 month
network: { nodes: 1000, slots: 128, validators: 10, minimumStake: 1000000 }
chains: { initial: { small: ${chains} } }
placement: { policy: ${policy}${d} }
rotation: { policy: monthly-redraw }
delegation: { holders: 100 }
availability: { mtbf: never }
keyGeneration: { mode: instant }
randomness: { source: commit-reveal }
`;
  return readScenario({ text, file: 'committees.yaml' }).params;
}

/** A world whose initial chains stand, and what it takes to turn its committees. */
export interface Committees {
  readonly world: World;
  readonly engine: Engine;
  /** A stream of the test's own in this run. */
  readonly draws: Stream;
}

/** Creates run `run`'s initial chains. */
export function createCommittees(
  params: Params,
  run: number,
  tapOf?: (world: () => World) => Tap,
): Committees {
  const streams = new Streams(runKey(masterKey(params.seed), run));
  const engine = new Engine({
    calendar: new LadderCalendar(),
    phaseOf: PHASE_OF_EVENT,
    factKinds: FACT_KINDS.length,
    taps: tapOf === undefined ? [] : [tapOf(() => world)],
  });
  const now = () => engine.now;
  const operators = createOperators(params, {
    streams,
    strategies: {},
    viewOf: (members) => observe(world, members),
    now,
  });
  const ceremonies = idealCeremonies();
  const world: World = createWorld(params, { parts: ALL_PARTS, run, streams, operators, ceremonies, now });
  groupDrawn(world, 0, engine);
  beaconPublished(world, 0, engine);
  initialChainsRequested(world, engine);
  engine.record(FACT['rotation-settled'], 0);
  return { world, engine, draws: streams.of('test/coalitions') };
}

/** Turns all committees once, by a policy of the test's choice. */
export function turn(
  { world, engine }: Committees,
  month: number,
  policy: RotationPolicy,
  members = 4,
): void {
  const params: Params = { ...world.params, rotation: { policy, members } };
  engine.run(instant(month), 0, () => undefined);
  beaconPublished(world, month, engine);
  rotateCommittees({ ...world, params }, month, engine);
}

/**
 * Bit b of an entry: the node is in the b-th coalition of `size` nodes, each of the up to 32 drawn uniformly.
 */
export function coalitionLanes(nodes: number, size: number, draws: Stream, coalitions = 32): Int32Array {
  const lanes = new Int32Array(nodes);
  const order = Int32Array.from({ length: nodes }, (_, node) => node);
  for (let lane = 0; lane < coalitions; lane++) {
    draws.shuffle(order, nodes);
    for (let member = 0; member < size; member++) lanes[order[member]] |= 1 << lane;
  }
  return lanes;
}

/**
 * Chains on which a coalition has at least each of `goals` seats: for each goal 32 counts, one a coalition.
 * Bit-sliced: bit b of the k-th word counts 2^k seats of coalition b, so that all 32 are counted at once.
 */
export function chainsWithSeats(world: World, lanes: Int32Array, goals: readonly number[]): Int32Array[] {
  const { chains } = world;
  const counts = goals.map(() => new Int32Array(32));
  const bits = new Int32Array(6);
  for (let chain = 0; chain < chains.count; chain++) {
    if (!chains.isLive(chain)) continue;
    bits.fill(0);
    const first = chains.firstSeat(chain);
    const end = first + chains.rowOf(chain).members;
    for (let seat = first; seat < end; seat++) {
      let carry = lanes[chains.nodeOfSeat[seat]];
      for (let bit = 0; carry !== 0; bit++) {
        const sum = bits[bit] ^ carry;
        carry &= bits[bit];
        bits[bit] = sum;
      }
    }
    for (let goal = 0; goal < goals.length; goal++) countLanes(counts[goal], above(bits, goals[goal] - 1));
  }
  return counts;
}

/** The lanes whose number is greater than `limit`. */
function above(bits: Int32Array, limit: number): number {
  let greater = 0;
  let equal = -1;
  for (let bit = bits.length - 1; bit >= 0; bit--) {
    if (((limit >>> bit) & 1) === 1) equal &= bits[bit];
    else {
      greater |= equal & bits[bit];
      equal &= ~bits[bit];
    }
  }
  return greater;
}

/** One more for each lane of the word. */
function countLanes(counts: Int32Array, word: number): void {
  for (let rest = word; rest !== 0; rest &= rest - 1) counts[31 - Math.clz32(rest & -rest)]++;
}
