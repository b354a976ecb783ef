import { describe, expect, it } from 'vitest';
import { beaconMessage, beaconOfSignature } from '../../../src/crypto/beacon.ts';
import type { Rules } from '../../../src/sim/protocol/decisions.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import { DAY, factsOf, ranUntil, worldOf, start, runUntil, type Stage } from '../world.helpers.ts';

const LIMIT = 1_800_000;
/** Months of 3 days, a group of four. */
const QUIET = `
network: { nodes: 12 }
chains: { initial: { small: 2 } }
availability: { mtbf: never }
`;

const groupOf = (stage: Stage, month: number): number[] =>
  factsOf(stage, 'beacon-group-joined')
    .filter(({ a }) => a === month)
    .map(({ b }) => b);

/** The network with rules for the first `count` members of the group of `month`. */
function withRules(rules: Rules, month: number, count: number, until: number, yaml = QUIET): Stage {
  const members = groupOf(ranUntil(until, yaml), month).slice(0, count);
  const adversary = `adversaries: [{ name: liars, members: { nodes: [${members.join()}] }, strategies: [{ use: ./x.ts }] }]`;
  return ranUntil(until, `${yaml}${adversary}\n`, { './x.ts': ruledBy(rules) });
}

describe('a group', () => {
  it('is drawn a month ahead by the beacon in force, and makes its key meanwhile', () => {
    const stage = ranUntil(3 * DAY + 1, QUIET);
    const drawn = factsOf(stage, 'beacon-group-drawn');
    expect(drawn.map(({ at, a, b }) => [at, a, b])).toEqual([
      [0, 0, 4],
      [0, 1, 4],
      [3 * DAY, 2, 4],
    ]);
    expect(
      factsOf(stage, 'key-generation-began')
        .filter(({ a }) => a === -1)
        .map(({ at }) => at),
    ).toEqual([0, 3 * DAY]);
    expect(factsOf(stage, 'beacon-published').map(({ at }) => at)).toEqual([0, 3 * DAY]);
  });

  it('signs the sum with its own key: the beacon is the hash of that signature', () => {
    const stage = worldOf(QUIET);
    start(stage);
    runUntil(stage, 3 * DAY);
    const { next } = stage.world.beacon;
    const published = ran(stage, 3 * DAY + 1);
    const sums = next!.members.map((node) => contributionOf(published, node, 1));
    const sum = sums.reduce((total, each) => (total + each) % (1n << 256n), 0n);
    const shares = [1, 2, 3].map((seat) => ({ seat, isRight: true }));
    const signed = next!.key!.sign(beaconMessage(1, sum), shares);
    expect(signed.kind === 'signed' && beaconOfSignature(signed.signature)).toEqual(
      published.world.beacon.value,
    );
  });

  // Catches a failed member that stays in, a replacement that is a member already, and a penalty for nobody.
  it('replaces a member that fails its key generation', () => {
    const stage = withRules({ dkgDeal: () => 'withhold' }, 1, 1, 2 * DAY);
    const [first, second, third, fourth, newcomer] = groupOf(stage, 1);
    expect([first, second, third, fourth]).not.toContain(newcomer);
    expect(stage.world.beacon.next!.members).toEqual([newcomer, second, third, fourth]);
    expect(stage.world.beacon.next!.key).toBeDefined();
    const [failed] = factsOf(stage, 'dkg-failed').filter(({ a }) => a === -1);
    expect([failed.at, failed.b]).toEqual([LIMIT, first]);
    expect(factsOf(stage, 'node-slashed').some(({ a, c }) => a === first && c === -1)).toBe(true);
  });

  it('that nobody can complete has no key, and its month no beacon and no turn', () => {
    const yaml = QUIET.replace('nodes: 12', 'nodes: 4, validators: 4');
    const stage = withRules({ dkgDeal: () => 'withhold' }, 1, 1, 4 * DAY, yaml);
    expect(factsOf(stage, 'beacon-stalled').map(({ a }) => a)).toEqual([1]);
    expect(factsOf(stage, 'rotation-settled').map(({ a, b }) => [a, b])).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });
});

