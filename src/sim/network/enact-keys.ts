/** Checks what operators chose about key generations, chains and enclaves before it takes effect. §M16.2 */
import type { Decisions, Disruption } from '../protocol/decisions.ts';
import { fault } from './enact.ts';
import type { World } from './world.ts';

/** Tries of a polynomial that a dealer may number: as many as fit 32 bits. */
const POLYNOMIALS_MAX = 0xffffffff;
const NAME_LENGTH_MAX = 200;

/** A dealer withholds, or deals a polynomial of its own, with false shares for seats that there are. */
export function checkDkgDeal(
  world: World,
  node: number,
  seats: number,
  choice: Decisions['dkgDeal']['choice'],
): Decisions['dkgDeal']['choice'] {
  if (choice === 'withhold') return choice;
  const accepted = `'withhold' or { polynomial: 0 … 2^32 − 1, falseTo: distinct seats from 1 to ${seats} }`;
  if (typeof choice !== 'object' || choice === null) throw fault(world, 'dkgDeal', node, choice, accepted);
  const { polynomial, falseTo } = choice;
  const isNumber = Number.isInteger(polynomial) && polynomial >= 0 && polynomial <= POLYNOMIALS_MAX;
  if (!isNumber) throw fault(world, 'dkgDeal', node, polynomial, accepted);
  if (!areSeats(falseTo, seats)) throw fault(world, 'dkgDeal', node, falseTo, accepted);
  return { polynomial, falseTo: [...falseTo].toSorted((one, other) => one - other) };
}

/** A recipient is silent, or accuses dealers that there are. */
export function checkDkgVerdict(
  world: World,
  node: number,
  seats: number,
  choice: Decisions['dkgVerdict']['choice'],
): Decisions['dkgVerdict']['choice'] {
  if (choice === 'silent') return choice;
  if (typeof choice === 'object' && choice !== null && areSeats(choice.accused, seats)) {
    return { accused: [...choice.accused].toSorted((one, other) => one - other) };
  }
  throw fault(
    world,
    'dkgVerdict',
    node,
    choice,
    `'silent' or { accused: distinct seats from 1 to ${seats} }`,
  );
}

/** An accused dealer answers or does not. */
export function checkDkgResponse(
  world: World,
  node: number,
  choice: Decisions['dkgResponse']['choice'],
): Decisions['dkgResponse']['choice'] {
  if (choice === 'respond' || choice === 'silent') return choice;
  throw fault(world, 'dkgResponse', node, choice, "'respond' or 'silent'");
}

/** Nodes that there are, each for whole milliseconds, and all within what the coalition can still cause. */
export function checkDisruption(
  world: World,
  node: number,
  left: number,
  choice: Decisions['disruption']['choice'],
): Decisions['disruption']['choice'] {
  const accepted = `a list of { node, length in whole milliseconds }, ${left} ms in all`;
  const isRight = ({ node: target, length }: Disruption): boolean =>
    isIndex(target, world.nodes.count) && Number.isSafeInteger(length) && length > 0;
  if (!Array.isArray(choice) || !choice.every(isRight)) {
    throw fault(world, 'disruption', node, choice, accepted);
  }
  const asked = choice.reduce((sum, { length }) => sum + length, 0);
  if (asked > left) throw fault(world, 'disruption', node, asked, accepted);
  return choice;
}

/** Chains of sizes that there are, under names. */
export function checkChainRequests(
  world: World,
  node: number,
  choice: Decisions['chainRequests']['choice'],
): Decisions['chainRequests']['choice'] {
  const isRight = ({ size, name, tries }: (typeof choice)[number]): boolean =>
    isIndex(size, world.params.sizes.length) &&
    typeof name === 'string' &&
    name.length >= 1 &&
    name.length <= NAME_LENGTH_MAX &&
    isIndex(tries, Number.MAX_SAFE_INTEGER);
  if (Array.isArray(choice) && choice.every(isRight)) return choice;
  const accepted = `a list of { size: 0 … ${world.params.sizes.length - 1}, name, tries }`;
  throw fault(world, 'chainRequests', node, choice, accepted);
}

/** Generations of enclaves that there are. */
export function checkEnclaves(
  world: World,
  node: number,
  choice: Decisions['enclaves']['choice'],
): Decisions['enclaves']['choice'] {
  const { length } = world.params.network.enclaves;
  if (Array.isArray(choice) && choice.every((each) => isIndex(each, length))) return choice;
  throw fault(world, 'enclaves', node, choice, `a list of generations, 0 … ${length - 1}`);
}

const isIndex = (value: unknown, end: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < end;

/** Distinct seats, which count from 1. */
function areSeats(seats: unknown, count: number): seats is readonly number[] {
  if (!Array.isArray(seats)) return false;
  return new Set(seats).size === seats.length && seats.every((seat) => isIndex(seat, count + 1) && seat > 0);
}
