/**
 * A random full packing, made without any code of the project: deal a shuffled deck of slots, then repair by
 * swaps.
 */

/** Random numbers in 0 … 1, such as seedrandom's. */
export type Random = () => number;

/** Chains by their members; every node sits in exactly `slots` of them. */
export type Packing = readonly (readonly number[])[];

/** Shape of a full packing; nodes·slots is a multiple of members. */
export interface PackingShape {
  readonly nodes: number;
  readonly slots: number;
  readonly members: number;
}

/**
 * Deals nodes·slots seats to chains of `members`; a node twice in one chain is swapped with a random seat
 * where both moves are legal; `extraSwaps` legal swaps more bring the packing close to a uniform one.
 */
export function randomFullPacking(shape: PackingShape, random: Random, extraSwaps: number): Packing {
  const { nodes, slots, members } = shape;
  const seats = nodes * slots;
  const deck = Array.from({ length: seats }, (_, seat) => seat % nodes);
  shuffle(deck, seats, random);
  const chainOf = (seat: number): number => Math.floor(seat / members);
  const held = new Uint8Array((seats / members) * nodes);
  for (let seat = 0; seat < seats; seat += 1) held[chainOf(seat) * nodes + deck[seat]] += 1;
  const trySwap = (seat: number): void => {
    const other = Math.floor(random() * seats);
    const [here, there] = [chainOf(seat) * nodes, chainOf(other) * nodes];
    if (here === there || held[here + deck[other]] > 0 || held[there + deck[seat]] > 0) return;
    held[here + deck[seat]] -= 1;
    held[there + deck[other]] -= 1;
    [deck[seat], deck[other]] = [deck[other], deck[seat]];
    held[here + deck[seat]] += 1;
    held[there + deck[other]] += 1;
  };
  for (let seat = 0; seat < seats; seat += 1) {
    while (held[chainOf(seat) * nodes + deck[seat]] > 1) trySwap(seat);
  }
  for (let swap = 0; swap < extraSwaps; swap += 1) trySwap(Math.floor(random() * seats));
  return Array.from({ length: seats / members }, (_, chain) =>
    deck.slice(chain * members, (chain + 1) * members),
  );
}

/** As many chains of independent uniform committees, each of distinct nodes. */
export function independentPacking(shape: PackingShape, random: Random): Packing {
  const { nodes, slots, members } = shape;
  const pool = Array.from({ length: nodes }, (_, node) => node);
  return Array.from({ length: (nodes * slots) / members }, () => {
    shuffle(pool, members, random);
    return pool.slice(0, members);
  });
}

/** Unordered pairs of chains by the number of members that they share. */
export function pairsByOverlap(packing: Packing, members: number): readonly number[] {
  const pairs = Array.from({ length: members + 1 }, () => 0);
  for (let first = 0; first < packing.length; first += 1) {
    const own = new Set(packing[first]);
    for (let second = 0; second < first; second += 1) {
      pairs[packing[second].filter((node) => own.has(node)).length] += 1;
    }
  }
  return pairs;
}

/**
 * Chains with at least `atLeast` members below `coalition`; relabelling makes any coalition the first nodes.
 */
export function chainsReached(packing: Packing, coalition: number, atLeast: number): number {
  return packing.filter((chain) => chain.filter((node) => node < coalition).length >= atLeast).length;
}

/** Brings a uniform draw without replacement to the first `count` places. */
function shuffle(values: number[], count: number, random: Random): void {
  for (let place = 0; place < count; place += 1) {
    const picked = place + Math.floor(random() * (values.length - place));
    [values[place], values[picked]] = [values[picked], values[place]];
  }
}
