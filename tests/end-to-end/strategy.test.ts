/** A strategy of the user's own: allowed, refused, and everything that can be wrong with it. */
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { command, newFolder } from '../cli/terminal.helpers.ts';
import type { Outcome } from '../cli/terminal.helpers.ts';

const SCENARIO = `version: 1
profile: minimal
network: { nodes: 20, validators: 5 }
chains: { initial: { small: 20 } }
adversaries:
  - { name: cartel, members: { share: 0.5 }, strategies: [ { use: ./my-attack.ts, with: { shift: 1 } } ] }
`;

/** A strategy file whose \`create\` has this body. */
const strategyWith = (body: string): string => `
import type { Strategy } from 'elastinet';
import { StrategyFault } from 'elastinet';
export const faults = StrategyFault.name;
export const strategy: Strategy = {
  about: 'A test.',
  harms: [],
  parameters: { shift: { kind: 'number', unit: 'share', default: 0, min: 0, max: 1, about: 'How much.' } },
  create: ({ shift }) => { ${body} },
};
`;

const BAD_MOUTHING = strategyWith(`return {
  verdict: ({ target, truth }, view) =>
    view.isMember(target) ? truth : { ...truth, downtimePpm: Math.round(Number(shift) * 1_000_000) },
};`);

const STUDY_FILES = ['my-attack.ts', 'node_modules', 'scenario.yaml'];
const byName = (one: string, other: string): number => (one < other ? -1 : 1);

/**
 * A folder with the scenario and this strategy. Its own `node_modules` hides any that lies above: the typescript
 * package in it is an empty one, without a compiler, unless `compiled`.
 */
