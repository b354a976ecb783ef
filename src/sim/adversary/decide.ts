/** Asks the right strategy: the coalition's first rule for a decision, else the protocol. §M16.2 */
import type { Streams } from '../kernel/streams.ts';
import {
  DECISION_NAMES,
  type DecisionName,
  type Decisions,
  type Operators,
  type Rule,
  type Rules,
} from '../protocol/decisions.ts';
import type { Adversary, Params, StrategyUse } from '../protocol/params.ts';
import type { Strategy, StrategyOptions } from '../protocol/strategy.ts';
import { StrategyFault } from '../protocol/strategy-fault.ts';
import type { AdversaryView } from '../protocol/view.ts';
import { coalitionOfNodes, INDEPENDENT } from './coalition.ts';
import { HONEST_RULES } from './strategies/honest.ts';
import { STRATEGIES } from './strategies/registry.ts';

/** What the door gives: the user's strategies by path, how to see the world, and who watches. */
export interface DecideSources {
  readonly streams: Streams;
  /** Strategies of files, by the path that the scenario uses. */
  readonly strategies: Readonly<Record<string, Strategy>>;
  /** Makes the view of a coalition; called once for each, at its first decision. */
  readonly viewOf: (members: readonly number[]) => AdversaryView;
  readonly now: () => number;
  /** Called before a strategy is asked, so that a watchdog can name what hangs. */
  readonly onAsk?: ((strategy: string, decision: string, instant: number) => void) | undefined;
}

/** One coalition's play: who answers what. */
interface Play {
  readonly members: readonly number[];
  readonly answers: Readonly<
    Partial<Record<DecisionName, { readonly strategy: string; readonly rules: Rules }>>
  >;
  view: AdversaryView | undefined;
}

/** The operators of all nodes of one run. */
export function createOperators(params: Params, sources: DecideSources): Operators {
  const coalitionOf = coalitionOfNodes(params, sources.streams);
  const plays = params.adversaries.map((adversary, coalition) =>
    playOf(adversary, coalition, coalitionOf, sources),
  );
  const hasRule = Object.fromEntries(
    DECISION_NAMES.map((name) => [
      name,
      ruleFlags(coalitionOf, (coalition) => hasOwnRule(plays[coalition], name)),
    ]),
  ) as Record<DecisionName, Uint8Array>;
  const areAsked = Object.fromEntries(
    DECISION_NAMES.map((name) => [name, hasRule[name].includes(1)]),
  ) as Record<DecisionName, boolean>;
  return {
    hasRule,
    areAsked,
    ask: (name, node, occasion) => {
      const play = plays[coalitionOf[node]];
      const answer = play?.answers[name];
      if (play === undefined || answer === undefined) return HONEST_RULES[name](occasion, NO_VIEW);
      play.view ??= sources.viewOf(play.members);
      sources.onAsk?.(answer.strategy, name, sources.now());
      return asked(
        answer.rules[name] as Rule<typeof name>,
        occasion,
        play.view,
        answer.strategy,
        name,
        sources,
      );
    },
    corruptedAtStart: corrupted(coalitionOf),
    coalitions: plays.map(({ members }) => members),
    strategyOf: (decision, node) => plays[coalitionOf[node]]?.answers[decision]?.strategy ?? 'honest',
  };
}

/** A coalition that answers by the protocol's own rule need not be asked. */
function hasOwnRule(play: Play, name: DecisionName): boolean {
  const rule = play.answers[name]?.rules[name];
  return rule !== undefined && rule !== HONEST_RULES[name];
}

/** Node → 1 where its coalition has the rule. */
function ruleFlags(coalitionOf: Int16Array, hasRule: (coalition: number) => boolean): Uint8Array {
  const flags = new Uint8Array(coalitionOf.length);
  coalitionOf.forEach((coalition, node) => {
    if (coalition !== INDEPENDENT && hasRule(coalition)) flags[node] = 1;
  });
  return flags;
}

/** Members of coalitions, ascending. */
function corrupted(coalitionOf: Int16Array): Operators['corruptedAtStart'] {
  const members: { node: number; coalition: number }[] = [];
  coalitionOf.forEach((coalition, node) => {
    if (coalition !== INDEPENDENT) members.push({ node, coalition });
  });
  return members;
}

