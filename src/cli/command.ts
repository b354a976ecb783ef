/** What a command of the program is made of, and how its arguments are read. */
import type { Argv } from 'yargs';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Arguments by name, as parsed: texts, lists of texts, booleans. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A command. */
export interface Command {
  /** Name and positionals, such as `run <scenario>`. */
  readonly usage: string;
  /** One line. */
  readonly about: string;
  /** At least two: command line and what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Adds positionals and options; every option has a description. */
  readonly describe: (parser: Argv) => Argv;
  /** Resolves to the exit code. */
  readonly run: (args: Arguments, terminal: Terminal) => Promise<number>;
}

/** An option that takes one text. */
export const TEXT = { type: 'string', requiresArg: true } as const;
/** An option that takes a text each time it is given. */
export const TEXTS = { type: 'string', array: true, nargs: 1, requiresArg: true } as const;
/** An option that is there or not. */
export const SWITCH = { type: 'boolean' } as const;

/** The text of an option; undefined when it is not given, an error when it is given twice or empty. */
export function textOf(args: Arguments, name: string): string | undefined {
  const value = args[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw new UsageError(`--${name} is given ${value.length} times; once is enough`);
  if (value === '') throw new UsageError(`--${name} is empty`);
  return String(value);
}

/** The texts of an option or of a list of positionals. */
export function textsOf(args: Arguments, name: string): readonly string[] {
  const value = args[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** A whole number from `least` to `most`; undefined when the option is not given. */
export function wholeOf(args: Arguments, name: string, least: number, most: number): number | undefined {
  const text = textOf(args, name);
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} is ${text}; accepted: a whole number from ${least} to ${most}`);
}
