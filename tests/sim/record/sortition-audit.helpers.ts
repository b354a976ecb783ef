/** Runs whose draws an outsider works out again, from the tap or from the lines of a journal. */
import { FACT, FACT_KINDS, type FactName } from '../../../src/sim/protocol/facts.ts';
import type { Params } from '../../../src/sim/protocol/params.ts';
import { JournalTap } from '../../../src/sim/record/journal.ts';
import { SortitionAudit } from '../../../src/sim/record/sortition-audit.ts';
import { simulateRun } from '../../../src/sim/simulate.ts';
import { liar } from '../../end-to-end/real-crypto.helpers.ts';
import type { HeardFact } from '../world.helpers.ts';

/** Members that lie in key generations and beacons, once in five times. */
export const strategies = { './liar.ts': liar(5) };

/** Runs the scenario under an audit; the lines of its journal come along. */
export function auditedRun(params: Params, run = 0): { audit: SortitionAudit; lines: string[] } {
  const audit = new SortitionAudit(params);
  const lines: string[] = [];
  const journal = new JournalTap('all', (line) => lines.push(line));
  simulateRun(params, run, { taps: [audit, journal], strategies });
  return { audit, lines };
}

/** The facts that the lines of a journal tell. */
export function factsOfJournal(lines: readonly string[]): HeardFact[] {
  return lines.map((line) => {
    const told = JSON.parse(line) as Record<string, number | string>;
    const name = told['fact'] as FactName;
    const { fields, ...kind } = FACT_KINDS[FACT[name]] as (typeof FACT_KINDS)[number] & { amount?: string };
    const [a = 0, b = 0, c = 0] = fields.map((field) => Number(told[field]));
    const amount = kind.amount === undefined ? 0n : BigInt(told[kind.amount]);
    return { at: Number(told['at']), name, a, b, c, amount };
  });
}

/** What an outsider finds who has a scenario and its facts. */
export function auditOf(params: Params, facts: readonly HeardFact[]): SortitionAudit {
  const audit = new SortitionAudit(params);
  for (const { at, name, a, b, c, amount } of facts) {
    if (audit.kinds.includes(FACT[name])) audit.fact(at, FACT[name], a, b, c, amount);
  }
  return audit;
}

/** The facts with the one at `index` altered. */
export const altered = (
  facts: readonly HeardFact[],
  index: number,
  change: Partial<HeardFact>,
): readonly HeardFact[] => facts.with(index, { ...facts[index], ...change });
