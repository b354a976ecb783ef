/**
 * The result folder. It is written beside its place and renamed into it, so that a reader finds a whole one
 * or none; what stands there before is replaced only if it is a result folder itself.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RunResult } from '../../sim/protocol/metrics.ts';
import type { Params } from '../../sim/protocol/params.ts';
import type { Manifest, Summary } from '../summary.ts';
import { runsCsv, seriesCsv } from './csv-tables.ts';
import { UnusablePath } from './unusable-path.ts';

/** What goes into a result folder. */
export interface ResultFolder {
  readonly params: Params;
  /** In the order of runs. */
  readonly results: readonly RunResult[];
  readonly summary: Summary;
  readonly manifest: Manifest;
  /** The text of `report.html`. */
  readonly page: string;
  /** Files of facts, a run each, to be joined in this order; none when facts are not recorded. */
  readonly factsFiles: readonly string[];
}

/** Digits of the scenario's hash in the name of a folder. */
const SHORT_HASH_DIGITS = 8;
const NAME_LENGTH_MAX = 60;
/** Facts are copied in pieces of 16 MiB: a year of all facts does not fit into one text. */
const PIECE_BYTES = 2 ** 24;

/** `<name>-<short scenario hash>-<seed>`, of letters, digits, dots and dashes only. */
export function defaultFolderName(name: string, scenarioHash: string, seed: string): string {
  return `${plain(name)}-${scenarioHash.slice(0, SHORT_HASH_DIGITS)}-${plain(seed)}`;
}

/**
 * Throws {@link UnusablePath} unless `out` is free, empty, or a result folder: to be asked before the runs
 * begin.
 */
export function checkResultFolder(out: string): void {
  if (!existsSync(out)) return;
  if (!statSync(out).isDirectory())
    throw new UnusablePath(`${out} is a file; choose another folder with --out`);
  if (readdirSync(out).length === 0 || isResultFolder(out)) return;
  throw new UnusablePath(`${out} holds something else than a result; choose another folder with --out`);
}

/** Writes the folder whole or not at all. */
export function writeResultFolder(out: string, folder: ResultFolder): void {
  checkResultFolder(out);
  const target = resolve(out);
  const fresh = `${target}.writing-${process.pid}`;
  const stale = `${target}.replaced-${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  rmSync(fresh, { recursive: true, force: true });
  try {
    mkdirSync(fresh);
    writeFiles(fresh, folder);
    putInPlace(fresh, target, stale);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * A folder cannot be renamed onto one that is not empty: the old one steps aside, and back if that was in
 * vain.
 */
function putInPlace(fresh: string, target: string, stale: string): void {
  const isReplaced = existsSync(target);
  if (isReplaced) renameSync(target, stale);
  try {
    renameSync(fresh, target);
  } catch (error) {
    if (isReplaced) renameSync(stale, target);
    throw error;
  }
  if (isReplaced) rmSync(stale, { recursive: true });
}

/** Summary and manifest of a result folder; throws {@link UnusablePath} when it is none. */
export function readResultFolder(folder: string): { readonly summary: Summary; readonly manifest: Manifest } {
  if (!existsSync(folder))
    throw new UnusablePath(`${folder} does not exist; give the folder that a run wrote`);
  if (!isResultFolder(folder))
    throw new UnusablePath(`${folder} is no result folder: no manifest.json of a run in it`);
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  try {
    return { summary: read('summary.json') as Summary, manifest: read('manifest.json') as Manifest };
  } catch (error) {
    throw new UnusablePath(`${folder} is damaged: ${(error as Error).message}`);
  }
}

function isResultFolder(folder: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Partial<Manifest>;
    return manifest.format === 1 && typeof manifest.scenarioHash === 'string';
  } catch {
    return false;
  }
}

function writeFiles(into: string, folder: ResultFolder): void {
  const { params, results, summary, manifest, page, factsFiles } = folder;
  writeFileSync(join(into, 'summary.json'), jsonText(summary));
  writeFileSync(join(into, 'runs.csv'), runsCsv(params, results));
  writeFileSync(join(into, 'series.csv'), seriesCsv(params, results));
  writeFileSync(join(into, 'report.html'), page);
  if (params.record.facts !== 'none') joinFiles(factsFiles, join(into, 'facts.jsonl'));
  writeFileSync(join(into, 'manifest.json'), jsonText(manifest));
}

function joinFiles(sources: readonly string[], target: string): void {
  const output = openSync(target, 'w');
  const piece = Buffer.alloc(PIECE_BYTES);
  try {
    for (const source of sources) copyInto(output, source, piece);
    fsyncSync(output);
  } finally {
    closeSync(output);
  }
}

function copyInto(output: number, source: string, piece: Buffer): void {
  const input = openSync(source, 'r');
  try {
    for (;;) {
      const count = readSync(input, piece);
      if (count === 0) return;
      writeSync(output, piece, 0, count);
    }
  } finally {
    closeSync(input);
  }
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function plain(text: string): string {
  const letters = text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '');
  return letters.slice(0, NAME_LENGTH_MAX) || 'unnamed';
}
