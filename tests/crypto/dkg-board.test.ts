import { describe, expect, test } from 'vitest';
import { nextPhase, openBoard, receive } from '../../src/crypto/dkg-board.ts';
import { deal, responseTo } from '../../src/crypto/dkg-dealing.ts';
import { resolve } from '../../src/crypto/dkg-resolution.ts';
import { rulesOfSeven, source } from './seven-members.helpers.ts';

describe('the board', () => {
  const rules = rulesOfSeven('joint-feldman');
  const [first, second] = [1, 2].map((dealer) => deal(rules, dealer, source));
  const empty = openBoard(rules);
  const dealtBoard = receive(receive(empty, first.dealing).board, second.dealing).board;
  const verifying = nextPhase(dealtBoard);
  const complaint = { kind: 'dkg-complaint', recipient: 3, accused: [1] } as const;
  const responding = nextPhase(receive(verifying, complaint).board);
  const response = responseTo(rules, first.secret, 3, source);

  test.each([
    ['wrong-phase', empty, complaint],
    ['wrong-phase', verifying, first.dealing],
    ['no-such-seat', empty, { ...first.dealing, dealer: 8 }],
    ['no-such-seat', verifying, { ...complaint, recipient: 0 }],
    ['no-such-seat', verifying, { ...complaint, accused: [1.5] }],
    ['repeated', dealtBoard, first.dealing],
    ['repeated', verifying, { ...complaint, accused: [1, 1] }],
    ['repeated', receive(verifying, complaint).board, { kind: 'dkg-alright', recipient: 3 } as const],
    ['repeated', receive(responding, response).board, response],
    ['nothing-to-answer', verifying, { ...complaint, accused: [] }],
    ['nothing-to-answer', verifying, { ...complaint, accused: [5] }],
    ['nothing-to-answer', responding, { ...response, complainer: 4 }],
  ])('refuses as %s, and stays as it was', (refused, board, message) => {
    const receipt = receive(board, message);
    expect(receipt.refused).toBe(refused);
    expect(receipt.board).toBe(board);
  });

  test('is a value: receiving makes another', () => {
    expect(empty.dealings.size).toBe(0);
    expect(dealtBoard.dealings.size).toBe(2);
    expect(verifying.verdicts.size).toBe(0);
  });

  test('has an end, and is resolved only there', () => {
    const closed = nextPhase(responding);
    expect(closed.phase).toBe('closed');
    expect(() => nextPhase(closed)).toThrow('closed');
    expect(() => resolve(responding)).toThrow('closed');
  });
});
