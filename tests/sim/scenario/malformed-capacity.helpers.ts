/**
 * Scenarios that ask for more than there is: time beyond 2^53 ms, events and probes beyond what is counted.
 */
import type { Malformed } from './malformed.helpers.ts';

const SPAN = 'up to 10000000 days';
const RATE = '0.000001 to 1000000, or 0';

/** Fields that are each well-formed, and that no engine could follow to the end. */
export const MALFORMED_CAPACITY: readonly Malformed[] = [
  {
    says: 'a repair that would end beyond 2^53 ms',
    text: 'availability: { mttr: 9007199254740991 ms, repair: constant }\n',
    at: [2, 23],
    path: 'availability.mttr',
    value: '9007199254740991 ms',
    accepted: SPAN,
  },
  {
    says: 'failures further apart than any run is long',
    text: 'availability: { mtbf: 10000001 days }\n',
    at: [2, 23],
    path: 'availability.mtbf',
    value: '10000001 days',
    accepted: `never, or a duration such as 30 days, ${SPAN}`,
  },
  {
    says: 'strikes that would last beyond 2^53 ms',
    text: 'availability: { correlated: [{ by: region, mtbf: 5 days, mttr: 100000000 days }] }\n',
    at: [2, 64],
    path: 'availability.correlated.0.mttr',
    value: '100000000 days',
    accepted: SPAN,
  },
  {
    says: 'a maintenance that would come again beyond 2^53 ms',
    text: 'availability: { maintenance: { every: 9007199254740991 ms, duration: 1 h } }\n',
    at: [2, 39],
    path: 'availability.maintenance.every',
    value: '9007199254740991 ms',
    accepted: SPAN,
  },
  {
    says: 'a grid of probes beyond 2^53 ms',
    text: 'monitoring: { redraw: 1 month, probeEvery: 9007199254740991 ms }\n',
    at: [2, 44],
    path: 'monitoring.probeEvery',
    value: '9007199254740991 ms',
    accepted: SPAN,
  },
  {
    says: 'requests so rare that the mean gap passes 2^53 ms',
    text: 'chains: { demand: { arrivalsPerMonth: 1e-300 } }\n',
    at: [2, 39],
    path: 'chains.demand.arrivalsPerMonth',
    value: 1e-300,
    accepted: RATE,
  },
  {
    says: 'exits so rare that the mean gap passes 2^53 ms',
    text: 'network: { exitsPerMonth: 9.0e-7 }\n',
    at: [2, 27],
    path: 'network.exitsPerMonth',
    value: 9e-7,
    accepted: RATE,
  },
  {
    says: 'more exact probes than events may wait',
    text: 'network: { nodes: 1000000 }\nmonitoring: { monitors: 1000, fidelity: exact }\n',
    at: [3, 41],
    path: 'monitoring.fidelity',
    value: 'exact',
    accepted: 'interval, or nodes × monitors of at most 63108856',
    complaint: 'each of 1000000000 pairs',
  },
  {
    says: 'more pairs that wait for a loss than events may wait',
    text: 'monitoring: { fidelity: causal, monitors: 700 }\nnetwork: { nodes: 100000 }\n',
    at: [2, 25],
    path: 'monitoring.fidelity',
    value: 'causal',
    // 2^26 less 4 events of each node and 8 of the network.
    accepted: 'at most 66708856',
    complaint: 'each of 70000000 pairs',
  },
  {
    says: 'more probes in a window than are counted exactly',
    text: 'monitoring: { redraw: 1 month, probeEvery: 2 ms }\n',
    at: [2, 44],
    path: 'monitoring.probeEvery',
    value: '2 ms',
    accepted: 'at least 3 ms',
    complaint: '1339200000 probes',
  },
  {
    says: 'more probes in a window of a long month of days',
    text: 'calendar: { days: 366 }\nmonitoring: { redraw: 1000 days, probeEvery: 1 ms }\n',
    at: [3, 46],
    path: 'monitoring.probeEvery',
    value: '1 ms',
    accepted: 'at least 32 ms',
  },
  {
    says: 'more gas of reports than is counted exactly',
    text: 'monitoring: { report: { verdictGas: 300000000 } }\n',
    at: [2, 23],
    path: 'monitoring.report',
    value: { before: '1 h', gas: 21_000, verdictGas: 300_000_000 },
    accepted: 'less gas, fewer monitors, or longer windows',
    complaint: 'more gas for reports within the horizon',
  },
  {
    says: 'more gas within the horizon than is counted exactly',
    text: 'mainnet: { blockTime: 1 ms, gasLimit: 1500000, gasShare: 0.1 }\nhorizon: 36500 days\n',
    at: [2, 10],
    path: 'mainnet',
    value: {
      blockTime: '1 ms',
      gasLimit: 1_500_000,
      gasShare: 0.1,
      gasGwei: { kind: 'constant', value: 30 },
      bid: 1,
    },
    accepted: 'longer blocks, or less gas',
    complaint: 'more gas within the horizon',
  },
];
