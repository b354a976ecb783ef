/**
 * Tells faults of the user's input and files from bugs. Bugs keep their stack; these are one clear message.
 */
import { InfeasibleScenario } from '../sim/protocol/infeasible-scenario.ts';
import { StrategyFault } from '../sim/protocol/strategy-fault.ts';
import { ScenarioError } from '../sim/scenario/scenario-error.ts';
import { OutOfMemory } from './engine/out-of-memory.ts';
import { RunFault } from './engine/run-fault.ts';
import { StrategyTypeError } from './engine/type-check.ts';
import { UnusablePath } from './store/unusable-path.ts';

/** The system's answers that a user can do something about. */
const FILE_COMPLAINTS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'exists already',
  EISDIR: 'is a folder',
  ELOOP: 'too many links',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such file or folder',
  ENOSPC: 'no space left',
  ENOTDIR: 'a part of the path is no folder',
  ENOTEMPTY: 'the folder is not empty',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
};

/** What to tell the user; undefined when the error is a bug. */
export function usersFault(error: unknown): string | undefined {
  if (error instanceof RunFault) return usersFault(error.cause);
  if (error instanceof ScenarioError) return error.format();
  const isKnown =
    error instanceof StrategyFault ||
    error instanceof StrategyTypeError ||
    error instanceof InfeasibleScenario ||
    error instanceof OutOfMemory ||
    error instanceof UnusablePath;
  if (isKnown) return error.message;
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  const complaint = code === undefined ? undefined : FILE_COMPLAINTS[code];
  return complaint === undefined || path === undefined ? undefined : `${path}: ${complaint}`;
}
