/**
 * Prepaid rents. Terms that begin at one price and before one opening are released in step, so they form a
 * cohort, and a chain remembers no more than which cohort is its own. §M3.3, §M10.2
 */
import { assert } from '../../base/assert.ts';
import { grown } from '../../base/growable.ts';
import type { Tokens } from '../../base/units.ts';
import { monthlyPart } from '../../economics/rent.ts';

/** Terms of one length and price that began before the same opening. */
interface Cohort {
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
  readonly months: number;
  /** What the chain prepays for all of it, in base units. */
  readonly total: Tokens;
}

/** The cohort of a chain without a running term. */
const NEVER = 0;

/** Which chain has prepaid what, in the order of placement. */
export class Rents {
  readonly #cohorts: Cohort[] = [];
  /** Cohorts before this one are empty for good. */
  #firstOfUse = 0;
  /** The first cohort of those that begin before the next opening. */
  #firstOfOpening = 0;
  /** By chain, 1 + the cohort of its running term. */
  #cohortOf = new Int32Array(64);
  /** By chain, the terms that were prepaid, the running one included. */
  #terms = new Int32Array(64);
  /** Chains with a running term, in order of their placement. */
  #order = new Int32Array(64);
  #count = 0;

  /** Chains with a running term. */
  get count(): number {
    return this.#count;
  }

  /** Terms that the chain has prepaid, the running one included. */
  termsOf(chain: number): number {
    return this.#terms[chain];
  }

  /** A chain's first term, or one that follows a term that is over. */
  prepaid(chain: number, term: Term): void {
    this.#cohortOf = grown(this.#cohortOf, chain + 1);
    this.#terms = grown(this.#terms, chain + 1);
    const before = this.#cohortOf[chain];
    if (before === NEVER) {
      this.#order = grown(this.#order, this.#count + 1);
      this.#order[this.#count++] = chain;
    } else {
      this.#cohorts[before - 1].chains--;
    }
    const cohort = this.#cohortFor(term);
    this.#cohortOf[chain] = cohort + 1;
    this.#cohorts[cohort].chains++;
    this.#terms[chain]++;
  }

  /** Releases one part of every running term; returns their sum. */
  release(): Tokens {
    this.#firstOfOpening = this.#cohorts.length;
    let sum = 0n;
    for (let index = this.#firstOfUse; index < this.#cohorts.length; index++) {
      const cohort = this.#cohorts[index];
      if (cohort.chains === 0) {
        if (index === this.#firstOfUse) this.#firstOfUse++;
        continue;
      }
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
    this.#keep((chain) => !isOver(this.#cohorts[this.#cohortOf[chain] - 1]) || goesOn(chain));
  }

  /**
   * Forgets every chain that `goes` before its term is over, and returns what these had prepaid and nobody
   * has released yet. Asked in the order of placement.
   */
  broken(goes: (chain: number) => boolean): Tokens {
    let unreleased = 0n;
    this.#keep((chain) => {
      if (!goes(chain)) return true;
      const { total, months, released } = this.#cohorts[this.#cohortOf[chain] - 1];
      for (let part = released; part < months; part++) unreleased += monthlyPart(total, months, part);
      return false;
    });
    return unreleased;
  }

  /** Forgets the chains that do not stay, in the order of placement. */
  #keep(stays: (chain: number) => boolean): void {
    let kept = 0;
    for (let index = 0; index < this.#count; index++) {
      const chain = this.#order[index];
      const before = this.#cohortOf[chain] - 1;
      if (!stays(chain)) {
        this.#cohorts[before].chains--;
        this.#cohortOf[chain] = NEVER;
        continue;
      }
      assert(!isOver(this.#cohorts[this.#cohortOf[chain] - 1]), 'a chain that goes on has prepaid');
      this.#order[kept++] = chain;
    }
    this.#count = kept;
  }

  #cohortFor({ months, total }: Term): number {
    for (let index = this.#firstOfOpening; index < this.#cohorts.length; index++) {
      const cohort = this.#cohorts[index];
      if (cohort.months === months && cohort.total === total) return index;
    }
    this.#cohorts.push({ total, months, released: 0, chains: 0 });
    return this.#cohorts.length - 1;
  }
}

const isOver = ({ chains, released, months }: Cohort): boolean => chains > 0 && released >= months;
