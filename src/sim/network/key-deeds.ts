/**
 * What the members of a key generation do, as their operators choose it, and what it comes to; in a resharing
 * holders of the old key deal and answer, and the members receive. §M16.2, §M4.4
 */
import {
  HONEST_DEALING,
  type CeremonyTask,
  type DealingDeed,
  type KeyCeremony,
  type ResponseDeed,
  type VerdictDeed,
} from '../../crypto/key-ceremony.ts';
import { keyParity } from '../../crypto/key-parity.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import type { DecisionName } from '../protocol/decisions.ts';
import { checkDkgDeal, checkDkgResponse, checkDkgVerdict } from './enact-keys.ts';
import { BEACON_GROUP, NO_DEALER, type KeyGeneration } from './key-state.ts';
import { isAway } from './nodes.ts';
import { randomBytes } from './random-bytes.ts';
import type { World } from './world.ts';

/** Asks every operator that has a rule how its dealer deals. Sets `deals`, and who rushes. */
export function dealsTold(world: World, generation: KeyGeneration, clock: Clock): void {
  const { committee, attempt, members, dealers } = generation;
  const ruled = ruledSeats(world, 'dkgDeal', dealers);
  if (ruled.length === 0) return;
  const deals: DealingDeed[] = dealers.map(() => HONEST_DEALING);
  generation.deals = deals;
  for (const seat of ruled) {
    const node = dealers[seat];
    // Who keeps what it was told and asks again later learns a bit, and waits for nobody.
    let isAsking = true;
    const onAsked = (): void => {
      if (isAsking) generation.rushing = seat;
    };
    const parity = seat === ruled.at(-1) ? parityFor(world, generation, seat, onAsked) : undefined;
    const occasion = { node, committee, attempt, seat: seat + 1, members, keyParity: parity };
    deals[seat] = checkDkgDeal(world, node, members.length, world.operators.ask('dkgDeal', node, occasion));
    const deed = deals[seat];
    isAsking = false;
    if (generation.rushing !== seat || deed === 'withhold') continue;
    const chosen = keyParity(taskOf(world, generation), seat + 1, deed.polynomial);
    clock.record(FACT['key-parity'], committee, node, chosen);
  }
}

/** The ceremony, where somebody may lie, a key is asked for, or all is worked out anyway. */
export function ceremonyBegun(world: World, generation: KeyGeneration): KeyCeremony | undefined {
  const { committee, members, dealers } = generation;
  const isNeeded =
    world.params.randomness.crypto === 'real' ||
    world.params.keyGeneration.atTurn === 'reshare' ||
    committee === BEACON_GROUP ||
    ruledSeats(world, 'dkgDeal', dealers).length > 0 ||
    ruledSeats(world, 'dkgVerdict', members).length > 0;
  return isNeeded ? world.ceremonies.begin(taskOf(world, generation)) : undefined;
}

/** Asks what members say of their shares; whoever has no rule says the truth. Sets `verdicts`. */
export function verdictsTold(world: World, generation: KeyGeneration): void {
  const { committee, attempt, members, dealers, accusations } = generation;
  const ruled = ruledSeats(world, 'dkgVerdict', members);
  if (ruled.length === 0 && accusations.every(({ length }) => length === 0)) return;
  generation.verdicts = members.map((node, seat) => {
    const accused = accusations[seat] ?? [];
    if (world.operators.hasRule.dkgVerdict[node] === 0) return { accused };
    const occasion = { node, committee, attempt, seat: seat + 1, members, accused };
    const choice = world.operators.ask('dkgVerdict', node, occasion);
    return ofDealers(checkDkgVerdict(world, node, dealers.length, choice), dealers);
  });
}

/** Asks the accused whether they answer. Sets `responses`. */
export function responsesTold(world: World, generation: KeyGeneration): void {
  const { committee, attempt, dealers, complaints } = generation;
  const answers = ({ dealer, complainer }: ResponseDeed): boolean => {
    const node = dealers[dealer - 1];
    if (world.operators.hasRule.dkgResponse[node] === 0) return true;
    const occasion = { node, committee, attempt, seat: dealer, complainer };
    const choice = world.operators.ask('dkgResponse', node, occasion);
    return checkDkgResponse(world, node, choice) === 'respond';
  };
  generation.responses = complaints.filter(answers);
}

/** Everything that a key generation hangs on, the members' randomness included. */
export function taskOf(world: World, generation: KeyGeneration): CeremonyTask {
  const { number, members, dealers, deals, old } = generation;
  const deedOf = (seat: number): DealingDeed => deals?.[seat] ?? HONEST_DEALING;
  if (old === undefined) return ceremonyTask(world, number, members, deedOf);
  const dealing = dealers.map((node, seat) =>
    node === NO_DEALER ? undefined : { dealingSeed: dealingSeed(world, node, number), deed: deedOf(seat) },
  );
  const task = ceremonyTask(world, number, members, () => HONEST_DEALING);
  return { ...task, variant: 'joint-feldman', resharing: { old: old.key, dealers: dealing } };
}

/** The task of ceremony `number` of these nodes. */
export function ceremonyTask(
  world: World,
  number: number,
  nodes: readonly number[],
  deedOf: (seat: number) => DealingDeed,
): CeremonyTask {
  const { curve, keysIn, variant } = world.params.keyGeneration;
  return {
    curve,
    keysIn,
    variant,
    name: `key generation ${number}`,
    threshold: thresholdOf(nodes.length),
    members: nodes.map((node, seat) => ({
      sealingSeed: randomBytes(world.streams.of('dkg/sealing', node)),
      dealingSeed: dealingSeed(world, node, number),
      deed: deedOf(seat),
    })),
  };
}

const dealingSeed = ({ streams }: World, node: number, number: number): Uint8Array =>
  randomBytes(streams.of('dkg/dealing', node, number));

/** Mainnet takes no complaint of a seat that nobody deals for. */
function ofDealers(verdict: VerdictDeed, dealers: readonly number[]): VerdictDeed {
  if (verdict === 'silent' || !dealers.includes(NO_DEALER)) return verdict;
  return { accused: verdict.accused.filter((seat) => dealers[seat - 1] !== NO_DEALER) };
}

/**
 * What the last dealer of a coalition may work out: it waits for the others, so they must all deal, and in
 * the open.
 */
function parityFor(
  world: World,
  generation: KeyGeneration,
  seat: number,
  onAsked: () => void,
): ((polynomial: number) => 0 | 1) | undefined {
  // A key that is reshared is the one that it was.
  if (generation.old !== undefined) return undefined;
  if (world.params.keyGeneration.variant !== 'joint-feldman') return undefined;
  const { members, deals } = generation;
  const { nodes } = world;
  const isThere = (node: number, other: number): boolean =>
    other === seat || (nodes.downCauses[node] === 0 && !isAway(nodes, node) && deals?.[other] !== 'withhold');
  if (!members.every(isThere)) return undefined;
  return (polynomial) => {
    onAsked();
    return keyParity(taskOf(world, generation), seat + 1, polynomial);
  };
}

/** Seats from 0 whose operators have a rule of their own. */
function ruledSeats(world: World, decision: DecisionName, nodes: readonly number[]): readonly number[] {
  if (!world.operators.areAsked[decision]) return NO_SEATS;
  const hasRule = world.operators.hasRule[decision];
  const seats: number[] = [];
  for (let seat = 0; seat < nodes.length; seat++) {
    if (nodes[seat] !== NO_DEALER && hasRule[nodes[seat]] === 1) seats.push(seat);
  }
  return seats;
}

const NO_SEATS: readonly number[] = [];
