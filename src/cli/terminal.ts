/**
 * What a command may touch of the process: its two outputs, its surroundings, and the user's wish to stop.
 */
import type { RunLimits } from '../experiments/engine/thread-ensemble.ts';

/** Results go to `out`, everything else to `note`. */
export interface Terminal {
  /** Writes to stdout: results, and nothing else. */
  readonly out: (text: string) => void;
  /** Writes to stderr. */
  readonly note: (text: string) => void;
  /** The screen for an animated bar on stderr; undefined when stderr is no terminal. */
  readonly screen: NodeJS.WriteStream | undefined;
  /** Whether stdout and stderr take colours. */
  readonly hasColour: { readonly out: boolean; readonly note: boolean };
  /** The folder that relative paths begin at. */
  readonly cwd: string;
  /** True: faults of ours are printed with their stack. */
  readonly isDebugging: boolean;
  /** A signal that fires when the user interrupts; before the first call Ctrl-C ends the process at once. */
  readonly interruption: () => AbortSignal;
  /** What runs may take, where a test wants less than the machine gives. */
  readonly limits?: RunLimits;
}

/** The terminal of this process. Further interruptions while it winds up are heard and change nothing. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const mayColour = (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  endOnClosedPipe(stdout);
  endOnClosedPipe(stderr);
  return {
    out: (text) => stdout.write(text),
    note: (text) => stderr.write(text),
    screen: stderr.isTTY && env['TERM'] !== 'dumb' ? stderr : undefined,
    hasColour: { out: stdout.isTTY && mayColour, note: stderr.isTTY && mayColour },
    cwd: process.cwd(),
    isDebugging: env['ELASTINET_DEBUG'] === '1',
    interruption: () => {
      const interruption = new AbortController();
      // Not once: `npx` passes Ctrl-C on to a process that the terminal has already told.
      process.on('SIGINT', () => interruption.abort());
      return interruption.signal;
    },
  };
}

/** `elastinet … | head` closes our output early: that is no error of ours, and nothing more can be said. */
function endOnClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}
