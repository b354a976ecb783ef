/**
 * Works out every draw of committees and groups again, from the facts of a run as an outsider reads them: the
 * scenario is known, the seed is not. §M4.1
 */
import { assert } from '../../base/assert.ts';
import { BEACON_GROUP } from '../network/key-state.ts';
import { FACT, FACT_KINDS, type FactName } from '../protocol/facts.ts';
import type { Params } from '../protocol/params.ts';
import type { Tap } from '../kernel/tap.ts';
import { PublicReplica } from './public-replica.ts';
import { factKinds } from './recorder.ts';

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

/** What has been verified, draw by draw; only whole acts count. */
export interface Audited {
  /** Committees of new chains. */
  readonly committees: number;
  /** Months in which committees turned. */
  readonly turns: number;
  /** Seats that changed hands between turns. */
  readonly replacements: number;
  /** Groups that were drawn for a beacon, and those of their key generations that failed. */
  readonly groups: number;
  readonly mismatches: number;
}

type Counted = Exclude<keyof Audited, 'mismatches'>;

/** Facts that follow from one draw. */
interface Act {
  readonly counted: Counted;
  /** Facts that have not been told yet. */
  left: number;
  isAsExpected: boolean;
}

/** A fact that has to come. */
interface Due extends PlainFact {
  readonly act: Act | undefined;
}

/** What a failed key generation tells, until something else is told. */
interface Failure {
  readonly at: number;
  readonly committee: number;
  readonly nodes: Set<number>;
}

/** What is expected of a request. */
const OUTCOMES: readonly FactName[] = ['chain-created', 'chain-queued', 'chain-refused'];
/** Facts that an outsider can foretell. */
const VERIFIED: readonly FactName[] = [
  ...OUTCOMES,
  'member-joined',
  'member-replaced',
  'rotation-deferred',
  'rotation-settled',
  'node-left',
  'eviction-waits',
  'beacon-group-drawn',
  'beacon-group-joined',
];
/** Facts that it can only follow. */
const FOLLOWED: readonly FactName[] = [
  'run-started',
  'genesis-drawn',
  'beacon-published',
  'beacon-stalled',
  'rent-released',
  'chain-renewed',
  'chain-deleted',
  'node-leaving',
  'dkg-failed',
  'run-ended',
];
/** So far ahead is looked for a fact that comes before its time: those before it are missing. */
const LOOK_AHEAD = 16;
/** Mismatches that are kept. */
const KEPT_MAX = 1000;
const BEACON_BITS = 256n;
const WORD_BITS = 32n;

/** Can an outsider work out the draws? Under `block-hash` not: hashes of blocks are no facts. §M4.3 */
export const isAuditable = ({ randomness }: Params): boolean => randomness.source !== 'block-hash';

/**
 * Follows one run after the other and compares. What is told wrongly is not taken over: the audit goes on with
 * what should have been told, so that one altered line is one mismatch.
 */
export class SortitionAudit implements Tap {
  readonly kinds = factKinds(...VERIFIED, ...FOLLOWED);
  readonly #params: Params;
  readonly #counts = { committees: 0, turns: 0, replacements: 0, groups: 0, mismatches: 0 };
  readonly #mismatches: Mismatch[] = [];
  #replica: PublicReplica;
  #due: Due[] = [];
  /** Place in {@link #due} of the fact that comes next. */
  #next = 0;
  /** What the replica does at present; undefined: each fact says by its kind what it belongs to. */
  #turn: Act | undefined;
  #act: Act | undefined;
  #failure: Failure | undefined;
  /** By chain, what was told of the end of its term. */
  readonly #endings = new Map<number, PlainFact>();

  /** For a scenario that {@link isAuditable}. Of `params`, the seed and the adversaries are not used. */
  constructor(params: Params) {
    assert(isAuditable(params), 'hashes of blocks are no facts, so that nobody can audit what they draw');
    this.#params = params;
    this.#replica = this.#laid();
  }

