import { describe, expect, it } from 'vitest';
import { publicKeyOf } from '../../../src/crypto/bls-signature.ts';
import { resharingCost } from '../../../src/crypto/cost.ts';
import { HONEST_DEALING, type HeldKey } from '../../../src/crypto/key-ceremony.ts';
import { pairingSuite } from '../../../src/crypto/pairing-suite.ts';
import { keyState } from '../../../src/sim/network/key-state.ts';
import { messageCosts, resharingCosts } from '../../../src/sim/network/message-costs.ts';
import { nodeLeaves } from '../../../src/sim/network/node-exit.ts';
import type { Rules } from '../../../src/sim/protocol/decisions.ts';
import { DKG_FAULTS, OFFENCES } from '../../../src/sim/protocol/facts.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import {
  committeeOf,
  factsOf,
  paramsOf,
  ranUntil,
  runUntil,
  start,
  worldOf,
  type Stage,
} from '../world.helpers.ts';

const BLOCK = 13_000;
const LIMIT = 1_800_000;
/** Months of the profile `minimal` have three days. */
const MONTH = 3 * 86_400_000;
const TOKEN = 10n ** 18n;
/**
 * One chain of four, of whom three make the key, among twenty nodes that never fail. One member leaves at the
 * turn. Nothing in the blocks' hashes hangs on who is up.
 */
const RESHARING = `
network: { nodes: 20 }
chains: { initial: { small: 1 } }
availability: { mtbf: never }
mainnet: { gasLimit: 1000000000 }
randomness: { source: block-hash }
keyGeneration: { atTurn: reshare, keysIn: g1 }
`;

const block = (from: number, count: number): number => (Math.floor(from / BLOCK) + count) * BLOCK;

/** The committee of month 0 and that of month 1, the same in every variation of the scenario. */
const BEFORE = committeeOf(ranUntil(1, RESHARING).world, 0);
const AFTER = committeeOf(ranUntil(MONTH + 1, RESHARING).world, 0);
const LEAVER = BEFORE.find((node) => !AFTER.includes(node))!;
const STAYER = BEFORE.find((node) => AFTER.includes(node))!;
const NEWCOMER = AFTER.find((node) => !BEFORE.includes(node))!;

/** The scenario with members that follow `rules`. */
function withRules(members: readonly number[], rules: Rules, yaml = RESHARING): Stage {
  const adversary = `adversaries: [{ name: liars, members: { nodes: [${members.join()}] }, strategies: [{ use: ./x.ts }] }]`;
  return ranUntil(MONTH + 3 * LIMIT, `${yaml}${adversary}\n`, { './x.ts': ruledBy(rules) });
}

/** The scenario with a node that is down for a time, in seconds. */
const withOutage = (node: number, from: number, to: number): string =>
  RESHARING.replace('mtbf: never', `mtbf: never, trace: [{ node: ${node}, from: ${from}, to: ${to} }]`);

/** Instants of the chain's keys after the first one. */
const keys = (stage: Stage): number[] =>
  factsOf(stage, 'key-generated')
    .slice(1)
    .map(({ at }) => at);
/** Resharings as [instant, generation, dealers]. */
const reshared = (stage: Stage): number[][] =>
  factsOf(stage, 'key-reshared').map(({ at, b, c }) => [at, b, c]);
/** Failures as [instant, node, fault]. */
const failures = (stage: Stage): [number, number, string][] =>
  factsOf(stage, 'dkg-failed').map(({ at, b, c }) => [at, b, DKG_FAULTS[c]]);
/** Penalties as [instant, node, offence, amount]. */
const penalties = (stage: Stage): [number, number, string, bigint][] =>
  factsOf(stage, 'node-slashed').map(({ at, a, b, amount }) => [at, a, OFFENCES[b], amount]);
/** Replacements after the turn as [instant, node]. */
const replaced = (stage: Stage): number[][] =>
  factsOf(stage, 'member-replaced')
    .filter(({ at }) => at > MONTH)
    .map(({ at, b }) => [at, b]);

/** Public key of what the chain's members hold. */
function publicKey({ world }: Stage): string {
  const { key } = world.keys.inForce.get(0)!;
  const { curve, keysIn } = world.params.keyGeneration;
  return bytesOf(key, pairingSuite(curve, keysIn)).join();
}

function bytesOf(key: HeldKey, suite: ReturnType<typeof pairingSuite>): Uint8Array {
  return key.kind === 'shares' ? key.vector[0] : suite.keys.encode(publicKeyOf(suite, key.secret));
}

