/** `validate`: reads scenarios without running them. */
import { resolve } from 'node:path';
import { usersFault } from '../../experiments/users-fault.ts';
import { SWITCH, textsOf } from '../command.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { readScenarioFile } from '../scenario-file.ts';
import type { Terminal } from '../terminal.ts';

/** What is known of one scenario. */
interface Validation {
  readonly file: string;
  readonly valid: boolean;
  readonly name?: string;
  readonly notes?: readonly string[];
  readonly complaint?: string;
}

/** Checks scenarios; any invalid one gives exit code 2. */
export const validateCommand: Command = {
  usage: 'validate <scenarios..>',
  about: 'Checks scenarios without running them',
  examples: [
    ['$0 validate scenario.yaml', 'says what is wrong with it, and where'],
    ['$0 validate scenarios/*.yaml --json', 'all of a folder, for machines'],
  ],
  describe: (parser) =>
    parser
      .positional('scenarios', { type: 'string', array: true, describe: 'files of scenarios' })
      .option('json', { ...SWITCH, describe: 'print a JSON list on stdout' }),
  run: async (args, terminal) => {
    const validations = textsOf(args, 'scenarios').map((file) => validate(file, terminal.cwd));
    if (args['json'] === true) terminal.out(`${JSON.stringify(validations, null, 2)}\n`);
    else for (const validation of validations) print(validation, terminal);
    return validations.every(({ valid }) => valid) ? EXIT.good : EXIT.usage;
  },
};

function validate(file: string, cwd: string): Validation {
  try {
    const { params, notes } = readScenarioFile(file, resolve(cwd));
    return { file, valid: true, name: params.name, notes };
  } catch (error) {
    const complaint = usersFault(error);
    if (complaint === undefined) throw error;
    return { file, valid: false, complaint };
  }
}

function print({ file, valid, notes = [], complaint = '' }: Validation, terminal: Terminal): void {
  for (const note of notes) terminal.note(`${file}: note: ${note}\n`);
  if (valid) terminal.out(`${file}: valid\n`);
  else terminal.note(`${complaint}\n`);
}
