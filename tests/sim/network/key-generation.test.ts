import { describe, expect, it } from 'vitest';
import { DKG_FAULTS, OFFENCES } from '../../../src/sim/protocol/facts.ts';
import type { Rules } from '../../../src/sim/protocol/decisions.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import { committeeOf, factsOf, ranUntil, type HeardFact, type Stage } from '../world.helpers.ts';

const BLOCK = 13_000;
const LIMIT = 1_800_000;
const TOKEN = 10n ** 18n;
/** One chain of four among twenty nodes that never fail; blocks of 13 s with room for everything. */
const ONE_CHAIN = `
network: { nodes: 20 }
chains: { initial: { small: 1 } }
availability: { mtbf: never }
mainnet: { gasLimit: 1000000000 }
`;

/** The chain's committee as it was drawn, the same in every variation of the scenario. */
const FIRST = committeeOf(ranUntil(1, ONE_CHAIN).world, 0);

/** The scenario with nodes that are down for a time, in seconds: [node, from, to]. */
function withOutages(outages: readonly (readonly [number, number, number])[], yaml = ONE_CHAIN): string {
  const rows = outages.map(([node, from, to]) => `{ node: ${node}, from: ${from}, to: ${to} }`);
  return yaml.replace('mtbf: never', `mtbf: never, trace: [${rows.join(', ')}]`);
}

/** The scenario with members that follow `rules`. */
function withRules(members: readonly number[], rules: Rules, until: number, yaml = ONE_CHAIN): Stage {
  const adversary = `adversaries: [{ name: liars, members: { nodes: [${members.join()}] }, strategies: [{ use: ./x.ts }] }]`;
  return ranUntil(until, `${yaml}${adversary}\n`, { './x.ts': ruledBy(rules) });
}

const keyOf = (stage: Stage, chain = 0): number[] =>
  factsOf(stage, 'key-generated')
    .filter(({ a }) => a === chain)
    .map(({ at }) => at);

/** The beacon's group has the same nodes among its members, and fails by them too. */
const isOfChain = ({ a }: HeardFact): boolean => a === 0;

/** Facts of failures of the chain, each as [instant, node, fault]. */
const failures = (stage: Stage): [number, number, string][] =>
  factsOf(stage, 'dkg-failed')
    .filter(isOfChain)
    .map(({ at, b, c }) => [at, b, DKG_FAULTS[c]]);

/** Penalties as [instant, node, offence, amount]. */
const penalties = (stage: Stage): [number, number, string, bigint][] =>
  factsOf(stage, 'node-slashed')
    .filter(({ c }) => c === 0)
    .map(({ at, a, b, amount }) => [at, a, OFFENCES[b], amount]);

const replacements = (stage: Stage): HeardFact[] => factsOf(stage, 'member-replaced');