describe('the signature of the sum', () => {
  it.each([
    [1, 'withhold', 'beacon-published'],
    [2, 'withhold', 'beacon-stalled'],
    [1, 'false', 'beacon-published'],
    [2, 'false', 'beacon-stalled'],
  ] as const)('with %d of 4 members that %s: %s', (count, choice, name) => {
    const stage = withRules({ beaconSignature: () => choice }, 1, count, 4 * DAY);
    expect(factsOf(stage, name).map(({ a }) => a)).toContain(1);
    const told = choice === 'withhold' ? 'beacon-withheld' : 'beacon-share-false';
    expect(factsOf(stage, told).filter(({ a }) => a === 1)).toHaveLength(count);
  });

  it('does not depend on who withheld: it is unique', () => {
    const whole = ranUntil(4 * DAY, QUIET);
    const part = withRules({ beaconSignature: () => 'withhold' }, 1, 1, 4 * DAY);
    const values = (stage: Stage): bigint[] => factsOf(stage, 'beacon-published').map(({ amount }) => amount);
    expect(values(part)).toEqual(values(whole));
  });

  it('that was withheld costs the penalty, a contribution that was never promised does not', () => {
    const yaml = `${QUIET}slashing: { withheldBeacon: { tokens: 5 } }\n`;
    const signature = withRules({ beaconSignature: () => 'withhold' }, 1, 1, 4 * DAY, yaml);
    const contribution = withRules({ beaconShare: () => 'withhold' }, 1, 1, 4 * DAY, yaml);
    const slashed = factsOf(signature, 'node-slashed').filter(({ at }) => at === 3 * DAY);
    expect(slashed.map(({ amount }) => amount)).toEqual([5n * 10n ** 18n]);
    expect(factsOf(contribution, 'node-slashed')).toEqual([]);
    expect(factsOf(contribution, 'beacon-withheld').length).toBeGreaterThan(0);
  });
});

describe('commit-reveal', () => {
  const yaml = `${QUIET}randomness: { source: commit-reveal }\nkeyGeneration: { mode: instant }\n`;

  /** In month 0 nobody withholds, so that the group of month 1 is the one that was looked up. */
  const withheld: Rules = { beaconReveal: ({ month }) => (month === 1 ? 'withhold' : 'reveal') };

  it('goes on without a number that is not revealed, and gives another beacon', () => {
    const whole = ranUntil(4 * DAY, yaml);
    const part = withRules(withheld, 1, 1, 4 * DAY, yaml);
    const values = (stage: Stage): bigint[] => factsOf(stage, 'beacon-published').map(({ amount }) => amount);
    expect(values(part)[0]).toBe(values(whole)[0]);
    expect(values(part)[1]).not.toBe(values(whole)[1]);
    expect(factsOf(part, 'beacon-withheld').filter(({ a }) => a === 1)).toHaveLength(1);
  });

  it('stalls when nobody reveals', () => {
    const stage = withRules(withheld, 1, 4, 4 * DAY, yaml);
    expect(factsOf(stage, 'beacon-stalled').map(({ a }) => a)).toEqual([1]);
  });

  it('shows the reveals before one’s own, and no more', () => {
    const seen: [number, bigint, bigint][] = [];
    const rules: Rules = {
      beaconReveal: ({ place, sum, contribution, month }) => {
        if (month === 1) seen.push([place, sum, contribution]);
        return 'reveal';
      },
    };
    withRules(rules, 1, 4, 4 * DAY, yaml);
    expect(seen.map(([place]) => place)).toEqual([0, 1, 2, 3]);
    let sum = 0n;
    for (const [, before, own] of seen) {
      expect(before).toBe(sum);
      sum = (sum + own) % (1n << 256n);
    }
  });
});

it('block-hash has no group, and never stalls', () => {
  const stage = ranUntil(7 * DAY, `${QUIET}randomness: { source: block-hash }\n`);
  expect(factsOf(stage, 'beacon-group-drawn', 'beacon-stalled')).toEqual([]);
  const values = factsOf(stage, 'beacon-published').map(({ amount }) => amount);
  expect(new Set(values).size).toBe(3);
  expect(factsOf(stage, 'rotation-settled').map(({ b }) => b)).toEqual([0, 2, 2]);
});

/** What a node contributes in a month: read off its stream, as the world reads it. */
function contributionOf({ streams }: Stage, node: number, month: number): bigint {
  const stream = streams.of('beacon/contribution', node, month);
  let value = 0n;
  for (let word = 0; word < 8; word++) value = (value << 32n) | BigInt(stream.u32());
  return value;
}

function ran(stage: Stage, until: number): Stage {
  runUntil(stage, until);
  return stage;
}
