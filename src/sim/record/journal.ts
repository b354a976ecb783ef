/** The journal of a run: chosen facts as lines of JSON, for people and for tools that read line by line. */
import type { Tap } from '../kernel/tap.ts';
import { FACT_KINDS } from '../protocol/facts.ts';
import type { FactKind } from '../protocol/facts.ts';

const KINDS: readonly FactKind[] = FACT_KINDS;

/** Writes each chosen fact as one line: instant, name, its named numbers, and the amount as decimal text. */
export class JournalTap implements Tap {
  readonly kinds: readonly number[] | 'all';
  private readonly sink: (line: string) => void;

  /**
   * `sink` gets each line without its end. `failures` are the facts of that class; `all` has the details too.
   */
  constructor(facts: 'failures' | 'all', sink: (line: string) => void) {
    this.kinds =
      facts === 'all' ? 'all' : [...KINDS.keys()].filter((kind) => KINDS[kind].class === 'failure');
    this.sink = sink;
  }

  fact(at: number, kind: number, a: number, b: number, c: number, amount: bigint): void {
    const { name, fields, amount: amountName } = KINDS[kind];
    const numbers = [a, b, c];
    const line: Record<string, number | string> = { at, fact: name };
    fields.forEach((field, index) => (line[field] = numbers[index]));
    if (amountName !== undefined) line[amountName] = String(amount);
    this.sink(JSON.stringify(line));
  }
}
