import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/experiments/simulation.ts';
import { openPartialRuns, partialFolderOf } from '../../../src/experiments/store/partial-runs.ts';
import { runFromLine, runToLine } from '../../../src/experiments/store/run-lines.ts';
import { newFolder } from '../../cli/terminal.helpers.ts';

const KEY = { scenarioHash: 'aa', seed: '1', program: '0.1.0', strategies: [] };
const { runs } = simulate({ version: 1, profile: 'minimal', runs: 2 });

describe('a run as a line', () => {
  it('reads back as the same result, amounts included', () => {
    expect(runFromLine(runToLine(runs[0]))).toEqual(runs[0]);
    expect(typeof runs[0].metrics['emission.total']).toBe('bigint');
    expect(runToLine(runs[0])).not.toContain('\n');
  });

  it('that was cut off is none', () => {
    expect(runFromLine(runToLine(runs[0]).slice(0, -1))).toBeUndefined();
  });
});

describe('an unfinished ensemble', () => {
  it('finds its finished runs again, without the one that was cut off', () => {
    const out = join(newFolder(), 'results', 'out');
    openPartialRuns(out, KEY, false).keep(runs[0]);
    appendFileSync(join(partialFolderOf(out), 'runs.jsonl'), runToLine(runs[1]).slice(0, 100));
    const again = openPartialRuns(out, KEY, false);
    expect([...again.finished]).toEqual([[0, runs[0]]]);
    again.keep(runs[1]);
    expect(openPartialRuns(out, KEY, false).finished.size).toBe(2);
  });

  it.each([
    [{ ...KEY, seed: '2' }],
    [{ ...KEY, scenarioHash: 'ab' }],
    [{ ...KEY, program: '0.1.1' }],
    [{ ...KEY, strategies: ['cc'] }],
  ])('throws runs of another key away: %j', (key) => {
    const out = join(newFolder(), 'out');
    openPartialRuns(out, KEY, false).keep(runs[0]);
    expect(openPartialRuns(out, key, false).finished.size).toBe(0);
  });

  it('counts a run only with its facts, where facts are recorded', () => {
    const out = join(newFolder(), 'out');
    const partial = openPartialRuns(out, KEY, true);
    runs.forEach(partial.keep);
    writeFileSync(partial.factsFile(1), '{}\n');
    expect([...openPartialRuns(out, KEY, true).finished.keys()]).toEqual([1]);
  });

  it('leaves no trace when it is removed, and nothing else is touched', () => {
    const folder = newFolder();
    const partial = openPartialRuns(join(folder, 'a', 'b', 'out'), KEY, false);
    partial.remove();
    expect(existsSync(join(folder, 'a'))).toBe(false);
    mkdirSync(join(folder, 'a'));
    const second = openPartialRuns(join(folder, 'a', 'b', 'out'), KEY, false);
    writeFileSync(join(folder, 'a', 'b', 'mine.txt'), 'mine');
    second.remove();
    expect(readFileSync(join(folder, 'a', 'b', 'mine.txt'), 'utf8')).toBe('mine');
  });
});
