/** Networks whose members lie in key generations and beacons, run with real cryptography and with ideal one. */
import type { CeremonyRunner } from '../../src/crypto/key-ceremony.ts';
import { FACT, FACT_KINDS } from '../../src/sim/protocol/facts.ts';
import type { RunResult } from '../../src/sim/protocol/metrics.ts';
import type { Strategy } from '../../src/sim/protocol/strategy.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';
import { simulateRun } from '../../src/sim/simulate.ts';

/** What is compared: who sits where, who complained, who was at fault and paid, and when. */
const COMPARED = new Set<number>([
  FACT['member-joined'],
  FACT['member-replaced'],
  FACT['beacon-group-joined'],
  FACT['beacon-published'],
  FACT['key-generated'],
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
