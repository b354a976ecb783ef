/**
 * A scenario as it was written: plain values, each with its place, so that every complaint can point at its
 * cause.
 */
import type { Place, Problem } from './scenario-error.ts';

/** A value and where it stands. Keys of mappings are text and unique. */
export type SourceNode =
  | { readonly kind: 'scalar'; readonly at: Place; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly at: Place; readonly items: SourceNode[] }
  | { readonly kind: 'mapping'; readonly at: Place; readonly entries: Map<string, SourceEntry> };

/** An entry of a mapping: the key's place and the value. */
export interface SourceEntry {
  readonly keyAt: Place;
  readonly node: SourceNode;
}

/** Keys and indices from the root; indices as decimal text. */
export type Path = readonly string[];

/** Complaint about a field, before its place is known. */
export interface Complaint {
  readonly path: Path;
  readonly accepted: string;
  readonly complaint: string;
  /** Point at the key instead of the value. */
  readonly isAboutKey?: boolean;
  /** Shown instead of what the scenario holds there, for values that defaults or sums brought in. */
  readonly value?: unknown;
}

/** Plain data of the tree: what a JSON parser would give. */
export function plainOf(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainOf(entry.node)]));
}

/** The complaint with its place: that of the field, or of the nearest thing around it that was written. */
export function problemAt(root: SourceNode, { path, isAboutKey, ...complaint }: Complaint): Problem {
  let at = root.at;
  let node: SourceNode | undefined = root;
  for (const key of path) {
    const entry = childOf(node, key);
    node = entry?.node;
    if (entry === undefined) break;
    at = isAboutKey === true ? entry.keyAt : entry.node.at;
  }
  const value = node === undefined ? undefined : plainOf(node);
  return { ...at, path: textOf(path), value, ...complaint };
}

/** `adversaries.0.members`; the empty path is `scenario`. */
export function textOf(path: Path): string {
  return path.length === 0 ? 'scenario' : path.join('.');
}

/** Entry of a mapping or item of a list (whose key's place is its own); undefined where there is none. */
export function childOf(node: SourceNode | undefined, key: string): SourceEntry | undefined {
  if (node?.kind === 'mapping') return node.entries.get(key);
  if (node?.kind !== 'list' || !/^(0|[1-9]\d*)$/.test(key)) return undefined;
  const item = node.items[Number(key)];
  return item === undefined ? undefined : { keyAt: item.at, node: item };
}
