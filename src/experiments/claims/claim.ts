/** A claim of the talk, and what a test of it says. */

/** A claim may hold under a condition, which is then stated. */
export type ClaimVerdict = 'holds' | 'does not hold' | { readonly holdsIf: string };

/** What stands in the place of a verdict that no test has given. */
export const NOT_TESTED = 'not yet tested in this version';

/** A verdict in words. */
export function verdictText(verdict: ClaimVerdict | undefined): string {
  if (verdict === undefined) return NOT_TESTED;
  return typeof verdict === 'string' ? verdict : `holds if ${verdict.holdsIf}`;
}

/** What a test found. */
export interface ClaimFinding {
  /** Measured figures with their 95 % intervals. */
  readonly measured: string;
  /** What closed forms or arithmetic expect. */
  readonly expected: string;
  readonly verdict: ClaimVerdict;
}

/** A claim; without a test it is listed as not yet tested. */
export interface Claim {
  /** C1 … C26, stable. */
  readonly id: string;
  /** The claim in our words. */
  readonly claim: string;
  readonly test?: ClaimTest;
}

/** How a claim is tested. The same each time: seeds are fixed. */
export interface ClaimTest {
  /** Network, seeds and runs, for the table. */
  readonly scenario: string;
  readonly run: () => ClaimFinding;
}
