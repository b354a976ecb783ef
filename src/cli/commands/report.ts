/** `report`: the page of a result, made again. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { METRIC_DEFINITIONS } from '../../experiments/catalogue.ts';
import { readResultFolder } from '../../experiments/store/result-folder.ts';
import { renderHtml } from '../../report/html.ts';
import { chartScript } from '../chart-script.ts';
import { TEXT, textOf } from '../command.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** Writes report.html from summary and manifest of a result folder. */
export const reportCommand: Command = {
  usage: 'report <result>',
  about: 'Writes the self-contained page of a result again',
  examples: [
    ['$0 report results/talk-year-1a2b3c4d-2026', 'writes report.html into the folder'],
    ['$0 report results/talk-year-1a2b3c4d-2026 --out page.html', 'writes it elsewhere'],
  ],
  describe: (parser) =>
    parser
      .positional('result', { type: 'string', describe: 'result folder' })
      .option('out', { ...TEXT, describe: 'file of the page; default report.html in the folder' }),
  run: async (args, terminal) => {
    const folder = String(args['result']);
    const { summary, manifest } = readResultFolder(resolve(terminal.cwd, folder));
    const out = textOf(args, 'out') ?? join(folder, 'report.html');
    const page = renderHtml({ summary, manifest, metrics: METRIC_DEFINITIONS, chartScript: chartScript() });
    writeFileSync(resolve(terminal.cwd, out), page);
    terminal.out(`${out}\n`);
    return EXIT.good;
  },
};
