/** Chains placed and refused, slots in use, and when a large chain first no longer fits. §M5.3 */
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import type { Params } from '../protocol/params.ts';
import { factKinds, share, type Recorder } from './recorder.ts';

/** Room on the nodes as it stands at the moment of asking: public, the contracts hold it. */
export interface SlotTable {
  readonly nodes: number;
  /** Slots of a node. */
  readonly slots: number;
  freeOf(node: number): number;
  /** Nodes that can take `slots` more. */
  eligibleCount(slots: number): number;
}

/** Counts what the facts tell; slots in use are read from the network's own table. */
export class PlacementCounters implements Recorder {
  readonly kinds = factKinds(
    'chain-created',
    'chain-refused',
    'chain-deleted',
    'key-generated',
    'rotation-settled',
    'beacon-stalled',
    'node-left',
    'node-entered',
  );
  readonly #params: Params;
  readonly #tables: () => { readonly free: SlotTable };
  /** Members of a large chain; 0 where the scenario has none, so that it never fails to fit. */
  readonly #largeMembers: number;
  readonly #perMonth: SeriesPoint[] = [];
  #placed = 0;
  #live = 0;
  #smallPlaced = 0;
  #refused = 0;
  #deferred = 0;
  #stalled = 0;
  #present: number;
  #smallBeforeNoLarge: number | null = null;

  constructor(params: Params, tables: () => { readonly free: SlotTable }) {
    this.#params = params;
    this.#present = params.network.nodes;
    this.#largeMembers = params.sizes.find(({ id }) => id === 'large')?.members ?? 0;
    this.#tables = tables;
    // A network may be too small from the start.
    if (params.network.nodes < this.#largeMembers) this.#smallBeforeNoLarge = 0;
  }

  fact(_at: number, kind: number, a: number, b: number, c: number): void {
    switch (kind) {
      case FACT['chain-created']:
        this.#placed++;
        if (this.#params.sizes[b].slots === 1) this.#smallPlaced++;
        this.#live++;
        return this.#lookForLarge();
      case FACT['key-generated']:
        return this.#lookForLarge();
      case FACT['chain-deleted']:
        this.#live--;
        return;
      case FACT['chain-refused']:
        this.#refused++;
        return;
      case FACT['beacon-stalled']:
        this.#stalled++;
        return;
      case FACT['node-left']:
        this.#present--;
        return this.#lookForLarge();
      case FACT['node-entered']:
        this.#present++;
        return;
      case FACT['rotation-settled']:
        this.#deferred += c;
        this.#lookForLarge();
        this.#perMonth.push({ month: a, metric: 'chains.live', value: this.#live });
        this.#perMonth.push({ month: a, metric: 'slots.utilisation', value: this.#utilisation() });
    }
  }

  finish(): void {}

  metrics(): Readonly<Record<string, MetricValue>> {
    return {
      'chains.placed': this.#placed,
      'chains.refused': this.#refused,
      'slots.utilisation': this.#utilisation(),
      'placement.smallBeforeNoLarge': this.#smallBeforeNoLarge,
      'rotation.deferred': this.#deferred,
      'beacon.stalled': this.#stalled,
      'nodes.end': this.#present,
    };
  }

  series(): readonly SeriesPoint[] {
    return this.#perMonth;
  }

  /** A large chain takes whole nodes, so it fits while enough nodes are wholly empty. */
  #lookForLarge(): void {
    if (this.#smallBeforeNoLarge !== null) return;
    const { free } = this.#tables();
    if (free.eligibleCount(free.slots) < this.#largeMembers) this.#smallBeforeNoLarge = this.#smallPlaced;
  }

  #utilisation(): number | null {
    const { free } = this.#tables();
    let used = 0;
    for (let node = 0; node < free.nodes; node++) used += free.slots - free.freeOf(node);
    return share(used, this.#present * this.#params.network.slots);
  }
}
