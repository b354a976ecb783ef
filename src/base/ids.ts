/**
 * Entities are dense indices from 0; names say of what. All are plain numbers so that typed arrays can hold
 * them.
 */

/** Index of a node, 0 … nodes − 1, in order of registration. §M2.1 */
export type NodeIndex = number;
/** Index of a validator, 0 … validators − 1. §M2.2 */
export type ValidatorIndex = number;
/** Index of a holder of tokens, 0 … holders − 1. §M11.3 */
export type HolderIndex = number;
/** Index of a chain in order of its request, refused ones included. §M3 */
export type ChainIndex = number;
/** Index of a coalition in the scenario's list of adversaries. §M16.1 */
export type CoalitionIndex = number;
/** Index of a month; month 0 holds the start. §M1.1 */
export type MonthIndex = number;
