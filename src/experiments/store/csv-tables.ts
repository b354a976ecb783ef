/** `runs.csv` and `series.csv`. Cells that a spreadsheet would run as a formula are escaped. */
import { stringify } from 'csv-stringify/sync';
import { monthStart } from '../../base/calendar-months.ts';
import type { MetricValue, RunResult } from '../../sim/protocol/metrics.ts';
import type { Params } from '../../sim/protocol/params.ts';
import { reportedMetrics } from '../summarise.ts';
import { tokenText } from '../token-text.ts';

/** The only cell of an ensemble without a sweep. */
const CELL = 0;

/** A row a run: cell, run, seed, digest, then the scenario's metrics. A metric without a value is empty. */
export function runsCsv(params: Params, results: readonly RunResult[]): string {
  const ids = reportedMetrics(params).map((metric) => metric.id);
  const rows = results.map((result) => [
    CELL,
    result.run,
    params.seed,
    result.digest,
    ...ids.map((id) => cellText(result.metrics[id] ?? null)),
  ]);
  return table(['cell', 'run', 'seed', 'digest', ...ids], rows);
}

/** Long form: cell, run, instant (milliseconds from the start to the month's), metric, value. */
export function seriesCsv(params: Params, results: readonly RunResult[]): string {
  const rows = results.flatMap((result) =>
    result.series.map((point) => [
      CELL,
      result.run,
      monthStart(params.calendar, point.month),
      point.metric,
      cellText(point.value),
    ]),
  );
  return table(['cell', 'run', 'instant', 'metric', 'value'], rows);
}

function cellText(value: MetricValue): string | number {
  if (value === null) return '';
  return typeof value === 'bigint' ? tokenText(value) : value;
}

function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return stringify([header, ...rows] as unknown[][] as never, { escape_formulas: true });
}
