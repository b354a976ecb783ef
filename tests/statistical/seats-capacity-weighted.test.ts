import { test } from 'vitest';
import { checkSeats } from './seats.helpers.ts';

// 200 networks, seeds 0 … 199 of 'committees'. Coalitions are drawn apart from the committees, so any 16 distinct nodes
// would do: this finds committees of another size, or with a node twice, and errors of the closed form. A draw that
// favours some nodes is found by empty-network.test.ts, a turn that does by tests/sim/network/rotation.test.ts.
test('captured and haltable chains are hypergeometric at full load under capacity-weighted', () => {
  checkSeats('capacity-weighted', 200);
});
