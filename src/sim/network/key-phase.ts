/**
 * One phase of a key generation: the message of each who owes one, dealer or member, goes to mainnet when it
 * is up, and the phase closes when the last of them is there, at the latest at its limit. §M6.1, §M6.3
 */
import { after, type Duration, type Instant } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import { EVENT } from './events.ts';
import { NO_DEALER, parties, type KeyGeneration } from './key-state.ts';
import { isAway } from './nodes.ts';
import { transactionSent } from './transaction.ts';
import type { World } from './world.ts';

/** What a member sends in the phase that runs; `nothing`: it could and does not. */
type Message = { readonly time: Duration; readonly gas: number } | 'nothing' | 'nothing-due';

const NEVER = Infinity;

/** The phase that the generation has come to begins now. */
export function phaseOpened(world: World, generation: KeyGeneration, clock: Clock): void {
  const { includedAt } = generation;
  const { length } = parties(generation);
  const { phaseLimit } = world.params.keyGeneration;
  generation.limit = after(clock.now, phaseLimit);
  generation.isAwaited = undefined;
  includedAt.length = length;
  for (let seat = 0; seat < length; seat++) {
    if (seat !== generation.rushing) messageDue(world, generation, seat, clock.now);
  }
  // Whoever rushes has waited for the others' dealings.
  const { rushing } = generation;
  if (rushing >= 0) {
    includedAt[rushing] = 0;
    // It may be the only member.
    messageDue(world, generation, rushing, Math.max(clock.now, lastIncluded(generation)) as Instant);
    generation.rushing = -1;
  }
  generation.close = clock.schedule(closeOf(generation), EVENT.keyPhaseCloses, generation.committee);
}

/** A node is back: what it owes to key generations goes to mainnet now. */
export function memberReturned(world: World, node: number, clock: Clock): void {
  const committees = world.keys.awaited.get(node);
  if (committees === undefined) return;
  world.keys.awaited.delete(node);
  for (const committee of committees) {
    const generation = world.keys.running.get(committee);
    const seat = generation === undefined ? -1 : parties(generation).indexOf(node);
    // It may have been replaced, or the phase be over.
    if (generation === undefined || generation.isAwaited?.[seat] !== true) continue;
    generation.isAwaited[seat] = false;
    messageDue(world, generation, seat, clock.now);
    clock.cancel(generation.close);
    const close = closeOf(generation);
    generation.close = clock.schedule(close, EVENT.keyPhaseCloses, committee);
  }
}

/** Whether the message of a party, by seat from 0, is on the chain in time. */
export function isIncluded({ includedAt, limit }: KeyGeneration, seat: number): boolean {
  return includedAt[seat] <= limit;
}

function messageDue(world: World, generation: KeyGeneration, seat: number, at: Instant): void {
  const node = parties(generation)[seat];
  const message = messageOf(generation, seat);
  if (message === 'nothing-due') {
    generation.includedAt[seat] = at;
    return;
  }
  generation.includedAt[seat] = NEVER;
  if (message === 'nothing') return;
  if (world.nodes.downCauses[node] > 0 || isAway(world.nodes, node)) {
    awaited(world, generation, seat, node);
    return;
  }
  generation.includedAt[seat] = transactionSent(world, node, after(at, message.time), message.gas);
}

function awaited({ keys, nodes }: World, generation: KeyGeneration, seat: number, node: number): void {
  if (isAway(nodes, node)) return;
  generation.isAwaited ??= parties(generation).map(() => false);
  generation.isAwaited[seat] = true;
  const committees = keys.awaited.get(node);
  if (committees === undefined) keys.awaited.set(node, [generation.committee]);
  else if (!committees.includes(generation.committee)) committees.push(generation.committee);
}

/** When the last message is there, if all come in time; else the limit, which nobody can know before. */
function closeOf(generation: KeyGeneration): Instant {
  const last = lastIncluded(generation);
  return (last <= generation.limit ? last : generation.limit) as Instant;
}

function lastIncluded({ includedAt }: KeyGeneration): number {
  let last = 0;
  for (let seat = 0; seat < includedAt.length; seat++) if (includedAt[seat] > last) last = includedAt[seat];
  return last;
}

function messageOf(generation: KeyGeneration, seat: number): Message {
  const { cost, dealers, deals, verdicts, complaints, responses } = generation;
  switch (generation.phase) {
    case 'dealing':
      if (dealers[seat] === NO_DEALER) return 'nothing-due';
      return deals?.[seat] === 'withhold' ? 'nothing' : cost.dealing;
    case 'verifying': {
      const verdict = verdicts?.[seat];
      if (verdict === 'silent') return 'nothing';
      const accused = verdict?.accused.length ?? 0;
      if (accused === 0) return cost.alright;
      const { time, gas } = cost.complaint;
      return { time, gas: gas + (accused - 1) * cost.gasOfAccused };
    }
    case 'responding': {
      const due = complaints.filter(({ dealer }) => dealer === seat + 1).length;
      const given = responses.filter(({ dealer }) => dealer === seat + 1).length;
      if (due === 0) return 'nothing-due';
      return given === 0 ? 'nothing' : cost.response;
    }
    case 'opening':
      return cost.opening;
  }
}
