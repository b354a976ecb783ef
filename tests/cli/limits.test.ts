import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunLimits } from '../../src/experiments/engine/thread-ensemble.ts';
import { command, newFolder } from './terminal.helpers.ts';
import type { Outcome } from './terminal.helpers.ts';

const SMALL =
  'version: 1\nprofile: minimal\nnetwork: { nodes: 60, validators: 5 }\nchains: { initial: { small: 20 } }\n';

/** Runs a scenario where only this much is to be had, and looks at what lies in the folder afterwards. */
async function runWithin(limits: RunLimits, text: string, flags: readonly string[] = []): Promise<Outcome> {
  const folder = newFolder();
  writeFileSync(join(folder, 'some.yaml'), text);
  const outcome = await command(folder, ['run', 'some.yaml', '--out', 'result', ...flags], { limits });
  expect(readdirSync(folder)).toEqual(['some.yaml']);
  return outcome;
}

describe('a run that memory has no room for ends with 2, the replay command, and no folder', () => {
  it('before it begins, where the scenario tells', async () => {
    const text = `${SMALL}monitoring: { monitors: 59, fidelity: exact }\n`;
    // 60 × 59 pairs of 52 bytes are 184,080 bytes.
    const outcome = await runWithin({ memoryBytes: 184_079 }, text, ['--seed', 'a b']);
    expect(outcome).toEqual({
      code: 2,
      out: '',
      note:
        'out of memory: 60 nodes with 59 monitors each need at least 0.00018 GB, there are 0.00018 GB; accepted: ' +
        'fewer nodes, monitors or chains, monitoring.fidelity interval, or a machine with more memory\n' +
        "replay: npx elastinet run some.yaml --seed 'a b' --run 0\n",
    });
  });

  it('when the calendar is full', async () => {
    // 72 bytes an event: room for 50, and each of 60 nodes has a failure ahead.
    const outcome = await runWithin({ memoryBytes: 3600 }, `${SMALL}monitoring: { monitors: 1 }\n`, [
      '--runs',
      '3',
      '--threads',
      '1',
    ]);
    expect(outcome).toEqual({
      code: 2,
      out: '',
      note:
        'scenario: more than 50 events that wait at once cannot be built; accepted: fewer nodes or monitors, or ' +
        'monitoring.fidelity interval\nreplay: npx elastinet run some.yaml --runs 3 --run 0\n',
    });
  });

  it('when two threads share what there is, of the first run that finds no room', async () => {
    const flags = ['--runs', '3', '--threads', '2'];
    const outcome = await runWithin({ memoryBytes: 7200 }, `${SMALL}monitoring: { monitors: 1 }\n`, flags);
    expect(outcome.code).toBe(2);
    expect(outcome.note).toMatch(/^scenario: more than 50 events .*\nreplay: .* --runs 3 --run 0\n$/);
  });

  it('when the heap is full, with the facts that were to be recorded', async () => {
    const text = `${SMALL}delegation: { holders: 1000000 }\n`;
    const outcome = await runWithin({ heapMegabytes: 40 }, text, ['--record', 'facts', '--run', '7']);
    expect(outcome.out).toBe('');
    expect(outcome.note).toMatch(
      /^out of memory: the heap is full; accepted: fewer nodes.*\nreplay: .* --run 7\n$/,
    );
    expect(outcome.code).toBe(2);
  });
});

describe('what a strategy does to time', () => {
  const ATTACK = 'adversaries: [{ name: x, members: { share: 1 }, strategies: [{ use: ./attack.mjs }] }]\n';

  /** Runs a strategy whose \`create\` has this body. */
  async function runStrategy(body: string): Promise<Outcome> {
    const folder = newFolder();
    mkdirSync(join(folder, 'node_modules', 'typescript'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', 'typescript', 'package.json'), '{}');
    writeFileSync(join(folder, 'some.yaml'), SMALL + ATTACK);
    const strategy = `export const strategy = { about: 'x', harms: [], parameters: {}, create: () => { ${body} } };\n`;
    writeFileSync(join(folder, 'attack.mjs'), strategy);
    const argv = ['run', 'some.yaml', '--allow-strategy', './attack.mjs', '--out', 'result', '--json'];
    return command(folder, argv, { limit: 60_000 });
  }

  const digestOf = ({ out }: Outcome): string => (JSON.parse(out) as { digest: string }).digest;

  it('to its copy of the occasion and the view changes no event', async () => {
    const honest = await runStrategy('return { verdict: ({ truth }) => truth, probeReply: () => "answer" };');
    const meddler = await runStrategy(
      'const meddle = (occasion) => { for (const at of ["windowStart", "windowEnd"]) occasion[at] = NaN; }; ' +
        'return { verdict: (occasion) => { meddle(occasion); return occasion.truth; }, ' +
        'probeReply: (occasion) => { meddle(occasion); return "answer"; } };',
    );
    expect(meddler.code).toBe(0);
    expect(digestOf(meddler)).toBe(digestOf(honest));
  });

  it.each([
    ['an instant that is none', 'return { verdict: ({ truth }) => ({ ...truth, latencyMicros: NaN }) };'],
    [
      'a latency beyond its range',
      'return { verdict: ({ truth }) => ({ ...truth, latencyMicros: 2 ** 53 }) };',
    ],
    ['a downtime in the past', 'return { verdict: ({ truth }) => ({ ...truth, downtimePpm: -1 }) };'],
    ['the clock itself', 'return { verdict: ({ truth }, view) => { view.now = -1; return truth; } };'],
  ])('%s: 2, the strategy, the decision, the instant, and the replay command', async (_what, body) => {
    const { code, out, note } = await runStrategy(body);
    expect([code, out]).toEqual([2, '']);
    expect(note).toMatch(/strategy \.\/attack\.mjs: decision verdict at instant [1-9]\d* ms: /);
    expect(note).toMatch(/^replay: npx elastinet run some\.yaml --run 0 --allow-strategy \.\/attack\.mjs$/m);
  });
});
