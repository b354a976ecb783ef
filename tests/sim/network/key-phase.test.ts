import { describe, expect, test } from 'vitest';
import { HONEST_DEALING } from '../../../src/crypto/key-ceremony.ts';
import { groupDrawn } from '../../../src/sim/network/beacon-group.ts';
import { NODE_STATES } from '../../../src/sim/network/nodes.ts';
import { beaconPublished } from '../../../src/sim/network/randomness.ts';
import type { Rules } from '../../../src/sim/protocol/decisions.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import { DAY, factsOf, HOUR, ranUntil, runUntil, worldOf, type Stage } from '../world.helpers.ts';

/** Whoever may, looks at the key before it deals. */
function rushing(seen: boolean[]): Rules {
  return {
    dkgDeal: ({ keyParity }) => {
      seen.push(keyParity !== undefined);
      keyParity?.(0);
      return HONEST_DEALING;
    },
  };
}

const text = (nodes: string, group: number): string =>
  `network: { nodes: 4, validators: 1 }\nrandomness: { group: ${group} }\navailability: { mtbf: never }\n` +
  `chains: { initial: { small: 0 } }\nadversaries: [{ name: x, members: { nodes: [${nodes}] }, strategies: [{ use: ./x.ts }] }]`;

describe('a member that rushes', () => {
  // Catches one that has nobody to wait for, and whose dealing is sent at the run's start.
  test('deals now where it is the only one', () => {
    const stage = ranUntil(7 * DAY, text('0, 1, 2, 3', 1), { './x.ts': ruledBy(rushing([])) });
    const began = factsOf(stage, 'key-generation-began').map(({ at, a }) => [at, a]);
    expect(began).toEqual([0, 3, 6].map((day) => [day * DAY, -1]));
    expect(factsOf(stage, 'key-parity').map(({ at }) => at)).toEqual([0, 3 * DAY, 6 * DAY]);
    expect(factsOf(stage, 'beacon-published').map(({ a }) => a)).toEqual([0, 1, 2]);
  });

  // Catches a wait for somebody who never deals: mainnet would be taken until the end of time.
  test('does not wait for a member that has left', () => {
    const played = (leaves: boolean): { stage: Stage; seen: boolean[] } => {
      const seen: boolean[] = [];
      const stage = worldOf(text('0, 1', 4), { './x.ts': ruledBy(rushing(seen)) });
      groupDrawn(stage.world, 0, stage.engine);
      beaconPublished(stage.world, 0, stage.engine);
      if (leaves) stage.world.nodes.state[2] = NODE_STATES.indexOf('left');
      runUntil(stage, HOUR / 2);
      return { stage, seen };
    };
    // Of two members of the coalition the later one may know the key.
    expect(played(false).seen).toEqual([false, true]);
    const { stage, seen } = played(true);
    expect(seen).toEqual([false, false]);
    expect(stage.world.mainnet.roomAt(stage.world.now())).toBeLessThan(HOUR);
  });
});
