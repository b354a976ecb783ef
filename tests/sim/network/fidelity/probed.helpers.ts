/** One network run under one fidelity: every verdict's counts, and all facts. */
import type { ProbeFailedOccasion, VerdictOccasion } from '../../../../src/sim/protocol/decisions.ts';
import type { MonitoringFidelity } from '../../../../src/sim/protocol/params.ts';
import type { Strategy } from '../../../../src/sim/protocol/strategy.ts';
import { DAY, ranUntil, type HeardFact, type Stage } from '../../world.helpers.ts';

/** What a run showed. */
export interface Probed {
  readonly stage: Stage;
  /** All verdicts that operators were asked for, in order. */
  readonly occasions: readonly VerdictOccasion[];
  /** All failures that operators were told of, in order, with their instants. */
  readonly failures: readonly (ProbeFailedOccasion & { readonly at: number })[];
  readonly facts: readonly HeardFact[];
}

/** What a test changes. */
export interface Probes {
  readonly days: number;
  readonly nodes: number;
  readonly network?: string;
  readonly monitoring?: string;
  readonly more?: string;
  /** Monitors from this node on lie about node 0. */
  readonly liarsFrom?: number;
  /** This node lets probes go unanswered in every other window. */
  readonly ignoring?: number;
  /** Monitors are told of failures, and those from node 1 on stop after so many. */
  readonly stopAfter?: number;
}

/** Runs the network; every node belongs to a coalition whose rules look at nothing but the occasion. */
export function probed(fidelity: MonitoringFidelity, spec: Probes): Probed {
  const occasions: VerdictOccasion[] = [];
  const failures: (ProbeFailedOccasion & { at: number })[] = [];
  const { stopAfter } = spec;
  const liarsFrom = spec.liarsFrom ?? spec.nodes;
  const strategy: Strategy = {
    about: 'Notes the occasion.',
    harms: [],
    parameters: {},
    create: () => ({
      verdict: (occasion) => {
        occasions.push({ ...occasion, truth: { ...occasion.truth } });
        if (occasion.target > 0 || occasion.monitor < liarsFrom) return occasion.truth;
        return occasion.monitor % 3 === 0 ? 'silent' : { downtimePpm: 900_000, latencyMicros: 7 };
      },
      probeReply: ({ node, windowStart }) =>
        node === spec.ignoring && Math.floor(windowStart / DAY) % 2 === 0 ? 'ignore' : 'answer',
      ...(stopAfter === undefined
        ? {}
        : {
            probeFailed: (occasion, view) => {
              failures.push({ ...occasion, at: view.now });
              return occasion.monitor > 0 && occasion.probesFailed >= stopAfter ? 'stop' : 'continue';
            },
          }),
    }),
  };
  const text =
    `network: { nodes: ${spec.nodes}, validators: 1, regions: { one: 1 }, latency: [[30]]${spec.network ?? ''} }\n` +
    `monitoring: { fidelity: ${fidelity}${spec.monitoring ?? ''} }\nchains: { initial: { small: 0 } }\n` +
    `delegation: { holders: 3 }\n${spec.more ?? ''}\n` +
    `adversaries: [{ name: x, members: { share: 1 }, strategies: [{ use: ./x.ts }] }]\n`;
  const stage = ranUntil(spec.days * DAY, text, { './x.ts': strategy });
  return { stage, occasions, failures, facts: stage.facts };
}
