/**
 * Works out every draw of committees and groups again, from the facts of a run as an outsider reads them: the
 * scenario is known, the seed is not. §M4.1
 */
import { assert } from '../../base/assert.ts';
import type { Tap } from '../kernel/tap.ts';
import { BEACON_GROUP } from '../network/key-state.ts';
import { FACT_KINDS, type FactName } from '../protocol/facts.ts';
import type { Params } from '../protocol/params.ts';
import {
  areSame,
  begun,
  DueFacts,
  OUTCOMES,
  type Act,
  type Audited,
  type Mismatch,
  type PlainFact,
} from './due-facts.ts';
import { PublicReplica } from './public-replica.ts';
import { factKinds } from './recorder.ts';

/** Members that failed one key generation, told one by one: only then are others drawn. */
interface Failure {
  readonly at: number;
  readonly committee: number;
  readonly nodes: Set<number>;
}

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
  'chain-hybrid',
  'rent-released',
  'chain-renewed',
  'chain-deleted',
  'node-leaving',
  'dkg-failed',
  'run-ended',
];
const NO_FACTS = 'hashes of blocks are no facts, so nobody can work out what they draw';
const BEACON_BITS = 256;
const WORD_BITS = 32;

/**
 * Can an outsider work out the draws? Under `block-hash` not: hashes of blocks are no facts. §M4.3 Nor does
 * this outsider follow nodes that enter, or are hidden and shown again, calls of exits, moves for room,
 * members of before that fail in a resharing, and chains that ask for a record.
 */
export function isAuditable(params: Params): boolean {
  const { behaviour, network, placement, randomness, keyGeneration, sla } = params;
  const { exit, incompliance, maintenanceState, nodes, nodesMax } = network;
  return (
    randomness.source !== 'block-hash' &&
    nodesMax === nodes &&
    behaviour.validators === undefined &&
    exit.policy === 'at-once' &&
    maintenanceState.perYear === 0 &&
    incompliance.afterFailedMonths === 0 &&
    incompliance.failedDkg === 'ignored' &&
    placement.repair.movesPerMonth === 0 &&
    keyGeneration.atTurn === 'fresh' &&
    sla.tiers.length < 2
  );
}

/**
 * Follows a run, or one after another, and compares. What is told wrongly is not taken over: the audit goes
 * on with what should have been told, so that one altered line is one mismatch.
 */
export class SortitionAudit implements Tap {
  readonly kinds = factKinds(...VERIFIED, ...FOLLOWED);
  readonly #params: Params;
  readonly #due = new DueFacts();
  #replica: PublicReplica;
  /** To what belongs all that the replica does; undefined: each fact says by its kind to what. */
  #turn: Act | undefined;
  /** To what the next member belongs. */
  #act: Act | undefined;
  #failure: Failure | undefined;
  /** By chain, what was told of the end of its term. */
  readonly #endings = new Map<number, PlainFact>();

  /** For a scenario that {@link isAuditable}. Of `params`, the seed and the adversaries are not used. */
  constructor(params: Params) {
    assert(params.randomness.source !== 'block-hash', NO_FACTS);
    assert(isAuditable(params), 'the audit follows whatever decides a draw');
    this.#params = params;
    this.#replica = this.#laid();
  }

  /** What has been verified so far. */
  audited(): Audited {
    return this.#due.audited;
  }

  /** The first 1,000 mismatches, in order. */
  get mismatches(): readonly Mismatch[] {
    return this.#due.mismatches;
  }

  fact(at: number, kind: number, a: number, b: number, c: number, amount: bigint): void {
    const told = { fact: FACT_KINDS[kind].name, a, b, c };
    if (!this.#belongsToFailure(at, told)) this.#failureFollowed();
    this.#replica.moveTo(at);
    if (VERIFIED.includes(told.fact)) return this.#compared(at, told);
    this.#due.allCame(at);
    this.#followed(at, told, amount);
  }

  #laid(): PublicReplica {
    return new PublicReplica(this.#params, (kind, a, b, c) => {
      const fact = FACT_KINDS[kind].name;
      if (VERIFIED.includes(fact)) this.#due.expect({ fact, a, b, c }, this.#turn ?? this.#actOf(fact));
    });
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
    const due = this.#due;
    // Nobody can foretell that somebody asks for a chain; what comes of it, everybody can.
    if (isOutcome(told) && !due.isDueSoon(told) && (due.head === undefined || !isOutcome(due.head))) {
      due.allCame(at);
      if (told.b >= 0 && told.b < this.#params.sizes.length) this.#replica.chainRequested(told.b);
    }
    due.told(at, told);
  }

