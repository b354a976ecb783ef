import { expect, test } from 'vitest';
import { deal } from '../../src/crypto/dkg-dealing.ts';
import { freshKeyRules, shareContext } from '../../src/crypto/dkg-rules.ts';
import { commitmentAt, valueAt } from '../../src/crypto/polynomial.ts';
import { numberOf } from '../../src/crypto/scalar.ts';
import { unsealScalars } from '../../src/crypto/share-cipher.ts';
import { runDkg } from './dkg-run.helpers.ts';
import { ceremony, group, seven, source } from './seven-members.helpers.ts';
import { hex } from './vectors.helpers.ts';

test('recipients’ keys need proof of possession: a key made of another’s opens the other’s share', () => {
  // The sixth takes the fifth's key plus its own for its key, and complains of everybody.
  const own = 1234n;
  const rogueKey = group.add(seven.publicKeys[4], group.multiplyGenerator(own));
  const keys = seven.publicKeys.map((key, index) => (index === 5 ? rogueKey : key));
  const rules = freshKeyRules(group, 'joint-feldman', ceremony, keys, 5);
  const done = runDkg(rules, seven.secretKeys, source);
  const { oneTimeKey, commitments, sealed } = done.board.dealings.get(1)!;
  const { shared } = done.board.responses.find(({ dealer, complainer }) => dealer === 1 && complainer === 6)!;
  const victims = group.add(shared, group.negate(group.multiply(oneTimeKey, own)));
  const channel = { oneTimeKey, recipientKey: keys[4], shared: victims, context: shareContext(rules, 1, 5) };
  const stolen = unsealScalars(group, channel, sealed[4], 1);
  expect(stolen).toEqual([done.opened[4].get(1)?.share]);
  expect(group.multiplyGenerator(stolen![0])).toBe(commitmentAt(group, commitments, 5));
});

test('seals of one member’s two seats have pads of their own: context names dealer, recipient and run', () => {
  const rules = freshKeyRules(group, 'joint-feldman', ceremony, [4n, 4n, 16n], 2);
  const other = { ...rules, ceremony: new Uint8Array() };
  const seats = [1, 2, 3];
  const contexts = [rules, other].flatMap((each) =>
    seats.flatMap((dealer) => seats.map((recipient) => hex(shareContext(each, dealer, recipient)))),
  );
  expect(new Set(contexts).size).toBe(18);
  const { dealing, secret } = deal(rules, 1, source);
  const [first, second] = dealing.sealed.map((sealed) => numberOf(sealed));
  const [one, two] = seats.map((seat) => valueAt(secret.coefficients, seat, group.order));
  // Under one pad the difference of the texts would show.
  expect(first ^ second).not.toBe(one ^ two);
});
