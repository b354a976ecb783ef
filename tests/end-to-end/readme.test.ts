/** What the README and the tutorial show is what lies in `examples/`, and it runs as they say. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { typeCheck } from '../../src/experiments/engine/type-check.ts';
import { checkout } from '../architecture/source-tree.helpers.ts';
import { command, newFolder } from '../cli/terminal.helpers.ts';

const textOf = (path: string): string => readFileSync(checkout + path, 'utf8');
const readme = textOf('README.md');

/** Texts of a document's code blocks in one language, in order. */
function blocksOf(document: string, language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...document.matchAll(fence)].map((match) => match[1] ?? '');
}

/** Runs the README's attacker with further flags; the mean of a metric by its id. */
async function meansOf(...flags: readonly string[]): Promise<(id: string) => number> {
  const folder = newFolder();
  writeFileSync(join(folder, 'lazy-monitor.ts'), blocksOf(readme, 'ts')[0] ?? '');
  writeFileSync(join(folder, 'lazy-monitor.yaml'), blocksOf(readme, 'yaml')[0] ?? '');
  const outcome = await command(folder, ['run', 'lazy-monitor.yaml', '--out', 'out', '--json', ...flags]);
  expect(outcome.code, outcome.note).toBe(0);
  const { metrics } = JSON.parse(outcome.out) as { metrics: Record<string, { mean: number }> };
  return (id) => metrics[id]?.mean ?? Number.NaN;
}

describe('the attacker of the README', () => {
  it('is the one of the examples, in 21 lines', () => {
    expect(blocksOf(readme, 'ts')).toEqual([textOf('examples/lazy-monitor.ts')]);
    expect(blocksOf(readme, 'yaml')).toEqual([textOf('examples/lazy-monitor.yaml')]);
    expect(textOf('examples/lazy-monitor.ts').trimEnd().split('\n')).toHaveLength(21);
  });

  it('has no error of types', async () => {
    expect(await typeCheck(`${checkout}examples/lazy-monitor.ts`)).toBe('fine');
  });

  it('has the effect that the README states, and none with honest monitors', async () => {
    const attacked = await meansOf('--allow-strategy', './lazy-monitor.ts');
    const control = await meansOf('--set', 'adversaries.0.strategies=[{ use: honest }]');
    const stated = /`sla\.falsePass\.rate` (0\.\d+)/.exec(readme)?.[1];
    expect(attacked('sla.falsePass.rate').toFixed(3)).toBe(stated);
    expect(control('sla.falsePass.rate')).toBe(0);
    // Whoever lies changes what is paid, not what is true.
    expect(attacked('sla.belowFloor.rate')).toBe(control('sla.belowFloor.rate'));
  });

  it('does not run unless it is allowed to', async () => {
    const outcome = await command(`${checkout}examples`, ['run', 'lazy-monitor.yaml', '--out', newFolder()]);
    expect(outcome.code).toBe(2);
    expect(outcome.note).toContain('--allow-strategy ./lazy-monitor.ts');
  });
});

describe('the scenario of the tutorial', () => {
  it('is the one of the examples, and is valid', async () => {
    expect(blocksOf(textOf('docs/tutorial.md'), 'yaml')).toEqual([textOf('examples/open-market.yaml')]);
    expect((await command(checkout, ['validate', 'examples/open-market.yaml'])).code).toBe(0);
  });
});
