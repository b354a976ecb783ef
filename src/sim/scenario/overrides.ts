/** `--set path=value`: fields that the command line replaces or adds before anything is checked. */
import { suggestion } from './closest.ts';
import { ScenarioError } from './scenario-error.ts';
import type { Place } from './scenario-error.ts';
import { parseSource } from './yaml-source.ts';
import type { SourceNode } from './source-tree.ts';

/** A field's dotted path and its new value as YAML text. */
export interface Override {
  readonly path: string;
  readonly value: string;
  /** How the user wrote it, for messages; `--set path=value` when absent. */
  readonly label?: string;
}

/**
 * Replaces the field in the tree, in place. Mappings on the way are made where they are missing; list items
 * must exist. Throws a {@link ScenarioError} whose file is the option's text.
 */
export function applyOverride(root: SourceNode, override: Override): void {
  const label = override.label ?? `--set ${override.path}=${override.value}`;
  const at: Place = { file: label, line: 1, column: 1 };
  const keys = override.path.split('.');
  const refuse = (complaint: string, accepted: string): ScenarioError =>
    new ScenarioError({ ...at, path: override.path, value: override.value, complaint, accepted });
  if (keys.includes('')) throw refuse('an empty step in the path', 'a path such as network.nodes');
  if (keys.includes('__proto__')) throw refuse('unknown key', 'keys of the scenario');
  const columnShift = override.label === undefined ? override.path.length + 1 : 0;
  const replacement = parseSource(override.value, label, { path: keys, columnShift });
  let node = root;
  keys.forEach((key, depth) => {
    const isLast = depth === keys.length - 1;
    const before = keys.slice(0, depth).join('.') || 'the scenario';
    if (node.kind === 'scalar') throw refuse(`${before} has no fields`, 'the path of a field or list item');
    if (node.kind === 'list') {
      const index = /^(0|[1-9]\d{0,8})$/.test(key) ? Number(key) : -1;
      if (index < 0 || index >= node.items.length) {
        throw refuse(`${before} has no item ${key}`, indicesOf(node.items.length));
      }
      if (isLast) node.items[index] = replacement;
      else node = node.items[index];
      return;
    }
    const entry = node.entries.get(key);
    if (isLast) {
      node.entries.set(key, { keyAt: at, node: replacement });
    } else if (entry !== undefined) {
      node = entry.node;
    } else {
      if (/^-?\d+$/.test(keys[depth + 1])) {
        const meant = suggestion(key, [...node.entries.keys()]);
        throw refuse(`no list ${key} in the scenario${meant}`, 'an item of a list that the scenario holds');
      }
      const made: SourceNode = { kind: 'mapping', at, entries: new Map() };
      node.entries.set(key, { keyAt: at, node: made });
      node = made;
    }
  });
}

function indicesOf(length: number): string {
  return length === 0 ? 'nothing: the list is empty' : `items 0 to ${length - 1}`;
}
