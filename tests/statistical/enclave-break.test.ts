import { expect, test } from 'vitest';
import { simulateRun } from '../../src/sim/simulate.ts';
import type { Params } from '../../src/sim/protocol/params.ts';
import { Moments } from '../../src/statistics/moments.ts';
import { hypergeometricTail } from '../../src/statistics/tails.ts';
import { reportFigure } from '../long-figures.helpers.ts';
import { paramsOf } from '../sim/world.helpers.ts';

const RUNS = 30;
const CHAINS = 64;
const NODES = 50;
/** Months that are read. */
const SHOWN = [0, 1];
const MONTHS = 4;

/** 0.61 of 50 nodes are 30.5: 31 have the first generation. Half of all nodes, drawn apart, are the coalition's. */
function enclaveParams(generation: number, mode: string): Params {
  return paramsOf(`
seed: enclaves
calendar: { days: 1 }
horizon: ${MONTHS} days
network: { nodes: ${NODES}, slots: 64, validators: 10, enclaves: { first: 0.61, second: 0.39 } }
sizes: { committee: { slots: 1, members: 16 } }
chains: { initial: { committee: ${CHAINS} }, private: 1 }
placement: { policy: uniform }
rotation: { policy: monthly-redraw }
randomness: { source: block-hash }
keyGeneration: { mode: ${mode} }
availability: { mtbf: never }
adversaries:
  - name: readers
    members: { share: 0.5 }
    strategies: [ { use: enclave-break, with: { generation: ${generation}, from: 0, lag: 2 } } ]
metrics: [capture.chainMonths, halt.chainMonths, fork.chainMonths]
`);
}

// Runs 0 … 29 of seed 'enclaves', 3,840 chain-months a case, 4 standard errors. Catches, each tried: 30 or 32
// nodes of the first generation (0.29 or 0.44 for 0.36, some 8 standard errors); seats of the coalition taken
// for shares that it reads, or added to them; the other generation; a patch a month early or late; halts by
// reading. Chains are as good as independent, since every node has a slot for all of them.
test.each([
  { generation: 0, nodes: 31, mode: 'protocol' },
  { generation: 1, nodes: 19, mode: 'protocol' },
  { generation: 0, nodes: 31, mode: 'instant' },
])('nodes of a broken generation count as the coalition’s own: $generation, keys $mode', (attack) => {
  const { generation, nodes, mode } = attack;
  const params = enclaveParams(generation, mode);
  const expected = {
    capture: hypergeometricTail(NODES, nodes, 16, 11),
    fork: hypergeometricTail(NODES, nodes, 16, 6),
    // Whoever runs an enclave can stop it: by its own 25 nodes.
    halt: hypergeometricTail(NODES, 25, 16, 6),
  };
  const measured = { capture: new Moments(), fork: new Moments(), halt: new Moments() };
  const deeds = ['capture', 'fork', 'halt'] as const;
  for (let run = 0; run < RUNS; run++) {
    const { series } = simulateRun(params, run);
    for (const deed of deeds) {
      const values = Array.from({ length: MONTHS }, (_, month) =>
        Number(series.find((each) => each.metric === `${deed}.chainMonths` && each.month === month)!.value),
      );
      const isShown = (month: number): boolean => deed === 'halt' || SHOWN.includes(month);
      for (const [month, value] of values.entries()) if (!isShown(month)) expect(value).toBe(0);
      const months = values.filter((_, month) => isShown(month));
      measured[deed].add(months.reduce((sum, value) => sum + value, 0) / months.length / CHAINS);
    }
  }
  for (const deed of deeds) {
    const { mean, standardError } = measured[deed];
    reportFigure(
      `enclave-break/generation ${generation}, ${mode}: ${deed}`,
      `${mean.toFixed(4)} ± ${standardError.toFixed(4)} of a month’s chains, exact ${expected[deed].toFixed(4)}`,
    );
    expect(Math.abs(mean - expected[deed])).toBeLessThanOrEqual(4 * standardError);
  }
});
