/** Published vectors of tests/vectors, and the bytes that they are written in. */
import { readFileSync } from 'node:fs';

/** The vectors of a file; `source` in it says where they come from. */
export function vectors<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`../vectors/${file}.json`, import.meta.url), 'utf8')) as T;
}

/** A message of RFC 9380's vectors, of which the two long ones go by a short name. */
export function rfcMessage(name: string): Uint8Array {
  const long: Record<string, string> = { q128: `q128_${'q'.repeat(128)}`, a512: `a512_${'a'.repeat(512)}` };
  return new TextEncoder().encode(long[name] ?? name);
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export function bytes(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

export function number(digits: string): bigint {
  return BigInt(`0x${digits}`);
}

/** The error that a call throws; fails if it throws none. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
