import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Manifest, Summary } from '../../src/experiments/summary.ts';
import { renderText } from '../../src/report/text.ts';
import { sampleManifest, sampleSummary } from './sample-result.helpers.ts';

const linesOf = (summary: Partial<Summary> = {}, manifest: Partial<Manifest> = {}): string[] =>
  renderText({ ...sampleSummary(), ...summary }, { ...sampleManifest(), ...manifest }).split('\n');

describe('the summary in a terminal', () => {
  test('starts with name, size and verdict, each line with sign and word', () => {
    const lines = linesOf();
    expect(lines[0]).toBe('talk-year');
    expect(lines[1]).toBe('12 runs · 12 months · seed 2026');
    const verdict = lines.indexOf('Verdict');
    expect(verdict).toBeLessThan(lines.indexOf('Metrics'));
    expect(lines[verdict + 1]).toMatch(/^ {2}✓ agrees {3}Captured chain-months .*\(capture\.chainMonths\)$/);
    expect(lines[verdict + 3]).toMatch(/^ {2}✗ differs /);
    expect(lines[verdict + 4]).toMatch(/^ {2}• measured /);
  });

  test('shows every metric with interval, unit and n', () => {
    const row = linesOf().find((line) => line.startsWith(' sla.falseFail.rate'));
    expect(row?.split(/ {2,}/)).toEqual([
      ' sla.falseFail.rate',
      '4.3×10⁻⁴ [3.0×10⁻⁴, 5.7×10⁻⁴]',
      'share',
      '12',
    ]);
    for (const id of Object.keys(sampleSummary().metrics)) expect(linesOf().join('\n')).toContain(id);
  });

  test('sets the closed form below its metric', () => {
    const lines = linesOf();
    const row = lines.findIndex((line) => line.startsWith(' apr.delegator'));
    expect(lines[row + 1]).toBe('    closed form 9.21, measured −5.2 σ: pool · 12 / stake');
  });

  test('keeps within 100 columns whatever the texts are, and lets no control character through', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: fc.constantFrom('word ', '\u001B[31m', '\n', '\t', 'é'), maxLength: 80 }),
    );
    fc.assert(
      fc.property(text, text, (first, second) => {
        const estimate = { mean: '123456789012', interval: ['1', '999999999999999'], n: 12 } as const;
        const lines = linesOf({
          name: first,
          about: second,
          notes: [first, second],
          verdict: [{ id: first, text: second, status: 'agrees' }],
          metrics: { [first]: { ...estimate, method: 'student', unit: second } },
        });
        for (const line of lines) {
          expect([...line].length).toBeLessThanOrEqual(100);
          expect(line).not.toMatch(/\p{Cc}/u);
        }
      }),
      { seed: 20_260_104, numRuns: 200 },
    );
  });

  test('breaks a long command where a shell reads it as the same command', () => {
    const options = Array.from({ length: 9 }, (_, index) => `--set chains.initial.size${index}=1${index}`);
    const command = `elastinet run 'a --b.yaml' ${options.join(' ')}`;
    const lines = linesOf({}, { replay: command });
    const shown = lines.slice(lines.findIndex((line) => line.startsWith('replay  ')));
    expect(shown.length).toBeGreaterThan(3);
    for (const line of shown) expect(line.length).toBeLessThanOrEqual(100);
    expect(
      shown
        .join('\n')
        .replace(/ \\\n */g, ' ')
        .trim(),
    ).toBe(`replay  ${command}`);
    expect(shown[0]).toContain(`'a --b.yaml'`);
  });

  test('colours by tone without moving any column', () => {
    const tones = new Set<string>();
    const painted = renderText(sampleSummary(), sampleManifest(), (text, tone) => {
      tones.add(tone);
      return `<${tone}>${text}</>`;
    });
    expect([...tones].toSorted((left, right) => (left < right ? -1 : 1))).toEqual([
      'agrees',
      'differs',
      'faint',
      'measured',
      'title',
    ]);
    expect(painted.replace(/<[^>]*>/g, '')).toBe(renderText(sampleSummary(), sampleManifest()));
  });
});
