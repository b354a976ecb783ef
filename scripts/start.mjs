/**
 * `npm start`: set-up, then the main job, one year of the talk's network. Arguments are added to the command:
 * `npm start -- --seed 7`. The command's last line says where the report lies.
 */
import { elastinet } from './elastinet.mjs';
import { setupOrExit } from './setup.mjs';

setupOrExit();
process.exitCode = elastinet('run', 'scenarios/talk-year.yaml', ...process.argv.slice(2));
