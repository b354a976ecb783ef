/** A file of facts, a line each, written in large pieces. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** Text that is gathered before it is written. */
const PIECE_LENGTH = 2 ** 18;

/** Takes lines and writes them; {@link FactsFile.close} writes the rest. */
export class FactsFile {
  readonly #file: number;
  #text = '';

  /** Empties the file, or makes it. */
  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  /** Adds a line; its end is added here. */
  readonly add = (line: string): void => {
    this.#text += `${line}\n`;
    if (this.#text.length >= PIECE_LENGTH) this.#write();
  };

  close(): void {
    this.#write();
    closeSync(this.#file);
  }

  #write(): void {
    writeSync(this.#file, this.#text);
    this.#text = '';
  }
}
