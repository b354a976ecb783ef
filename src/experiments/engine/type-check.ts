/** Type-checks a strategy file with the compiler of the user's own folder, where it has one. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `unchecked`: the folder has no compiler. */
export type TypeCheck = 'fine' | 'unchecked';

/** A strategy that the compiler rejects: the message is the compiler's own. Exit code 2. */
export class StrategyTypeError extends Error {
  override readonly name = 'StrategyTypeError';
}

/** Types of the library's door: sources when this file is one, else declarations. */
const DOOR_TYPES = fileURLToPath(
  new URL(`../../index${import.meta.url.endsWith('.ts') ? '.ts' : '.d.ts'}`, import.meta.url),
);

/** Checks one file, TypeScript only; JavaScript passes as it is. Throws a {@link StrategyTypeError}. */
export async function typeCheck(file: string): Promise<TypeCheck> {
  if (!/\.[cm]?ts$/.test(file)) return 'fine';
  const compiler = findCompiler(dirname(file));
  if (compiler === undefined) return 'unchecked';
  const folder = mkdtempSync(join(tmpdir(), 'elastinet-types-'));
  try {
    const project = join(folder, 'tsconfig.json');
    writeFileSync(project, JSON.stringify(projectFor(file)));
    return await compile(compiler, project, dirname(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Path of `tsc` in the nearest `node_modules` upwards of a folder. */
function findCompiler(folder: string): string | undefined {
  const found = findUpwards(folder, join('node_modules', 'typescript', 'package.json'));
  if (found === undefined) return undefined;
  const { bin } = JSON.parse(readFileSync(found, 'utf8')) as { bin?: Readonly<Record<string, string>> };
  return bin?.['tsc'] === undefined ? undefined : join(dirname(found), bin['tsc']);
}

function findUpwards(folder: string, path: string): string | undefined {
  const candidate = join(folder, path);
  if (existsSync(candidate)) return candidate;
  return dirname(folder) === folder ? undefined : findUpwards(dirname(folder), path);
}

/**
 * Strict, and nothing emitted. Node's types are there when the user's folder, or for our sources we
 * ourselves, have them.
 */
function projectFor(file: string): object {
  const nodeTypes = [dirname(file), dirname(DOOR_TYPES)]
    .map((folder) => findUpwards(folder, join('node_modules', '@types', 'node')))
    .find((path) => path !== undefined);
  return {
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2023',
      lib: ['es2023'],
      module: 'esnext',
      moduleResolution: 'bundler',
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      paths: { elastinet: [DOOR_TYPES] },
      ...(nodeTypes === undefined ? { types: [] } : { types: ['node'], typeRoots: [dirname(nodeTypes)] }),
    },
    files: [file],
  };
}

function compile(compiler: string, project: string, folder: string): Promise<TypeCheck> {
  const options = { cwd: folder, maxBuffer: 2 ** 24 };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [compiler, '-p', project, '--pretty', 'false'],
      options,
      (error, stdout, stderr) => {
        if (error === null) resolve('fine');
        else reject(new StrategyTypeError(`${stdout}${stderr}`.trim() || error.message));
      },
    );
  });
}