describe('a key generation', () => {
  it('in which nobody fails takes a block for the dealings and one for the verdicts', () => {
    expect(keyOf(ranUntil(LIMIT, ONE_CHAIN))).toEqual([2 * BLOCK]);
  });

  it('waits for a member that is back before the limit, and nobody pays', () => {
    const stage = ranUntil(2 * LIMIT, withOutages([[FIRST[2], 0, 600]]));
    // 600 s is in block 46; its dealing is in the next one, and the verdicts in the one after.
    expect(keyOf(stage)).toEqual([48 * BLOCK]);
    expect(failures(stage)).toEqual([]);
    expect(penalties(stage)).toEqual([]);
  });

  // Catches a limit that counts from elsewhere, a member that is only replaced or only slashed, a restart that waits,
  // and an evicted node that may come back.
  it('fails at the limit by whoever has not dealt, who pays and is replaced, and begins again', () => {
    const stage = ranUntil(3 * LIMIT, withOutages([[FIRST[1], 0, 10_000]]));
    expect(failures(stage)).toEqual([[LIMIT, FIRST[1], 'no-dealing']]);
    expect(penalties(stage)).toEqual([[LIMIT, FIRST[1], 'failed-dkg', 1000n * TOKEN]]);
    const [replaced] = replacements(stage);
    expect([replaced.at, replaced.b]).toEqual([LIMIT, FIRST[1]]);
    const committee = committeeOf(stage.world, 0);
    expect(committee).toEqual(FIRST.with(1, replaced.c));
    expect(FIRST).not.toContain(replaced.c);
    expect(stage.world.keys.exceptions.get(0)).toEqual([FIRST[1]]);
    // 1,800 s is in block 138: dealings in 139, verdicts in 140.
    expect(keyOf(stage)).toEqual([140 * BLOCK]);
    expect(stage.world.free.freeOf(FIRST[1])).toBe(16);
    expect(stage.world.free.freeOf(replaced.c)).toBe(15);
  });

  it('fails by whoever has dealt and then says nothing', () => {
    const stage = ranUntil(3 * LIMIT, withOutages([[FIRST[3], 5, 10_000]]));
    expect(failures(stage)).toEqual([[BLOCK + LIMIT, FIRST[3], 'no-verdict']]);
  });

  it('does not mind a member that goes down when its message is on its way', () => {
    const stage = ranUntil(3 * LIMIT, withOutages([[FIRST[3], 14, 10_000]]));
    expect(keyOf(stage)).toEqual([2 * BLOCK]);
  });

  it('fails by several at once', () => {
    const outages = [
      [FIRST[0], 0, 10_000],
      [FIRST[2], 0, 10_000],
    ] as const;
    const stage = ranUntil(3 * LIMIT, withOutages(outages));
    expect(failures(stage)).toEqual([
      [LIMIT, FIRST[0], 'no-dealing'],
      [LIMIT, FIRST[2], 'no-dealing'],
    ]);
    expect(replacements(stage)).toHaveLength(2);
    expect(keyOf(stage)).toEqual([140 * BLOCK]);
  });

  it('is held up by who withholds as by who is down', () => {
    const stage = withRules([FIRST[0]], { dkgDeal: () => 'withhold' }, 3 * LIMIT);
    expect(failures(stage)).toEqual([[LIMIT, FIRST[0], 'no-dealing']]);
  });
});

describe('a complaint', () => {
  const falseTo = [3];

  // Catches a fault on the wrong side, and a false share that passes when nobody lies about it.
  it('over a false share is shown to be true by the dealer’s own answer: the dealer pays', () => {
    const stage = withRules([FIRST[0]], { dkgDeal: () => ({ polynomial: 0, falseTo }) }, 3 * LIMIT);
    const [complaint] = factsOf(stage, 'dkg-complained').filter(isOfChain);
    expect([complaint.at, complaint.b, complaint.c]).toEqual([2 * BLOCK, 3, 1]);
    expect(failures(stage)).toEqual([[3 * BLOCK, FIRST[0], 'false-share']]);
    expect(penalties(stage)).toEqual([[3 * BLOCK, FIRST[0], 'failed-dkg', 1000n * TOKEN]]);
    expect(keyOf(stage)).toEqual([5 * BLOCK]);
  });

  it('that the dealer does not answer costs the dealer, and the time that it had', () => {
    const rules: Rules = {
      dkgDeal: () => ({ polynomial: 0, falseTo }),
      dkgResponse: () => 'silent',
    };
    const stage = withRules([FIRST[0]], rules, 3 * LIMIT);
    expect(failures(stage)).toEqual([[2 * BLOCK + LIMIT, FIRST[0], 'no-response']]);
  });

  it('that is false costs whoever made it', () => {
    const yaml = `${ONE_CHAIN}slashing: { falseComplaint: { tokens: 77 } }\n`;
    const stage = withRules([FIRST[3]], { dkgVerdict: () => ({ accused: [1, 2] }) }, 3 * LIMIT, yaml);
    expect(failures(stage)).toEqual([[3 * BLOCK, FIRST[3], 'false-complaint']]);
    expect(penalties(stage)).toEqual([[3 * BLOCK, FIRST[3], 'false-complaint', 77n * TOKEN]]);
    expect(committeeOf(stage.world, 0)).not.toContain(FIRST[3]);
  });

  it('that is false and not answered, as the accused is down, costs the accused', () => {
    const yaml = withOutages([[FIRST[0], 20, 10_000]]);
    // The accused has said that all was right before it goes down.
    const stage = withRules([FIRST[3]], { dkgVerdict: () => ({ accused: [1] }) }, 3 * LIMIT, yaml);
    expect(failures(stage)[0]).toEqual([2 * BLOCK + LIMIT, FIRST[0], 'no-response']);
  });
});

