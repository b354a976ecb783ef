/** What a placement policy keeps about nodes beside their free slots, where it needs more. §M5.2 */
import { assert } from '../../../base/assert.ts';
import type { FreeSlots } from '../free-slots.ts';

/** Is told of every change, in order, by the table of free slots. */
export interface SlotBook {
  /** The node's free slots change. Hidden nodes too. */
  moved(node: number, from: number, to: number): void;
  /** The node takes no new members from now on. */
  hidden(node: number): void;
  /** A hidden node takes new members again; it has `free` slots. */
  shown(node: number, free: number): void;
  /** A hidden node has left for good. */
  left(node: number): void;
  /** The same book again, for draws that are only thought of. */
  copy(): SlotBook;
}

/** The book of a table of free slots, which is of this kind. */
export function bookOf<Book extends SlotBook>(free: FreeSlots, kind: new (...from: never[]) => Book): Book {
  const { book } = free;
  assert(book instanceof kind, 'free slots are kept with the book of their policy');
  return book;
}
