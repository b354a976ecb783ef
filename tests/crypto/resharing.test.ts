import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idealCeremonies } from '../../src/crypto/ideal-ceremony.ts';
import type { CeremonyDealer, CeremonyRunner, CeremonyTask, HeldKey } from '../../src/crypto/key-ceremony.ts';
import { pairingSuite } from '../../src/crypto/pairing-suite.ts';
import { interpolated } from '../../src/crypto/polynomial.ts';
import { realCeremonies } from '../../src/crypto/real-ceremony.ts';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import { answersOf, CONTENT, deedsOf, honestTask, judgedHonestly, taskOf } from './key-ceremony.helpers.ts';
import { dealerFault, recipientFault } from './seven-members.helpers.ts';
import { hex, thrownBy } from './vectors.helpers.ts';

const real = realCeremonies();
const ideal = idealCeremonies();
const RUNNERS = [
  ['real', real],
  ['ideal', ideal],
] as const;

/** The key of four members, three of whom sign. */
function heldBy(runner: CeremonyRunner, members = 4): { readonly held: HeldKey; readonly publicKey: string } {
  const { ceremony } = judgedHonestly(runner, honestTask(members));
  return { held: ceremony.held(), publicKey: hex(ceremony.key().publicKey()) };
}

const KEYS = new Map(RUNNERS.map(([, runner]) => [runner, heldBy(runner)]));

/** The four hand their key on to `recipients`; those of them that are left out deal nothing. */
function handedOn(
  runner: CeremonyRunner,
  dealers: readonly CeremonyDealer[],
  recipients: number,
  leftOut: readonly number[] = [],
): CeremonyTask {
  const old = KEYS.get(runner)!.held;
  const due = dealers.map((dealer, index) => (leftOut.includes(index + 1) ? undefined : dealer));
  return honestTask(recipients, { name: 'chain 7, month 4', resharing: { old, dealers: due } });
}

const HONEST = honestTask(4).members;

describe.each(RUNNERS)('a resharing, %s', (_, runner) => {
  test('keeps the public key, for as many members as there now are, any threshold of them signing', () => {
    // Found by this: a sum without Lagrange's factors; a fresh secret; holders of other seats.
    const { publicKey } = KEYS.get(runner)!;
    for (const [recipients, leftOut] of [
      [4, []],
      [7, [2]],
      [2, [4]],
    ] as const) {
      const { ceremony, culprits } = judgedHonestly(runner, handedOn(runner, HONEST, recipients, leftOut));
      expect(culprits).toEqual([]);
      const key = ceremony.key();
      expect([key.members, hex(key.publicKey())]).toEqual([recipients, publicKey]);
      const shares = Array.from({ length: key.threshold }, (_, index) => ({
        seat: recipients - index,
        isRight: true,
      }));
      expect(key.sign(Uint8Array.of(1), shares).kind).toBe('signed');
    }
  });

  test('can be handed on again and again', () => {
    const first = judgedHonestly(runner, handedOn(runner, HONEST, 4)).ceremony.held();
    const resharing = { old: first, dealers: HONEST };
    const { ceremony } = judgedHonestly(runner, honestTask(4, { name: 'month 5', resharing }));
    expect(hex(ceremony.key().publicKey())).toBe(KEYS.get(runner)!.publicKey);
  });

  test('blames a dealer that withholds, and not one from whom nothing is due', () => {
    const dealers = taskOf([HONEST[0].deed, 'withhold', HONEST[2].deed, HONEST[3].deed]).members;
    const { ceremony, culprits } = judgedHonestly(runner, handedOn(runner, dealers, 4));
    expect(culprits).toEqual([dealerFault(2, 'no-dealing')]);
    expect(() => ceremony.key()).toThrow('broken promise');
    expect(() => ceremony.held()).toThrow('broken promise');
    const left = judgedHonestly(runner, handedOn(runner, dealers, 4, [2]));
    expect(left.culprits).toEqual([]);
    const accusing = runner.begin(handedOn(runner, dealers, 2, [2]));
    expect(accusing.judged([{ accused: [2] }, CONTENT], [])).toEqual([recipientFault(1, 'no-verdict')]);
  });

  test('is refused with fewer dealers than make the key, other seats than it has, or hidden commitments', () => {
    const cases = [
      [handedOn(runner, HONEST, 4, [1, 3]), 'dealers', 'too-few'],
      [handedOn(runner, HONEST.slice(1), 4), 'dealers', 'wrong-length'],
      [{ ...handedOn(runner, HONEST, 4), variant: 'pedersen' }, 'variant', 'out-of-range'],
    ] as const;
    for (const [task, argument, fault] of cases) {
      const error = thrownBy(() => runner.begin(task));
      expect(error).toBeInstanceOf(CryptoInputError);
      expect(error).toMatchObject({ argument, fault });
    }
  });
});

test('a resharing is answered alike by real and ideal ceremonies, whatever is done, said and answered', () => {
  // Found by this: dealers taken for members; holes that are blamed; complaints of holes that are taken.
  const cases = fc.record({
    dealing: deedsOf(4),
    receiving: fc.integer({ min: 1, max: 4 }).chain(deedsOf),
    leftOut: fc.constantFrom([], [1], [4]),
  });
  const alike = fc.property(cases, ({ dealing, receiving, leftOut }) => {
    const dealers = taskOf(dealing.dealings).members;
    const { verdicts } = receiving;
    const recipients = verdicts.length;
    const deeds = { verdicts, responses: dealing.responses };
    const handed = Array.from({ length: recipients }, (_, index) => ({ seat: index + 1, isRight: true }));
    const [one, other] = [real, ideal].map((runner) =>
      answersOf(runner, handedOn(runner, dealers, recipients, leftOut), deeds, handed),
    );
    expect(one).toEqual(other);
  });
  fc.assert(alike, { seed: 11, numRuns: 30 });
});

test('shares of before and after do not fit together, and each fit among themselves', () => {
  const { order } = pairingSuite('bn254', 'g1');
  const before = sharesOf(KEYS.get(real)!.held);
  const after = sharesOf(judgedHonestly(real, handedOn(real, HONEST, 4)).ceremony.held());
  const secret = interpolated([1, 2, 3], before.slice(0, 3), 0, order);
  expect(interpolated([2, 3, 4], after.slice(1), 0, order)).toBe(secret);
  expect(interpolated([1, 2, 3], [before[0], after[1], after[2]], 0, order)).not.toBe(secret);
});

function sharesOf(key: HeldKey): readonly bigint[] {
  return key.kind === 'shares' ? key.shares : [];
}
