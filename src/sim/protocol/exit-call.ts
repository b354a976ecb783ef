/** What one call of an exit takes of mainnet. §M7.2, §M15.1 */

/** Gas of any transaction (Yellow Paper, appendix G). */
const TRANSACTION_GAS = 21_000;
/** A selector and one word, at 16 gas a byte (contract ABI specification, EIP-2028). */
const CALL_DATA_GAS = (4 + 32) * 16;
/** A word of storage that was zero (Yellow Paper, appendix G). */
const STORED_WORD_GAS = 20_000;
/**
 * Words that a call leaves: who goes and who comes, until when the chain is frozen, how often it has changed
 * (4); the seat, and its chain in the newcomer's list (2); when the old member may stop (2); free slots of
 * both nodes (2); the opened key generation (2).
 */
const STORED_WORDS = 12;

/** Gas of the call that begins an exit, and of each that moves one chain: 261,576. */
export const EXIT_CALL_GAS = TRANSACTION_GAS + CALL_DATA_GAS + STORED_WORDS * STORED_WORD_GAS;
