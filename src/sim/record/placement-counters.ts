/** Chains placed and refused, slots in use, and when a large chain first no longer fits. §M5.3 */
import { grown } from '../../base/growable.ts';
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import type { Params } from '../protocol/params.ts';
import { factKinds, share, type Recorder } from './recorder.ts';

/** Follows every node's slots through the facts. */
export class PlacementCounters implements Recorder {
  readonly kinds = factKinds(
    'chain-created',
    'chain-refused',
    'chain-deleted',
    'member-joined',
    'member-replaced',
    'member-left',
    'key-generated',
    'rotation-deferred',
    'rotation-settled',
    'beacon-stalled',
    'node-left',
  );
  readonly #params: Params;
  readonly #used: Int32Array;
  /** Slots that a chain takes of each member's node, by chain. */
  #slotsOf = new Int16Array(0);
  readonly #perMonth: SeriesPoint[] = [];
  #placed = 0;
  #live = 0;
  #smallPlaced = 0;
  #refused = 0;
  #deferred = 0;
  #stalled = 0;
  #left = 0;
  #emptyNodes: number;
  #smallBeforeNoLarge: number | null = null;

  constructor(params: Params) {
    this.#params = params;
    this.#used = new Int32Array(params.network.nodes);
    this.#emptyNodes = params.network.nodes;
    this.#lookForLarge();
  }

  /** Slots in use on each node. */
  get usedSlots(): Int32Array {
    return this.#used;
  }

  fact(_at: number, kind: number, a: number, b: number, c: number): void {
    switch (kind) {
      case FACT['chain-created']:
        // What an exit has changed meanwhile is the state that this chain finds.
        this.#lookForLarge();
        this.#placed++;
        if (this.#params.sizes[b].slots === 1) this.#smallPlaced++;
        this.#live++;
        this.#slotsOf = grown(this.#slotsOf, a + 1);
        this.#slotsOf[a] = this.#params.sizes[b].slots;
        return;
      case FACT['member-joined']:
        return this.#changed(b, this.#slotsOf[a]);
      case FACT['member-left']:
        return this.#changed(b, -this.#slotsOf[a]);
      case FACT['member-replaced']:
        this.#changed(b, -this.#slotsOf[a]);
        return this.#changed(c, this.#slotsOf[a]);
      case FACT['key-generated']:
        // A turn is told chain by chain: only when it is settled do all committees stand.
        if (b === 1) this.#lookForLarge();
        return;
      case FACT['chain-deleted']:
        this.#live--;
        return;
      case FACT['chain-refused']:
        this.#refused++;
        return;
      case FACT['rotation-deferred']:
        this.#deferred++;
        return;
      case FACT['beacon-stalled']:
        this.#stalled++;
        return;
      case FACT['node-left']:
        this.#left++;
        this.#emptyNodes--;
        return;
      case FACT['rotation-settled']:
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
      'nodes.end': this.#params.network.nodes - this.#left,
    };
  }

  series(): readonly SeriesPoint[] {
    return this.#perMonth;
  }

  #changed(node: number, slots: number): void {
    const before = this.#used[node];
    const now = before + slots;
    this.#used[node] = now;
    if (before === 0 && now > 0) this.#emptyNodes--;
    if (before > 0 && now === 0) this.#emptyNodes++;
  }

  /** A large chain takes whole nodes, so it fits while enough nodes are wholly empty. */
  #lookForLarge(): void {
    const large = this.#params.sizes.find(({ id }) => id === 'large');
    if (large === undefined || this.#smallBeforeNoLarge !== null) return;
    if (this.#emptyNodes < large.members) this.#smallBeforeNoLarge = this.#smallPlaced;
  }

  #utilisation(): number | null {
    const used = this.#used.reduce((sum, slots) => sum + slots, 0);
    return share(used, (this.#params.network.nodes - this.#left) * this.#params.network.slots);
  }
}
