/** Other simulators beside ours, on the same machine in the same minutes: their own programs, run as such. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './bench.ts';
import { outputOf, PEER_SOURCES, succeeds } from './own-process.ts';

/** Rounds unless the user wants others. */
export const ROUNDS = 3;

/** What is measured in turn with others: a call is one round, and gives a rate. */
export type Contender = () => number;

/** Medians of rates: in each round everybody runs once. */
export function inTurn<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  rounds: number,
): Readonly<Record<Name, number>> {
  const names = Object.keys(contenders) as Name[];
  const rates = names.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    names.forEach((name, index) => rates[index].push(contenders[name]()));
  }
  return Object.fromEntries(names.map((name, index) => [name, median(rates[index])])) as Record<Name, number>;
}

/** What the peers need and this machine has not; empty when all is there. ns-3 is not needed. */
export function missingPeers(): readonly string[] {
  return [
    ...(existsSync(PEER_SOURCES) ? [] : [`a checkout of the repository (${PEER_SOURCES} is not there)`]),
    ...(succeeds('g++', ['--version']) ? [] : ['g++ (Debian: g++)']),
    ...(pythonWithSimpy() === undefined ? ['SimPy 3 or newer (Debian: python3-simpy3)'] : []),
  ];
}

/** Whether ns-3 can be compiled against. */
export function hasNs3(): boolean {
  return succeeds('g++', ['-E', '-x', 'c++', '-'], '#include <ns3/simulator.h>\n');
}

/** Debian's Python first: its packages are for that one. */
export function pythonWithSimpy(): string | undefined {
  return ['/usr/bin/python3', 'python3'].find((python) =>
    succeeds(python, ['-c', 'import simpy; simpy.Environment']),
  );
}

/** Runs one of the Python scripts; what it prints. */
export function runScript(name: string, args: readonly (string | number)[]): string {
  return outputOf(pythonWithSimpy() ?? 'python3', [join(PEER_SOURCES, name), ...args.map(String)]);
}

/** Compiles C++ programs into a folder that is gone when `use` returns. */
export function withCompiled<Result>(
  programs: Readonly<Record<string, readonly string[]>>,
  use: (path: (name: string) => string) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), 'elastinet-peers-'));
  try {
    for (const [name, libraries] of Object.entries(programs)) {
      outputOf('g++', ['-O2', join(PEER_SOURCES, `${name}.cpp`), ...libraries, '-o', join(folder, name)]);
    }
    return use((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A table as it stands in the docs. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
