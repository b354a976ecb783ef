/**
 * Profiles: named, complete sets of parameters and policies in the words of a scenario file. A scenario
 * names one and overrides fields. §M1.3
 */
import { contractProfiles } from './contract-profiles.ts';
import type { Profile } from './profile.ts';

/** What the talk says the network does; what it leaves open is an assumption. §M1.3, §M2.2, §M8.2 */
const TALK: Profile = {
  horizon: '12 months',
  start: '2020-01-01',
  calendar: 'gregorian',
  network: {
    nodes: 1000,
    slots: 128,
    validators: 200,
    regions: { europe: 0.45, america: 0.4, asia: 0.15 },
    providers: { alpha: 0.4, beta: 0.3, gamma: 0.2, delta: 0.1 },
    clients: { current: 0.7, previous: 0.25, old: 0.05 },
    enclaves: { first: 0.7, second: 0.3 },
    hardware: { standard: { share: 1, usdPerMonth: 200 } },
    latency: [
      [20, 90, 130],
      [90, 20, 140],
      [130, 140, 20],
    ],
    jitter: { shape: 4, scale: '2.5 ms' },
    loss: 0.002,
    exitsPerMonth: 0,
    entriesPerMonth: 0,
    exit: { policy: 'at-once', freeze: '12 h', pace: 'after-freeze' },
    maintenanceState: { perYear: 0, duration: '8 h' },
    incompliance: { afterFailedMonths: 0, failedDkg: 'ignored' },
  },
  sizes: {
    small: { slots: 1, members: 16 },
    medium: { slots: 16, members: 16 },
    large: { slots: 128, members: 16 },
    test: { slots: 0, members: 2 },
    'medium-test': { slots: 32, members: 4 },
  },
  chains: {
    initial: { small: 8000 },
    demand: {
      arrivalsPerMonth: 0,
      mix: { small: 1 },
      growth: 0,
      term: { months: 12, renewal: 0.8, deletion: 0 },
      whenFull: 'refuse',
    },
    private: 0,
    price: 'contract',
  },
  placement: { policy: 'least-loaded', d: 4, repair: { movesPerMonth: 0 } },
  rotation: { policy: 'monthly-replace', members: 4 },
  randomness: { source: 'threshold-bls', crypto: 'ideal', group: 16, possession: 'required' },
  keyGeneration: {
    mode: 'protocol',
    atTurn: 'fresh',
    variant: 'joint-feldman',
    phaseLimit: '30 min',
    curve: 'bn254',
    keysIn: 'g2',
  },
  mainnet: {
    blockTime: '13 s',
    gasLimit: 10_000_000,
    gasShare: 0.1,
    gasGwei: { kind: 'constant', value: 30 },
    bid: 1,
  },
  slashing: {
    failedDkg: 1000,
    falseComplaint: 1000,
    withheldBeacon: 0,
    destination: 'locked',
    forgiveAfter: 12,
    additions: 'spared',
  },
  availability: { mtbf: '30 days', mttr: '2 h', repair: 'exponential' },
  monitoring: {
    monitors: 24,
    assignment: 'out',
    redraw: '1 day',
    probeEvery: '5 min',
    fidelity: 'interval',
  },
  sla: {
    aggregation: 'median-mad',
    madFactor: 3,
    trim: 0.1,
    pooling: 'window',
    floor: 0.97,
    latency: '150 ms',
    payment: 'binary',
    tierMonths: 3,
  },
  emission: { policy: 'skale', genesis: 4_140_000_000, cap: 7_000_000_000 },
  bounty: {
    policy: 'talk',
    weight: 'effective-stake',
    rent: 'pool',
    claimWindow: '3 days',
    rewardPeriod: '30 days',
    lateAfter: '1 h',
    claimGas: 250_000,
  },
  delegation: {
    holders: 20_000,
    lockMonths: { 3: 1, 6: 1.5, 12: 2 },
    feePerMille: 100,
    liquid: 0,
    minimum: 0,
  },
  market: { price: { kind: 'constant', usd: 0.1 }, etherUsd: 150, demandElasticity: 0, outsideYield: 0 },
  stakedAtStart: 1_000_000_000,
  minimumStakeMax: 1_000_000,
};

/** The talk's network made small and fast, for tests and first steps: everything scaled to 16 slots. §M1.3 */
const MINIMAL: Profile = {
  ...TALK,
  horizon: '3 months',
  calendar: { days: 3 },
  network: { ...TALK.network, nodes: 40, slots: 16, validators: 10 },
  sizes: {
    small: { slots: 1, members: 4 },
    medium: { slots: 2, members: 4 },
    large: { slots: 16, members: 4 },
    test: { slots: 0, members: 2 },
    'medium-test': { slots: 4, members: 4 },
  },
  chains: { ...TALK.chains, initial: { small: 160 } },
  rotation: { policy: 'monthly-replace', members: 1 },
  randomness: { ...TALK.randomness, group: 4 },
  delegation: { ...TALK.delegation, holders: 200 },
};

/** All profiles of this version by name. */
export const PROFILES = {
  talk: TALK,
  ...contractProfiles(TALK),
  minimal: MINIMAL,
} as const satisfies Readonly<Record<string, Profile>>;
/** A profile's name. */
export type ProfileName = keyof typeof PROFILES;
