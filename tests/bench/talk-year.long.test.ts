import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reportFigure } from '../long-figures.helpers.ts';

const SCRIPT = join(import.meta.dirname, '../../bench/talk-year.mjs');

interface Figures {
  readonly seconds: number;
  readonly peakMB: number;
  readonly digest: string;
}

// The median of three processes, so that a busy machine does not decide.
test('one run of the talk’s year takes at most 6 s and 400 MB', () => {
  const runs = [1, 2, 3].map(
    () => JSON.parse(execFileSync(process.execPath, [SCRIPT, '--json'], { encoding: 'utf8' })) as Figures,
  );
  const middle = (values: number[]): number => values.toSorted((first, second) => first - second)[1];
  const seconds = middle(runs.map((run) => run.seconds));
  const peakMB = middle(runs.map((run) => run.peakMB));
  reportFigure('talk-year/one run', `${seconds.toFixed(2)} s, ${peakMB.toFixed(0)} MB`);
  expect(new Set(runs.map((run) => run.digest)).size).toBe(1);
  expect(seconds).toBeLessThanOrEqual(6);
  expect(peakMB).toBeLessThanOrEqual(400);
});
