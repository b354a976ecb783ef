import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLAIMS, claimsPage, testClaim } from '../../../src/experiments/claims/claims-table.ts';
import { packageVersion } from '../../../src/experiments/store/provenance.ts';
import { verdictText } from '../../../src/experiments/claims/claim.ts';
import type { ClaimFinding } from '../../../src/experiments/claims/claim.ts';

/** Every claim is tested once. */
const tested = CLAIMS.map(testClaim);
const finding = (id: string): ClaimFinding => tested.find(({ claim }) => claim.id === id)!.finding!;

describe('the claims', () => {
  it('are C1 to C26, each once, in order', () => {
    expect(CLAIMS.map(({ id }) => id)).toEqual(Array.from({ length: 26 }, (_, index) => `C${index + 1}`));
  });

  it('C2: all 8,000 chains fit but under uniform placement', () => {
    const { measured, verdict } = finding('C2');
    expect(verdict).toEqual({ holdsIf: 'chains are placed by least-loaded or power-of-4' });
    // Sequential uniform placement ends at 7,996.2 on average (sd 0.95): five runs lie within 3 of it.
    const uniform = Number(/uniform: ([\d.]+)/.exec(measured)![1]);
    expect(Math.abs(uniform - 7996.2)).toBeLessThan(3);
  });

  it('C10: slots add up, in parts of nodes and in whole ones', () => {
    const { measured, expected, verdict } = finding('C10');
    expect(verdict).toBe('holds');
    expect(measured).toContain(
      '8000 small: 128000 slots in use, at most 128 a node, 1000 nodes wholly in use',
    );
    expect(expected).toContain('20480 + 25600 + 25600 = 71680 slots');
  });

  it('C14: daily medians add chances up, one median of the month does not', () => {
    const { measured, verdict } = finding('C14');
    expect(verdictText(verdict)).toMatch(/^holds if the month’s figure is daily windows, one median of all/);
    // 667 honest nodes, each failed with probability 1 − (1 − 17.95/667)^30: 372.8, sd 12.8 a run.
    const daily = Number(/1\/3 liars, daily windows, mean of their medians: ([\d.]+)/.exec(measured)![1]);
    expect(Math.abs(daily - 372.8)).toBeLessThan((4 * 12.8) / Math.sqrt(3));
    expect(measured).toMatch(/1\/3 liars, daily windows, one median of all verdicts: 0 /);
  });

  it('C15: a 0 gets nothing, each 1 the same part of the whole pool', () => {
    expect(finding('C15').verdict).toBe('holds');
  });

  it('C6: some chain falls to far fewer than two thirds', () => {
    expect(verdictText(finding('C6').verdict)).toMatch(
      /^holds if the attacker must have one chain named beforehand/,
    );
  });

  it('stand in the documents as they were found today', () => {
    const written = readFileSync(join(import.meta.dirname, '../../../docs/claims.md'), 'utf8');
    expect(written, 'run `npx elastinet claims --write`').toBe(claimsPage(tested, packageVersion()));
  });

  it('make a page of 26 rows that says what is not tested', () => {
    const untested = CLAIMS.map((claim) => ({ claim, finding: undefined }));
    const page = claimsPage(untested, '1.2.3');
    expect(page).toContain('elastinet 1.2.3');
    const rows = page.split('\n').filter((line) => line.startsWith('| C'));
    expect(rows).toHaveLength(26);
    expect(rows[0]).toMatch(/\| not yet tested in this version \|$/);
    const holds = { measured: 'a; b', expected: 'x | y', verdict: 'holds' } as const;
    expect(claimsPage([{ claim: CLAIMS[1], finding: holds }], '1.2.3')).toContain(
      '| a;<br>b | x \\| y | holds |',
    );
  });
});
