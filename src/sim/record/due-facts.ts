/**
 * Facts that have to come, compared with those that come: what was told otherwise, and what was as it should
 * be.
 */
import { assert } from '../../base/assert.ts';
import type { FactName } from '../protocol/facts.ts';

/** A fact by its name, with its numbers; its instant stands elsewhere. */
export interface PlainFact {
  readonly fact: FactName;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** A fact that is not what the published randomness and the facts before it lead to. */
export interface Mismatch {
  /** When it was told, in milliseconds; for a fact that was not told, when it was found missing. */
  readonly at: number;
  readonly fact: FactName;
  /** Undefined where nothing was due. */
  readonly expected: PlainFact | undefined;
  /** Undefined where nothing was told. */
  readonly got: PlainFact | undefined;
}

/** What has been verified, draw by draw; an act counts when all its facts were told as expected. */
export interface Audited {
  /** Committees of new chains. */
  readonly committees: number;
  /** Months in which committees turned. */
  readonly turns: number;
  /** Seats that changed hands between turns. */
  readonly replacements: number;
  /** Groups as they were drawn for a beacon, and their failures, each with all whom it replaced. */
  readonly groups: number;
  readonly mismatches: number;
}

/** Kinds of acts. */
export type Counted = Exclude<keyof Audited, 'mismatches'>;

/** What follows from one draw. */
export interface Act {
  readonly counted: Counted;
  /** Facts that have not been told yet. */
  left: number;
  isAsExpected: boolean;
}

/** What may come of a request: one of them in place of another is the same fact, told otherwise. */
export const OUTCOMES: readonly FactName[] = ['chain-created', 'chain-queued', 'chain-refused'];
/** So far ahead is looked for a fact that comes before its time: those before it are missing. */
const LOOK_AHEAD = 16;
/** Mismatches that are kept. */
const KEPT_MAX = 1000;

/** A queue of facts. What is told otherwise takes the place of what was due. */
export class DueFacts {
  readonly #counts = { committees: 0, turns: 0, replacements: 0, groups: 0, mismatches: 0 };
  readonly #mismatches: Mismatch[] = [];
  #due: PlainFact[] = [];
  /** The act of each fact that is due. */
  #acts: (Act | undefined)[] = [];
  #next = 0;
  /** What was due last. */
  #before: PlainFact | undefined;

  /** What has been verified so far. */
  get audited(): Audited {
    return { ...this.#counts };
  }

  /** The first 1,000 mismatches, in order. */
  get mismatches(): readonly Mismatch[] {
    return this.#mismatches;
  }

  /** The fact that is due next. */
  get head(): PlainFact | undefined {
    return this.#due[this.#next];
  }

  /** A fact has to come, after all that had to before. */
  expect(due: PlainFact, act: Act | undefined): void {
    if (act !== undefined) act.left++;
    this.#due.push(due);
    this.#acts.push(act);
  }

  /** Is the fact due now, or after few others? */
  isDueSoon(told: PlainFact): boolean {
    const end = Math.min(this.#due.length, this.#next + LOOK_AHEAD);
    for (let place = this.#next; place < end; place++) if (areSame(this.#due[place], told)) return true;
    return false;
  }

  /** The fact was told at `at`. */
  told(at: number, told: PlainFact): void {
    if (this.isDueSoon(told)) {
      while (!areSame(this.#due[this.#next], told)) this.#missed(at);
      this.#passed(true);
      return;
    }
    const { head } = this;
    const isTwice = this.#before !== undefined && areSame(this.#before, told);
    const isInItsPlace = head !== undefined && !isTwice && areAlike(head.fact, told.fact);
    this.mismatched(at, isInItsPlace ? head : undefined, told);
    if (isInItsPlace) this.#passed(false);
  }

  /** Something else follows: whatever is still due is missing. */
  allCame(at: number): void {
    while (this.head !== undefined) this.#missed(at);
  }

  /** Notes what was told otherwise, or not at all, or should not have been. */
  mismatched(at: number, expected: PlainFact | undefined, got: PlainFact | undefined): void {
    const known = got ?? expected;
    assert(known !== undefined, 'a mismatch is of a fact that was due or told');
    this.#counts.mismatches++;
    if (this.#mismatches.length >= KEPT_MAX) return;
    this.#mismatches.push({ at, fact: known.fact, expected, got });
  }

  #missed(at: number): void {
    this.mismatched(at, this.head, undefined);
    this.#passed(false);
  }

  #passed(isAsExpected: boolean): void {
    this.#before = this.#due[this.#next];
    const act = this.#acts[this.#next++];
    if (this.#next === this.#due.length) {
      this.#due = [];
      this.#acts = [];
      this.#next = 0;
    }
    if (act === undefined) return;
    if (!isAsExpected) act.isAsExpected = false;
    if (--act.left === 0 && act.isAsExpected) this.#counts[act.counted]++;
  }
}

/** An act that nothing has been told of. */
export const begun = (counted: Counted): Act => ({ counted, left: 0, isAsExpected: true });

/** The same fact? */
export const areSame = (one: PlainFact, other: PlainFact): boolean =>
  one.fact === other.fact && one.a === other.a && one.b === other.b && one.c === other.c;

const areAlike = (one: FactName, other: FactName): boolean =>
  one === other || (OUTCOMES.includes(one) && OUTCOMES.includes(other));
