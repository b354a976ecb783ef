#!/usr/bin/env node
/** The executable. In a checkout it first sees to packages and build, on stderr; an installed package has both. */
import { existsSync } from 'node:fs';

const setupFile = new URL('../scripts/setup.mjs', import.meta.url);

if (existsSync(setupFile)) {
  const { setupOrExit } = await import(setupFile.href);
  setupOrExit();
}
const { main } = await import('../dist/cli/main.js');
// Not process.exit: what is still on its way into a pipe would be lost.
process.exitCode = await main(process.argv.slice(2));
