/** `schema`: the JSON Schema of scenario files. */
import { scenarioJsonSchema } from '../../sim/scenario/schema.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** Prints the schema, for editors. */
export const schemaCommand: Command = {
  usage: 'schema',
  about: 'Prints the JSON Schema of scenario files, for editors',
  examples: [
    ['$0 schema > scenario.schema.json', 'a file that editors complete and check by'],
    ['$0 schema | jq .properties.network', 'one part of it'],
  ],
  describe: (parser) => parser,
  run: async (_args, terminal) => {
    terminal.out(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
    return EXIT.good;
  },
};
