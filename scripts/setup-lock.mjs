/** One set-up at a time: parallel processes of one checkout wait for each other. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './checkout.mjs';

const LOCK = join(root, '.cache', 'setup.lock');
const WAIT_MILLISECONDS = 100;

/** Runs `work` while holding the lock. A lock whose process has died is taken over. */
export function whileLocked(work) {
  mkdirSync(dirname(LOCK), { recursive: true });
  while (!taken()) {
    if (holderDied()) rmSync(LOCK, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MILLISECONDS);
  }
  try {
    return work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function taken() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function holderDied() {
  try {
    const holder = Number(readFileSync(LOCK, 'utf8'));
    // 0: the holder has made the file and is about to write its id.
    if (holder !== 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
