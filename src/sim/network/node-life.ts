/** What a run remembers of nodes that come, go, and are kept from new seats. §M2.3 */
import { createCompliance, type Compliance } from './compliance.ts';
import { noExits, type Exits } from './exit-state.ts';
import type { Nodes } from './nodes.ts';

/** A part of the world. */
export interface NodeLife {
  /** Nodes of the reserve that have not entered, and the first that may be one of them. */
  readonly reserve: { count: number; from: number };
  readonly exits: Exits;
  readonly compliance: Compliance;
  /** Moves that made room for requests, in the month of the last one. §M5.4 */
  readonly repairs: { month: number; moves: number };
  /** By row and value of a strike that lasts, the nodes that it hit; kept where nodes may enter meanwhile. */
  readonly hit: Map<string, readonly number[]>;
}

/** The start: `present` nodes are there, the others in reserve. */
export function nodeLife({ count }: Nodes, present: number): NodeLife {
  return {
    reserve: { count: count - present, from: present },
    exits: noExits(),
    compliance: createCompliance(count),
    repairs: { month: 0, moves: 0 },
    hit: new Map(),
  };
}