  /** What has been verified so far. */
  audited(): Audited {
    return { ...this.#counts };
  }

  /** The first 1,000 mismatches, in order. */
  get mismatches(): readonly Mismatch[] {
    return this.#mismatches;
  }

  fact(at: number, kind: number, a: number, b: number, c: number, amount: bigint): void {
    const told = { fact: FACT_KINDS[kind].name, a, b, c };
    if (!this.#belongsToFailure(at, told)) this.#failureFollowed();
    this.#replica.moveTo(at);
    if (VERIFIED.includes(told.fact)) return this.#compared(at, told);
    this.#allCame(at);
    this.#followed(at, told, amount);
  }

  #laid(): PublicReplica {
    return new PublicReplica(this.#params, (kind, a, b, c) => this.#expect(kind, a, b, c));
  }

  /** What has happened by nobody's draw, or by one that is not public, is done in the replica. */
  #followed(at: number, told: PlainFact, amount: bigint): void {
    switch (told.fact) {
      case 'run-started':
        this.#replica = this.#laid();
        this.#endings.clear();
        return;
      case 'genesis-drawn':
        return this.#replica.genesisDrawn(BigInt.asUintN(Number(BEACON_BITS), amount));
      case 'beacon-published':
        this.#wordsCompared(at, told, amount);
        return this.#monthOpened(told.a, BigInt.asUintN(Number(BEACON_BITS), amount));
      case 'beacon-stalled':
        return this.#monthOpened(told.a, undefined);
      case 'chain-renewed':
      case 'chain-deleted':
        this.#endings.set(told.a, told);
        return;
      case 'rent-released':
        return this.#termsEnded(at, told.a);
      case 'node-leaving':
        if (!this.#replica.nodeLeaves(told.a)) this.#mismatched(at, undefined, told);
        return;
      case 'dkg-failed':
        return this.#memberFailed(at, told);
    }
  }

  /** The first words of a beacon are told twice. */
  #wordsCompared(at: number, told: PlainFact, value: bigint): void {
    const word = (index: bigint): number =>
      Number(BigInt.asUintN(Number(WORD_BITS), value >> (BEACON_BITS - (index + 1n) * WORD_BITS)));
    const expected = { ...told, b: word(0n), c: word(1n) };
    if (!areSame(told, expected) || value >> BEACON_BITS > 0n) this.#mismatched(at, expected, told);
  }

  /** Month 0 begins with the committees as they were created. §M1.2 */
  #monthOpened(month: number, beacon: bigint | undefined): void {
    const replica = this.#replica;
    replica.beaconCame(month, beacon);
    if (month === 0) return;
    replica.waitingServed();
    this.#turn = replica.turns ? begun('turns') : undefined;
    replica.turned(month);
    this.#turn = undefined;
    replica.evictionsRetried();
  }

