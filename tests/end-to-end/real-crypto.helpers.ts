/**
 * Networks whose members lie in key generations and beacons, run with real cryptography and with ideal one.
 */
import { expect } from 'vitest';
import type { CeremonyRunner } from '../../src/crypto/key-ceremony.ts';
import { FACT, FACT_KINDS } from '../../src/sim/protocol/facts.ts';
import type { RunResult } from '../../src/sim/protocol/metrics.ts';
import type { Strategy } from '../../src/sim/protocol/strategy.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';
import { simulateRun } from '../../src/sim/simulate.ts';
import { reportFigure } from '../long-figures.helpers.ts';

/** What is compared: who sits where, who complained, who was at fault and paid, and when. */
const COMPARED = new Set<number>([
  FACT['member-joined'],
  FACT['member-replaced'],
  FACT['beacon-group-joined'],
  FACT['beacon-published'],
  FACT['key-generated'],
  FACT['key-reshared'],
  FACT['dkg-complained'],
  FACT['dkg-failed'],
  FACT['node-slashed'],
  FACT['beacon-share-false'],
]);

/** A run and its compared facts, a line each. */
export interface Followed {
  readonly result: RunResult;
  readonly lines: readonly string[];
}

/** Deals, complains, answers and signs by chance: each of its choices is a lie once in `oneIn`. */
export function liar(oneIn: number): Strategy {
  return {
    about: 'withholds, deals false shares, complains falsely, does not answer, hands in false shares',
    harms: [],
    movesSeats: true,
    parameters: {},
    create: (_options, { draws }) => {
      const lies = (): boolean => draws.below(oneIn) === 0;
      const next = (seat: number, members: number): number => (seat % members) + 1;
      return {
        dkgDeal: ({ seat, members }) => {
          if (lies()) return 'withhold';
          return { polynomial: 0, falseTo: lies() ? [next(seat, members.length)] : [] };
        },
        dkgVerdict: ({ seat, members, accused }) => {
          if (lies()) return 'silent';
          return { accused: lies() ? [next(seat, members.length)] : accused };
        },
        dkgResponse: () => (lies() ? 'silent' : 'respond'),
        beaconSignature: () => (lies() ? 'false' : 'sign'),
      };
    },
  };
}

/** Runs a scenario whose coalition uses `./liar.ts`. */
export function followed(
  yaml: string,
  seed: number,
  oneIn: number,
  crypto: 'ideal' | 'real',
  ceremonies?: CeremonyRunner,
): Followed {
  const text = `version: 1\nname: liars\nseed: ${seed}\nrandomness: { crypto: ${crypto} }\n${yaml}`;
  const { params } = readScenario({ text, file: 'liars.yaml' });
  const lines: string[] = [];
  const result = simulateRun(params, 0, {
    strategies: { './liar.ts': liar(oneIn) },
    ...(ceremonies === undefined ? {} : { ceremonies }),
    taps: [
      {
        kinds: [...COMPARED],
        fact: (at, kind, a, b, c) => lines.push(`${at} ${FACT_KINDS[kind].name} ${a} ${b} ${c}`),
      },
    ],
  });
  return { result, lines };
}

/** How many of the lines tell a fact of that name. */
export function countOf({ lines }: Followed, name: string): number {
  return lines.filter((line) => line.split(' ')[1] === name).length;
}

/**
 * The talk's committees of 16 and their rotation, sixty chains on a hundred nodes, of which a tenth lies once
 * in thirty times: six months.
 */
const HALF_YEAR = `
profile: talk
horizon: 6 months
network: { nodes: 100, validators: 50 }
chains: { initial: { small: 60 } }
keyGeneration: { keysIn: g1 }
adversaries: [{ name: liars, members: { share: 0.1 }, strategies: [{ use: ./liar.ts }] }]
`;

/**
 * Compares committees, complaints, faults, penalties, beacons, and the instants of all of them, and leaves
 * the figures of a long test.
 */
export function halfYearCompared(seed: number, ceremonies?: CeremonyRunner): void {
  const ideal = followed(HALF_YEAR, seed, 30, 'ideal');
  const real = followed(HALF_YEAR, seed, 30, 'real', ceremonies);
  expect(real.lines).toEqual(ideal.lines);
  expect(real.result).toEqual(ideal.result);
  const names = ['key-generated', 'dkg-complained', 'dkg-failed', 'node-slashed'];
  const [keys, complaints, faults, penalties] = names.map((name) => countOf(ideal, name));
  reportFigure(
    `real-and-ideal/seed ${seed}`,
    `one digest, ${real.result.digest}: ${keys} keys, ${complaints} complaints, ${faults} faults, ${penalties} penalties`,
  );
  expect(keys).toBeGreaterThanOrEqual(5 * 60);
  expect(complaints).toBeGreaterThan(10);
}
