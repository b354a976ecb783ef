import { describe, expect, it } from 'vitest';
import { bannedUses } from './banned.helpers.ts';
import { readTree } from './source-tree.helpers.ts';

const bans = (path: string, line: string): number => bannedUses(new Map([[path, line]])).length;
const inModel = (line: string): readonly string[] =>
  bannedUses(new Map([['src/sim/network/planted.ts', `\n${line}\n`]]));

describe('the sources', () => {
  it('make no call that would make a run depend on more than its seed', () => {
    expect(bannedUses(readTree('src', '.ts'))).toEqual([]);
  });
});

describe('the check for banned calls', () => {
  it.each([
    ['const a = Math.random();', 'Math.random'],
    ['const a = crypto.randomUUID();', 'crypto.random*'],
    ["import { randomBytes } from '@noble/hashes/utils.js';", 'a package’s randomness'],
    ['const a = Date.now();', 'Date'],
    ['const a = new Date();', 'Date'],
    ['const a = performance.now();', 'performance'],
    ['setTimeout(act, 0);', 'a timer'],
    ['setInterval(act, 0);', 'a timer'],
    ['const a = async () => 0;', 'async, await or Promise'],
    ['  await act();', 'async, await or Promise'],
    ['const a: Promise<void> = act();', 'async, await or Promise'],
    ["const a = fs.readFileSync('a');", 'fs'],
    ['const a = process.env;', 'process'],
    ['const a = globalThis[name];', 'globalThis'],
    ['const a = new Intl.NumberFormat();', 'Intl'],
    ['const a = b.localeCompare(c);', 'localeCompare'],
    ['const a = b.toLocaleString();', 'toLocaleString and its like'],
    ['const a = b ** 2;', '** on numbers'],
    ['a **= 2;', '** on numbers'],
    ['const a = 2 ** 32;', '** on numbers'],
    ['let count = 0;', 'a variable of the module'],
    ['export let count = 0;', 'a variable of the module'],
    ['const a = b.sort();', 'sort without a comparator'],
    ['const a = Array.from(b).sort();', 'sort without a comparator'],
    ['const a = b.toSorted( );', 'sort without a comparator'],
    ['for (const key in a) act(key);', 'for … in'],
    ['const a = `${Math.random()}`;', 'Math.random'],
  ])('finds %s', (line, what) => {
    const found = inModel(line);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^src\/sim\/network\/planted\.ts:2: .+; use .+/);
    expect(found[0]).toContain(`: ${what}; use `);
  });

  it.each(
    [
      'log',
      'log2',
      'log10',
      'log1p',
      'exp',
      'expm1',
      'pow',
      'cbrt',
      'hypot',
      'sin',
      'cos',
      'tan',
      'asin',
    ].concat(['acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh']),
  )('finds Math.%s', (name) => {
    expect(inModel(`const a = Math.${name}(2);`)).toHaveLength(1);
  });

  it.each([
    'const a = Math.sqrt(2) + Math.floor(3.5) + Math.abs(-1) + Math.trunc(2.5);',
    'const a = 10n ** 18n + b ** 2n + 2n ** BigInt(c);',
    '// Date, Math.random() and 2 ** 3 are banned',
    "const a = 'Math.random()';",
    '  let count = 0;',
    'const a = b.sort((x, y) => x - y);',
    'const a = { performance: 1 };',
    'const a = world.process.pid + process.state;',
    "import { randomBytes } from './randomness.ts';",
    'const a = Float64Array.from(b).sort();',
    'const a = updateDate(refetch);',
  ])('lets pass %s', (line) => {
    expect(inModel(line)).toEqual([]);
  });

  it('knows where a rule ends', () => {
    expect(bans('src/cli/run.ts', 'const a = Date.now();')).toBe(0);
    expect(bans('src/cli/run.ts', 'const a = Math.random();')).toBe(1);
    expect(bans('src/cli/run.ts', 'export async function run() {}')).toBe(0);
    expect(bans('src/experiments/engine/threads.ts', 'export async function run() {}')).toBe(0);
    expect(bans('src/experiments/monte-carlo.ts', 'export async function run() {}')).toBe(1);
    expect(bans('src/statistics/tails.ts', 'const a = Math.log(2);')).toBe(0);
    expect(bans('src/statistics/tails.ts', 'export async function run() {}')).toBe(1);
  });
});
