import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { hasNs3, missingPeers } from '../../src/experiments/bench/peers.ts';
import type { Scale } from '../../src/experiments/bench/scale.ts';
import { command, newFolder } from './terminal.helpers.ts';

const QUICK = ['--pending', '100', '--events', '1000', '--repeats', '3'];

describe('bench', () => {
  test('prints the figures of the queue as one JSON object', async () => {
    const { code, out, note } = await command(newFolder(), ['bench', 'phold', '--json', ...QUICK]);
    expect([code, note]).toEqual([0, '']);
    expect(Object.keys(JSON.parse(out) as object)).toEqual(['eventsPerSecond', 'bytesPerPending']);
  });

  test('names every law of draws', async () => {
    const { out } = await command(newFolder(), ['bench', 'rng', '--repeats', '1']);
    for (const law of ['u32', 'below', 'double', 'exponential', 'normal', 'gamma']) {
      expect(out).toMatch(new RegExp(`^${law}Nanos +[0-9.]+$`, 'm'));
    }
  });

  test('compares with a baseline: 1 when a figure is slower, 0 when none is', async () => {
    const folder = newFolder();
    const laws = ['u32', 'below', 'double', 'exponential', 'normal', 'gamma'];
    const write = (ratio: number): void => {
      const ratios = Object.fromEntries(laws.map((law) => [`rng.${law}`, ratio]));
      writeFileSync(join(folder, 'base.json'), JSON.stringify({ ratios }));
    };
    const compare = ['bench', 'rng', '--compare', 'base.json', '--repeats', '1'];
    write(1e9);
    expect((await command(folder, compare)).code).toBe(0);
    write(1e-9);
    const { code, out } = await command(folder, compare);
    expect(code).toBe(1);
    expect(out).toContain('SLOWER');
  });

  test('runs the model as asked and says which run it was', async () => {
    const small = ['bench', 'model', '--nodes', '20', '--months', '1', '--json'];
    const figures = async (...more: string[]): Promise<Record<string, unknown>> =>
      JSON.parse((await command(newFolder(), [...small, ...more])).out) as Record<string, unknown>;
    const one = ['--repeats', '1'];
    const byInterval = await figures(...one);
    expect(Object.keys(byInterval)).toEqual([
      'seconds',
      'processorSeconds',
      'nodeMonthsPerSecond',
      'peakMB',
      'digest',
    ]);
    expect(byInterval['digest']).toMatch(/^[0-9a-f]{32}$/);
    // The median of runs in processes of their own: the same run.
    expect((await figures('--repeats', '2'))['digest']).toBe(byInterval['digest']);
    expect((await figures(...one, '--fidelity', 'interval'))['digest']).toBe(byInterval['digest']);
    expect((await figures(...one, '--fidelity', 'exact'))['digest']).not.toBe(byInterval['digest']);
    expect((await figures(...one, '--only', 'monitoring'))['digest']).not.toBe(byInterval['digest']);
  });

  test('prints the digest in the list of figures too', async () => {
    const argv = ['bench', 'model', '--nodes', '20', '--months', '1', '--repeats', '1'];
    const { out } = await command(newFolder(), argv);
    expect(out).toMatch(/^digest +[0-9a-f]{32}$/m);
  });

  test('measures the first signature of one suite on request', async () => {
    const argv = ['bench', 'crypto', '--curve', 'bn254', '--keys-in', 'g2', '--first', '--json'];
    const { code, out } = await command(newFolder(), argv);
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(out) as object)[0]).toBe('firstSignatureSeconds');
  });

  test('measures suites in processes of their own and names them', async () => {
    const argv = ['bench', 'crypto', '--curve', 'bn254', '--first', '--repeats', '1', '--json'];
    const { out } = await command(newFolder(), argv);
    const suites = Object.keys(JSON.parse(out) as object).map((name) =>
      name.split(' ').slice(0, 2).join(' '),
    );
    expect([...new Set(suites)]).toEqual(['bn254 g1', 'bn254 g2']);
  });

  test('prints the costs of a key generation as Markdown', async () => {
    const argv = ['bench', 'crypto', '--costs', '--curve', 'bn254', '--keys-in', 'g1'];
    const { code, out } = await command(newFolder(), argv);
    expect(code).toBe(0);
    expect(out).toMatch(/^\| gas +\|/m);
    expect(out).toMatch(/^\| bn254, keys in g1 \| +16 \| +11 \| +94,856 \|/m);
  });

  test('says how the queue grows', async () => {
    const argv = ['bench', 'queue', '--pending', '2000', '--events', '1000', '--repeats', '1', '--json'];
    const figures = JSON.parse((await command(newFolder(), argv)).out) as Record<string, number>;
    expect(figures['nanosAt2000']).toBeGreaterThan(0);
    expect(figures['bytesAfterBurst']).toBeGreaterThan(0);
  });

  test('says what a node-month costs at three sizes', async () => {
    const { code, out } = await command(newFolder(), ['bench', 'scale', '--nodes', '1600', '--json']);
    expect(code).toBe(0);
    const { runs, costs, ratios } = JSON.parse(out) as Scale;
    expect(runs.map(({ nodes, chains, months }) => [nodes, chains, months])).toEqual([
      [16, 128, 1],
      [16, 128, 12],
      [160, 1280, 1],
      [160, 1280, 12],
      [1600, 12_800, 1],
      [1600, 12_800, 2],
    ]);
    for (const { seconds, peakMB } of runs) {
      expect(seconds).toBeGreaterThan(0);
      expect(peakMB).toBeGreaterThan(20);
    }
    expect(costs.map(({ nodes }) => nodes)).toEqual([16, 160, 1600]);
    expect(ratios[0]).toEqual({ nodes: 16, firstMonth: 1, laterMonths: 1, year: 1 });
  });

  describe.skipIf(missingPeers().length > 0)('peers', () => {
    const SMALL = ['--nodes', '20', '--months', '1', '--repeats', '1'];

    test('prints both tables, and a note when ns-3 is not there', async () => {
      const argv = ['bench', 'peers', '--pending', '100', '--events', '5000', ...SMALL];
      const { code, out, note } = await command(newFolder(), argv);
      expect(code).toBe(0);
      expect(out).toMatch(/^\| 100 \|/m);
      expect(out).toMatch(/^\| SimPy, a probe is an event \|/m);
      expect(note).toBe(hasNs3() ? '' : 'ns-3 is skipped: it is not installed (Debian: libns3-dev)\n');
    });

    test('leaves the queues out on request', async () => {
      const argv = ['bench', 'peers', '--only', 'monitoring', '--json', '--peer-nodes', '20', ...SMALL];
      const { out, note } = await command(newFolder(), argv);
      const { phold, monitoring } = JSON.parse(out) as Record<string, Record<string, number> | undefined>;
      expect([phold, note]).toEqual([undefined, '']);
      expect(Object.keys(monitoring ?? {})).toEqual(['interval', 'causal', 'simpyEvents', 'simpyProcesses']);
    });
  });

  describe('without a compiler', () => {
    const { PATH } = process.env;
    afterEach(() => {
      process.env['PATH'] = PATH;
    });

    test('peers says what to install', async () => {
      process.env['PATH'] = newFolder();
      const { code, note } = await command(newFolder(), ['bench', 'peers']);
      expect(code).toBe(2);
      expect(note).toContain('bench peers needs g++ (Debian: g++)');
    });
  });

  test.each([
    [['bench', 'scale', '--nodes', '1599'], '--nodes is 1599; accepted: a whole number from 1600'],
    [['bench', 'rng', '--costs'], '--costs goes with crypto only'],
    [['bench', '--costs'], '--costs goes with crypto only'],
    [['bench', 'crypto', '--curve', 'p256'], 'Choices: "bn254", "bls12-381"'],
    [['bench', 'scale', '--compare', 'x.json'], '--compare does not go with scale'],
    [['bench', 'queue', '--pending', '999'], '--pending is 999; accepted: a whole number from 1000'],
    [['bench', 'model', '--fidelity', 'vague'], 'Choices: "interval", "causal", "exact"'],
    [['bench', 'peers', '--peer-nodes', '1'], '--peer-nodes is 1; accepted: a whole number from 2'],
    [['bench', 'teapot'], 'Choices: "phold"'],
    [['bench', 'phold', '--pending', '0'], '--pending is 0; accepted: a whole number from 1'],
    [['bench', 'phold', '--pending', '1e3'], '--pending is 1e3'],
    [['bench', '--compare', 'none.json'], 'none.json: no such file or folder'],
    [['bench', 'peers', '--compare', 'x.json'], '--compare does not go with peers'],
  ])('%j is refused with 2', async (argv, complaint) => {
    const { code, note } = await command(newFolder(), argv);
    expect(code).toBe(2);
    expect(note).toContain(complaint);
  });
});
