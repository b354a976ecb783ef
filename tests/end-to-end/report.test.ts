/** The report in a real browser: it opens from disk, asks no network, draws everything, fits every screen. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Summary } from '../../src/experiments/summary.ts';
import { renderHtml } from '../../src/report/html.ts';
import { SAMPLE_METRICS, sampleManifest, sampleSummary } from '../report/sample-result.helpers.ts';
import { findChromium, launchChromium } from './browser.helpers.ts';

const FOLDER = resolve('results/e2e');
const WIDE = { width: 1400, height: 900 };
const NARROW = { width: 390, height: 844 };

const chromiumPath = findChromium();

interface Opened {
  readonly page: Page;
  /** Requests other than for files, and messages of error. */
  readonly requests: string[];
  readonly errors: string[];
}

interface Viewing {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
}

function writePage(name: string, summary: Summary): string {
  const chartFolder = dirname(createRequire(import.meta.url).resolve('chart.js'));
  const chartScript = readFileSync(join(chartFolder, 'chart.umd.js'), 'utf8');
  const path = join(FOLDER, name);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    path,
    renderHtml({ summary, manifest: sampleManifest(), metrics: SAMPLE_METRICS, chartScript }),
  );
  return path;
}

function photograph(page: Page, name: string): Promise<Buffer> {
  return page.screenshot({ path: join(FOLDER, name), fullPage: true });
}

describe.skipIf(chromiumPath === null)('the report in a browser', () => {
  let browser: Browser;
  let path: string;

  beforeAll(async () => {
    path = writePage('report.html', sampleSummary());
    browser = await launchChromium(chromiumPath ?? '');
  });

  afterAll(async () => {
    await browser?.close();
  });

  async function open(file: string, { viewport, colorScheme }: Viewing): Promise<Opened> {
    const page = await browser.newPage({ viewport, colorScheme });
    const requests: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) requests.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    await page.route(/^(?!file:)/, (route) => route.abort());
    await page.goto(pathToFileURL(file).href);
    // Charts take their size from an observer; two frames later all of them have it.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    return { page, requests, errors };
  }

  test('asks nothing of the network and reports no error, even for what it blocks', async () => {
    const { page, requests, errors } = await open(path, { viewport: WIDE, colorScheme: 'light' });
    expect(requests).toEqual([]);
    expect(errors).toEqual([]);
    await photograph(page, 'report-light.png');
    await page.close();
  });

  test('draws something on every canvas', async () => {
    const { page } = await open(path, { viewport: WIDE, colorScheme: 'light' });
    const colours = await page.evaluate<number[]>(COLOURS_PER_CANVAS);
    // Eight charts by month and the map of nodes.
    expect(colours).toHaveLength(9);
    expect(Math.min(...colours)).toBeGreaterThan(3);
    await page.close();
  });

  test('shows all lines of the verdict before anything else and without scrolling', async () => {
    const { page } = await open(path, { viewport: WIDE, colorScheme: 'light' });
    const lines = page.locator('.verdict li');
    expect(await lines.count()).toBe(sampleSummary().verdict.length);
    for (const line of await lines.all()) {
      const box = await line.boundingBox();
      expect(box === null ? Infinity : box.y + box.height).toBeLessThan(WIDE.height);
    }
    expect(await page.locator('main > section').first().locator('h2').textContent()).toBe('Verdict');
    expect(await lines.first().locator('.badge').textContent()).toBe('agrees');
    await page.close();
  });

  test('has no horizontal overflow on a telephone', async () => {
    const { page } = await open(path, { viewport: NARROW, colorScheme: 'light' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(NARROW.width);
    await photograph(page, 'report-narrow.png');
    await page.close();
  });

  test('follows the reader’s choice of a dark screen, charts included', async () => {
    const { page } = await open(path, { viewport: WIDE, colorScheme: 'light' });
    const light = await page.evaluate<string>(FIRST_CANVAS);
    expect(await page.evaluate<number>(BRIGHTNESS)).toBeGreaterThan(200);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => page.evaluate<string>(FIRST_CANVAS)).not.toBe(light);
    expect(await page.evaluate<number>(BRIGHTNESS)).toBeLessThan(60);
    await photograph(page, 'report-dark.png');
    await page.close();
  });

  test('changes between linear and logarithmic axes, and explains upper limits only there', async () => {
    const { page } = await open(path, { viewport: WIDE, colorScheme: 'light' });
    const first = await page.evaluate<string>(FIRST_CANVAS);
    const legend = page.locator('[data-legend="capture"]');
    const wasShown = await legend.isVisible();
    const other = wasShown ? 'linear' : 'log';
    await page.locator(`label:has([data-axis="capture"][value="${other}"])`).click();
    expect(await legend.isVisible()).toBe(!wasShown);
    expect(await page.evaluate<string>(FIRST_CANVAS)).not.toBe(first);
    await page.close();
  });

  test('tells the node and its slots under the pointer', async () => {
    const { page } = await open(path, { viewport: WIDE, colorScheme: 'light' });
    await page.locator('[data-slot-map]').hover({ position: { x: 3, y: 3 } });
    const used = sampleSummary().slotMap.used[0];
    expect(await page.locator('[data-slot-readout]').textContent()).toBe(`node 0: ${used} of 128 slots`);
    await page.close();
  });

  test('runs no script that a scenario’s text brings along', async () => {
    const deed = `document.title='taken'`;
    const attack = `</script><script>${deed}</script><img src=x onerror="${deed}">`;
    const sample = sampleSummary();
    const hostile = {
      ...sample,
      name: attack,
      about: attack,
      notes: [attack],
      months: sample.months.map(() => attack),
    };
    const { page, requests, errors } = await open(writePage('hostile.html', hostile), {
      viewport: WIDE,
      colorScheme: 'light',
    });
    expect(await page.title()).toBe(`${attack} · elastinet report`);
    expect(await page.locator('h1').textContent()).toBe(attack);
    expect(await page.locator('img').count()).toBe(0);
    expect([...requests, ...errors]).toEqual([]);
    await page.close();
  });

  test('prints on paper in light colours whatever the screen, charts included', async () => {
    const { page, errors } = await open(path, { viewport: WIDE, colorScheme: 'light' });
    const light = await page.evaluate<string>(FIRST_CANVAS);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => page.evaluate<string>(FIRST_CANVAS)).not.toBe(light);
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.evaluate<string>(FIRST_CANVAS)).toBe(light);
    expect(await page.evaluate<number>(BRIGHTNESS)).toBeGreaterThan(200);
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await page.evaluate<number>(BRIGHTNESS)).toBeLessThan(60);
    expect(errors).toEqual([]);
    await page.close();
  });
});

/** For each canvas the number of different colours on it; a blank one has one. */
const COLOURS_PER_CANVAS = `[...document.querySelectorAll('canvas')].map((canvas) => {
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  return new Set(new Uint32Array(pixels.buffer)).size;
})`;

const FIRST_CANVAS = `document.querySelector('canvas').toDataURL()`;

/** Red part of the page's background, 0 … 255. */
const BRIGHTNESS = `Number(getComputedStyle(document.body).backgroundColor.match(/[0-9]+/)[0])`;