describe('a key that is reshared', () => {
  // Catches a fresh key instead, an opening, and dealers that are counted among the members.
  it('takes a block for the dealings and one for the verdicts, whatever the variant of fresh keys', () => {
    for (const yaml of [RESHARING, RESHARING.replace('keysIn', 'variant: pedersen, keysIn')]) {
      const stage = ranUntil(MONTH + LIMIT, yaml);
      expect(keys(stage)).toEqual([block(MONTH, 2)]);
      expect(reshared(stage)).toEqual([[block(MONTH, 2), 2, 4]]);
      expect(stage.world.keys.inForce.get(0)?.holders).toEqual(AFTER);
    }
    expect([BEFORE.length, AFTER.filter((node) => BEFORE.includes(node)).length]).toEqual([4, 3]);
  });

  it('is none where nobody asks for it: every key is fresh, and none is kept', () => {
    const stage = ranUntil(MONTH + LIMIT, RESHARING.replace('atTurn: reshare, ', ''));
    expect(keys(stage)).toEqual([block(MONTH, 2)]);
    expect(reshared(stage)).toEqual([]);
    expect(stage.world.keys.inForce.size).toBe(0);
  });

  // Catches a dealing of another constant than the old share, and Lagrange's factors of other seats.
  it.each(['real', 'ideal'])('is the same public key before and after two turns, %s', (crypto) => {
    const yaml = RESHARING.replace('source:', `crypto: ${crypto}, source:`);
    const stage = ranUntil(LIMIT, yaml);
    const first = publicKey(stage);
    const shares = stage.world.keys.inForce.get(0)!;
    runUntil(stage, MONTH + LIMIT);
    expect(publicKey(stage)).toBe(first);
    expect(stage.world.keys.inForce.get(0)).not.toEqual(shares);
    runUntil(stage, 2 * MONTH + LIMIT);
    expect(reshared(stage)).toHaveLength(2);
    expect(publicKey(stage)).toBe(first);
  });

  it('is one key for real and ideal cryptography', () => {
    const [real, ideal] = ['real', 'ideal'].map((crypto) =>
      publicKey(ranUntil(MONTH + LIMIT, RESHARING.replace('source:', `crypto: ${crypto}, source:`))),
    );
    expect(real).toBe(ideal);
  });

  it('is dealt by those who leave the committee and stay in the network, not by who leaves both', () => {
    const stage = worldOf(RESHARING.replace('nodes: 20', 'nodes: 20, exitsPerMonth: 0.000001'));
    start(stage);
    runUntil(stage, LIMIT);
    const { world, engine } = stage;
    while (factsOf(stage, 'member-replaced').length === 0) nodeLeaves(world, engine);
    const [{ b: gone }] = factsOf(stage, 'member-replaced');
    runUntil(stage, 2 * LIMIT);
    expect(world.keys.inForce.get(0)?.holders).not.toContain(gone);
    expect(reshared(stage).map(([, generation, dealers]) => [generation, dealers])).toEqual([[2, 3]]);
  });

  it('goes with its chain', () => {
    const yaml = RESHARING.replace(
      'chains: { initial: { small: 1 } }',
      'chains: { demand: { arrivalsPerMonth: 30, term: { months: 1 } } }',
    );
    const stage = ranUntil(4 * MONTH, yaml);
    expect(factsOf(stage, 'chain-deleted').length).toBeGreaterThan(3);
    for (const { a } of factsOf(stage, 'chain-deleted')) expect(stage.world.keys.inForce.has(a)).toBe(false);
  });
});

