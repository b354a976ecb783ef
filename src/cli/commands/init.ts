/** `init`: a scenario, a strategy and a CI workflow to start from. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UnusablePath } from '../../experiments/store/unusable-path.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { STARTER_FILES } from '../starter-files.ts';

/** Writes the starter files; refuses when one of them is there already, and then writes none. */
export const initCommand: Command = {
  usage: 'init [dir]',
  about: 'Writes a starter scenario, a starter strategy and a CI workflow',
  examples: [
    ['$0 init', 'into this folder'],
    ['$0 init my-study', 'into another one, made if need be'],
  ],
  describe: (parser) =>
    parser.positional('dir', { type: 'string', default: '.', describe: 'folder that gets the files' }),
  run: async (args, terminal) => {
    const dir = String(args['dir']);
    const folder = resolve(terminal.cwd, dir);
    for (const { path } of STARTER_FILES) {
      if (existsSync(join(folder, path)))
        throw new UnusablePath(`${join(dir, path)} exists; nothing was written`);
    }
    for (const { path, text } of STARTER_FILES) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, { flag: 'wx' });
      terminal.out(`${join(dir, path)}\n`);
    }
    terminal.note(`next: cd ${dir} && npx elastinet run scenario.yaml --allow-strategy ./my-attack.ts\n`);
    return EXIT.good;
  },
};
