import { describe, expect, test } from 'vitest';
import { rogueKey } from '../../../../src/sim/adversary/strategies/rogue-key.ts';
import { groupDrawn, groupMembersReplaced, nextGroup } from '../../../../src/sim/network/beacon-group.ts';
import { beaconPublished } from '../../../../src/sim/network/randomness.ts';
import { simulateRun } from '../../../../src/sim/simulate.ts';
import { factsOf, paramsOf, worldOf, type Stage } from '../../world.helpers.ts';
import { rulesOf } from './rules.helpers.ts';

const text = (randomness: string, members: string): string =>
  'network: { nodes: 12, validators: 1 }\nchains: { initial: {} }\navailability: { mtbf: never }\n' +
  `keyGeneration: { mode: instant }\nrandomness: { ${randomness}, group: 4 }\n` +
  `adversaries: [{ name: x, members: { nodes: ${members} }, strategies: [{ use: rogue-key }] }]`;

function played(randomness: string, months: number, members = '[0, 1, 2]'): Stage {
  const stage = worldOf(text(randomness, members));
  groupDrawn(stage.world, 0, stage.engine);
  for (let month = 0; month < months; month++) beaconPublished(stage.world, month, stage.engine);
  return stage;
}

describe('rogue-key', () => {
  test('lets the last member in the group alone certify the contributions of all, without a proof', () => {
    const stage = worldOf(text('possession: none', '[0, 1, 2]'));
    groupDrawn(stage.world, 0, stage.engine);
    let without = 0;
    for (let month = 0; month < 20; month++) {
      const last = nextGroup(stage.world).members.findLast((node) => node < 3);
      beaconPublished(stage.world, month, stage.engine);
      const forged = factsOf(stage, 'beacon-forged').filter(({ a }) => a === month);
      expect(forged.map(({ b }) => b)).toEqual(last === undefined ? [] : [last]);
      if (last === undefined) without++;
    }
    expect(without).toBeGreaterThan(0);
    expect(without).toBeLessThan(20);
    expect(factsOf(stage, 'key-refused')).toEqual([]);
  });

  test('is refused for every member in every group where a proof is asked for', () => {
    const stage = played('possession: required', 10);
    const seats = factsOf(stage, 'beacon-group-joined').filter(({ b }) => b < 3);
    expect(factsOf(stage, 'key-refused').map(({ a, b }) => [a, b])).toEqual(seats.map(({ a, b }) => [a, b]));
    expect(factsOf(stage, 'beacon-forged')).toEqual([]);
  });

  test('forges nothing in a month in which its member is down', () => {
    const stage = worldOf(text('possession: none', '[0]'));
    const { world, engine } = stage;
    groupDrawn(world, 0, engine);
    world.nodes.downCauses[0] = 1;
    for (let month = 0; month < 10; month++) beaconPublished(world, month, engine);
    expect(factsOf(stage, 'beacon-group-joined').some(({ b }) => b === 0)).toBe(true);
    expect(factsOf(stage, 'beacon-forged')).toEqual([]);
  });

  test('goes with its member: who takes its seat has a key of its own', () => {
    const stage = worldOf(text('possession: none', '[0, 1, 2]'));
    const { world, engine } = stage;
    groupDrawn(world, 0, engine);
    const members = nextGroup(world).members.filter((node) => node < 3);
    expect(members.length).toBeGreaterThan(0);
    expect(groupMembersReplaced(world, members, engine)).toBe(true);
    beaconPublished(world, 0, engine);
    expect(factsOf(stage, 'beacon-published').length).toBe(1);
    expect(factsOf(stage, 'beacon-forged')).toEqual([]);
  });

  test('has no key to register where no group signs', () => {
    for (const source of ['commit-reveal', 'block-hash']) {
      const stage = played(`source: ${source}, possession: none`, 5);
      expect(factsOf(stage, 'beacon-forged', 'key-refused')).toEqual([]);
    }
  });

  test.each(['none', 'required'])('fares the same in real cryptography, possession: %s', (possession) => {
    const metricsOf = (crypto: string) => {
      const params = paramsOf(
        `${text(`possession: ${possession}, crypto: ${crypto}`, '[0, 1, 2, 3, 4, 5]')}\nhorizon: 2 months\nmetrics: [beacon.forged, beacon.keysRefused]`,
      );
      const { digest, metrics } = simulateRun(params, 0);
      return { digest, forged: metrics['beacon.forged'], refused: metrics['beacon.keysRefused'] };
    };
    const real = metricsOf('real');
    expect(real).toEqual(metricsOf('ideal'));
    expect([Number(real.forged) > 0, Number(real.refused) > 0]).toEqual([
      possession === 'none',
      possession === 'required',
    ]);
  });

  test('decides nothing else', () => {
    expect(Object.keys(rulesOf(rogueKey))).toEqual(['keyRegistration']);
  });
});
