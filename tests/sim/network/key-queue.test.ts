import { describe, expect, it } from 'vitest';
import { committeeOf, DAY, factsOf, HOUR, ranUntil, runUntil, start, worldOf } from '../world.helpers.ts';

const BLOCK = 13_000;
/** Months of 3 days; turns replace one of four members. */
const QUIET = `
network: { nodes: 20 }
chains: { initial: { small: 10 } }
availability: { mtbf: never }
`;

describe('a turn', () => {
  it('asks every chain for a new key, and is complete when the last one has it', () => {
    const stage = ranUntil(4 * DAY, QUIET);
    const [settled] = factsOf(stage, 'rotation-settled').filter(({ a }) => a === 1);
    const [completed] = factsOf(stage, 'rotation-completed');
    expect([settled.at, settled.b]).toEqual([3 * DAY, 10]);
    const made = factsOf(stage, 'key-generated').filter(({ at }) => at >= 3 * DAY);
    expect(made).toHaveLength(10);
    expect([completed.a, completed.at, completed.b, completed.c]).toEqual([
      1,
      made.at(-1)!.at,
      made.at(-1)!.at - 3 * DAY,
      0,
    ]);
  });

  it('with keys at once is complete at once', () => {
    const stage = ranUntil(4 * DAY, `${QUIET}keyGeneration: { mode: instant }\n`);
    const [completed] = factsOf(stage, 'rotation-completed');
    expect([completed.at, completed.b]).toEqual([3 * DAY, 0]);
    expect(factsOf(stage, 'key-generation-began')).toEqual([]);
  });

  // Catches a signer that changes with the seat, and outages that count for seats instead of shares.
  it('leaves the old key in force, with the leaver’s share, until the new one is there', () => {
    const stage = worldOf(QUIET);
    start(stage);
    runUntil(stage, 3 * DAY);
    const before = committeeOf(stage.world, 9);
    const { holders, chains } = stage.world;
    const held = (): number[] => before.map((_, seat) => holders!.holderOf(chains.firstSeat(9) + seat));
    expect(held()).toEqual(before);
    runUntil(stage, 3 * DAY, 'observers');
    const after = committeeOf(stage.world, 9);
    expect(after).not.toEqual(before);
    expect(held()).toEqual(before);
    const [ready] = factsOf(ran(stage, 4 * DAY), 'key-generated').filter(
      ({ at, a }) => a === 9 && at > 3 * DAY,
    );
    expect(ready.at).toBeGreaterThan(3 * DAY + BLOCK);
    expect(held()).toEqual(after);
  });

  it('that comes before the last one is over takes its place', () => {
    // Blocks of 12 hours have room for one key generation each, and ten chains queue for longer than the 3 days of a month.
    const slow = `${QUIET}mainnet: { blockTime: 12 h, gasLimit: 600000, gasShare: 1 }\nkeyGeneration: { phaseLimit: 60 h }\n`;
    const stage = ranUntil(9 * DAY + HOUR, slow);
    const turns = factsOf(stage, 'rotation-settled').filter(({ a }) => a > 0);
    expect(turns).toHaveLength(3);
    expect(factsOf(stage, 'rotation-completed')).toEqual([]);
    for (const generation of stage.world.keys.running.values()) {
      const { committee, members } = generation;
      if (committee >= 0) expect(members).toEqual(committeeOf(stage.world, committee));
    }
  });
});

it('a chain that is deleted leaves no key generation behind', () => {
  const yaml = `${QUIET.replace('small: 10 }', 'small: 10 }, demand: { term: { months: 1, renewal: 0 } }')}
mainnet: { blockTime: 20 h, gasLimit: 600000, gasShare: 1 }
keyGeneration: { phaseLimit: 60 h }
`;
  const stage = ranUntil(3 * DAY + HOUR, yaml);
  expect(factsOf(stage, 'chain-deleted')).toHaveLength(10);
  const { running, turn } = stage.world.keys;
  expect([...running.keys()].filter((committee) => committee >= 0)).toEqual([]);
  expect(turn.pending.size).toBe(0);
  const begun = factsOf(ran(stage, 8 * DAY), 'key-generation-began', 'dkg-failed', 'key-generated');
  expect(begun.filter(({ a, at }) => a >= 0 && at >= 3 * DAY)).toEqual([]);
});

/** The same stage, run on. */
function ran(stage: ReturnType<typeof worldOf>, until: number): ReturnType<typeof worldOf> {
  runUntil(stage, until);
  return stage;
}
