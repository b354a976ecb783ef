/** Lets a long test leave the figures it measured in `reports/long-tests.json`. */
import { appendFileSync } from 'node:fs';

/**
 * Records `text` under `id`, a short name such as `monitoring.falseFail`. Does nothing outside
 * `npm run test:long`, which names the file in ELASTINET_FIGURES.
 */
export function reportFigure(id: string, text: string): void {
  const file = process.env['ELASTINET_FIGURES'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ id, text })}\n`);
}
