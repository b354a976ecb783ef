/** Checks what operators chose about money and nodes before it takes effect. §M16.2 */
import { BASE_UNITS_PER_TOKEN, type Tokens } from '../../base/units.ts';
import type { Decisions, GasBidOccasion, NodeLifeChoice } from '../protocol/decisions.ts';
import { canSpend } from './budgets.ts';
import { delegationsOf } from './economy.ts';
import { fault } from './enact.ts';
import { gasBidCost } from './gas-bids.ts';
import { monthsInterest } from './lending.ts';
import { tokenPrice } from './market.ts';
import { isAbsent, isAway, stateOf } from './nodes.ts';
import type { World } from './world.ts';

/** A thousandfold a year: what an offer of interest may be at most, in millionths. */
const YIELD_PPM_MAX = 1_000_000_000;

/** A node claims or waits. */
export function checkClaim(
  world: World,
  node: number,
  choice: Decisions['claim']['choice'],
): Decisions['claim']['choice'] {
  if (choice === 'claim' || choice === 'wait') return choice;
  throw fault(world, 'claim', node, choice, "'claim' or 'wait'");
}

/** A monitor sends its report or waits. */
export function checkReport(
  world: World,
  node: number,
  choice: Decisions['report']['choice'],
): Decisions['report']['choice'] {
  if (choice === 'report' || choice === 'wait') return choice;
  throw fault(world, 'report', node, choice, "'report' or 'wait'");
}

/** Fees from 0 to 1000 of distinct validators that have nodes, none of which is another's. §M11.2 */
export function checkFees(
  world: World,
  node: number,
  coalition: number,
  choice: Decisions['fees']['choice'],
): Decisions['fees']['choice'] {
  const accepted =
    'a list of { validator, feePerMille: 0 … 1000 }, each validator once, all of its nodes the coalition’s';
  const isOwn = ownership(world, coalition);
  const isRight = ({ validator, feePerMille }: (typeof choice)[number]): boolean =>
    isIndex(feePerMille, 1001) && isOwn(validator) === 'own';
  if (!areAll(choice, isRight)) throw fault(world, 'fees', node, choice, accepted);
  const validators = choice.map(({ validator }) => validator);
  if (!areDistinct(validators)) throw fault(world, 'fees', node, choice, accepted);
  return choice;
}

/** Tokens that there are on the market, worth no more than the coalition can spend. A27 */
export function checkTrade(
  world: World,
  node: number,
  coalition: number,
  liquid: Tokens,
  choice: Decisions['trade']['choice'],
): Decisions['trade']['choice'] {
  const { sold } = fieldsOf(choice);
  const accepted = `{ sold: a bigint from 0n to ${liquid}n }, worth ${leftText(world, coalition)} at most`;
  if (typeof sold !== 'bigint' || sold < 0n || sold > liquid)
    throw fault(world, 'trade', node, sold, accepted);
  const isPaid = canSpend(world, coalition, tradeCost(world, sold));
  if (!isPaid) throw fault(world, 'trade', node, sold, accepted);
  return choice;
}

/** What so many tokens are worth now, in millionths of a dollar, rounded up. */
export const tradeCost = (world: World, sold: Tokens): bigint =>
  (sold * BigInt(tokenPrice(world)) + BASE_UNITS_PER_TOKEN - 1n) / BASE_UNITS_PER_TOKEN;

/** A part of the gas that others leave, within the month, for no more than the coalition can spend. A32 */
export function checkGasBid(
  world: World,
  node: number,
  coalition: number,
  { gasPartMax, monthLength }: Pick<GasBidOccasion, 'gasPartMax' | 'monthLength'>,
  choice: Decisions['gasBid']['choice'],
): Decisions['gasBid']['choice'] {
  const accepted =
    `{ gasPart: 0 … ${gasPartMax}, from, length }: whole, from + length at most ${monthLength} ms, ` +
    `for ${leftText(world, coalition)} at most`;
  const { gasPart, from, length } = fieldsOf(choice);
  const isRight =
    isIndex(gasPart, gasPartMax + 1) &&
    isIndex(from, monthLength + 1) &&
    isIndex(length, monthLength + 1) &&
    choice.from + choice.length <= monthLength;
  if (!isRight) throw fault(world, 'gasBid', node, choice, accepted);
  const cost = gasBidCost(world, coalition, choice);
  if (!canSpend(world, coalition, cost)) throw fault(world, 'gasBid', node, cost, accepted);
  return choice;
}

/** A yield whose interest of the month the coalition can pay. A26 */
export function checkLending(
  world: World,
  node: number,
  coalition: number,
  lent: Tokens,
  choice: Decisions['lendingOffer']['choice'],
): Decisions['lendingOffer']['choice'] {
  const { yieldPpm } = fieldsOf(choice);
  const accepted =
    `{ yieldPpm: 0 … ${YIELD_PPM_MAX} }, whole, whose interest of the month is ` +
    `${leftText(world, coalition)} at most`;
  if (!isIndex(yieldPpm, YIELD_PPM_MAX + 1)) throw fault(world, 'lendingOffer', node, yieldPpm, accepted);
  const interest = monthsInterest(world, lent, choice.yieldPpm);
  if (!canSpend(world, coalition, interest)) throw fault(world, 'lendingOffer', node, interest, accepted);
  return choice;
}