  #termsEnded(at: number, month: number): void {
    const endings = this.#endings;
    const unpaid = this.#replica.termsEnded((chain) => {
      const told = endings.get(chain);
      endings.delete(chain);
      if (told === undefined) this.#mismatched(at, plain('chain-deleted', chain), undefined);
      return told?.fact === 'chain-renewed' ? 'renewed' : 'deleted';
    });
    for (const chain of unpaid) {
      this.#mismatched(at, plain('chain-deleted', chain), plain('chain-renewed', chain));
    }
    // Whose term is not over neither renews nor goes.
    for (const told of endings.values()) this.#mismatched(at, undefined, told);
    endings.clear();
    if (month === 0) this.#expect(FACT['rotation-settled'], 0, 0, 0);
  }

  /** A key generation that failed is told member by member; only then are others drawn. */
  #belongsToFailure(at: number, { fact, a }: PlainFact): boolean {
    const failure = this.#failure;
    return fact === 'dkg-failed' && failure?.committee === a && failure.at === at;
  }

  #memberFailed(at: number, told: PlainFact): void {
    if (!this.#replica.isMember(told.a, told.b)) return this.#mismatched(at, undefined, told);
    this.#failure ??= { at, committee: told.a, nodes: new Set() };
    this.#failure.nodes.add(told.b);
  }

  #failureFollowed(): void {
    const failure = this.#failure;
    if (failure === undefined) return;
    this.#failure = undefined;
    if (failure.committee === BEACON_GROUP) this.#act = begun('groups');
    this.#replica.moveTo(failure.at);
    this.#replica.membersFailed(failure.committee, [...failure.nodes]);
  }

  /** Something that the replica does has to be told. */
  #expect(kind: number, a: number, b: number, c: number): void {
    const { name } = FACT_KINDS[kind];
    if (!VERIFIED.includes(name)) return;
    const act = this.#turn ?? this.#actOf(name);
    if (act !== undefined) act.left++;
    this.#due.push({ fact: name, a, b, c, act });
  }

  #actOf(fact: FactName): Act | undefined {
    switch (fact) {
      case 'chain-created':
        return (this.#act = begun('committees'));
      case 'beacon-group-drawn':
        return (this.#act = begun('groups'));
      case 'member-joined':
      case 'beacon-group-joined':
        return this.#act;
      case 'member-replaced':
        return begun('replacements');
      default:
        return undefined;
    }
  }

  #compared(at: number, told: PlainFact): void {
    let head: Due | undefined = this.#due[this.#next];
    const isOutcome = OUTCOMES.includes(told.fact);
    if (isOutcome && !this.#isDueSoon(told) && (head === undefined || !OUTCOMES.includes(head.fact))) {
      // Nobody can foretell that somebody asks for a chain; what comes of it, everybody can.
      this.#allCame(at);
      if (told.b < this.#params.sizes.length) this.#replica.chainRequested(told.b);
      head = this.#due[this.#next];
    }
    if (head !== undefined && this.#isDueSoon(told)) {
      while (!areSame(head, told)) head = this.#missed(at, head);
      this.#came(head, true);
    } else if (head !== undefined && (head.fact === told.fact || isOutcome)) {
      this.#mismatched(at, head, told);
      this.#came(head, false);
    } else {
      this.#mismatched(at, undefined, told);
    }
  }

  #isDueSoon(told: PlainFact): boolean {
    const end = Math.min(this.#due.length, this.#next + LOOK_AHEAD);
    for (let place = this.#next; place < end; place++) if (areSame(this.#due[place], told)) return true;
    return false;
  }

  /** The fact `head`, which was due, is taken for told; `isAsExpected` when it was. */
  #came({ act }: Due, isAsExpected: boolean): void {
    if (++this.#next === this.#due.length) {
      this.#due = [];
      this.#next = 0;
    }
    if (act === undefined) return;
    if (!isAsExpected) act.isAsExpected = false;
    if (--act.left === 0 && act.isAsExpected) this.#counts[act.counted]++;
  }

  /** The fact `head` was not told; returns the next one that is due. */
  #missed(at: number, head: Due): Due {
    this.#mismatched(at, head, undefined);
    this.#came(head, false);
    return this.#due[this.#next];
  }

  /** Nothing that is due may be left. */
  #allCame(at: number): void {
    for (let head: Due | undefined = this.#due[this.#next]; head !== undefined;) head = this.#missed(at, head);
  }

  #mismatched(at: number, expected: PlainFact | undefined, got: PlainFact | undefined): void {
    this.#counts.mismatches++;
    const known = got ?? expected;
    assert(known !== undefined, 'a mismatch is of a fact that was due or told');
    if (this.#mismatches.length >= KEPT_MAX) return;
    this.#mismatches.push({ at, fact: known.fact, expected: bare(expected), got: bare(got) });
  }
}

const begun = (counted: Counted): Act => ({ counted, left: 0, isAsExpected: true });

const plain = (fact: FactName, a: number): PlainFact => ({ fact, a, b: 0, c: 0 });

const areSame = (one: PlainFact, other: PlainFact): boolean =>
  one.fact === other.fact && one.a === other.a && one.b === other.b && one.c === other.c;

const bare = (told: PlainFact | undefined): PlainFact | undefined =>
  told === undefined ? undefined : { fact: told.fact, a: told.a, b: told.b, c: told.c };
