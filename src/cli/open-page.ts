/** Opens a page with the program that the system has for it. */
import { spawn } from 'node:child_process';
import type { Terminal } from './terminal.ts';

const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Starts the opener and does not wait; says where the page is when there is none. */
export function openPage(path: string, terminal: Terminal): void {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const opener = spawn(command, [...args, path], { detached: true, stdio: 'ignore' });
  opener.on('error', () => terminal.note(`nothing here opens pages: the report is ${path}\n`));
  opener.unref();
}
