/**
 * Set-up of a fresh checkout: packages as the lock file says, `dist/` as the sources say, and for the tests a
 * browser and the simulators that ours is measured against. Runs before `node_modules` exists, so it imports only what Node brings. A second call
 * with nothing changed only compares hashes.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { provideBrowser } from './browser.mjs';
import { filesUnder, hashFiles, isStarted, root } from './checkout.mjs';
import { providePeers } from './peers.mjs';
import { whileLocked } from './setup-lock.mjs';

const LOCK_FILE = 'package-lock.json';
const HIDDEN_LOCK_FILE = 'node_modules/.package-lock.json';
const LOCK_STAMP = join(root, 'node_modules/.elastinet-lock');
const BUILD_STAMP = join(root, 'dist/.stamp');
/** Beside `dist`, so that the source maps' relative paths stay right after the renaming. */
const BUILDING = join(root, '.dist-building');

/** A part of set-up that failed; the message says all there is to say. */
export class SetupError extends Error {}

/**
 * Makes the checkout ready. `dist`: build it if the sources changed; `browser`: also see to Chromium;
 * `peers`: also to g++ and SimPy; `quiet`: no progress lines on stderr. Returns the browser's path or null.
 * Throws `SetupError`.
 */
export function setup({ dist = true, browser = false, peers = false, quiet = false } = {}) {
  const say = (line) => {
    if (!quiet) process.stderr.write(`set-up: ${line}\n`);
  };
  checkNode();
  const isBuilt = () => !dist || buildIsCurrent();
  if (!packagesAreCurrent() || !isBuilt()) {
    whileLocked(() => {
      if (!packagesAreCurrent()) installPackages(say);
      if (!isBuilt()) build(say);
    });
  }
  if (peers) seeToPeers(say);
  return browser ? seeToBrowser(say) : null;
}

function seeToBrowser(say) {
  const { path, failure } = whileLocked(() => provideBrowser(say));
  if (path === null) lacking("the page's tests need", ['chromium'], failure);
  return path;
}

function seeToPeers(say) {
  const { missing, failure } = whileLocked(() => providePeers(say));
  if (missing.length > 0) lacking('bench peers and the tests need', missing, failure);
}

/** What the tests need and we cannot install: a failure under CI=true, elsewhere one line. */
function lacking(need, packages, failure) {
  const names = packages.join(' and ');
  const line = `${need} ${names}, missing here (${failure}): apt-get install ${packages.join(' ')}`;
  if (process.env.CI === 'true') throw new SetupError(line);
  process.stderr.write(`set-up: ${line}\n`);
}

function checkNode() {
  const { engines } = readJson('package.json');
  const wanted = engines.node.replace('>=', '').split('.').map(Number);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) return;
  throw new SetupError(`elastinet needs Node ${wanted.join('.')} or newer; this is ${process.versions.node}`);
}

/** True if `node_modules` holds what the lock file names; remembers the answer in a stamp. */
function packagesAreCurrent() {
  if (!existsSync(join(root, HIDDEN_LOCK_FILE))) return false;
  const hash = hashFiles([LOCK_FILE, HIDDEN_LOCK_FILE]);
  if (readIfThere(LOCK_STAMP) === hash) return true;
  if (!installedAsLocked(readJson(LOCK_FILE).packages, readJson(HIDDEN_LOCK_FILE).packages)) return false;
  writeFileSync(LOCK_STAMP, hash);
  return true;
}

/**
 * npm leaves out optional packages made for other platforms; everything else must be there, and nothing more.
 */
function installedAsLocked(locked, installed) {
  const present = Object.entries(locked).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
  return present && Object.keys(installed).every((path) => path in locked);
}

function installPackages(say) {
  say('installing packages (npm ci) …');
  rmSync(LOCK_STAMP, { force: true });
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], 'npm ci', npmEnvironment());
  if (!packagesAreCurrent()) throw new SetupError(`npm ci did not install what ${LOCK_FILE} names`);
}

/** The environment without what a calling `npm test` adds about itself, which would steer the inner npm. */
function npmEnvironment() {
  const own = /^npm_(package_|lifecycle_|command$|config_(global|prefix|local_prefix|omit|dry_run)$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

const buildHash = () =>
  hashFiles([...filesUnder('src'), 'tsconfig.json', 'tsconfig.build.json', 'package.json', LOCK_FILE]);

const buildIsCurrent = () => readIfThere(BUILD_STAMP) === buildHash();

/** Builds aside and puts the result in place by renaming: a failed build leaves the old one. */
function build(say) {
  say('building dist (tsc) …');
  const hash = buildHash();
  rmSync(BUILDING, { recursive: true, force: true });
  mkdirSync(BUILDING);
  try {
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    run(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', BUILDING], 'the build');
    writeFileSync(join(BUILDING, '.stamp'), hash);
    rmSync(join(root, 'dist'), { recursive: true, force: true });
    renameSync(BUILDING, join(root, 'dist'));
  } finally {
    rmSync(BUILDING, { recursive: true, force: true });
  }
}

function run(command, args, what, env = process.env) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (error) throw new SetupError(`${what} could not be started: ${error.message}`);
  if (status !== 0)
    throw new SetupError(`${what} failed (${signal ?? `exit code ${status}`}):\n${stdout}${stderr}`);
}

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** Set-up for a script: prints a failure as one message and ends the process with code 1. */
export function setupOrExit(options) {
  try {
    return setup(options);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`set-up: ${error.message}`);
    process.exit(1);
  }
}

if (isStarted(import.meta.url)) {
  const { argv } = process;
  setupOrExit({
    browser: argv.includes('--browser'),
    peers: argv.includes('--peers'),
    quiet: argv.includes('--quiet'),
  });
}
