/** The browser of the page's tests: Chromium as found on PATH, installed where set-up can. */
import { aptInstall, findOnPath } from './apt.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PACKAGES = ['chromium', 'fonts-liberation'];

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
  const failure = aptInstall(PACKAGES, say) || 'apt-get install left none on PATH';
  return { path: findBrowser(), failure };
}
