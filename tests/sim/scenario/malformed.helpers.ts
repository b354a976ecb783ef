/** What the table of malformed scenarios says of each. */

/** One malformed input. `text` stands after the line `version: 1` unless it is `whole`. */
export interface Malformed {
  readonly says: string;
  readonly text?: string;
  readonly whole?: string;
  readonly overrides?: readonly { readonly path: string; readonly value: string }[];
  /** Line and column of the first problem. */
  readonly at: readonly [number, number];
  readonly path: string;
  readonly value: unknown;
  /** Part of what the error says would be accepted. */
  readonly accepted: string;
  /** Part of the complaint, where it matters. */
  readonly complaint?: string;
  /** Text of the CSV file that the scenario names; without it, no file can be read. */
  readonly csv?: string;
  /** File of the problem; the scenario's when absent. */
  readonly file?: string;
}

/**
 * A list of one coalition with the rest of its entry; `members:` begins at line 3, column 21 of a scenario.
 */
export const cartel = (rest: string) => `adversaries:\n  - { name: cartel, ${rest} }\n`;
