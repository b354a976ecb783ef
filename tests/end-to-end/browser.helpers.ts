/** Debian's chromium for the tests that open a page as a reader does. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { type Browser, chromium } from 'playwright-core';

/** No sandbox: tests run as root in containers. The rest keeps the browser from asking any network. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The path of chromium as found on PATH, or null, which is said on standard error. Under CI its absence is an
 * error: a browser test that skips itself there would never fail.
 */
export function findChromium(): string | null {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => ['chromium', 'chromium-browser'].map((name) => join(folder, name)))
    .find(isExecutable);
  if (found !== undefined) return found;
  const advice = 'chromium is not on PATH; install it (Debian: apt-get install chromium)';
  if (process.env['CI'] === 'true') throw new Error(`browser tests cannot run: ${advice}`);
  process.stderr.write(`browser tests skipped: ${advice}\n`);
  return null;
}

/** Starts the browser at `executablePath`, headless. Close it when done. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: ARGUMENTS });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
