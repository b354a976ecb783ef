/**
 * Bytes of a scenario file to text. Only UTF-8 is read; anything else is refused with its place, never
 * guessed.
 */
import { ScenarioError } from './scenario-error.ts';

const LINE_FEED = 0x0a;
const ACCEPTED = 'a text file in UTF-8';

/**
 * The text of a scenario file. A UTF-8 byte-order mark is dropped; UTF-16, binary content (a zero byte) and
 * invalid UTF-8 throw a {@link ScenarioError} that names the first bad byte.
 */
export function decodeScenario(bytes: Uint8Array, file: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw badByte(file, { line: 1, column: 1 }, bytes[0], 'is UTF-16');
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    throw badByte(file, lineStartOf(bytes, zero), 0, 'is binary or UTF-16 (it holds a zero byte)');
  let lineStart = 0;
  for (let line = 1; lineStart <= bytes.length; line++) {
    const lineEnd = bytes.indexOf(LINE_FEED, lineStart);
    const content = bytes.subarray(lineStart, lineEnd < 0 ? bytes.length : lineEnd);
    const bad = firstBadByte(content);
    if (bad !== undefined) {
      throw badByte(file, { line, column: bad.column }, content[bad.offset], 'is not valid UTF-8');
    }
    if (lineEnd < 0) break;
    lineStart = lineEnd + 1;
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/**
 * Where valid UTF-8 ends within one line; undefined when all of it is valid. No sequence spans a line feed.
 */
function firstBadByte(line: Uint8Array): { offset: number; column: number } | undefined {
  if (isValid(line)) return undefined;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let units = 0;
  let sequenceStart = 0;
  for (let offset = 0; offset < line.length; offset++) {
    try {
      const decoded = decoder.decode(line.subarray(offset, offset + 1), { stream: true });
      units += decoded.length;
      if (decoded.length > 0) sequenceStart = offset + 1;
    } catch {
      return { offset, column: units + 1 };
    }
  }
  return { offset: sequenceStart, column: units + 1 };
}

function isValid(line: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(line);
    return true;
  } catch {
    return false;
  }
}

/** Line of a byte; the column is 1, since columns mean nothing in a file that is not text. */
function lineStartOf(bytes: Uint8Array, offset: number): { line: number; column: number } {
  return { line: 1 + bytes.subarray(0, offset).filter((byte) => byte === LINE_FEED).length, column: 1 };
}

function badByte(
  file: string,
  at: { line: number; column: number },
  byte: number,
  complaint: string,
): ScenarioError {
  const value = `0x${byte.toString(16).padStart(2, '0')}`;
  return new ScenarioError({ file, ...at, path: 'scenario', value, accepted: ACCEPTED, complaint });
}
