/**
 * What must hold of a scenario's coalitions: who they are, which strategies they play, and with which
 * parameters. §M16
 */
import type { Membership } from '../protocol/params.ts';
import type { Parameter } from '../protocol/strategy.ts';
import { suggestion } from './closest.ts';
import type { CompleteScenario, StrategyParameters } from './complete.ts';
import { parseFraction } from './quantities.ts';
import type { Complaint, Path } from './source-tree.ts';

type Members = CompleteScenario['adversaries'][number]['members'];
type StrategyEntry = CompleteScenario['adversaries'][number]['strategies'][number];

/** Strategies that a scenario may name; undefined: names are not checked. */
export interface KnownStrategies {
  readonly names: readonly string[] | undefined;
  readonly parameters: StrategyParameters;
  /** What is wrong with a strategy's file; undefined: files are not checked. */
  readonly refusalOf: StrategyFileCheck | undefined;
}

/** Says why a strategy's file, by its path in the scenario, may not run; undefined: it may. */
export type StrategyFileCheck = (
  use: string,
) => { readonly complaint: string; readonly accepted: string } | undefined;

const MEMBERS = 'exactly one of share, nodes, validators';

/** All complaints about the adversaries of a scenario. */
export function adversaryComplaints(scenario: CompleteScenario, known: KnownStrategies): Complaint[] {
  const { nodes, nodesMax, validators } = scenario.network;
  const mostMembers = nodes - unlistedAuthorities(scenario);
  const complaints: Complaint[] = [];
  const names = new Set<string>();
  const taken = new Set<number>();
  let total = 0;
  scenario.adversaries.forEach((adversary, index) => {
    const path = ['adversaries', String(index)];
    if (names.has(adversary.name)) {
      const accepted = 'a name of its own for each coalition';
      complaints.push({ path: [...path, 'name'], complaint: 'the name of another coalition', accepted });
    }
    names.add(adversary.name);
    const membership = membershipOf(adversary.members);
    if (membership === undefined) {
      const complaint = `${Object.keys(adversary.members).length} ways to choose members`;
      complaints.push({ path: [...path, 'members'], complaint, accepted: MEMBERS });
      return;
    }
    complaints.push(...memberComplaints(membership, [...path, 'members'], nodesMax, validators, taken));
    const before = total;
    const count = memberCount(membership, nodes, validators);
    // What authorities a validator owns is left out, so it may own more than there are members.
    total += membership.kind === 'validators' ? Math.min(count, mostMembers) : count;
    if (total > mostMembers && before <= mostMembers) {
      const complaint = `more members than nodes: ${total} of ${mostMembers}`;
      complaints.push({
        path: [...path, 'members'],
        complaint,
        accepted: `at most ${mostMembers} in all coalitions`,
      });
    }
    adversary.strategies.forEach((strategy, place) => {
      complaints.push(...strategyComplaints(strategy, [...path, 'strategies', String(place)], known));
    });
  });
  return complaints;
}

/** Named authorities of hybrid chains are members only where they are listed. §M14.1 */
function unlistedAuthorities({ adversaries, chains }: CompleteScenario): number {
  const listed = new Set(adversaries.flatMap(({ members }) => members.nodes ?? []));
  return (chains.hybrid?.authorities ?? []).filter((node) => !listed.has(node)).length;
}

/** The one way in which members are chosen; undefined when there is none or more than one. */
export function membershipOf(members: Members): Membership | undefined {
  if (Object.keys(members).length !== 1) return undefined;
  if (members.nodes !== undefined) return { kind: 'nodes', nodes: members.nodes };
  if (members.validators !== undefined) return { kind: 'validators', count: members.validators };
  const fraction = members.share === undefined ? undefined : parseFraction(members.share);
  return fraction === undefined ? undefined : { kind: 'share', ...fraction };
}

/** A strategy from a file of the user's rather than from the registry. */
export function isStrategyFile(use: string): boolean {
  return /^(\.{1,2}\/|\/)/.test(use);
}

/** Nodes of a coalition at the start; validators own equal parts, give or take a node. */
function memberCount(membership: Membership, nodes: number, validators: number): number {
  if (membership.kind === 'nodes') return membership.nodes.filter((node) => node < nodes).length;
  if (membership.kind === 'validators') {
    // The most that so many validators can own: nodes belong to validators in turn, so some own one more.
    const { count } = membership;
    return count * Math.floor(nodes / validators) + Math.min(count, nodes % validators);
  }
  // At most `nodes`, which is at most 10^6.
  return Number((membership.numerator * BigInt(nodes)) / membership.denominator);
}

function memberComplaints(
  membership: Membership,
  path: Path,
  nodes: number,
  validators: number,
  taken: Set<number>,
): Complaint[] {
  if (membership.kind === 'validators' && membership.count > validators) {
    const accepted = `a whole number from 0 to ${validators}`;
    return [{ path: [...path, 'validators'], complaint: 'more than all validators', accepted }];
  }
  if (membership.kind !== 'nodes') return [];
  const complaints: Complaint[] = [];
  membership.nodes.forEach((node, index) => {
    const itemPath = [...path, 'nodes', String(index)];
    if (node >= nodes) {
      complaints.push({ path: itemPath, complaint: 'no such node', accepted: `0 to ${nodes - 1}` });
    } else if (taken.has(node)) {
      complaints.push({ path: itemPath, complaint: 'a node named twice', accepted: 'each node once' });
    }
    taken.add(node);
  });
  return complaints;
}

function strategyComplaints(strategy: StrategyEntry, path: Path, known: KnownStrategies): Complaint[] {
  if (isStrategyFile(strategy.use)) {
    const refusal = known.refusalOf?.(strategy.use);
    return refusal === undefined ? [] : [{ path: [...path, 'use'], ...refusal }];
  }
  if (known.names !== undefined && !known.names.includes(strategy.use)) {
    const complaint = `unknown strategy${suggestion(strategy.use, known.names)}`;
    const accepted = `${known.names.join(', ')}, or a file such as ./my-attack.ts`;
    return [{ path: [...path, 'use'], complaint, accepted }];
  }
  if (!Object.hasOwn(known.parameters, strategy.use)) return [];
  const parameters = known.parameters[strategy.use];
  const names = Object.keys(parameters);
  return Object.entries(strategy.with).flatMap(([name, value]): Complaint[] => {
    const parameterPath = [...path, 'with', name];
    if (!Object.hasOwn(parameters, name)) {
      const complaint = `unknown parameter of ${strategy.use}${suggestion(name, names)}`;
      const accepted = names.length === 0 ? 'no parameters' : names.join(', ');
      return [{ path: parameterPath, complaint, accepted, isAboutKey: true }];
    }
    const parameter = parameters[name];
    if (isParameterValue(parameter, value)) return [];
    return [{ path: parameterPath, complaint: 'not accepted', accepted: wordsOf(parameter) }];
  });
}

function isParameterValue(parameter: Parameter, value: unknown): boolean {
  if (parameter.kind === 'choice') return typeof value === 'string' && parameter.choices.includes(value);
  return typeof value === 'number' && value >= parameter.min && value <= parameter.max;
}

function wordsOf(parameter: Parameter): string {
  if (parameter.kind === 'choice') return `one of ${parameter.choices.join(', ')}`;
  return `a number from ${parameter.min} to ${parameter.max} (${parameter.unit})`;
}