function study(strategy: string, compiled = false): string {
  const folder = newFolder();
  if (compiled) {
    const ours = dirname(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))));
    symlinkSync(ours, join(folder, 'node_modules'));
  } else {
    mkdirSync(join(folder, 'node_modules', 'typescript'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', 'typescript', 'package.json'), '{}');
  }
  writeFileSync(join(folder, 'scenario.yaml'), SCENARIO);
  writeFileSync(join(folder, 'my-attack.ts'), strategy);
  return folder;
}

const RUN = ['run', 'scenario.yaml', '--allow-strategy', './my-attack.ts', '--out', 'out', '--json'];

/** Runs the study; a strategy that should come to an end gets time enough on any machine. */
async function runStudy(folder: string, flags: readonly string[] = [], limit = 60_000): Promise<Outcome> {
  return command(folder, [...RUN, ...flags], { limit });
}

function mean({ out }: Outcome, metric: string): number {
  return Number((JSON.parse(out) as { metrics: Record<string, { mean: unknown }> }).metrics[metric].mean);
}

describe('a strategy file that is allowed', () => {
  it('plays, with its options, and lies do harm', async () => {
    const folder = study(BAD_MOUTHING);
    const lying = await runStudy(folder);
    expect(lying.note).toMatch(/not type-checked/);
    expect(lying.code).toBe(0);
    const honest = await runStudy(folder, [
      '--set',
      'adversaries.0.strategies.0.with.shift=0',
      '--seed',
      '1',
    ]);
    expect(mean(honest, 'sla.falseFail')).toBe(0);
    expect(mean(lying, 'sla.falseFail')).toBeGreaterThan(0);
  });

  it('does the same as the built-in strategy that it copies', async () => {
    const own = await runStudy(
      study(BAD_MOUTHING.replace('Math.round', 'truth.downtimePpm * 0 + Math.round')),
    );
    const folder = newFolder();
    writeFileSync(join(folder, 'scenario.yaml'), SCENARIO.replace('./my-attack.ts', 'bad-mouthing'));
    const builtIn = await command(folder, ['run', 'scenario.yaml', '--out', 'out', '--json']);
    expect(mean(own, 'sla.falseFail')).toBe(mean(builtIn, 'sla.falseFail'));
  });

  it('may be named by another path to the same file, or a link', async () => {
    const folder = study(BAD_MOUTHING);
    symlinkSync(join(folder, 'my-attack.ts'), join(folder, 'link.ts'));
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    for (const path of [join(folder, 'my-attack.ts'), '../link.ts']) {
      const argv = ['run', '../scenario.yaml', '--allow-strategy', path, '--out', 'out'];
      expect((await command(inner, argv)).code).toBe(0);
    }
  });

  it('prints to stderr, never into results', async () => {
    const folder = study(strategyWith(`console.log('hello from here'); return {};`));
    const { code, out, note } = await runStudy(folder);
    expect(code).toBe(0);
    expect(note).toContain('hello from here');
    expect(out).not.toContain('hello');
  });
});

describe('a strategy file that is not allowed', () => {
  it('is refused with the flag to add, and not even loaded', async () => {
    const folder = study(`throw new Error('loaded');`);
    const { code, out, note } = await command(folder, ['run', 'scenario.yaml']);
    expect([code, out]).toEqual([2, '']);
    expect(note).toMatch(/^scenario\.yaml:\d+:\d+: adversaries\.0\.strategies\.\d+\.use: /m);
    expect(note).toContain('accepted: --allow-strategy ./my-attack.ts');
    expect(note).not.toContain('loaded');
    expect(readdirSync(folder).toSorted(byName)).toEqual(STUDY_FILES);
  });

  it('is refused when another file is allowed, or one that is not there', async () => {
    const folder = study(BAD_MOUTHING);
    writeFileSync(join(folder, 'other.ts'), BAD_MOUTHING);
    const other = await command(folder, ['run', 'scenario.yaml', '--allow-strategy', './other.ts']);
    expect(other).toMatchObject({ code: 2, out: '' });
    const gone = await command(folder, ['run', 'scenario.yaml', '--allow-strategy', './gone.ts']);
    expect(gone.note).toContain('./gone.ts cannot be found');
    expect(gone.code).toBe(2);
  });
});

describe('a faulty strategy ends with 2, names itself, its decision and the instant, and leaves no folder', () => {
  it.each([
    [
      'throws in a rule',
      strategyWith(`return { verdict: () => { throw new Error('boom'); } };`),
      /decision verdict at instant [1-9]\d* ms: threw Error: boom/,
    ],
    [
      'throws while it is loaded',
      `throw new Error('early');`,
      /decision load at instant 0 ms: threw Error: early/,
    ],
    [
      'returns nonsense',
      strategyWith(`return { verdict: () => 'yes' as never };`),
      /decision verdict at instant [1-9]\d* ms: answered "yes"/,
    ],
    [
      'loops in a rule',
      strategyWith('return { verdict: () => { for (;;); } };'),
      /decision verdict at instant [1-9]\d* ms: made no progress for 3 s/,
    ],
    ['loops while it is loaded', 'for (;;);', /decision load at instant 0 ms: made no progress/],
    [
      'ends the process',
      strategyWith('process.exit(0);'),
      /decision create at instant 0 ms: ended its thread/,
    ],
  ])('%s', async (_what, strategy, complaint) => {
    const folder = study(strategy);
    // Loading takes a third of a second on a quiet machine.
    const { code, out, note } = await runStudy(folder, [], 3000);
    expect(note).toMatch(complaint);
    expect(note).toContain('strategy ./my-attack.ts');
    expect([code, out]).toEqual([2, '']);
    expect(readdirSync(folder).toSorted(byName)).toEqual(STUDY_FILES);
  });
});

describe('a strategy in a folder with the typescript package', () => {
  it('is type-checked before it runs', async () => {
    const { code, note } = await runStudy(study(BAD_MOUTHING, true));
    expect(note).toBe('');
    expect(code).toBe(0);
  });

  it('is refused with the compiler’s words when its types are wrong', async () => {
    const folder = study(BAD_MOUTHING.replace('harms: []', 'harms: 7'), true);
    const { code, out, note } = await runStudy(folder);
    expect([code, out]).toEqual([2, '']);
    expect(note).toMatch(/my-attack\.ts\(7,3\): error TS2322/);
    expect(readdirSync(folder).toSorted(byName)).toEqual(STUDY_FILES);
  });
});
