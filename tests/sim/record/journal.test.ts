import { describe, expect, test } from 'vitest';
import { FACT, FACT_KINDS } from '../../../src/sim/protocol/facts.ts';
import { JournalTap } from '../../../src/sim/record/journal.ts';

const sink = (): void => undefined;

describe('the journal', () => {
  test('writes each fact as a line of JSON with its named fields, unused ones left out', () => {
    const lines: string[] = [];
    const journal = new JournalTap('all', (line) => lines.push(line));
    journal.fact(2 ** 40, FACT['reward-paid'], 4, 1, 12, 10n ** 18n);
    journal.fact(7, FACT['node-left'], 3, 0, 0, 0n);
    journal.fact(8, FACT['fee-paid'], 3, 2, 0, 0n);
    expect(lines).toEqual([
      '{"at":1099511627776,"fact":"reward-paid","validator":4,"month":1,"lock":12,"amount":"1000000000000000000"}',
      '{"at":7,"fact":"node-left","node":3}',
      '{"at":8,"fact":"fee-paid","validator":3,"month":2,"amount":"0"}',
    ]);
  });

  test('reads failures only, or everything', () => {
    expect(new JournalTap('all', sink).kinds).toBe('all');
    const failures = new JournalTap('failures', sink).kinds as readonly number[];
    expect(failures.map((kind) => FACT_KINDS[kind].class)).toEqual(failures.map(() => 'failure'));
    expect(failures).toContain(FACT['chain-refused']);
    expect(failures.length).toBe(FACT_KINDS.filter((kind) => kind.class === 'failure').length);
  });

  test('no field hides the instant, the name or another field', () => {
    for (const kind of FACT_KINDS) {
      const keys = ['at', 'fact', ...kind.fields, ...('amount' in kind ? [kind.amount] : [])];
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
