/**
 * Captured and haltable chains of the talk's network against the hypergeometric, stage by stage: after creation, after a
 * redraw, after a replacement, all at full load.
 */
import { expect } from 'vitest';
import { reportFigure } from '../long-figures.helpers.ts';
import { committeeOdds } from '../../src/statistics/committees.ts';
import { Moments } from '../../src/statistics/moments.ts';
import type { PlacementPolicy } from '../../src/sim/protocol/params.ts';
import {
  chainsWithSeats,
  coalitionLanes,
  createCommittees,
  talkParams,
  turn,
  type Committees,
} from './committees.helpers.ts';

const STAGES = ['creation', 'monthly-redraw', 'monthly-replace'] as const;
/** Coalition size → batches of 32 coalitions a network: the rarer the capture, the more. */
const BATCHES: ReadonlyMap<number, number> = new Map([
  [200, 4],
  [250, 1],
  [333, 1],
]);
/** 11 of 16 capture, 6 of 16 halt. */
const DEEDS = [
  { deed: 'capture', seats: 11 },
  { deed: 'halt', seats: 6 },
] as const;

/** One deed, coalition and stage; the unit is one network, averaged over its coalitions. */
export interface SeatSample {
  readonly deed: 'capture' | 'halt';
  readonly coalition: number;
  readonly stage: string;
  readonly perChain: Moments;
}

/** Samples of `runs` networks under one policy. */
export function seatSamples(policy: PlacementPolicy, runs: number): SeatSample[] {
  const params = talkParams(policy);
  const samples = STAGES.flatMap((stage) =>
    [...BATCHES.keys()].flatMap((coalition) =>
      DEEDS.map(({ deed }) => ({ deed, coalition, stage, perChain: new Moments() })),
    ),
  );
  for (let run = 0; run < runs; run++) {
    const committees = createCommittees(params, run);
    let next = 0;
    STAGES.forEach((stage, month) => {
      if (stage !== 'creation') turn(committees, month, stage);
      for (const [coalition, batches] of BATCHES) {
        for (const mean of meansPerChain(committees, coalition, batches)) samples[next++].perChain.add(mean);
      }
    });
  }
  return samples;
}

function meansPerChain(committees: Committees, coalition: number, batches: number): number[] {
  const totals = DEEDS.map(() => 0);
  for (let batch = 0; batch < batches; batch++) {
    const lanes = coalitionLanes(1000, coalition, committees.draws);
    const seats = DEEDS.map((deed) => deed.seats);
    chainsWithSeats(committees.world, lanes, seats).forEach((count, deed) => (totals[deed] += count));
  }
  return totals.map((total) => total / (32 * batches) / committees.world.chains.liveCount);
}

/** The exact probability that one committee is captured, or can be halted. */
export function exactOdds(sample: SeatSample): number {
  return committeeOdds({ nodes: 1000, coalition: sample.coalition, members: 16, threshold: 11 })[sample.deed];
}

/** Checks every sample of a policy, and that an error of a tenth would have been found. */
export function checkSeats(policy: PlacementPolicy, runs: number): void {
  for (const sample of seatSamples(policy, runs)) {
    const { deed, coalition, stage, perChain } = sample;
    const exact = exactOdds(sample);
    const name = `${policy}, K = ${coalition}, ${deed} after ${stage}`;
    const deviation = (perChain.mean - exact) / perChain.standardError;
    // An error of 6 standard errors is found by a 4-sigma test in 97.7 of 100 cases.
    const found = (6 * perChain.standardError) / exact;
    reportFigure(
      `seats/${name}`,
      `measured ${perChain.mean.toExponential(4)}, exact ${exact.toExponential(4)}, ${deviation.toFixed(2)} standard errors, ` +
        `smallest error found ${(100 * found).toFixed(1)} %`,
    );
    expect(Math.abs(deviation), name).toBeLessThanOrEqual(4);
    expect(found, `${name}: a tenth would be found`).toBeLessThanOrEqual(0.1);
  }
}