describe('mainnet', () => {
  const SLOW = `${ONE_CHAIN.replace('gasLimit: 1000000000', 'gasLimit: 150000, gasShare: 1')}keyGeneration: { keysIn: g1 }\n`;

  // Catches gas that is not counted, or counted for the committee instead of each message.
  it('takes as many messages a block as its gas allows', () => {
    const [cost] = ranUntil(1, SLOW).world.keys.costs.values();
    const [dealings, verdicts] = [cost.dealing, cost.alright].map(({ gas }) => Math.floor(150_000 / gas));
    expect([dealings, verdicts]).toEqual([2, 3]);
    // The beacon's group, which begins first, fills blocks 1 and 2 with its dealings, the chain 3 and 4. The group's
    // verdicts take block 5 and a third of 6; two of the chain's find room there, the others in 7.
    expect(keyOf(ranUntil(LIMIT, SLOW))).toEqual([7 * BLOCK]);
  });

  it('that is slow makes honest members miss the limit, the last of them', () => {
    // Without a group of the beacon the chain is alone on mainnet: two dealings in the block at 20 min, two in that at
    // 40 min.
    const yaml = `${SLOW.replace('gasShare: 1', 'gasShare: 1, blockTime: 20 min')}randomness: { source: block-hash }\n`;
    const [, , third, fourth] = committeeOf(ranUntil(1, yaml).world, 0);
    expect(failures(ranUntil(LIMIT + 1, yaml))).toEqual([
      [LIMIT, third, 'no-dealing'],
      [LIMIT, fourth, 'no-dealing'],
    ]);
  });

  it('lets key generations begin as it has room for them', () => {
    const yaml = ONE_CHAIN.replace('small: 1', 'small: 30').replace(
      'gasLimit: 1000000000',
      'gasLimit: 600000, gasShare: 1',
    );
    const stage = ranUntil(LIMIT, yaml);
    const begun = factsOf(stage, 'key-generation-began').filter(({ a }) => a >= 0);
    const made = factsOf(stage, 'key-generated');
    expect(begun.map(({ a }) => a)).toEqual(Array.from({ length: 30 }, (_, chain) => chain));
    expect(made).toHaveLength(30);
    const waits = begun.map(({ a, at }) => keyOf(stage, a)[0] - at);
    // Nobody begins long before mainnet can take its messages.
    expect(Math.max(...waits)).toBeLessThanOrEqual(6 * BLOCK);
    expect(begun.at(-1)!.at).toBeGreaterThan(20 * BLOCK);
  });
});

describe('a committee whose failed member nobody can replace', () => {
  const FULL = ONE_CHAIN.replace('nodes: 20', 'nodes: 4, validators: 4');

  it('waits, and its chain has no key', () => {
    const stage = ranUntil(3 * LIMIT, withOutages([[2, 0, 10_000]], FULL));
    expect(factsOf(stage, 'eviction-waits').map(({ at, a, b }) => [at, a, b])).toEqual([[LIMIT, 0, 2]]);
    expect(keyOf(stage)).toEqual([]);
    expect(stage.world.keys.evicted.get(0)).toEqual([2]);
  });

  // Catches an exchange with a member or an exception of the other chain, and a partner that is not told.
  it('exchanges it with another such committee, where both may join', () => {
    const yaml = ONE_CHAIN.replace('nodes: 20', 'nodes: 8, slots: 1, validators: 8').replace(
      'small: 1',
      'small: 2',
    );
    const drawn = ranUntil(1, yaml).world;
    const [one, other] = [committeeOf(drawn, 0), committeeOf(drawn, 1)];
    const outages = [
      [one[0], 0, 10_000],
      [other[3], 0, 10_000],
    ] as const;
    const stage = ranUntil(2 * LIMIT - 1, withOutages(outages, yaml));
    // Each is still down in the other's committee, and fails it as well.
    expect(
      replacements(stage)
        .slice(0, 2)
        .map(({ a, b, c }) => [a, b, c]),
    ).toEqual([
      [1, other[3], one[0]],
      [0, one[0], other[3]],
    ]);
    expect(stage.world.keys.exceptions.get(0)).toEqual([one[0]]);
    expect(stage.world.keys.exceptions.get(1)).toEqual([other[3]]);
  });
});
