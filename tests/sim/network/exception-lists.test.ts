import { expect, test } from 'vitest';
import { ExceptionLists } from '../../../src/sim/network/exception-lists.ts';

test('exceptions stand in the order in which they came, and the last takes the place of who goes', () => {
  const lists = new ExceptionLists();
  expect(lists.of(7)).toEqual([]);
  for (const node of [4, 9, 2, 5]) lists.joined(7, node);
  lists.left(7, 9);
  expect(lists.of(7)).toEqual([4, 5, 2]);
  lists.left(7, 2);
  lists.left(7, 8);
  lists.left(3, 4);
  lists.joined(7, 9);
  expect(lists.of(7)).toEqual([4, 5, 9]);
});
