/** The only file that builds an adversary's view of the world. §M16.3 */
import type { AdversaryView } from '../protocol/view.ts';
import type { World } from './world.ts';

/**
 * What a coalition with these members (ascending) sees from now on; it reads the world as it is at each call.
 */
export function observe(world: World, members: readonly number[]): AdversaryView {
  const { chains } = world;
  const own = new Uint8Array(world.nodes.count);
  for (const node of members) own[node] = 1;
  return {
    get now() {
      return world.now();
    },
    get month() {
      return world.month;
    },
    nodeCount: world.nodes.count,
    get chainCount() {
      return chains.count;
    },
    members,
    isMember: (node) => own[node] === 1,
    validatorOf: (node) => world.nodes.validatorOf[node],
    freeSlots: (node) => world.free.freeOf(node),
    committee: (chain) => Array.from(seatsOf(world, chain)),
    seats: (chain) => seatsOf(world, chain).reduce((seats, node) => seats + own[node], 0),
    threshold: (chain) => (isLive(world, chain) ? chains.thresholdOf(chain) : 0),
    lastScore: (node) => scoreOf(world, node),
  };
}

/** A strategy may ask about a chain that nobody has requested yet. */
const isLive = ({ chains }: World, chain: number): boolean => chain < chains.count && chains.isLive(chain);

/** −1 stands for a node that had left. */
function scoreOf({ lastScores }: World, node: number): 0 | 1 | undefined {
  const score = lastScores?.[node];
  return score === 0 || score === 1 ? score : undefined;
}

function seatsOf(world: World, chain: number): Int32Array {
  const { chains } = world;
  if (!isLive(world, chain)) return new Int32Array(0);
  const first = chains.firstSeat(chain);
  return chains.nodeOfSeat.subarray(first, first + chains.rowOf(chain).members);
}
