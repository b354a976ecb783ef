/** Where a result comes from: version, commit, lock file, engine. Read from the files of this package. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the package: `src/experiments/store` and `dist/experiments/store` lie equally deep. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What the manifest says about the program. */
export interface Provenance {
  readonly elastinet: string;
  /** Commit of a checkout, forty hexadecimal digits; null in an installed package. */
  readonly commit: string | null;
  /** SHA-256 of package-lock.json; null in an installed package. */
  readonly lockHash: string | null;
  readonly engine: string;
  /** Hash of the sources that the running build was made of; null where there is no build. */
  readonly build: string | null;
}

/** Reads it anew at each call. */
export function provenance(): Provenance {
  const lock = readIfThere('package-lock.json');
  return {
    elastinet: packageVersion(),
    commit: commitOf(),
    lockHash: lock === null ? null : sha256Of(lock),
    engine: `node ${process.versions.node} (v8 ${process.versions.v8})`,
    build: readIfThere('dist/.stamp'),
  };
}

/** Version of this package. */
export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** SHA-256 of a text or of bytes, in hexadecimal. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The checked-out commit, as git's files say; packed references included. */
function commitOf(): string | null {
  const head = readIfThere('.git/HEAD')?.trim();
  if (head === undefined) return null;
  if (!head.startsWith('ref: ')) return head;
  const reference = head.slice('ref: '.length);
  const loose = readIfThere(join('.git', reference))?.trim();
  if (loose !== undefined) return loose;
  const packed = readIfThere('.git/packed-refs')?.split('\n');
  return packed?.find((line) => line.endsWith(` ${reference}`))?.split(' ')[0] ?? null;
}

function readIfThere(path: string): string | null {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