/**
 * Own active nodes leave; own nodes of the reserve enter for validators of which no present node is
 * another's, and whose stake suffices once the leavers are gone. §M2.2, §M2.3
 */
export function checkNodeLife(
  world: World,
  node: number,
  coalition: number,
  choice: Decisions['nodeLife']['choice'],
): NodeLifeChoice {
  const members = world.operators.coalitions[coalition];
  const { leave, enter } = fieldsOf(choice);
  const mayLeave = (leaver: unknown): boolean =>
    isMember(members, leaver) && stays(world, leaver) && stateOf(world.nodes, leaver) === 'active';
  if (!areAll(leave, mayLeave) || !areDistinct(leave)) {
    throw fault(world, 'nodeLife', node, leave, '{ leave }: a list of own active nodes, each once');
  }
  const mayEnter = ({ node: newcomer }: { readonly node: unknown }): boolean =>
    isMember(members, newcomer) && isAbsent(world.nodes, newcomer);
  const entering = areAll(enter, mayEnter) ? choice.enter : undefined;
  if (entering === undefined || !areDistinct(entering.map((entry) => entry.node))) {
    const accepted = '{ enter }: a list of { node, validator }, own nodes that have not entered, each once';
    throw fault(world, 'nodeLife', node, enter, accepted);
  }
  checkOwners(world, node, coalition, choice);
  const cost = BigInt(entering.length) * world.params.adversaries[coalition].identityMicroUsd;
  if (!canSpend(world, coalition, cost)) {
    throw fault(world, 'nodeLife', node, cost, `nodes for ${leftText(world, coalition)} at most`);
  }
  return choice;
}

/** Every validator for which nodes enter is the coalition's, or nobody's, and has stake for them. */
function checkOwners(world: World, node: number, coalition: number, { leave, enter }: NodeLifeChoice): void {
  const { nodes, economy } = world;
  const isOwn = ownership(world, coalition);
  const staying = new Int32Array(nodes.nodesOfValidator.length);
  for (let each = 0; each < nodes.count; each++) {
    if (stays(world, each) && !leave.includes(each)) staying[nodes.validatorOf[each]]++;
  }
  for (const { validator } of enter) {
    if (isOwn(validator) === 'others') {
      const accepted = 'enter for validators of which no node in the network is another’s';
      throw fault(world, 'nodeLife', node, validator, accepted);
    }
    if (!delegationsOf(world).mayCreateNode(validator, staying[validator], economy.minimumStake)) {
      const most = delegationsOf(world).nodesAllowed(validator, economy.minimumStake);
      const accepted = `at most ${most} nodes for that validator, as its stake allows`;
      throw fault(world, 'nodeLife', node, validator, accepted);
    }
    staying[validator]++;
  }
}

/** Is the node in the network, and has not asked to leave? */
const stays = ({ nodes, exits }: World, node: number): boolean =>
  !isAway(nodes, node) && stateOf(nodes, node) !== 'leaving' && !exits.asked.has(node);

/** Whose the nodes of a validator are that are in the network; `others`: also for what is no validator. */
function ownership(world: World, coalition: number): (validator: unknown) => 'own' | 'nobody' | 'others' {
  const { nodes, operators } = world;
  const members = new Set(operators.coalitions[coalition]);
  const own = new Int32Array(nodes.nodesOfValidator.length);
  for (let node = 0; node < nodes.count; node++) {
    if (members.has(node) && !isAway(nodes, node)) own[nodes.validatorOf[node]]++;
  }
  return (validator) => {
    if (!isIndex(validator, own.length)) return 'others';
    const count = nodes.nodesOfValidator[validator];
    if (count === 0) return 'nobody';
    return own[validator] === count ? 'own' : 'others';
  };
}

function leftText({ budgets }: World, coalition: number): string {
  const left = budgets[coalition];
  return left === undefined ? 'any sum' : `${left} millionths of a dollar`;
}

const isMember = (members: readonly number[], node: unknown): node is number =>
  typeof node === 'number' && members.includes(node);

const isIndex = (value: unknown, end: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < end;

/** Fields of what may be no object at all. */
const fieldsOf = <Choice extends object>(choice: Choice): Partial<Record<keyof Choice, unknown>> =>
  typeof choice === 'object' && choice !== null ? choice : {};

/** A list, all of whose items are right; one that is null or undefined is not. */
function areAll<Item>(list: unknown, isRight: (item: Item) => boolean): list is readonly Item[] {
  return (
    Array.isArray(list) &&
    list.every((item: Item | null | undefined) => item !== null && item !== undefined && isRight(item))
  );
}

const areDistinct = (items: readonly unknown[]): boolean => new Set(items).size === items.length;
