/**
 * The placement policies. Four of our own draw one node for one seat, and none of them reads more than a few
 * places of the order; the contracts' draw whole committees. §M5.2
 */
import { assert } from '../../../base/assert.ts';
import type { Draws } from '../../../base/draws.ts';
import type { PlacementPolicy } from '../../protocol/params.ts';
import type { FreeSlots } from '../free-slots.ts';
import { contractReplace, contractTake, isContractPlacement } from './contract-policies.ts';
import { drawLegal, NOBODY } from './draw-legal.ts';
import { Exclusions } from './exclusions.ts';

/**
 * Draws a node with at least `slots` free that is not excluded, or NOBODY if there is none. Reserves nothing.
 */
export type SeatDraw = (slots: number, excluded: Exclusions, stream: Draws) => number;

/** The draw of `policy` on this network. `d` is the number of candidates of power-of-d, 1 or more. */
export function seatDraw(policy: PlacementPolicy, d: number, free: FreeSlots): SeatDraw {
  switch (policy) {
    case 'uniform':
      return uniform(free);
    case 'capacity-weighted':
      return capacityWeighted(free);
    case 'power-of-d':
      return powerOf(d, free);
    case 'least-loaded':
      return leastLoaded(free);
    default:
      return noSeatByItself;
  }
}

/** The contracts have no turn in which nodes are drawn without a chain; the reader refuses one. §M7.1 */
function noSeatByItself(): number {
  assert(false, 'the contracts draw committees and replacements only');
}

/**
 * Draws `count` nodes for one committee, one after the other, each as {@link SeatDraw} does: takes its slots
 * at once, excludes it from the next draws, writes it to `into`. Returns how many there were: fewer where
 * nobody was legal for the next.
 */
export type SeatsTake = (
  slots: number,
  count: number,
  excluded: Exclusions,
  stream: Draws,
  into: Int32Array,
) => number;

/** The draw of {@link seatDraw} again and again; the contracts' draw all or none. */
export function seatsTake(policy: PlacementPolicy, d: number, free: FreeSlots): SeatsTake {
  if (isContractPlacement(policy)) return contractTake(policy, free);
  const draw = seatDraw(policy, d, free);
  const isFast = policy === 'least-loaded';
  return (slots, count, excluded, stream, into) => {
    let taken = 0;
    while (taken < count) {
      if (isFast && slots === 1) {
        taken += free.takeAtTop(count - taken, excluded, stream, into, taken);
        if (taken === count) return count;
      }
      const node = draw(slots, excluded, stream);
      if (node === NOBODY) return taken;
      free.take(node, slots);
      excluded.add(node);
      into[taken++] = node;
    }
    return count;
  };
}

/** A member that is replaced. */
export interface Leaver {
  readonly node: number;
  /** It failed the chain and never comes back to it; else it leaves the network. §M6.2 */
  readonly isAtFault: boolean;
}

/**
 * Draws another node for a leaver's seat, gives the leaver its slots back and takes the newcomer's. NOBODY,
 * and nothing changes, where none is legal. `excluded` holds the chain's members, the leaver among them, and
 * its exceptions, in the order in which they came to it.
 */
export type SeatReplace = (slots: number, leaver: Leaver, excluded: Exclusions, stream: Draws) => number;

/** The replacement of `policy` on this network. */
export function seatReplace(policy: PlacementPolicy, d: number, free: FreeSlots): SeatReplace {
  if (isContractPlacement(policy)) return contractReplace(policy, free);
  const draw = seatDraw(policy, d, free);
  return (slots, { node: leaver }, excluded, stream) => {
    const newcomer = draw(slots, excluded, stream);
    if (newcomer === NOBODY) return NOBODY;
    free.give(leaver, slots);
    free.take(newcomer, slots);
    return newcomer;
  };
}

/** Every eligible node is equally likely: O(1). */
function uniform(free: FreeSlots): SeatDraw {
  return (slots, excluded, stream) =>
    drawLegal(free.order, free.firstWith(slots), free.nodes, excluded, stream);
}

