import { test } from 'vitest';
import { checkSeats } from './seats.helpers.ts';

// 200 networks, seeds 0 … 199 of 'committees'. Catches: a threshold of 10 for 11 or 7 for 6 seats (factors of 6 and 3),
// leavers released chain by chain so that nobody moves, newcomers drawn from a part of the nodes.
test('captured and haltable chains are hypergeometric at full load under least-loaded', () => {
  checkSeats('least-loaded', 200);
});
