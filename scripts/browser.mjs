/** The browser of the page's tests: Chromium as found on PATH, installed where set-up can. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const APT_OPTIONS = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];

/** Path of the first Chromium on PATH, or null. */
export function findBrowser() {
  for (const name of NAMES) {
    const path = findOnPath(name);
    if (path !== null) return path;
  }
  return null;
}

/** A Chromium's path, after installing Debian's where there is none and we may; else null and why. */
export function provideBrowser(say) {
  const found = findBrowser();
  if (found !== null) return { path: found, failure: '' };
  const failure = installable() ? install(say) : 'set-up may install it only as root on Debian';
  return { path: findBrowser(), failure };
}

function installable() {
  const isRoot = process.getuid?.() === 0;
  return isRoot && existsSync('/etc/debian_version') && findOnPath('apt-get') !== null;
}

/** Installs quietly; returns what went wrong, if the browser is still missing afterwards. */
function install(say) {
  say('installing chromium (apt-get) …');
  const steps = [['update'], ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-liberation']];
  for (const step of steps) {
    const { status, stderr } = spawnSync('apt-get', [...APT_OPTIONS, ...step], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) return `apt-get ${step[0]} failed: ${stderr.trim().split('\n').at(-1)}`;
  }
  return 'apt-get install left none on PATH';
}

function findOnPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
