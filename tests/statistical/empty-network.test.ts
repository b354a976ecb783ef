import { describe, expect, test } from 'vitest';
import { Streams } from '../../src/sim/kernel/streams.ts';
import { masterKey } from '../../src/sim/kernel/seed.ts';
import { FreeSlots } from '../../src/sim/network/free-slots.ts';
import { Exclusions } from '../../src/sim/network/placement/exclusions.ts';
import { seatDraw } from '../../src/sim/network/placement/policies.ts';
import type { PlacementPolicy } from '../../src/sim/protocol/params.ts';
import { chiSquare } from '../../src/statistics/goodness-of-fit.ts';
import { hypergeometricPmf } from '../../src/statistics/tails.ts';

const NODES = 1000;
const MEMBERS = 16;
const COMMITTEES = 1_000_000;

/** Committees on an empty network, counted by the seats of the coalition of the last `coalition` nodes. */
function seatCounts(policy: PlacementPolicy, coalition: number): number[] {
  const stream = new Streams(masterKey(`empty network ${policy}`)).of('committees');
  const excluded = new Exclusions(NODES);
  const draw = seatDraw(policy, 4, new FreeSlots(NODES, 128));
  const counts = Array.from({ length: MEMBERS + 1 }, () => 0);
  for (let committee = 0; committee < COMMITTEES; committee++) {
    excluded.clear();
    let seats = 0;
    for (let seat = 0; seat < MEMBERS; seat++) {
      const node = draw(1, excluded, stream);
      excluded.add(node);
      if (node >= NODES - coalition) seats++;
    }
    counts[seats]++;
  }
  return counts;
}

// 10^6 committees a policy. The coalition is the nodes registered last, so a draw that favours or starves
// some places is found: without the last 5 % of them the mean number of seats moves by 300 standard errors.
// Catches, under every policy, the last 5 % never drawn, the lesser of two draws, and drawing with
// replacement (binomial seats), which χ² at 10^6 committees tells apart; and a first seat that least-loaded
// gives without a draw.
describe('seats of the last-registered nodes on independent committees of an empty network', () => {
  const policies: readonly PlacementPolicy[] = ['uniform', 'capacity-weighted', 'power-of-d', 'least-loaded'];
  test.each(policies)('are hypergeometric under %s', (policy) => {
    // A third of the nodes; of these the last 5 % of all nodes are a seventh.
    const coalition = 333;
    const expected = Array.from(
      { length: MEMBERS + 1 },
      (_, seats) => COMMITTEES * hypergeometricPmf(NODES, coalition, MEMBERS, seats),
    );
    expect(chiSquare(seatCounts(policy, coalition), expected).pValue).toBeGreaterThan(1e-4);
  });
});
