/** Hybrid chains whose sides do not fit, coalitions that would need authorities as members, states. */
import { cartel } from './malformed.helpers.ts';
import type { Malformed } from './malformed.helpers.ts';

/** What `chains.hybrid` and `chains.catchUp` may not say. */
export const MALFORMED_HYBRID: readonly Malformed[] = [
  {
    says: 'a state of no size',
    text: 'chains: { catchUp: { gigabytes: 0, megabitsPerSecond: 10 } }\n',
    at: [2, 33],
    path: 'chains.catchUp.gigabytes',
    value: 0,
    accepted: 'a number from 0.001 to 100000',
  },
  {
    says: 'hybrid chains without authorities',
    text: 'chains: { hybrid: { part: 0.5 } }\n',
    at: [2, 19],
    path: 'chains.hybrid.authorities',
    value: undefined,
    accepted: 'a list of numbers of nodes',
  },
  {
    says: 'an authority that is no node of the start',
    text: 'network: { nodes: 30, validators: 2, nodesMax: 40 }\nchains: { initial: { small: 1 }, hybrid: { authorities: [1, 30] } }\n',
    at: [3, 61],
    path: 'chains.hybrid.authorities.1',
    value: 30,
    accepted: '0 to 29',
    complaint: 'no such node',
  },
  {
    says: 'an authority named twice',
    text: 'chains: { hybrid: { authorities: [3, 4, 3] } }\n',
    at: [2, 41],
    path: 'chains.hybrid.authorities.2',
    value: 3,
    accepted: 'each node once',
  },
  {
    says: 'fewer authorities than seats of theirs',
    text: 'chains: { hybrid: { part: 0.25, authorities: [1, 2, 3] } }\n',
    at: [2, 46],
    path: 'chains.hybrid.authorities',
    value: [1, 2, 3],
    accepted: 'at least 4 nodes',
    complaint: 'a small chain has 4 seats for 3 authorities',
  },
  {
    says: 'fewer others than open seats',
    text:
      'network: { nodes: 20, validators: 2 }\n' +
      'chains: { hybrid: { part: 0.25, authorities: [0, 1, 2, 3, 4, 5, 6, 7, 8] } }\n',
    at: [3, 46],
    path: 'chains.hybrid.authorities',
    value: [0, 1, 2, 3, 4, 5, 6, 7, 8],
    accepted: 'at most 8 nodes',
    complaint: 'a small chain has 12 open seats for 11 other nodes',
  },
  {
    says: 'hybrid chains where committees are drawn as a whole',
    text:
      'profile: sm-1.12\nrotation: { policy: exit-only }\n' +
      'chains: { hybrid: { part: 0.25, authorities: [0, 1, 2, 3] } }\n',
    at: [4, 19],
    path: 'chains.hybrid',
    value: { part: 0.25, authorities: [0, 1, 2, 3] },
    accepted: 'no hybrid chains, or another placement',
  },
  {
    says: 'shares of the nodes that leave too few without the authorities',
    text:
      'network: { nodes: 100, validators: 2 }\n' +
      'chains: { hybrid: { part: 0.25, authorities: [0, 1, 2, 3] } }\n' +
      cartel('members: { share: 0.97 }, strategies: []'),
    at: [5, 30],
    path: 'adversaries.0.members',
    value: { share: 0.97 },
    accepted: 'at most 96 in all coalitions',
    complaint: 'more members than nodes: 97 of 96',
  },
  {
    says: 'shares of the nodes of the start that sum to more, however large the reserve is',
    text:
      'network: { nodes: 100, validators: 2, nodesMax: 300 }\n' +
      'adversaries:\n  - { name: one, members: { share: 0.6 }, strategies: [] }\n' +
      '  - { name: two, members: { share: 0.6 }, strategies: [] }\n',
    at: [5, 27],
    path: 'adversaries.1.members',
    value: { share: 0.6 },
    accepted: 'at most 100 in all coalitions',
  },
];
