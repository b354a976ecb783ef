/** `claims`: tests what the talk claims. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { verdictText } from '../../experiments/claims/claim.ts';
import { CLAIMS, claimsPage, testClaim } from '../../experiments/claims/claims-table.ts';
import type { TestedClaim } from '../../experiments/claims/claims-table.ts';
import { packageVersion } from '../../experiments/store/provenance.ts';
import { closest } from '../../sim/scenario/closest.ts';
import { SWITCH, textsOf } from '../command.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { UsageError } from '../usage-error.ts';

const PAGE = 'docs/claims.md';

/** Tests claims and prints what was found. */
export const claimsCommand: Command = {
  usage: 'claims [ids..]',
  about: 'Tests the claims of the talk',
  examples: [
    ['$0 claims', 'all of them, in about a minute'],
    ['$0 claims C2 C14', 'two of them'],
  ],
  describe: (parser) =>
    parser
      .positional('ids', { type: 'string', array: true, describe: 'ids of claims, such as C2; default all' })
      .option('write', { ...SWITCH, describe: `write ${PAGE}, all claims only` }),
  run: async (args, terminal) => {
    const ids = textsOf(args, 'ids');
    const mayWrite = args['write'] === true;
    if (mayWrite && ids.length > 0) throw new UsageError('--write is for all claims: leave the ids away');
    const chosen = ids.length === 0 ? CLAIMS : ids.map(claimOf);
    const tested: TestedClaim[] = [];
    for (const claim of chosen) {
      if (claim.test !== undefined) terminal.note(`testing ${claim.id} …\n`);
      const result = testClaim(claim);
      terminal.out(claimText(result));
      tested.push(result);
    }
    if (mayWrite) {
      const path = resolve(terminal.cwd, PAGE);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, claimsPage(tested, packageVersion()));
      terminal.note(`${PAGE} is written\n`);
    }
    return EXIT.good;
  },
};

function claimOf(id: string): (typeof CLAIMS)[number] {
  const found = CLAIMS.find((claim) => claim.id === id.toUpperCase());
  if (found !== undefined) return found;
  const ids = CLAIMS.map((claim) => claim.id);
  const meant = closest(id, ids);
  throw new UsageError(
    `no claim ${id}${meant === undefined ? `; accepted: C1 to C${ids.length}` : `; did you mean ${meant}?`}`,
  );
}

function claimText({ claim, finding }: TestedClaim): string {
  const lines = [`${claim.id.padEnd(4)} ${claim.claim}`];
  if (claim.test !== undefined && finding !== undefined) {
    lines.push(
      `     scenario  ${claim.test.scenario}`,
      `     measured  ${inLines(finding.measured)}`,
      `     expected  ${inLines(finding.expected)}`,
    );
  }
  lines.push(`     verdict   ${verdictText(finding?.verdict)}`);
  return `${lines.join('\n')}\n`;
}

function inLines(text: string): string {
  return text.replaceAll('; ', '\n               ');
}