/** The protocol's answers look at nothing but the occasion. */
const NO_VIEW = undefined as unknown as AdversaryView;

function asked<Name extends DecisionName>(
  rule: Rule<Name>,
  occasion: Decisions[Name]['occasion'],
  view: AdversaryView,
  strategy: string,
  name: Name,
  sources: DecideSources,
): Decisions[Name]['choice'] {
  try {
    return rule(occasion, view);
  } catch (error) {
    throw new StrategyFault(strategy, name, sources.now(), `threw ${thrownText(error)}`);
  }
}

function playOf(
  adversary: Adversary,
  coalition: number,
  coalitionOf: Int16Array,
  sources: DecideSources,
): Play {
  const members: number[] = [];
  coalitionOf.forEach((owner, node) => {
    if (owner === coalition) members.push(node);
  });
  const answers: Partial<Record<DecisionName, { strategy: string; rules: Rules }>> = {};
  adversary.strategies.forEach((use, position) => {
    const rules = rulesOf(use, position, adversary, sources);
    for (const name of DECISION_NAMES) {
      if (rules[name] !== undefined) answers[name] ??= { strategy: use.use, rules };
    }
  });
  return { members, answers, view: undefined };
}

function rulesOf(use: StrategyUse, position: number, adversary: Adversary, sources: DecideSources): Rules {
  const strategy = use.isFile ? sources.strategies[use.use] : STRATEGIES[use.use];
  if (strategy === undefined) {
    throw new StrategyFault(
      use.use,
      'create',
      0,
      'is not known here; accepted: a built-in name, or a loaded file',
    );
  }
  const draws = sources.streams.of(`strategy/${adversary.name}`, position);
  let rules: unknown;
  sources.onAsk?.(use.use, 'create', 0);
  try {
    rules = strategy.create(optionsOf(use, strategy), { coalition: adversary.name, draws });
  } catch (error) {
    if (error instanceof StrategyFault) throw error;
    throw new StrategyFault(use.use, 'create', 0, `threw ${thrownText(error)}`);
  }
  return checkedRules(rules, use.use);
}

/** Defaults filled in, ranges checked: a user's strategy is known only when it is loaded. */
function optionsOf(use: StrategyUse, strategy: Strategy): StrategyOptions {
  const options: Record<string, number | string> = {};
  for (const name of Object.keys(use.options)) {
    if (!Object.hasOwn(strategy.parameters, name)) {
      const accepted = Object.keys(strategy.parameters).join(', ') || 'none';
      throw new StrategyFault(use.use, 'create', 0, `has no parameter ${name}; accepted: ${accepted}`);
    }
  }
  for (const [name, parameter] of Object.entries(strategy.parameters)) {
    const value = use.options[name] ?? parameter.default;
    const isRight =
      parameter.kind === 'number'
        ? typeof value === 'number' && value >= parameter.min && value <= parameter.max
        : typeof value === 'string' && parameter.choices.includes(value);
    if (!isRight) {
      const accepted =
        parameter.kind === 'number'
          ? `a number from ${parameter.min} to ${parameter.max} (${parameter.unit})`
          : parameter.choices.join(', ');
      throw new StrategyFault(
        use.use,
        'create',
        0,
        `parameter ${name} is ${String(value)}; accepted: ${accepted}`,
      );
    }
    options[name] = value as number | string;
  }
  return options;
}

function checkedRules(rules: unknown, strategy: string): Rules {
  const known: readonly string[] = DECISION_NAMES;
  if (typeof rules !== 'object' || rules === null) {
    throw new StrategyFault(strategy, 'create', 0, 'returned no rules; accepted: an object of functions');
  }
  for (const [name, rule] of Object.entries(rules)) {
    if (!known.includes(name) || typeof rule !== 'function') {
      const accepted = `functions named ${known.join(', ')}`;
      throw new StrategyFault(
        strategy,
        'create',
        0,
        `returned a rule ${name} that is not one; accepted: ${accepted}`,
      );
    }
  }
  return rules as Rules;
}

function thrownText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
