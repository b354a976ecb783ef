/**
 * YAML text to a tree of plain values with places. What YAML would silently turn into something else
 * (numbers that do not fit a double, other versions' rules, tags, merge keys, anchors that expand without
 * end) is refused here.
 */
import { LineCounter, Parser, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { CST, Document, ParsedNode, Scalar } from 'yaml';
import { isExact } from './decimal.ts';
import { ScenarioError, throwProblems } from './scenario-error.ts';
import type { Place, Problem } from './scenario-error.ts';
import { textOf } from './source-tree.ts';
import type { Path, SourceEntry, SourceNode } from './source-tree.ts';

/** Deepest nesting; a scenario needs eight levels, and the parser's own recursion fails at some thousands. */
const DEPTH_MAX = 64;
/** Values that all aliases together may repeat: plenty for a shared table, little for a bomb. */
const ALIASED_MAX = 10_000;

/** Which form a fault of the text violates, by the parser's code; others are told in the parser's words. */
const ACCEPTED_BY_CODE: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'one document in a file (no second ---)',
  TAB_AS_INDENT: 'spaces for indentation',
  TAG_RESOLVE_FAILED: 'a plain value without a tag',
};

/** Where a text that is part of something larger belongs. */
export interface Within {
  /** The field whose value the text is. */
  readonly path: Path;
  /** Columns that stand before its first line. */
  readonly columnShift: number;
}

const WHOLE: Within = { path: [], columnShift: 0 };

/** The tree of one document. Throws a {@link ScenarioError} for whatever is not plain YAML 1.2. */
export function parseSource(text: string, file: string, within: Within = WHOLE): SourceNode {
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) + (line <= 1 ? within.columnShift : 0) };
  };
  refuseDeepNesting(text, file, within.path);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  throwProblems(
    [...document.errors, ...document.warnings].map((fault) => ({
      ...placeOf(fault.pos[0]),
      path: textOf(within.path),
      value: lineOf(text, lines.linePos(fault.pos[0]).line),
      accepted: ACCEPTED_BY_CODE[fault.code] ?? 'YAML 1.2',
      complaint: fault.message.split(';')[0].replace(/\.$/, ''),
    })),
  );
  if (document.directives.yaml.version !== '1.2') {
    const place = { file, line: 1, column: 1, path: textOf(within.path) };
    const value = document.directives.yaml.version;
    throw new ScenarioError({ ...place, value, accepted: 'YAML 1.2', complaint: 'another version of YAML' });
  }
  if (document.contents === null) return { kind: 'scalar', at: placeOf(0), value: null };
  return new TreeReader(document, placeOf).read(document.contents, within.path);
}

/**
 * Reads the parser's nodes; holds what must not be lost on the way down: open anchors and the aliases'
 * budget.
 */
class TreeReader {
  readonly #document: Document.Parsed;
  readonly #placeOf: (offset: number) => Place;
  readonly #open = new Set<unknown>();
  /** The alias of the text that is being followed: what it leads to stands elsewhere. */
  #followed: { readonly at: Place; readonly path: Path } | undefined;
  #aliased = 0;

  constructor(document: Document.Parsed, placeOf: (offset: number) => Place) {
    this.#document = document;
    this.#placeOf = placeOf;
  }

