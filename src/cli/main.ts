/** The command line: which command, and what comes of it. */
import yargs from 'yargs';
import type { Argv } from 'yargs';
import { packageVersion } from '../experiments/store/provenance.ts';
import { closest } from '../sim/scenario/closest.ts';
import type { Arguments, Command } from './command.ts';
import { benchCommand } from './commands/bench.ts';
import { claimsCommand } from './commands/claims.ts';
import { initCommand } from './commands/init.ts';
import { listCommand } from './commands/list.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { schemaCommand } from './commands/schema.ts';
import { validateCommand } from './commands/validate.ts';
import { EXIT } from './exit-codes.ts';
import { reportFailure } from './failure.ts';
import { processTerminal } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** All commands, in the order of the help. */
const COMMANDS: readonly Command[] = [
  initCommand,
  runCommand,
  validateCommand,
  reportCommand,
  claimsCommand,
  listCommand,
  schemaCommand,
  benchCommand,
];

const HELP_WIDTH = 100;

/** Runs one command line, without the program's own name. Resolves to the exit code; never rejects. */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  try {
    const outcome = await parse(argv);
    if (outcome.kind === 'run') return await outcome.command.run(outcome.args, terminal);
    if (outcome.kind === 'text') {
      terminal.out(`${outcome.text}\n`);
      return EXIT.good;
    }
    terminal.note(`elastinet: ${outcome.complaint}\n${outcome.hint}\n`);
    return EXIT.usage;
  } catch (error) {
    return reportFailure(error, terminal);
  }
}

type Parsed =
  | { readonly kind: 'run'; readonly command: Command; readonly args: Arguments }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wrong'; readonly complaint: string; readonly hint: string };

async function parse(argv: readonly string[]): Promise<Parsed> {
  let chosen: { command: Command; args: Arguments } | undefined;
  const parser = parserFor((command, args) => (chosen = { command, args }));
  let complaint: string | undefined;
  let text = '';
  await parser.parseAsync([...argv], {}, (error, _args, output) => {
    if (error !== undefined && error !== null) complaint = error.message;
    text = output;
  });
  if (complaint !== undefined) return wrong(argv, complaint);
  if (chosen !== undefined) return { kind: 'run', ...chosen };
  return { kind: 'text', text };
}

function parserFor(onChosen: (command: Command, args: Arguments) => void): Argv {
  const parser = yargs()
    .scriptName('elastinet')
    .locale('en')
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .usage('$0 <command>: simulates an elastic blockchain network under attack')
    .demandCommand(1, 'a command is missing')
    .strict()
    .exitProcess(false)
    .version(packageVersion())
    .help()
    .alias('h', 'help')
    .wrap(HELP_WIDTH)
    .example('$0 init && $0 run scenario.yaml', 'a first scenario, and its result')
    .example('$0 run -h', 'all options of a command');
  for (const command of COMMANDS) {
    const describe = (own: Argv): Argv => {
      for (const [line, does] of command.examples) own.example(line, does);
      return command.describe(own);
    };
    parser.command(command.usage, command.about, describe as never, (args) => onChosen(command, args));
  }
  return parser;
}

/** The parser's complaint in our words, with what was probably meant. */
function wrong(argv: readonly string[], complaint: string): Parsed {
  const names = COMMANDS.map(nameOf);
  const command = COMMANDS.find((known) => nameOf(known) === argv[0]);
  const hint = `see elastinet ${command === undefined ? '' : `${nameOf(command)} `}-h`;
  const unknown = /^Unknown arguments?: ([^,]+)/.exec(complaint)?.[1];
  if (unknown === undefined) return { kind: 'wrong', complaint: inOneLine(complaint), hint };
  if (command === undefined) {
    const meant = closest(unknown, names);
    const guess = meant === undefined ? `; commands: ${names.join(', ')}` : `; did you mean ${meant}?`;
    return { kind: 'wrong', complaint: `unknown command ${unknown}${guess}`, hint };
  }
  const isOption = argv.some((part) => part === `--${unknown}` || part.startsWith(`--${unknown}=`));
  const meant = isOption ? closest(unknown, optionsOf(command)) : undefined;
  const guess = meant === undefined ? '' : `; did you mean --${meant}?`;
  const what = isOption ? `unknown option --${unknown}` : `unexpected argument ${unknown}`;
  return { kind: 'wrong', complaint: `${what}${guess}`, hint };
}

/** Names of a command's options, as its own description gives them. */
function optionsOf(command: Command): readonly string[] {
  const parser = command.describe(yargs()) as Argv & {
    getOptions(): { readonly key: Readonly<Record<string, unknown>> };
  };
  return [...Object.keys(parser.getOptions().key), 'help', 'version'];
}

function nameOf(command: Command): string {
  return command.usage.split(' ')[0];
}

function inOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