describe('a holder of the old key', () => {
  const withholds: Rules = {
    // At the turn, not for the first key.
    dkgDeal: ({ members }) => (members.includes(NEWCOMER) ? 'withhold' : HONEST_DEALING),
  };

  // Catches a leaver that is not asked, one that is blamed without being slashed, and a seat that is taken for its own.
  it('that has left and withholds pays at the limit, and the others reshare without it', () => {
    const stage = withRules([LEAVER], withholds);
    expect(failures(stage)).toEqual([[MONTH + LIMIT, LEAVER, 'no-dealing']]);
    expect(penalties(stage)).toEqual([[MONTH + LIMIT, LEAVER, 'failed-dkg', 1000n * TOKEN]]);
    expect(replaced(stage)).toEqual([]);
    expect(committeeOf(stage.world, 0)).toEqual(AFTER);
    expect(reshared(stage)).toEqual([[block(MONTH + LIMIT, 2), 2, 3]]);
    expect(stage.world.keys.exceptions.get(0)).toEqual([LEAVER]);
    expect(stage.world.keys.evicted.size).toBe(0);
  });

  it('that stays and withholds pays, is replaced, and deals no more', () => {
    const stage = withRules([STAYER], withholds);
    expect(failures(stage)).toEqual([[MONTH + LIMIT, STAYER, 'no-dealing']]);
    expect(replaced(stage)).toEqual([[MONTH + LIMIT, STAYER]]);
    expect(reshared(stage)).toEqual([[block(MONTH + LIMIT, 2), 2, 3]]);
  });

  it('that is down at the turn and back before the limit is waited for', () => {
    const stage = ranUntil(MONTH + LIMIT, withOutage(LEAVER, MONTH / 1000 - 5, MONTH / 1000 + 600));
    expect(reshared(stage)).toEqual([[block(MONTH + 600_000, 2), 2, 4]]);
    expect(failures(stage)).toEqual([]);
  });

  // Catches a threshold that is not asked for: two shares of three cannot be dealt into the key.
  it('leaves a fresh key to be made where fewer than the threshold are left', () => {
    const stage = withRules([LEAVER, STAYER], withholds);
    expect(failures(stage)).toHaveLength(2);
    expect(keys(stage)).toEqual([block(MONTH + LIMIT, 2)]);
    expect(reshared(stage)).toEqual([]);
  });

  it('that has left and deals a false share is shown to have, by its own answer', () => {
    const seat = 1 + AFTER.indexOf(NEWCOMER);
    const rules: Rules = {
      dkgDeal: ({ members }) =>
        members.includes(NEWCOMER) ? { polynomial: 0, falseTo: [seat] } : HONEST_DEALING,
    };
    const stage = withRules([LEAVER], rules);
    const [complaint] = factsOf(stage, 'dkg-complained');
    expect([complaint.at, complaint.b, complaint.c]).toEqual([
      block(MONTH, 2),
      seat,
      1 + BEFORE.indexOf(LEAVER),
    ]);
    expect(failures(stage)).toEqual([[block(MONTH, 3), LEAVER, 'false-share']]);
    expect(penalties(stage)).toEqual([[block(MONTH, 3), LEAVER, 'failed-dkg', 1000n * TOKEN]]);
    expect(reshared(stage)).toEqual([[block(MONTH, 5), 2, 3]]);
    const silent = withRules([LEAVER], { ...rules, dkgResponse: () => 'silent' });
    expect(failures(silent)).toEqual([[block(MONTH, 2) + LIMIT, LEAVER, 'no-response']]);
    // It would answer; that the member in a seat of that number is up helps it nothing.
    const down = withRules([LEAVER], rules, withOutage(LEAVER, MONTH / 1000 + 20, MONTH / 1000 + 10_000));
    expect(failures(down)).toEqual([[block(MONTH, 2) + LIMIT, LEAVER, 'no-response']]);
  });

  it('has no key to choose among, and waits for nobody', () => {
    const seen: string[] = [];
    const rules: Rules = {
      dkgDeal: ({ keyParity }) => {
        seen.push(typeof keyParity);
        return HONEST_DEALING;
      },
    };
    expect(reshared(withRules([LEAVER], rules))).toEqual([[block(MONTH, 2), 2, 4]]);
    expect(seen).toEqual(['function', 'undefined']);
  });
});

describe('a member that receives', () => {
  // The dealer in seat 1 has dealt to all: it is the accuser that lies.
  it('and complains falsely pays and is replaced; the same holders deal once more', () => {
    const stage = withRules([NEWCOMER], { dkgVerdict: () => ({ accused: [1] }) });
    expect(failures(stage)[0]).toEqual([block(MONTH, 3), NEWCOMER, 'false-complaint']);
    expect(replaced(stage)[0]).toEqual([block(MONTH, 3), NEWCOMER]);
    expect(reshared(stage)).toEqual([[block(MONTH, 5), 2, 4]]);
  });

  it('and says nothing pays, as for a fresh key', () => {
    const stage = withRules([NEWCOMER], { dkgVerdict: () => 'silent' });
    expect(failures(stage)[0]).toEqual([block(MONTH, 1) + LIMIT, NEWCOMER, 'no-verdict']);
  });

  it('cannot accuse a seat that nobody deals for', () => {
    const seat = 1 + BEFORE.indexOf(LEAVER);
    const rules: Rules = {
      dkgDeal: ({ node, members }) =>
        node === LEAVER && members.includes(NEWCOMER) ? 'withhold' : HONEST_DEALING,
      dkgVerdict: ({ node, accused }) => ({ accused: node === NEWCOMER ? [seat] : accused }),
    };
    const stage = withRules([LEAVER, NEWCOMER], rules);
    expect(failures(stage)).toEqual([[MONTH + LIMIT, LEAVER, 'no-dealing']]);
    expect(reshared(stage)).toEqual([[block(MONTH + LIMIT, 2), 2, 3]]);
  });
});

describe('what a message of a resharing takes', () => {
  const params = paramsOf('keyGeneration: { variant: pedersen, keysIn: g1 }');

  it('goes by those who deal, and never has an opening', () => {
    const cost = resharingCost({
      dealers: 13,
      oldThreshold: 11,
      members: 16,
      threshold: 11,
      curve: 'bn254',
      keysIn: 'g1',
    });
    const state = keyState();
    const messages = resharingCosts(state, params, { shares: 16, dealing: 13 }, 16);
    expect(messages.alright.time).toBe(Math.ceil((cost.readMicros + cost.verifyMicros) / 1000));
    expect(messages.dealing).toEqual({ time: Math.ceil(cost.dealMicros / 1000), gas: cost.dealingGas });
    expect(messages.opening.gas).toBe(0);
    expect(resharingCosts(state, params, { shares: 16, dealing: 13 }, 16)).toBe(messages);
    expect(resharingCosts(state, params, { shares: 16, dealing: 12 }, 16).alright.time).toBeLessThan(
      messages.alright.time,
    );
    expect(messageCosts(state, params, 16).dealing.gas).toBeGreaterThan(messages.dealing.gas);
  });
});
