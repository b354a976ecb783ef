/** A user's strategy with a guard around each call, so that what hangs or throws can be named. */
import { DECISION_NAMES } from '../../sim/protocol/decisions.ts';
import type { DecisionName, Rules } from '../../sim/protocol/decisions.ts';
import type { Strategy } from '../../sim/protocol/strategy.ts';
import type { AdversaryView } from '../../sim/protocol/view.ts';
import type { Heartbeat } from './heartbeat.ts';

/**
 * What a strategy can be asked for: its module, its rules, then each decision. The heartbeat holds the index.
 */
export const ACTS: readonly string[] = ['load', 'create', ...DECISION_NAMES];

const CREATE = ACTS.indexOf('create');

/**
 * The same strategy; `index` is its place in the heartbeat's terms. Rules that are none are left for the
 * model's check.
 */
export function guardStrategy(strategy: Strategy, index: number, heartbeat: Heartbeat): Strategy {
  return {
    about: strategy.about,
    harms: strategy.harms,
    parameters: strategy.parameters,
    create: (options, context) => {
      const rules = guarded(heartbeat, index, CREATE, 0, () => strategy.create(options, context));
      return typeof rules === 'object' && rules !== null ? guardRules(rules, index, heartbeat) : rules;
    },
  };
}

/** Runs a strategy's code. What it throws becomes a plain error: its own text might throw again outside. */
export function guarded<Result>(
  heartbeat: Heartbeat,
  index: number,
  act: number,
  instant: number,
  call: () => Result,
): Result {
  heartbeat.enter(index, act, instant);
  try {
    return call();
  } catch (error) {
    throw plainError(error);
  } finally {
    heartbeat.leave();
  }
}

/** An error of ours with the name and message of what was thrown. */
export function plainError(thrown: unknown): Error {
  try {
    if (!(thrown instanceof Error)) return new Error(String(thrown));
    const plain = new Error(String(thrown.message));
    plain.name = String(thrown.name);
    return plain;
  } catch {
    return new Error('something that cannot be shown');
  }
}

function guardRules(rules: Rules, index: number, heartbeat: Heartbeat): Rules {
  const guardedRules: Record<string, unknown> = { ...rules };
  for (const name of DECISION_NAMES) {
    const rule = rules[name] as ((occasion: unknown, view: AdversaryView) => unknown) | undefined;
    if (typeof rule !== 'function') continue;
    const act = ACTS.indexOf(name);
    guardedRules[name] = (occasion: unknown, view: AdversaryView) =>
      guarded(heartbeat, index, act, view.now, () => choiceOf(name, rule.call(rules, occasion, view)));
  }
  return guardedRules as Rules;
}

/** A choice is read here, once: a getter of the user's runs under the guard or not at all. */
function choiceOf(name: DecisionName, choice: unknown): unknown {
  if (typeof choice !== 'object' || choice === null) return choice;
  // Verdicts are by far the most, and read by hand.
  if (name !== 'verdict') return copyOf(choice);
  const { downtimePpm, latencyMicros } = choice as Record<string, unknown>;
  return { downtimePpm, latencyMicros };
}

/** Plain data as it is; what cannot be copied, such as a promise, is some object, which no check accepts. */
function copyOf(choice: object): unknown {
  try {
    return structuredClone(choice);
  } catch (error) {
    if (error instanceof DOMException) return {};
    throw error;
  }
}
