/** What is printed, and which code is left, when a command fails. */
import { RunFault } from '../experiments/engine/run-fault.ts';
import { usersFault } from '../experiments/users-fault.ts';
import { EXIT } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/**
 * Prints a failure on stderr and gives its exit code. `replay` is the command that shows a run's fault or a
 * fault of ours again; stacks are for those who set ELASTINET_DEBUG=1.
 */
export function reportFailure(error: unknown, terminal: Terminal, replay?: string): number {
  if (error instanceof UsageError) {
    terminal.note(`elastinet: ${error.message}\n`);
    return EXIT.usage;
  }
  const complaint = usersFault(error);
  if (complaint !== undefined) {
    terminal.note(`${complaint}\n`);
    if (replay !== undefined && error instanceof RunFault) terminal.note(`replay: ${replay}\n`);
    return EXIT.usage;
  }
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  terminal.note(`internal fault: ${name === 'RunFault' ? '' : `${name}: `}${message}\n`);
  if (replay !== undefined) terminal.note(`replay: ${replay}\n`);
  const { cause } = (error ?? {}) as { readonly cause?: Error };
  terminal.note(
    terminal.isDebugging
      ? `${cause?.stack ?? stack}\n`
      : 'this is a fault of elastinet, not of yours; ELASTINET_DEBUG=1 prints where it happened\n',
  );
  return EXIT.fault;
}
