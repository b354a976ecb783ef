/** A whole key generation among members of which some deviate. */
import {
  nextPhase,
  openBoard,
  receive,
  type DkgBoard,
  type DkgExtraction,
  type DkgMessage,
} from '../../src/crypto/dkg-board.ts';
import {
  deal,
  openCommitments,
  responseTo,
  type Dealing,
  type DealerSecret,
} from '../../src/crypto/dkg-dealing.ts';
import { judge } from '../../src/crypto/dkg-judgement.ts';
import {
  disputesOf,
  keyShareOf,
  reconstructionsOf,
  verdictOn,
  type OpenedShares,
} from '../../src/crypto/dkg-recipient.ts';
import { resolve, type DkgOutcome } from '../../src/crypto/dkg-resolution.ts';
import type { DkgRules } from '../../src/crypto/dkg-rules.ts';
import type { Group } from '../../src/crypto/group.ts';
import { drawSecret, type ByteSource } from '../../src/crypto/scalar.ts';

/** What a deviating member sends in place of an honest message; null for silence. */
export type Deviation<P> = (honest: DkgMessage<P>, board: DkgBoard<P>) => DkgMessage<P> | null;

/** What came of a run, with what an onlooker who sees into everybody knows. */
export interface DkgRun<P> {
  readonly board: DkgBoard<P>;
  readonly outcome: DkgOutcome<P>;
  readonly secrets: readonly DealerSecret[];
  readonly opened: readonly OpenedShares[];
}

export interface KeyPairs<P> {
  readonly secretKeys: readonly bigint[];
  readonly publicKeys: readonly P[];
}

export function keyPairs<P>(group: Group<P>, count: number, source: ByteSource): KeyPairs<P> {
  const secretKeys = Array.from({ length: count }, () => drawSecret(group.order, source));
  return { secretKeys, publicKeys: secretKeys.map((secret) => group.multiplyGenerator(secret)) };
}

/**
 * Runs all phases. `constants`: what the dealers share, in a resharing. Every honest message goes through
 * `deviation`; messages that the board refuses make the run throw, unless a deviation made them.
 */
export function runDkg<P>(
  rules: DkgRules<P>,
  secretKeys: readonly bigint[],
  source: ByteSource,
  deviation: Deviation<P> = (honest) => honest,
  constants: readonly bigint[] = [],
): DkgRun<P> {
  let board = openBoard(rules);
  const send = (honest: DkgMessage<P>): void => {
    const message = deviation(honest, board);
    if (message === null) return;
    const receipt = receive(board, message);
    if (receipt.refused !== undefined && message === honest) throw new Error(receipt.refused);
    board = receipt.board;
  };
  const dealt = Array.from({ length: rules.dealers }, (_, index) =>
    deal(rules, index + 1, source, constants[index]),
  );
  const secrets = dealt.map(({ secret }) => secret);
  for (const { dealing } of dealt) send(dealing);
  board = nextPhase(board);
  const verdicts = secretKeys.map((secretKey, index) => verdictOn(board, index + 1, secretKey));
  const opened = verdicts.map((verdict) => verdict.opened);
  for (const { message } of verdicts) send(message);
  board = nextPhase(board);
  for (const [recipient, accused] of board.verdicts) {
    for (const dealer of accused) send(responseTo(rules, secrets[dealer - 1], recipient, source));
  }
  board = nextPhase(board);
  if (rules.variant === 'pedersen') {
    for (const dealer of judge(board).qualified) send(extractionOf(rules, secrets[dealer - 1]));
    board = nextPhase(board);
    const settled = judge(board);
    for (const [index, shares] of opened.entries())
      disputesOf(board, settled, index + 1, shares).forEach(send);
    board = nextPhase(board);
    const disputed = judge(board);
    for (const [index, shares] of opened.entries())
      reconstructionsOf(disputed, index + 1, shares).forEach(send);
    board = nextPhase(board);
  }
  return { board, outcome: resolve(board), secrets, opened };
}

export function extractionOf<P>({ group }: DkgRules<P>, secret: DealerSecret): DkgExtraction<P> {
  return { kind: 'dkg-extraction', dealer: secret.dealer, commitments: openCommitments(group, secret) };
}

/** A dealing whose share for `recipient` is spoilt. */
export function spoilt<P>(dealing: Dealing<P>, recipient: number): Dealing<P> {
  const sealed = dealing.sealed.map((bytes, index) =>
    index + 1 === recipient
      ? bytes.map((byte, place) => (place === bytes.length - 1 ? byte ^ 1 : byte))
      : bytes,
  );
  return { ...dealing, sealed };
}

/** The outcome of a run that must agree. */
export function agreed<P>({ outcome }: DkgRun<P>): Extract<DkgOutcome<P>, { kind: 'agreed' }> {
  if (outcome.kind !== 'agreed') throw new Error('the run failed');
  return outcome;
}

/** Everybody's share of the key. `previous`: old shares, in a refresh. */
export function keySharesOf<P>(run: DkgRun<P>, previous: readonly bigint[] = []): readonly bigint[] {
  return run.opened.map((opened, index) => keyShareOf(run.board, run.outcome, opened, previous[index]));
}
