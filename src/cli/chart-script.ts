/** The text of chart.js for browsers, which a report carries inside. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Reads it from the installed package, whose exports do not name the file: it lies beside the main one. */
export function chartScript(): string {
  const main = createRequire(import.meta.url).resolve('chart.js');
  return readFileSync(join(dirname(main), 'chart.umd.min.js'), 'utf8');
}
