/** Checks what operators chose before it takes effect, and records corruption. §M16.2 */
import { CONTRIBUTION_BITS } from '../../crypto/beacon.ts';
import { PPM } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import type { DecisionName, Decisions } from '../protocol/decisions.ts';
import { FACT } from '../protocol/facts.ts';
import { StrategyFault } from '../protocol/strategy-fault.ts';
import type { World } from './world.ts';

const LATENCY_MAX_MICROS = 0x7fffffff;

/** Records who belongs to a coalition from the start. */
export function enactCorruption(world: World, clock: Clock): void {
  for (const { node, coalition } of world.operators.corruptedAtStart) {
    clock.record(FACT['node-corrupted'], node, coalition);
  }
}

/**
 * A verdict is `silent`, or whole millionths of downtime and whole microseconds of latency (−1: none
 * answered).
 */
export function checkVerdict(
  world: World,
  monitor: number,
  choice: Decisions['verdict']['choice'],
): Decisions['verdict']['choice'] {
  if (choice === 'silent') return choice;
  if (typeof choice !== 'object' || choice === null) {
    throw fault(world, 'verdict', monitor, choice, "'silent' or { downtimePpm, latencyMicros }");
  }
  const { downtimePpm, latencyMicros } = choice;
  if (!Number.isInteger(downtimePpm) || downtimePpm < 0 || downtimePpm > PPM) {
    throw fault(world, 'verdict', monitor, downtimePpm, 'downtimePpm as a whole number from 0 to 1,000,000');
  }
  if (!Number.isInteger(latencyMicros) || latencyMicros < -1 || latencyMicros > LATENCY_MAX_MICROS) {
    throw fault(
      world,
      'verdict',
      monitor,
      latencyMicros,
      'latencyMicros as a whole number from −1 to 2^31 − 1',
    );
  }
  return choice;
}

/** A node answers its monitors or ignores them. */
export function checkProbeReply(
  world: World,
  node: number,
  choice: Decisions['probeReply']['choice'],
): Decisions['probeReply']['choice'] {
  if (choice === 'answer' || choice === 'ignore') return choice;
  throw fault(world, 'probeReply', node, choice, "'answer' or 'ignore'");
}

/** A monitor goes on probing a target, or stops for the rest of the window. */
export function checkProbeFailed(
  world: World,
  monitor: number,
  choice: Decisions['probeFailed']['choice'],
): Decisions['probeFailed']['choice'] {
  if (choice === 'continue' || choice === 'stop') return choice;
  throw fault(world, 'probeFailed', monitor, choice, "'continue' or 'stop'");
}

/** A contribution is withheld, or a whole number below 2^256. */
export function checkBeaconShare(
  world: World,
  node: number,
  choice: Decisions['beaconShare']['choice'],
): Decisions['beaconShare']['choice'] {
  if (choice === 'withhold') return choice;
  if (typeof choice === 'bigint' && choice >= 0n && choice >> CONTRIBUTION_BITS === 0n) return choice;
  throw fault(world, 'beaconShare', node, choice, "'withhold' or a bigint from 0 to 2^256 − 1");
}

/** A member that committed itself reveals or withholds. */
export function checkBeaconReveal(
  world: World,
  node: number,
  choice: Decisions['beaconReveal']['choice'],
): Decisions['beaconReveal']['choice'] {
  if (choice === 'reveal' || choice === 'withhold') return choice;
  throw fault(world, 'beaconReveal', node, choice, "'reveal' or 'withhold'");
}

/** A member signs, withholds, or hands in something else. */
export function checkBeaconSignature(
  world: World,
  node: number,
  choice: Decisions['beaconSignature']['choice'],
): Decisions['beaconSignature']['choice'] {
  if (choice === 'sign' || choice === 'withhold' || choice === 'false') return choice;
  throw fault(world, 'beaconSignature', node, choice, "'sign', 'withhold' or 'false'");
}

/** A member's key is its own, or made of the others'. */
export function checkKeyRegistration(
  world: World,
  node: number,
  choice: Decisions['keyRegistration']['choice'],
): Decisions['keyRegistration']['choice'] {
  if (choice === 'own' || choice === 'rogue') return choice;
  throw fault(world, 'keyRegistration', node, choice, "'own' or 'rogue'");
}

/** The fault of a strategy that answered what cannot be. */
export function fault(
  world: World,
  decision: DecisionName,
  node: number,
  value: unknown,
  accepted: string,
): StrategyFault {
  const strategy = world.operators.strategyOf(decision, node);
  return new StrategyFault(
    strategy,
    decision,
    world.now(),
    `answered ${shown(value)}; accepted: ${accepted}`,
  );
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  return String(value);
}
