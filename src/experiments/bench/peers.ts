/** Other simulators beside ours, on the same machine in the same minutes: their own programs, run as such. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, nanosPer } from './bench.ts';
import { Phold } from './phold.ts';

const SOURCES = join(import.meta.dirname, '../../../bench/peers');
const MEAN = 1_048_576;
const EVENTS = 1_000_000;
const SIMPY_EVENTS = 200_000;
const ROUNDS = 3;

/** One row: events a second. */
export interface PeersRow {
  readonly pending: number;
  readonly ours: number;
  readonly priorityQueue: number;
  readonly simpy: number;
}

/** What the peers need and this machine has not; empty when all is there. */
export function missingPeers(): readonly string[] {
  const python = pythonWithSimpy();
  return [
    ...(existsSync(SOURCES) ? [] : [`the folder ${SOURCES}`]),
    ...(spawnSync('g++', ['--version']).status === 0 ? [] : ['g++']),
    ...(python === undefined ? ['SimPy (Debian: python3-simpy3 or python3-simpy)'] : []),
  ];
}

/** Measures ours and C++ in turn, medians of three rounds, and SimPy once. */
export function measurePeers(pendings: readonly number[]): readonly PeersRow[] {
  const folder = mkdtempSync(join(tmpdir(), 'elastinet-peers-'));
  try {
    const program = join(folder, 'phold');
    run('g++', ['-O2', join(SOURCES, 'phold.cpp'), '-o', program]);
    return pendings.map((pending) => measureRow(program, pending));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The table, as it stands in the docs. */
export function peersTable(rows: readonly PeersRow[]): string {
  const lines = rows.map(({ pending, ours, priorityQueue, simpy }) => {
    const ratios = `${(ours / priorityQueue).toFixed(2)} | ${(ours / simpy).toFixed(0)}`;
    return `| ${pending} | ${millions(ours)} | ${millions(priorityQueue)} | ${millions(simpy)} | ${ratios} |`;
  });
  const head =
    '| pending | elastinet, M/s | C++ priority_queue, M/s | SimPy, M/s | ours / C++ | ours / SimPy |';
  return `${[head, '| --- | --- | --- | --- | --- | --- |', ...lines].join('\n')}\n`;
}

const millions = (rate: number): string => (rate / 1e6).toFixed(2);

function measureRow(program: string, pending: number): PeersRow {
  const queue = new Phold(pending, false);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(1e9 / nanosPer(EVENTS, () => queue.hold(EVENTS)));
    theirs.push(Number(run(program, [pending, EVENTS, 1, MEAN].map(String))));
  }
  const script = [join(SOURCES, 'phold.py'), pending, SIMPY_EVENTS, MEAN].map(String);
  const simpy = Number(run(pythonWithSimpy() ?? 'python3', script));
  return { pending, ours: median(ours), priorityQueue: median(theirs), simpy };
}

/** Debian's Python first: its packages are for that one. */
function pythonWithSimpy(): string | undefined {
  const test = 'try:\n import simpy\nexcept ImportError:\n import SimPy.Simulation';
  return ['/usr/bin/python3', 'python3'].find((python) => spawnSync(python, ['-c', test]).status === 0);
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
  return stdout;
}
