/** Imports run one way: which folder may import which, and the check of it. */
import { importedAtRunTime, importsOf, isRelative, resolveFrom, type Import } from './imports.helpers.ts';
import type { SourceTree } from './source-tree.helpers.ts';

interface Layer {
  /** How the paths of its files begin; the longest match decides. */
  readonly start: string;
  /** Starts of the layers it may import besides itself. */
  readonly imports: readonly string[];
  /** Packages it may import; `any`: all production dependencies. A final slash allows the whole scope. */
  readonly packages: readonly string[] | 'any';
  /** Whether it may import what Node brings: files, threads, processes. */
  readonly mayUseNode: boolean;
}

const PURE = ['src/base/', 'src/crypto/', 'src/economics/', 'src/sla/'];
const KERNEL = 'src/sim/kernel/';
const PROTOCOL = 'src/sim/protocol/';
const NETWORK = 'src/sim/network/';
const ADVERSARY = 'src/sim/adversary/';
const STRATEGIES = 'src/sim/adversary/strategies/';
const INVARIANTS = 'src/sim/invariants/';
const RECORD = 'src/sim/record/';
const SCENARIO = 'src/sim/scenario';
const SIMULATE = 'src/sim/simulate.ts';
const DOOR = [SCENARIO, SIMULATE];
const EXPERIMENTS = 'src/experiments/';
const BENCH = 'src/experiments/bench/';
const STATISTICS = 'src/statistics/';
const REPORT = 'src/report/';

/** Pure computation that gives the same bits everywhere. */
const MODEL_PACKAGES = ['@noble/', 'seedrandom'];

const model = (start: string, imports: readonly string[]): Layer => ({
  start,
  imports,
  packages: MODEL_PACKAGES,
  mayUseNode: false,
});
const outer = (start: string, imports: readonly string[]): Layer => ({
  start,
  imports,
  packages: 'any',
  mayUseNode: true,
});

/** The one list. What is not in it is forbidden. */
const LAYERS: readonly Layer[] = [
  model('src/base/', []),
  model('src/crypto/', ['src/base/']),
  model('src/economics/', ['src/base/']),
  model('src/sla/', ['src/base/']),
  model(KERNEL, ['src/base/']),
  model(PROTOCOL, PURE),
  model(NETWORK, [...PURE, KERNEL, PROTOCOL]),
  model(ADVERSARY, [...PURE, KERNEL, PROTOCOL, STRATEGIES]),
  model(STRATEGIES, [...PURE, PROTOCOL]),
  model(INVARIANTS, ['src/base/', NETWORK]),
  model(RECORD, [...PURE, KERNEL, PROTOCOL, NETWORK]),
  {
    ...model(SCENARIO, [...PURE, KERNEL, PROTOCOL, NETWORK, ADVERSARY, STRATEGIES]),
    packages: [...MODEL_PACKAGES, 'yaml', 'zod'],
  },
  model(SIMULATE, [...PURE, KERNEL, PROTOCOL, NETWORK, ADVERSARY, STRATEGIES, INVARIANTS, RECORD, SCENARIO]),
  { ...model(STATISTICS, ['src/base/']), packages: [] },
  outer(EXPERIMENTS, [...PURE, PROTOCOL, RECORD, ...DOOR, STATISTICS]),
  outer(BENCH, [...PURE, KERNEL, PROTOCOL, RECORD, ...DOOR, STATISTICS, EXPERIMENTS]),
  outer(REPORT, [EXPERIMENTS]),
  outer('src/cli/', [REPORT, EXPERIMENTS, BENCH, ...DOOR]),
  outer('src/web/', [REPORT, EXPERIMENTS, ...DOOR]),
  {
    ...outer('src/index.ts', ['src/base/', PROTOCOL, ...DOOR, EXPERIMENTS]),
    packages: [],
    mayUseNode: false,
  },
];

/**
 * Every import that the list does not allow, as `path:line: why`. `dependencies`: what production may use.
 */
export function layerViolations(tree: SourceTree, dependencies: readonly string[]): readonly string[] {
  const violations: string[] = [];
  for (const [path, text] of tree) {
    const layer = layerOf(path);
    if (layer === undefined) {
      violations.push(`${path}:1: lies in no layer`);
      continue;
    }
    for (const entry of importsOf(text)) {
      const why = objection(tree, path, layer, entry, dependencies);
      if (why !== null) violations.push(`${path}:${entry.line}: ${why}`);
    }
  }
  return violations;
}

/**
 * Every file that only passes on what others export, or is named so. `src/index.ts` is the library's door.
 */
export function barrelViolations(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([path, text]) => {
    if (path === 'src/index.ts') return [];
    const reExports = importsOf(text).filter((entry) => entry.isReExport);
    const named = path.endsWith('/index.ts') ? [`${path}:1: is a barrel file`] : [];
    return [...named, ...reExports.map(({ line }) => `${path}:${line}: re-exports; import from the source`)];
  });
}

/** Circles of imports between files at run time, each as `a → b → a`, found once. */
export function cyclesIn(tree: SourceTree): readonly string[] {
  const cycles: string[] = [];
  const finished = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    if (finished.has(path)) return;
    const position = trail.indexOf(path);
    if (position >= 0) {
      cycles.push([...trail.slice(position), path].join(' → '));
      return;
    }
    trail.push(path);
    for (const target of importedAtRunTime(tree, path)) visit(target);
    trail.pop();
    finished.add(path);
  };
  for (const path of tree.keys()) visit(path);
  return cycles;
}

function layerOf(path: string): Layer | undefined {
  return LAYERS.filter((layer) => path.startsWith(layer.start)).toSorted(
    (a, b) => b.start.length - a.start.length,
  )[0];
}

function objection(
  tree: SourceTree,
  path: string,
  layer: Layer,
  { specifier }: Import,
  dependencies: readonly string[],
): string | null {
  if (specifier === null) return layer.mayUseNode ? null : 'imports something computed';
  if (isRelative(specifier)) return objectionToFile(tree, layer, resolveFrom(path, specifier));
  if (specifier.startsWith('node:')) return layer.mayUseNode ? null : `may not import ${specifier}`;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (!dependencies.includes(name)) return `${name} is no production dependency`;
  if (layer.packages === 'any') return null;
  const isAllowed = layer.packages.some(
    (allowed) => allowed === name || (allowed.endsWith('/') && name.startsWith(allowed)),
  );
  return isAllowed ? null : `may not import the package ${name}`;
}

function objectionToFile(tree: SourceTree, layer: Layer, target: string): string | null {
  if (!tree.has(target)) return `imports ${target}, which is no source file`;
  const targetLayer = layerOf(target);
  if (targetLayer === layer || layer.imports.includes(targetLayer?.start ?? '')) return null;
  return `may not import ${target}`;
}
