import { test } from 'vitest';
import { checkSeats } from './seats.helpers.ts';

// 200 networks, seeds 0 … 199 of 'committees'. Catches what checkSeats names for every policy and, by the
// fixed coalitions, the lesser of two draws, the last 5 % of the eligible places never drawn, and a turn at
// which the lowest-numbered members leave.
test('captured and haltable chains are hypergeometric at full load under uniform', () => {
  checkSeats('uniform', 200);
});
