/** `list`: what a scenario may name. */
import { CATALOGUE_SUBJECTS, catalogue } from '../../experiments/catalogue.ts';
import type { CatalogueEntry, CatalogueSubject } from '../../experiments/catalogue.ts';
import { SWITCH } from '../command.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** Lists strategies, profiles, metrics or facts. */
export const listCommand: Command = {
  usage: 'list <what>',
  about: 'Lists strategies, profiles, metrics or facts',
  examples: [
    ['$0 list metrics', 'ids, units and definitions'],
    ['$0 list strategies --json', 'with all parameters, for machines'],
  ],
  describe: (parser) =>
    parser
      .positional('what', { type: 'string', choices: CATALOGUE_SUBJECTS, describe: 'what to list' })
      .option('json', { ...SWITCH, describe: 'print a JSON list on stdout' }),
  run: async (args, terminal) => {
    const entries = catalogue(args['what'] as CatalogueSubject);
    if (args['json'] === true) {
      const plain = entries.map(({ name, about, details }) => ({ name, about, ...details }));
      terminal.out(`${JSON.stringify(plain, null, 2)}\n`);
    } else {
      const width = Math.max(...entries.map(({ name }) => name.length));
      terminal.out(entries.map((entry) => entryLines(entry, width)).join(''));
    }
    return EXIT.good;
  },
};

/** Name and description; below them the unit, or the parameters with their defaults. */
function entryLines({ name, about, details }: CatalogueEntry, width: number): string {
  const lines = [`${name.padEnd(width)}  ${about}${unitText(details)}`];
  for (const [parameter, entry] of Object.entries((details['parameters'] ?? {}) as Parameters)) {
    lines.push(`${' '.repeat(width)}  ${parameter}: ${entry.about} Default ${entry.default}.`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

type Parameters = Readonly<Record<string, { readonly about: string; readonly default: unknown }>>;

function unitText(details: CatalogueEntry['details']): string {
  return typeof details['unit'] === 'string' ? ` [${details['unit']}]` : '';
}
