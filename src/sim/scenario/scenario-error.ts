/**
 * What is wrong with a scenario, where, and what would be accepted instead. Exit code 2, never a stack
 * trace.
 */

/** A place in a text: line and column count from 1, columns in UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong. */
export interface Problem extends Place {
  /**
   * Dotted path of the field, list items by index: `adversaries.0.members.share`; `scenario` is the whole.
   */
  readonly path: string;
  /** What stands there; undefined when nothing does. */
  readonly value: unknown;
  /** What would be accepted, in words. */
  readonly accepted: string;
  /** What is wrong, in a few words, such as `unknown key (did you mean nodes?)`. */
  readonly complaint: string;
}

/** Longest text of a value in a message; more is cut. */
const SHOWN_LENGTH_MAX = 60;

/** Bad input in a scenario. Holds at least one problem; the fields of the first are the error's own. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly Problem[];
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly value: unknown;
  readonly accepted: string;

  constructor(first: Problem, ...others: readonly Problem[]) {
    super([first, ...others].map(formatProblem).join('\n'));
    this.problems = [first, ...others];
    this.file = first.file;
    this.line = first.line;
    this.column = first.column;
    this.path = first.path;
    this.value = first.value;
    this.accepted = first.accepted;
  }

  /** All problems, a line each: `file:line:column: path: complaint, got value; accepted: what`. */
  format(): string {
    return this.message;
  }
}

/** Throws a {@link ScenarioError} when there is any problem; keeps their order. */
export function throwProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ScenarioError(problems[0], ...problems.slice(1));
}

/** One problem as one line of text. */
export function formatProblem(problem: Problem): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  const got = problem.value === undefined ? '' : `, got ${show(problem.value)}`;
  return `${place}: ${problem.path}: ${problem.complaint}${got}; accepted: ${problem.accepted}`;
}

/** JSON text of a value on one line, cut to a readable length. */
function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length <= SHOWN_LENGTH_MAX ? text : `${text.slice(0, SHOWN_LENGTH_MAX - 1)}…`;
}
