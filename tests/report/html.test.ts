import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import type { Summary } from '../../src/experiments/summary.ts';
import { renderHtml } from '../../src/report/html.ts';
import { SAMPLE_METRICS, sampleManifest, sampleSummary } from './sample-result.helpers.ts';

const CHART_SCRIPT = 'var Chart = 1;';

function page(changes: Partial<Summary> = {}): string {
  const summary = { ...sampleSummary(), ...changes };
  return renderHtml({
    summary,
    manifest: sampleManifest(),
    metrics: SAMPLE_METRICS,
    chartScript: CHART_SCRIPT,
  });
}

const headingsOf = (html: string): string[] =>
  [...html.matchAll(/<h2 id="[^"]*">([^<]*)/g)].map(([, text]) => text);

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

describe('the page', () => {
  test('is the same bytes for the same result', () => {
    expect(page()).toBe(page());
  });

  test('answers first and documents last', () => {
    const html = page();
    expect(html.indexOf('<h1>talk-year</h1>')).toBeLessThan(html.indexOf('class="about"'));
    expect(html.indexOf('class="about"')).toBeLessThan(html.indexOf('<h2'));
    expect(headingsOf(html)).toEqual([
      'Verdict',
      'Key figures',
      'Capture, halt and fork by month',
      'Service levels',
      'Pool, payout and yield',
      'Use of slots',
      'All metrics',
      'Notes',
      'Provenance',
    ]);
  });

  test('shows the market where a price, the nodes or the stake move, and leaves out what stands still', () => {
    const points = (values: readonly number[]) =>
      values.map(
        (mean, month) => ({ month, mean, interval: null, n: 1, unit: 'US dollars', method: 'none' }) as const,
      );
    const moving = { 'price.usd': points([0.1, 0.08]), 'nodes.present': points([40, 40]) };
    const html = page({ series: { ...sampleSummary().series, ...moving } });
    expect(headingsOf(html)).toContain('Price, nodes and stake');
    expect(html).toContain('Price of a token');
    expect(html).not.toContain('Nodes in the network');
    const still = { 'price.usd': points([0.1, 0.1]) };
    expect(headingsOf(page({ series: still }))).not.toContain('Price, nodes and stake');
  });

  test('refers to nothing outside itself', () => {
    expect(page()).not.toMatch(
      /https?:|"\/\/|url\(|@import|<link|<img|<iframe|<base|\ssrc=|\shref=|import\(/i,
    );
  });

  test('lets act only the style and scripts that it bears, by their hashes', () => {
    const html = page();
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(
      ([, text]) => `'sha256-${hashOf(text)}'`,
    );
    const style = `'sha256-${hashOf(/<style>([^]*?)<\/style>/.exec(html)?.[1] ?? '')}'`;
    expect(scripts).toHaveLength(2);
    expect(policy.split('; ')).toEqual([
      `default-src 'none'`,
      `script-src ${scripts.join(' ')}`,
      `style-src ${style}`,
      `base-uri 'none'`,
      `form-action 'none'`,
    ]);
  });

  test('shows every metric with interval, unit, method, definition and closed form', () => {
    const html = page();
    for (const { id, definition } of SAMPLE_METRICS) {
      expect(html).toContain(`<summary title="${definition}"><code>${id}</code></summary>`);
    }
    const row =
      /<tr>(?:(?!<tr>)[^])*<code>apr\.delegator<\/code><\/summary>[^]*?<\/tr>/.exec(html)?.[0] ?? '';
    const cells = row.replace(/<[^>]*>/g, '|');
    for (const text of ['9.190', '[9.160, 9.220]', '% a year', '12', 'Student t', '9.21', '−5.2 σ']) {
      expect(cells).toContain(`|${text}`);
    }
  });

  test('gives each canvas a name and its numbers as a table', () => {
    const html = page();
    const canvases = [...html.matchAll(/<canvas[^>]*>/g)].map(([tag]) => tag);
    expect(canvases).toHaveLength(9);
    for (const tag of canvases) expect(tag).toMatch(/role="img"\s+aria-label="[^"]{30,}"/);
    expect(html.match(/<caption>/g)?.length).toBeGreaterThanOrEqual(canvases.length);
    expect(html).toContain('<td class="number">0 [0, 0.31] chains</td>');
  });

  test('bears the command that makes it again and the whole scenario', () => {
    const html = page();
    expect(html).toContain(`<code id="replay">${sampleManifest().replay}</code>`);
    expect(html).toContain('&quot;nodes&quot;: 1000');
    for (const digest of sampleManifest().digests) expect(html).toContain(digest);
  });

  test('leaves out sections of which the result holds nothing', () => {
    const html = page({ metrics: {}, series: {}, slotMap: { slots: 128, used: [] }, notes: [], verdict: [] });
    expect(headingsOf(html)).toEqual(['Verdict', 'All metrics', 'Provenance']);
    expect(html).not.toContain('<canvas');
  });

  test('lists a metric without definition after the defined ones', () => {
    const estimate = { mean: 1, interval: null, n: 1, method: 'none', unit: 'things' } as const;
    const html = page({ metrics: { 'own.metric': estimate, ...sampleSummary().metrics } });
    expect(html.indexOf('<code>own.metric</code>')).toBeGreaterThan(
      html.indexOf('<code>rotation.deferred</code>'),
    );
  });
});

describe('a scenario’s text', () => {
  const attack = `"></title></script><script>alert(1)</script><img src=x onerror='alert(1)'>&amp;`;

  test('stays text wherever it stands', () => {
    const sample = sampleSummary();
    const estimate = { mean: 1, interval: [0, 2], n: 1, method: 'student', unit: attack } as const;
    const summary: Summary = {
      ...sample,
      name: attack,
      about: attack,
      notes: [attack],
      months: sample.months.map(() => attack),
      verdict: [{ id: attack, text: attack, status: 'measured' }],
      metrics: { [attack]: estimate, 'capture.any': estimate },
      series: { 'sla.passed': [{ ...estimate, month: 0 }] },
    };
    const manifest = { ...sampleManifest(), scenario: { [attack]: attack }, seed: attack, replay: attack };
    const html = renderHtml({ summary, manifest, metrics: [], chartScript: CHART_SCRIPT });
    const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name);
    expect(tags.filter((name) => name === 'img')).toEqual([]);
    // Data, library and page script: three elements, opened and closed.
    expect(tags.filter((name) => name === 'script')).toHaveLength(6);
    expect(html.replace(/="[^"]*"/g, '')).not.toMatch(/<[^>]*\sonerror/);
    expect(html).toContain('&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;');
  });

  test('cannot end the element of data', () => {
    const html = page({ months: [attack] });
    const json = /<script type="application\/json" id="report-data">([^]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(json).charts[0].months).toEqual([attack]);
  });
});