/**
 * Names nodes for a batch of seats of one number of slots, whoever will get which: fills `into` from its
 * beginning, each node drawn as {@link SeatDraw} does with nobody excluded and its slots taken at once.
 * Returns how many were named: fewer than there is room for where no node has the slots.
 */
export type NodesName = (slots: number, into: Int32Array, stream: Draws) => number;

/** The naming of `policy` on this network. */
export function nodesName(policy: PlacementPolicy, d: number, free: FreeSlots): NodesName {
  const draw = seatDraw(policy, d, free);
  const nobody = new Exclusions(free.nodes);
  return (slots, into, stream) => {
    let named = policy === 'least-loaded' && slots === 1 ? free.takeLevels(into, stream) : 0;
    for (; named < into.length; named++) {
      const node = draw(slots, nobody, stream);
      if (node === NOBODY) return named;
      free.take(node, slots);
      into[named] = node;
    }
    return named;
  };
}

/** The candidate with most free slots of `d` uniform ones; the first drawn wins a tie: O(d). */
function powerOf(d: number, free: FreeSlots): SeatDraw {
  return (slots, excluded, stream) => {
    const first = free.firstWith(slots);
    let best = drawLegal(free.order, first, free.nodes, excluded, stream);
    if (best === NOBODY) return NOBODY;
    for (let candidate = 1; candidate < d; candidate++) {
      const node = drawLegal(free.order, first, free.nodes, excluded, stream);
      if (free.freeOf(node) > free.freeOf(best)) best = node;
    }
    return best;
  };
}

/**
 * A uniform draw among the nodes with most free slots: O(1), and one step for each empty or excluded level.
 */
function leastLoaded(free: FreeSlots): SeatDraw {
  return (slots, excluded, stream) => {
    const { order } = free;
    const first = free.firstWith(slots);
    let to = free.nodes;
    while (to > first) {
      const level = topLevel(free, to);
      const from = free.firstWith(level);
      const node = drawLegal(order, from, to, excluded, stream);
      if (node !== NOBODY) return node;
      to = from;
    }
    return NOBODY;
  };
}

/** A node is as likely as it has free slots: O(levels that any node is on). */
function capacityWeighted(free: FreeSlots): SeatDraw {
  const excludedAt = new Int32Array(free.slots + 1);
  return (slots, excluded, stream) => {
    let total = 0;
    for (let to = free.nodes; to > free.firstWith(slots);) {
      const level = topLevel(free, to);
      const from = free.firstWith(level);
      total += weight(level) * (to - from);
      to = from;
    }
    for (let index = 0; index < excluded.count; index++) {
      const node = excluded.at(index);
      const level = free.freeOf(node);
      if (level < slots || free.isHidden(node)) continue;
      excludedAt[level]++;
      total -= weight(level);
    }
    const node = total === 0 ? NOBODY : drawByWeight(free, excludedAt, excluded, stream, total);
    for (let index = 0; index < excluded.count; index++) excludedAt[free.freeOf(excluded.at(index))] = 0;
    return node;
  };
}

function drawByWeight(
  free: FreeSlots,
  excludedAt: Int32Array,
  excluded: Exclusions,
  stream: Draws,
  total: number,
): number {
  let rest = stream.below(total);
  for (let to = free.nodes; ;) {
    const level = topLevel(free, to);
    const from = free.firstWith(level);
    rest -= weight(level) * (to - from - excludedAt[level]);
    if (rest < 0) return drawLegal(free.order, from, to, excluded, stream);
    to = from;
  }
}

/** Zero-slot members weigh one, so that a full node can host them too. */
const weight = (level: number): number => Math.max(level, 1);

/** The highest level below place `to`: the last place holds it. */
const topLevel = (free: FreeSlots, to: number): number => free.freeOf(free.order[to - 1]);
