/** A11: monitors of the coalition report honest nodes as down. §M9.4 */
import { PPM } from '../../../base/units.ts';
import type { Strategy } from '../../protocol/strategy.ts';

/**
 * Adds `shift` to the downtime of every target outside the coalition. Analytic target: with exactly 24
 * monitors and the lower median, a node falls when at least 13 of its monitors lie: a hypergeometric tail.
 */
export const badMouthing: Strategy = {
  about: 'A11: reports part of the probes on honest targets as failed, on top of the truth.',
  harms: ['sla.falseFail', 'sla.falseFail.rate'],
  parameters: {
    shift: {
      kind: 'number',
      unit: 'share of probes',
      default: 1,
      min: 0,
      max: 1,
      about: 'Part of the probes on honest targets that is reported as failed on top of the truth; 1: all.',
    },
  },
  create: ({ shift }) => {
    const shiftPpm = Math.round(Number(shift) * PPM);
    return {
      verdict: ({ target, truth }, view) => {
        if (view.isMember(target)) return truth;
        const downtimePpm = Math.min(PPM, truth.downtimePpm + shiftPpm);
        return { downtimePpm, latencyMicros: downtimePpm === PPM ? -1 : truth.latencyMicros };
      },
    };
  },
};
