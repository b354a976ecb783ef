/**
 * The nodes of the contracts from release 1.8 on, written down eagerly and without a tree: counts are taken anew
 * for every question, numbers are bigints, and hashes come from Node.
 */
import { createHash } from 'node:crypto';

const ALL_NUMBERS = 1n << 256n;

/** Draws that start from the seed each time they are made. */
function drawsFrom(seed: Uint8Array): (bound: number) => number {
  let state = Buffer.from(seed);
  return (bound) => {
    for (;;) {
      state = createHash('sha256').update(state).digest();
      const value = BigInt(`0x${state.toString('hex')}`);
      if (value < ALL_NUMBERS - (ALL_NUMBERS % BigInt(bound))) return Number(value % BigInt(bound));
    }
  };
}

/** Nodes in buckets, and the exceptions of each chain. */
export class ContractNodes {
  readonly slots: number;
  readonly buckets: number[][];
  readonly free: number[];
  readonly invisible = new Set<number>();
  readonly inactive = new Set<number>();
  readonly exceptions: number[][] = [];
  readonly committees: number[][] = [];

  constructor(nodes: number, slots: number) {
    this.slots = slots;
    this.buckets = Array.from({ length: slots + 1 }, () => []);
    this.free = Array.from({ length: nodes }, () => slots);
    for (let node = 0; node < nodes; node++) this.buckets[slots].push(node);
  }

  /** Creates a chain, or returns undefined and changes nothing. */
  create(chain: number, slots: number, members: number, seed: Uint8Array): number[] | undefined {
    if (this.#countFrom(Math.max(1, slots), this.slots) < members) return undefined;
    const committee: number[] = [];
    this.exceptions[chain] = [];
    while (committee.length < members) {
      const node = this.#pick(slots, seed);
      committee.push(node);
      this.exceptions[chain].push(node);
      this.#hide(node);
      this.#move(node, -slots);
    }
    for (const node of this.exceptions[chain]) this.#show(node);
    this.committees[chain] = committee;
    return [...committee];
  }

  /** Replaces a member, or returns undefined and changes nothing. */
  replace(
    chain: number,
    leaver: number,
    slots: number,
    isBad: boolean,
    seed: Uint8Array,
  ): number | undefined {
    const before = structuredClone([this.buckets, this.free, this.exceptions[chain]]);
    const list = this.exceptions[chain];
    if (isBad) for (const node of list) this.#hide(node);
    this.#move(leaver, slots);
    if (!isBad) {
      const place = list.indexOf(leaver);
      list[place] = list[list.length - 1];
      list.pop();
    }
    for (const node of list) this.#hide(node);
    if (this.#countFrom(Math.max(1, slots), this.slots) === 0) {
      for (const node of list) if (!this.inactive.has(node)) this.invisible.delete(node);
      this.#restore(before as [number[][], number[], number[]], chain);
      return undefined;
    }
    const newcomer = this.#pick(slots, seed);
    this.#move(newcomer, -slots);
    for (const node of list) this.#show(node);
    list.push(newcomer);
    const committee = this.committees[chain];
    committee[committee.indexOf(leaver)] = newcomer;
    return newcomer;
  }

  /** Every member gets its slots back, in the order of the seats. */
  delete(chain: number, slots: number): void {
    for (const node of this.committees[chain]) this.#move(node, slots);
    this.committees[chain] = [];
    this.exceptions[chain] = [];
  }

  /** The node is not drawn any more. */
  leaves(node: number): void {
    this.#hide(node);
    this.inactive.add(node);
  }

  #restore([buckets, free, list]: [number[][], number[], number[]], chain: number): void {
    buckets.forEach((bucket, level) => (this.buckets[level] = bucket));
    free.forEach((slots, node) => (this.free[node] = slots));
    this.exceptions[chain] = list;
  }

  #pick(slots: number, seed: Uint8Array): number {
    const draws = drawsFrom(seed);
    const from = Math.max(1, slots);
    let first = 1;
    let last = this.slots;
    while (first < last) {
      const middle = (first + last - 1) / 2;
      if (middle < from) first = middle + 1;
      else {
        const left = this.#countFrom(Math.max(first, from), middle);
        if (draws(left + this.#countFrom(middle + 1, last)) < left) last = middle;
        else first = middle + 1;
      }
    }
    const bucket = this.buckets[first];
    return bucket[drawsFrom(seed)(bucket.length)];
  }

  #countFrom(first: number, last: number): number {
    return this.buckets.slice(first, last + 1).reduce((sum, bucket) => sum + bucket.length, 0);
  }

  #move(node: number, slots: number): void {
    if (slots === 0) return;
    const isVisible = !this.invisible.has(node);
    if (isVisible) this.#takeOut(node);
    this.free[node] += slots;
    if (isVisible) this.buckets[this.free[node]].push(node);
  }

  #hide(node: number): void {
    if (this.invisible.has(node)) return;
    this.#takeOut(node);
    this.invisible.add(node);
  }

  #show(node: number): void {
    if (!this.invisible.has(node) || this.inactive.has(node)) return;
    this.invisible.delete(node);
    this.buckets[this.free[node]].push(node);
  }

  #takeOut(node: number): void {
    const bucket = this.buckets[this.free[node]];
    const place = bucket.indexOf(node);
    const last = bucket.pop()!;
    if (place < bucket.length) bucket[place] = last;
  }
}