  read(node: ParsedNode | null, path: Path, around?: Place): SourceNode {
    if (node === null) return { kind: 'scalar', at: around ?? this.#placeOf(0), value: null };
    const at = this.#placeOf(node.range[0]);
    if (this.#followed !== undefined && ++this.#aliased > ALIASED_MAX) {
      const alias = this.#followed;
      throw refusal(alias.at, alias.path, undefined, 'anchors and aliases expand too far', 'plain values');
    }
    if (isAlias(node)) return this.#readAlias(node.source, node.resolve(this.#document), at, path);
    if (node.tag !== undefined) {
      throw refusal(at, path, node.tag, 'tags are not read', 'a plain value without a tag');
    }
    if (isScalar(node)) return { kind: 'scalar', at, value: plainScalar(node, at, path) };
    if (isSeq(node)) {
      const items = node.items.map((item, index) => this.read(item, [...path, String(index)], at));
      return { kind: 'list', at, items };
    }
    return { kind: 'mapping', at, entries: this.#readEntries(node, path) };
  }

  #readAlias(anchor: string, target: unknown, at: Place, path: Path): SourceNode {
    if (target === undefined) {
      throw refusal(at, path, `*${anchor}`, 'no such anchor stands before it', 'an anchor of this file');
    }
    const outer = this.#followed;
    this.#followed ??= { at, path };
    if (this.#open.has(target)) {
      const alias = this.#followed;
      throw refusal(alias.at, alias.path, `*${anchor}`, 'an alias within its own anchor', 'plain values');
    }
    this.#open.add(target);
    const tree = this.read(target as ParsedNode, path);
    this.#open.delete(target);
    this.#followed = outer;
    return tree;
  }

  #readEntries(node: ParsedNode, path: Path): Map<string, SourceEntry> {
    const entries = new Map<string, SourceEntry>();
    if (!isMap<ParsedNode, ParsedNode | null>(node)) return entries;
    for (const pair of node.items) {
      const keyAt = this.#placeOf(pair.key.range[0]);
      if (!isScalar(pair.key) || pair.key.value === null) {
        throw refusal(keyAt, path, undefined, 'a key that is not text', 'text or a number as key');
      }
      const key = String(pair.key.value);
      const keyPath = [...path, key];
      if (entries.has(key)) throw refusal(keyAt, keyPath, key, 'the same key twice', 'each key once');
      if (key === '<<') throw refusal(keyAt, keyPath, key, 'merge keys are not read', 'the keys themselves');
      if (key === '__proto__') throw refusal(keyAt, keyPath, key, 'unknown key', 'keys of the scenario');
      entries.set(key, { keyAt, node: this.read(pair.value, keyPath, keyAt) });
    }
    return entries;
  }
}

/** A scalar's value; numbers only when the double prints as the decimal that was written. */
function plainScalar(node: Scalar, at: Place, path: Path): string | number | boolean | null {
  const { value } = node;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  const written = node.source ?? String(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw refusal(at, path, written, 'not a finite number', 'a finite number');
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw refusal(at, path, written, 'too large to be read exactly', 'whole numbers up to 2^53 − 1');
  }
  const isDecimalText = !/^0[ox]/.test(written);
  if (isDecimalText && !isExact(written, value)) {
    throw refusal(at, path, written, 'too fine to be read exactly', 'numbers of up to 15 digits');
  }
  // Adding 0 turns −0 into 0, which JSON could not keep apart.
  return value + 0;
}

/** Throws when collections stand too deep in each other, before the parser, which recurses, sees them. */
function refuseDeepNesting(text: string, file: string, path: Path): void {
  const lines = new LineCounter();
  for (const document of new Parser(lines.addNewLine).parse(text)) {
    const pending: { token: CST.Token; depth: number }[] = [{ token: document, depth: 0 }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { token, depth } = next;
      if (depth > DEPTH_MAX) {
        const { line, col } = lines.linePos(token.offset);
        const at = { file, line, column: col };
        throw refusal(at, path, undefined, 'nested too deeply', `at most ${DEPTH_MAX} levels`);
      }
      for (const inner of tokensWithin(token)) pending.push({ token: inner, depth: depth + 1 });
    }
  }
}

/** The keys and values directly inside a token of the parser. */
function tokensWithin(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items
    .flatMap((item) => [item.key, item.value])
    .filter((inner) => inner !== null && inner !== undefined);
}

function lineOf(text: string, line: number): string {
  return text.split('\n')[Math.max(1, line) - 1].trim();
}

function refusal(at: Place, path: Path, value: unknown, complaint: string, accepted: string): ScenarioError {
  const problem: Problem = { ...at, path: textOf(path), value, complaint, accepted };
  return new ScenarioError(problem);
}
