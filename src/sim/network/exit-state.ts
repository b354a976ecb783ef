/** What a run remembers of exits that go chain by chain. §M7.2 */

/** A chain is reserved for the exit of one of its members. */
export interface Freeze {
  readonly node: number;
  /** The last instant of it. */
  readonly until: number;
}

/** Exits under way. */
export interface Exits {
  /** Nodes that have asked to leave and have not left. */
  readonly asked: Set<number>;
  /** By chain, its last freeze. */
  readonly freezes: Map<number, Freeze>;
}

/** Nobody leaves. */
export const noExits = (): Exits => ({ asked: new Set(), freezes: new Map() });
