/**
 * Prepaid rents. Terms that begin at one price and before one opening are released in step, so they form a
 * cohort, and a chain remembers no more than which cohort is its own. §M3.3, §M10.2
 */
import { assert } from '../../base/assert.ts';
import { grown } from '../../base/growable.ts';
import type { Tokens } from '../../base/units.ts';
import { monthlyPart } from '../../economics/rent.ts';

/** Terms of chains of one size that began in one month, before the same opening. */
interface Cohort {
  readonly month: number;
  /** Openings before the first release. */
  readonly openings: number;
  /** What each chain prepaid, in base units. */
  readonly total: Tokens;
  readonly months: number;
  /** Parts released so far, of each chain. */
  released: number;
  /** Chains whose running term this is. */
  chains: number;
}

/** A term that begins. */
export interface Term {
  /** The month in which it begins. */
  readonly month: number;
  readonly months: number;
  /** What the chain prepays for all of it, in base units. */
  readonly total: Tokens;
}

/** The cohort of a chain without a running term. */
const NEVER = 0;

/** Which chain has prepaid what, in the order of placement. */
export class Rents {
  readonly #cohorts: Cohort[] = [];
  /** By size, the cohort of the terms that begin now. */
  readonly #newest: number[] = [];
  /** By chain, 1 + the cohort of its running term. */
  #cohortOf = new Int32Array(64);
  /** By chain, the terms that were prepaid, the running one included. */
  #terms = new Int32Array(64);
  /** Chains with a running term, in order of their placement. */
  #order = new Int32Array(64);
  #count = 0;
  #openings = 0;

  /** Chains with a running term. */
  get count(): number {
    return this.#count;
  }

  /** Terms that the chain has prepaid, the running one included. */
  termsOf(chain: number): number {
    return this.#terms[chain];
  }

  /** A chain's first term, or one that follows a term that is over. */
  prepaid(chain: number, size: number, term: Term): void {
    this.#cohortOf = grown(this.#cohortOf, chain + 1);
    this.#terms = grown(this.#terms, chain + 1);
    const before = this.#cohortOf[chain];
    if (before === NEVER) {
      this.#order = grown(this.#order, this.#count + 1);
      this.#order[this.#count++] = chain;
    } else {
      this.#cohorts[before - 1].chains--;
    }
    const cohort = this.#cohortFor(size, term);
    this.#cohortOf[chain] = cohort + 1;
    this.#cohorts[cohort].chains++;
    this.#terms[chain]++;
  }

  /** Releases one part of every running term; returns their sum. */
  release(): Tokens {
    this.#openings++;
    let sum = 0n;
    for (const cohort of this.#cohorts) {
      if (cohort.chains === 0) continue;
      const part = monthlyPart(cohort.total, cohort.months, cohort.released++);
      sum += part * BigInt(cohort.chains);
    }
    return sum;
  }

  /**
   * Asks for every chain whose term is over whether it goes on; whoever answers true has prepaid the next
   * term meanwhile. The others are forgotten.
   */
  termsEnded(goesOn: (chain: number) => boolean): void {
    if (!this.#cohorts.some(isOver)) return;
    let kept = 0;
    for (let index = 0; index < this.#count; index++) {
      const chain = this.#order[index];
      const cohort = this.#cohorts[this.#cohortOf[chain] - 1];
      if (isOver(cohort) && !goesOn(chain)) {
        cohort.chains--;
        this.#cohortOf[chain] = NEVER;
        continue;
      }
      assert(!isOver(this.#cohorts[this.#cohortOf[chain] - 1]), 'a chain that goes on has prepaid');
      this.#order[kept++] = chain;
    }
    this.#count = kept;
  }

  #cohortFor(size: number, { month, months, total }: Term): number {
    const newest = this.#newest[size] as number | undefined;
    if (newest !== undefined) {
      const cohort = this.#cohorts[newest];
      if (cohort.month === month && cohort.openings === this.#openings) {
        assert(cohort.total === total, 'terms of one size that begin in one month have one price');
        return newest;
      }
    }
    const openings = this.#openings;
    this.#cohorts.push({ month, openings, total, months, released: 0, chains: 0 });
    return (this.#newest[size] = this.#cohorts.length - 1);
  }
}

const isOver = ({ chains, released, months }: Cohort): boolean => chains > 0 && released >= months;
