/**
 * What a coalition sees: its own nodes, what is public on mainnet, what its members received. Never keys,
 * never the future. §M16.3
 */
import type { Instant, Tokens } from '../../base/units.ts';

/** A window on the world, made by the network; reading it changes nothing. */
export interface AdversaryView {
  readonly now: Instant;
  /** The running month, from 0. */
  readonly month: number;
  /** Nodes ever registered, and chains ever created: public. */
  readonly nodeCount: number;
  readonly chainCount: number;
  /** The coalition's nodes, ascending. */
  readonly members: readonly number[];
  /** Is this node one of the coalition's? */
  isMember(node: number): boolean;
  /** Validator that owns the node: public. */
  validatorOf(node: number): number;
  /** Free slots of a node: public, the contracts hold them. */
  freeSlots(node: number): number;
  /** Nodes on the chain's committee: public. Empty for a chain that was refused or deleted. */
  committee(chain: number): readonly number[];
  /** Seats of the coalition on that chain. */
  seats(chain: number): number;
  /** Shares that sign: floor((2n + 1) / 3) of n members. 0 for a chain that is not live. */
  threshold(chain: number): number;
  /**
   * A node's score of the last closed month, published at payday; undefined before the first, and once it has
   * left.
   */
  lastScore(node: number): 0 | 1 | undefined;
  /** Validators: public, as is all that is known of their stake. */
  readonly validatorCount: number;
  /** The validator's nodes in the network, ascending, those that are leaving included. */
  nodesOf(validator: number): readonly number[];
  /** Is the node in the network? */
  isPresent(node: number): boolean;
  /** May the node ask to leave? It is active and has not asked yet. */
  mayLeave(node: number): boolean;
  /** Is the node of the reserve, and has not entered? */
  mayEnter(node: number): boolean;
  /** Is the node marked as incompliant? §M2.3 */
  isMarked(node: number): boolean;
  /** Base units delegated to the validator, and its fee per mille. */
  stakeOf(validator: number): Tokens;
  feeOf(validator: number): number;
  /** Base units that a validator needs for each node. */
  readonly minimumStake: Tokens;
  /** Millionths of a dollar for a token. */
  readonly tokenPriceMicroUsd: number;
  /** Generation of the node's enclave, an index: public, it is attested. §M2.4 */
  enclaveOf(node: number): number;
  /** The group that a beacon would draw for the month after it: anybody can work it out. §M4.1 */
  groupAfter(beacon: Uint8Array, month: number): readonly number[];
  /**
   * The committee that a chain of a size and name would get now, by seat, where the next block decides it;
   * undefined under the other sources of randomness, and where there is no space. §M4.3
   */
  committeeFor(size: number, name: string): readonly number[] | undefined;
}
