/** Starts a thread of this folder, from sources or from a build, whichever this file belongs to. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * A thread that runs the file `name` beside this one; `name` has no ending. From sources, which Node 20
 * cannot run, it is loaded by jiti; from a build, directly.
 */
export function startThread(name: string, options: WorkerOptions): Worker {
  const file = new URL(`./${name}${import.meta.url.slice(-3)}`, import.meta.url);
  if (file.href.endsWith('.js')) return new Worker(file, options);
  const path = JSON.stringify(fileURLToPath(file));
  const jiti = JSON.stringify(createRequire(import.meta.url).resolve('jiti'));
  return new Worker(`require(${jiti}).createJiti(${path}).import(${path})`, { ...options, eval: true });
}