  /** What nobody draws, or chance that is not public, is done in the replica as it was told. */
  #followed(at: number, told: PlainFact, amount: bigint): void {
    switch (told.fact) {
      case 'run-started':
        this.#replica = this.#laid();
        this.#endings.clear();
        return;
      case 'genesis-drawn':
        return this.#replica.genesisDrawn(BigInt.asUintN(BEACON_BITS, amount));
      case 'beacon-published':
        this.#wordsCompared(at, told, amount);
        return this.#monthOpened(told.a, BigInt.asUintN(BEACON_BITS, amount));
      case 'beacon-stalled':
        return this.#monthOpened(told.a, undefined);
      case 'chain-renewed':
      case 'chain-deleted':
        this.#endings.set(told.a, told);
        return;
      case 'chain-hybrid':
        if (!this.#replica.hybridAsked(told.a)) this.#due.mismatched(at, undefined, told);
        return;
      case 'rent-released':
        return this.#termsEnded(at, told.a);
      case 'node-leaving':
        if (!this.#replica.nodeLeaves(told.a)) this.#due.mismatched(at, undefined, told);
        return;
      case 'dkg-failed':
        return this.#memberFailed(at, told);
    }
  }

  /** The first two words of a beacon are told twice. */
  #wordsCompared(at: number, told: PlainFact, value: bigint): void {
    const word = (index: number): number =>
      Number(BigInt.asUintN(WORD_BITS, value >> BigInt(BEACON_BITS - (index + 1) * WORD_BITS)));
    const expected = { ...told, b: word(0), c: word(1) };
    const isLonger = value >> BigInt(BEACON_BITS) !== 0n;
    if (isLonger || !areSame(told, expected)) this.#due.mismatched(at, expected, told);
  }

  /** Month 0 begins with its committees as they were created. §M1.2 */
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
    const due = this.#due;
    const endings = this.#endings;
    const unpaid = this.#replica.termsEnded((chain) => {
      const told = endings.get(chain);
      endings.delete(chain);
      if (told === undefined) due.mismatched(at, aboutChain('chain-deleted', chain), undefined);
      return told?.fact === 'chain-renewed' ? 'renewed' : 'deleted';
    });
    for (const chain of unpaid) {
      due.mismatched(at, aboutChain('chain-deleted', chain), aboutChain('chain-renewed', chain));
    }
    // Whose term is not over neither renews nor goes.
    for (const told of endings.values()) due.mismatched(at, undefined, told);
    endings.clear();
    if (month === 0) due.expect({ fact: 'rotation-settled', a: 0, b: 0, c: 0 }, undefined);
  }

  #belongsToFailure(at: number, { fact, a }: PlainFact): boolean {
    const failure = this.#failure;
    return fact === 'dkg-failed' && failure?.committee === a && failure.at === at;
  }

  #memberFailed(at: number, told: PlainFact): void {
    if (!this.#replica.isMember(told.a, told.b)) return this.#due.mismatched(at, undefined, told);
    this.#failure ??= { at, committee: told.a, nodes: new Set() };
    this.#failure.nodes.add(told.b);
  }

  #failureFollowed(): void {
    const failure = this.#failure;
    if (failure === undefined) return;
    this.#failure = undefined;
    const { at, committee, nodes } = failure;
    if (committee === BEACON_GROUP) this.#act = begun('groups');
    this.#replica.moveTo(at);
    this.#replica.membersFailed(committee, [...nodes]);
  }
}

const isOutcome = ({ fact }: PlainFact): boolean => OUTCOMES.includes(fact);

const aboutChain = (fact: FactName, chain: number): PlainFact => ({ fact, a: chain, b: 0, c: 0 });
