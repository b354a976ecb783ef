/**
 * What tests hold ours against: a C++ compiler and SimPy for `bench peers`, and gjs, a shell of SpiderMonkey, as a
 * second JavaScript engine. Installed where set-up can.
 * ns-3 is large and optional: whoever wants it in the table installs `libns3-dev`.
 */
import { spawnSync } from 'node:child_process';
import { aptInstall } from './apt.mjs';

const succeeds = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const hasSimpy = (python) => succeeds(python, '-c', 'import simpy; simpy.Environment');

/** Debian's package of each peer, and whether the peer is there. The bench looks in the same places. */
const PEERS = [
  { name: 'g++', isThere: () => succeeds('g++', '--version') },
  { name: 'gjs', isThere: () => succeeds('gjs', '--version') },
  { name: 'python3-simpy3', isThere: () => hasSimpy('/usr/bin/python3') || hasSimpy('python3') },
];

const missing = () => PEERS.filter(({ isThere }) => !isThere()).map(({ name }) => name);

/** Packages that are still missing after installing what we may, and why. */
export function providePeers(say) {
  const wanted = missing();
  if (wanted.length === 0) return { missing: [], failure: '' };
  const failure = aptInstall(wanted, say) || 'apt-get install did not make them work';
  return { missing: missing(), failure };
}
