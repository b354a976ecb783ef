/** A12: monitors of the coalition praise their own. §M9.4 */
import { PPM } from '../../../base/units.ts';
import type { Strategy } from '../../protocol/strategy.ts';

/**
 * Takes `shift` off the downtime of every target of the coalition and reports `latency` for it. Analytic
 * target: with exactly 24 monitors and the lower median, a dark node passes when at least 12 of its monitors
 * lie: a tie favours it.
 */
export const ballotStuffing: Strategy = {
  about: 'A12: reports part of the failed probes on its own nodes as answered.',
  harms: ['sla.falsePass', 'sla.falsePass.coalition'],
  parameters: {
    shift: {
      kind: 'number',
      unit: 'share of probes',
      default: 1,
      min: 0,
      max: 1,
      about:
        'Part of all probes on own targets that is taken off the failed ones; 1: none is reported as failed.',
    },
    latency: {
      kind: 'number',
      unit: 'ms',
      default: 20,
      min: 0,
      max: 60_000,
      about: 'Latency reported for own targets, in whole microseconds when written as ms.',
    },
  },
  create: ({ shift, latency }) => {
    const shiftPpm = Math.round(Number(shift) * PPM);
    const latencyMicros = Math.round(Number(latency) * 1000);
    return {
      verdict: ({ target, truth }, view) =>
        view.isMember(target)
          ? { downtimePpm: Math.max(0, truth.downtimePpm - shiftPpm), latencyMicros }
          : truth,
    };
  },
};
