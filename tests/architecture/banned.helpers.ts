/** Calls that would make a run depend on more than its seed, each with what to use instead. */
import { importsOf, isRelative } from './imports.helpers.ts';
import { lineAt, maskSource } from './source-text.helpers.ts';
import type { SourceTree } from './source-tree.helpers.ts';

interface Ban {
  /** Matches in code only; comments and strings are blanked out. */
  readonly pattern: RegExp;
  readonly what: string;
  readonly instead: string;
  readonly applies: (path: string) => boolean;
}

/** Everything from `base/` up to `sim/simulate.ts`. */
const MODEL = /^src\/(?:base|crypto|economics|sla|sim)\//;
/** Where waiting is allowed; elsewhere a function that waits could run in another order. */
const MAY_WAIT = /^src\/(?:experiments\/(?:engine|store)|report|cli|web)\//;

const inModel = (path: string): boolean => MODEL.test(path);
const everywhere = (path: string): boolean => path.startsWith('src/');
const whereNothingWaits = (path: string): boolean => path.startsWith('src/') && !MAY_WAIT.test(path);

const STREAM = 'a named stream of sim/kernel/streams.ts';
const INSTANT = 'Instant, and base/calendar-months.ts for dates';
const SCHEDULE = 'clock.schedule';
const PLAIN = 'plain synchronous code; waiting belongs to experiments/engine, store, report, cli and web';
const BY_UNITS = 'comparison of code units with < and >';
const EXACT = 'base/exact-math.ts';

/** A name on its own, not a property of something else or a key. */
const name = (text: string): RegExp => new RegExp(`(?<![.\\w$])(?:${text})\\b(?!\\s*\\??:)`, 'g');
const method = (text: string): RegExp => new RegExp(`\\.(?:${text})\\b`, 'g');

/**
 * What is asked of Node's `process`; a local variable of that name, for a random process, is nobody's harm.
 */
const OF_PROCESS =
  'arch|argv|chdir|cpuUsage|cwd|emitWarning|env|exit|exitCode|hrtime|kill|memoryUsage|nextTick|on|once|pid|' +
  'platform|stderr|stdin|stdout|uptime|version|versions';
const TYPED_ARRAY = '(?:Float|Int|Uint|BigInt|BigUint)\\d+Array';

const BANS: readonly Ban[] = [
  { pattern: name('Math\\s*\\.\\s*random'), what: 'Math.random', instead: STREAM, applies: everywhere },
  {
    pattern: name('(?:globalThis\\s*\\.\\s*)?crypto\\s*\\.\\s*(?:random\\w*|getRandomValues)'),
    what: 'crypto.random*',
    instead: STREAM,
    applies: inModel,
  },
  { pattern: name('Date'), what: 'Date', instead: INSTANT, applies: inModel },
  { pattern: name('performance'), what: 'performance', instead: INSTANT, applies: inModel },
  {
    pattern: name('setTimeout|setInterval|setImmediate|queueMicrotask'),
    what: 'a timer',
    instead: SCHEDULE,
    applies: inModel,
  },
  {
    pattern: name('async|await|Promise'),
    what: 'async, await or Promise',
    instead: PLAIN,
    applies: whereNothingWaits,
  },
  { pattern: name('fs'), what: 'fs', instead: 'a text handed in by the caller', applies: inModel },
  { pattern: name('fetch'), what: 'fetch', instead: 'a text handed in by the caller', applies: inModel },
  {
    pattern: name(`process\\s*\\.\\s*(?:${OF_PROCESS})`),
    what: 'process',
    instead: 'a parameter',
    applies: inModel,
  },
  { pattern: name('globalThis'), what: 'globalThis', instead: 'a parameter', applies: inModel },
  {
    pattern: name('WeakRef|FinalizationRegistry'),
    what: 'a weak reference',
    instead: 'a plain reference',
    applies: inModel,
  },
  { pattern: name('Intl'), what: 'Intl', instead: 'base/canonical.ts', applies: inModel },
  { pattern: method('localeCompare'), what: 'localeCompare', instead: BY_UNITS, applies: inModel },
  {
    pattern: method('toLocale\\w*'),
    what: 'toLocaleString and its like',
    instead: 'String, or the report’s own formats',
    applies: inModel,
  },
  {
    pattern: name(
      'Math\\s*\\.\\s*(?:log(?:2|10|1p)?|expm?1?|pow|cbrt|hypot|a?sinh?|a?cosh?|a?tanh?|atan2)(?![\\w$])',
    ),
    what: 'a Math function that engines round differently',
    instead: EXACT,
    applies: inModel,
  },
  {
    pattern: /(?<!\d[\d_]*n\s*)\*\*(?!\s*(?:\d[\d_]*n\b|BigInt\b))/g,
    what: '** on numbers',
    instead: `multiplication, ** on bigints, or ${EXACT}`,
    applies: inModel,
  },
  {
    pattern: /^(?:export\s+)?(?:declare\s+)?(?:let|var)\b/gm,
    what: 'a variable of the module',
    instead: 'state made once a run and handed on',
    applies: everywhere,
  },
  {
    // Typed arrays sort by number; seen are those that are made and sorted in one expression.
    pattern: new RegExp(`(?<!${TYPED_ARRAY}\\.from\\([^()]*\\))\\.(?:sort|toSorted)\\s*\\(\\s*\\)`, 'g'),
    what: 'sort without a comparator',
    instead: 'a comparator that is a total order, or Float64Array.from(…).sort()',
    applies: everywhere,
  },
  {
    pattern: /\bfor\s*\(\s*(?:const|let|var)?\s*[\w$]+\s+in\b/g,
    what: 'for … in',
    instead: 'for … of an array or a Map',
    applies: everywhere,
  },
];

/** Every banned call in the tree, as `path:line: what; use instead`. */
export function bannedUses(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([path, text]) => {
    const masked = maskSource(text);
    const calls = BANS.filter((ban) => ban.applies(path)).flatMap((ban) =>
      [...masked.matchAll(ban.pattern)].map(
        (match) => `${path}:${lineAt(masked, match.index)}: ${ban.what}; use ${ban.instead}`,
      ),
    );
    return inModel(path) ? [...calls, ...importedRandomness(path, text)] : calls;
  });
}

/** Imports such as `randomBytes` out of a package: cryptographic libraries bring their own chance. */
function importedRandomness(path: string, text: string): readonly string[] {
  return importsOf(text)
    .filter(({ specifier, clause }) => {
      return specifier !== null && !isRelative(specifier) && /\brandom\w+/.test(clause);
    })
    .map(({ line }) => `${path}:${line}: a package’s randomness; use ${STREAM}`);
}
