/** A18: monitors that do not look and report that all is well. */
import type { Strategy } from 'elastinet';

export const strategy: Strategy = {
  about: 'Reports targets as up without having looked.',
  harms: ['sla.falsePass', 'sla.falsePass.rate'],
  parameters: {
    lazy: {
      kind: 'number',
      unit: 'share of verdicts',
      default: 1,
      min: 0,
      max: 1,
      about: 'Part of the verdicts that is made up.',
    },
  },
  create: ({ lazy }, { draws }) => ({
    verdict: ({ truth }) =>
      draws.double() < Number(lazy) ? { downtimePpm: 0, latencyMicros: 50_000 } : truth,
  }),
};
