/** How the verdict's lines are counted in words. */
import { expect, test } from 'vitest';
import type { VerdictLine } from '../../src/experiments/summary.ts';
import { verdictCount } from '../../src/report/verdict-lines.ts';

const lines = (...statuses: readonly VerdictLine['status'][]): readonly VerdictLine[] =>
  statuses.map((status) => ({ id: 'a.metric', status, text: '' }));

test.each([
  [
    lines('agrees', 'agrees', 'differs', 'measured'),
    '2 agree with their closed form, 1 differs, 1 was measured without one.',
  ],
  [lines('agrees'), '1 agrees with its closed form, 0 differ, 0 were measured without one.'],
  [lines('differs'), '0 agree with their closed form, 1 differs, 0 were measured without one.'],
  [lines('measured', 'measured'), '2 were measured; this scenario has no closed form for them.'],
  [lines(), 'No line of verdict: this result holds no metric that is judged.'],
  [lines('measured'), '1 was measured; this scenario has no closed form for it.'],
])('a sentence counts what was compared, or says that nothing was', (verdict, sentence) => {
  expect(verdictCount(verdict)).toBe(sentence);
});
