/** A32: gas is bought away, so that claims and reports come late. §M9.3, §M10.3, §M15.1 */
import { PPM } from '../../../base/units.ts';
import type { Strategy } from '../../protocol/strategy.ts';

const DAY = 86_400_000;

/**
 * Buys a part p of the gas that the network would win, for whole months or for their last days, in which
 * claims fall due: the rest costs 1/(1 − p) of its price. Nodes with a budget for gas put their claims off
 * day by day; its own nodes claim at any price. Under `sm-1.12` what is missed in a month is shared by all in
 * the next, the attackers included. Where verdicts are transactions (`monitoring.report`) its monitors report
 * at any price too, and those of others may not: what it says of them may be all that is said. Analytic
 * target: while the price is above the budget every claim of others is put off, and none below; which months
 * are missed follows from the contracts' rule of windows.
 */
export const gasSpike: Strategy = {
  about: 'A32: buys gas away, so that nodes with a budget miss their claims and reports.',
  harms: [
    'claims.delayed',
    'claims.settled',
    'bounty.carried',
    'attack.payShare',
    'dkg.failures',
    'verdicts.lost',
  ],
  movesSeats: true,
  parameters: {
    part: {
      kind: 'number',
      unit: '0 … 1',
      default: 0.9,
      min: 0,
      max: 0.999999,
      about: 'Part of the network’s gas that it buys.',
    },
    lastDays: {
      kind: 'number',
      unit: 'days',
      default: 0,
      min: 0,
      max: 366,
      about: 'Days at the end of the month in which it buys; 0: all of the month; rounded down.',
    },
    from: {
      kind: 'number',
      unit: 'months',
      default: 0,
      min: 0,
      max: 12_000,
      about: 'Month in which it buys first, counted from 0; rounded down.',
    },
    months: {
      kind: 'number',
      unit: 'months',
      default: 1,
      min: 0,
      max: 12_000,
      about: 'Months in which it buys; rounded down.',
    },
  },
  create: ({ part, lastDays, from, months }) => {
    const first = Math.floor(Number(from));
    const end = first + Math.floor(Number(months));
    const wantedPpm = Math.round(Number(part) * PPM);
    const wantedLength = Math.floor(Number(lastDays)) * DAY;
    return {
      gasBid: ({ month, leftMicroUsd, monthLength, gasPartMax, costOf }) => {
        const none = { gasPart: 0, from: 0, length: 0 };
        if (month < first || month >= end) return none;
        const length = wantedLength === 0 ? monthLength : Math.min(wantedLength, monthLength);
        const bid = { gasPart: Math.min(wantedPpm, gasPartMax), from: monthLength - length, length };
        return leftMicroUsd === undefined || costOf(bid) <= leftMicroUsd ? bid : none;
      },
      claim: () => 'claim',
      report: () => 'report',
    };
  },
};
