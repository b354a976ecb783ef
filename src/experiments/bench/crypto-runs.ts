/** Key generations, refreshes and resharings among honest members: joint Feldman. */
import { nextPhase, openBoard, receive, type DkgBoard, type DkgMessage } from '../../crypto/dkg-board.ts';
import { deal } from '../../crypto/dkg-dealing.ts';
import { keyShareOf, verdictOn, type OpenedShares } from '../../crypto/dkg-recipient.ts';
import { resolve, type DkgOutcome } from '../../crypto/dkg-resolution.ts';
import type { DkgRules } from '../../crypto/dkg-rules.ts';
import type { KeyPoint } from '../../crypto/pairing-suite.ts';
import type { ByteSource } from '../../crypto/scalar.ts';

/** A closed run that came to a key. `opened`: by recipient, the shares that it found right. */
export interface HonestRun {
  readonly board: DkgBoard<KeyPoint>;
  readonly outcome: Extract<DkgOutcome<KeyPoint>, { readonly kind: 'agreed' }>;
  readonly opened: readonly OpenedShares[];
}

/**
 * Runs all phases. `secretKeys`: of the recipients. `constants`: what the dealers share, in a resharing only.
 */
export function honestRun(
  rules: DkgRules<KeyPoint>,
  secretKeys: readonly bigint[],
  source: ByteSource,
  constants: readonly bigint[] = [],
): HonestRun {
  const dealings = Array.from(
    { length: rules.dealers },
    (_, index) => deal(rules, index + 1, source, constants[index]).dealing,
  );
  const dealt = nextPhase(posted(openBoard(rules), dealings));
  const verdicts = secretKeys.map((secretKey, index) => verdictOn(dealt, index + 1, secretKey));
  const said = verdicts.map(({ message }) => message);
  const board = nextPhase(nextPhase(posted(dealt, said)));
  const outcome = resolve(board);
  if (outcome.kind !== 'agreed') throw new Error('honest members agree on a key');
  return { board, outcome, opened: verdicts.map(({ opened }) => opened) };
}

/** The recipients' shares of the key, by seat. `previous`: their old ones, in a refresh only. */
export function sharesOf(
  { board, outcome, opened }: HonestRun,
  previous: readonly bigint[] = [],
): readonly bigint[] {
  return opened.map((shares, index) => keyShareOf(board, outcome, shares, previous[index]));
}

function posted(board: DkgBoard<KeyPoint>, messages: readonly DkgMessage<KeyPoint>[]): DkgBoard<KeyPoint> {
  return messages.reduce((before, message) => receive(before, message).board, board);
}
