import { describe, expect, test } from 'vitest';
import { beaconOfReveals } from '../../../../src/crypto/commit-reveal.ts';
import { lastRevealer } from '../../../../src/sim/adversary/strategies/last-revealer.ts';
import { groupDrawn, groupUnder, nextGroup } from '../../../../src/sim/network/beacon-group.ts';
import { randomBytes } from '../../../../src/sim/network/random-bytes.ts';
import { beaconPublished } from '../../../../src/sim/network/randomness.ts';
import { factsOf, worldOf, type Stage } from '../../world.helpers.ts';
import { rulesOf } from './rules.helpers.ts';

/** A network of which the coalition has the first nodes; its first group is drawn. */
function stageWith(fields: {
  readonly nodes: number;
  readonly coalition: number;
  readonly randomness: string;
  readonly options?: string;
  readonly use?: string;
}): Stage {
  const { nodes, coalition, randomness, options = '', use = 'last-revealer' } = fields;
  const members = Array.from({ length: coalition }, (_, node) => node);
  const stage = worldOf(
    `network: { nodes: ${nodes}, validators: 1 }\nkeyGeneration: { mode: instant }\n` +
      `availability: { mtbf: never }\nrandomness: ${randomness}\n` +
      `adversaries: [{ name: x, members: { nodes: [${members.join(', ')}] }, ` +
      `strategies: [{ use: ${use}, with: { ${options} } }] }]`,
  );
  groupDrawn(stage.world, 0, stage.engine);
  return stage;
}

/** Everybody's numbers of the next group, by seat. */
function numbersOf({ world, streams }: Stage): bigint[] {
  const { month, members } = nextGroup(world);
  return members.map((node) => {
    const bytes = randomBytes(streams.of('beacon/contribution', node, month));
    return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  });
}

/** Seats and withheld numbers of every way to play the last `run` places. */
function outcomesOf(stage: Stage, run: number, coalition: number) {
  const { month, members } = nextGroup(stage.world);
  const numbers = numbersOf(stage);
  return Array.from({ length: 1 << run }, (_, subset) => {
    const isWithheld = (seat: number): boolean =>
      seat >= numbers.length - run && ((subset >> (numbers.length - 1 - seat)) & 1) === 1;
    const revealed = numbers.filter((_number, seat) => !isWithheld(seat));
    const sum = BigInt.asUintN(
      256,
      revealed.reduce((total, number) => total + number, 0n),
    );
    const group = groupUnder(stage.world, beaconOfReveals(month, sum), month + 1);
    const withheld = members.length - revealed.length;
    return {
      seats: group.filter((node) => node < coalition).length,
      withheld,
      isNothing: revealed.length === 0,
    };
  }).filter(({ isNothing }) => !isNothing);
}

describe('last-revealer', () => {
  test('takes the best of all outcomes that its last places allow, and withholds no more than that needs', () => {
    const coalition = 7;
    const stage = stageWith({ nodes: 12, coalition, randomness: '{ source: commit-reveal, group: 5 }' });
    const runs = new Set<number>();
    for (let month = 0; month < 60; month++) {
      const { members } = nextGroup(stage.world);
      const run = members.length - 1 - members.findLastIndex((node) => node >= coalition);
      runs.add(run);
      const outcomes = outcomesOf(stage, run, coalition);
      const most = Math.max(...outcomes.map(({ seats }) => seats));
      const fewest = Math.min(
        ...outcomes.filter(({ seats }) => seats === most).map(({ withheld }) => withheld),
      );
      beaconPublished(stage.world, month, stage.engine);
      const withheld = factsOf(stage, 'beacon-withheld').filter(({ a }) => a === month);
      expect(nextGroup(stage.world).members.filter((node) => node < coalition).length).toBe(most);
      expect(withheld.length).toBe(fewest);
      // What it withholds is what it promised: reveals, in its own last places.
      const last = members.slice(members.length - run);
      expect(withheld.every(({ b, c }) => last.includes(b) && c === 1)).toBe(true);
    }
    expect([...runs].toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('never stalls the beacon by withholding everything that there is', () => {
    const stage = stageWith({ nodes: 9, coalition: 6, randomness: '{ source: commit-reveal, group: 2 }' });
    for (let month = 0; month < 200; month++) beaconPublished(stage.world, month, stage.engine);
    expect(factsOf(stage, 'beacon-withheld').length).toBeGreaterThan(20);
    expect(factsOf(stage, 'beacon-stalled')).toEqual([]);
  });

  test('counts only members that are up: the run of places is theirs', () => {
    const stage = stageWith({ nodes: 4, coalition: 2, randomness: '{ source: commit-reveal, group: 4 }' });
    const { world, engine } = stage;
    // All groups are of all four nodes, so that there is nothing to win, and nothing is withheld.
    for (const node of [2, 3]) world.nodes.downCauses[node] = 1;
    beaconPublished(world, 0, engine);
    expect(factsOf(stage, 'beacon-published').length).toBe(1);
    expect(factsOf(stage, 'beacon-withheld')).toEqual([]);
  });

  test('is honest under threshold-bls with too few key shares, or with one try', () => {
    const beacons = (coalition: number, use: string, options: string): number[] => {
      const randomness = '{ source: threshold-bls, group: 4 }';
      const stage = stageWith({ nodes: 8, coalition, randomness, use, options });
      for (let month = 0; month < 8; month++) beaconPublished(stage.world, month, stage.engine);
      return factsOf(stage, 'beacon-published').map(({ b }) => b);
    };
    expect(beacons(2, 'last-revealer', 'tries: 8')).toEqual(beacons(2, 'honest', ''));
    expect(beacons(7, 'last-revealer', 'tries: 1')).toEqual(beacons(7, 'honest', ''));
    expect(beacons(7, 'last-revealer', 'tries: 8')).not.toEqual(beacons(7, 'honest', ''));
  });

  test('decides nothing but numbers and reveals', () => {
    expect(Object.keys(rulesOf(lastRevealer))).toEqual(['beaconShare', 'beaconReveal']);
    expect(lastRevealer.movesSeats).toBe(true);
  });
});
