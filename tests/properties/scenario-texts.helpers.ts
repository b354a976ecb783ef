/** Random texts of scenarios: small networks with every policy that this version knows. */
import * as fc from 'fast-check';
import { HONEST_DEALING } from '../../src/crypto/key-ceremony.ts';
import { STRATEGIES } from '../../src/sim/adversary/strategies/registry.ts';
import { ruledBy } from '../sim/ruled-strategy.helpers.ts';

/** Refuses everything that can be refused. */
const saboteur = ruledBy({
  verdict: () => 'silent',
  probeReply: () => 'ignore',
  beaconShare: () => 'withhold',
  beaconReveal: ({ place }) => (place % 2 === 0 ? 'withhold' : 'reveal'),
  beaconSignature: ({ node }) => (node % 2 === 0 ? 'withhold' : 'sign'),
  dkgDeal: ({ attempt }) => (attempt === 0 ? 'withhold' : HONEST_DEALING),
  dkgVerdict: ({ attempt }) => (attempt === 1 ? 'silent' : { accused: [] }),
  dkgResponse: () => 'silent',
  claim: () => 'wait',
  report: () => 'wait',
  // Everybody leaves.
  nodeLife: (_occasion, view) => ({ leave: view.members.filter((node) => view.mayLeave(node)), enter: [] }),
});

/** Does everything that can be done wrong, and keeps others off the network for as long as it can. */
const liar = ruledBy({
  beaconShare: ({ sum }) => (1n << 256n) - 1n - sum,
  beaconSignature: ({ month }) => (month % 2 === 0 ? 'false' : 'sign'),
  keyRegistration: () => 'rogue',
  dkgDeal: ({ seat, members }) => ({ polynomial: seat, falseTo: [(seat % members.length) + 1] }),
  dkgVerdict: ({ seat, members, accused }) => {
    const others = members.flatMap((_, index) => (index + 1 === seat ? [] : [index + 1]));
    return { accused: seat % 2 === 0 ? others : accused };
  },
  dkgResponse: ({ complainer }) => (complainer % 2 === 0 ? 'respond' : 'silent'),
  // At any price, but only in the last half hour.
  report: ({ windowEnd }, view) => (windowEnd - view.now > 1_800_000 ? 'wait' : 'report'),
  disruption: ({ members, phaseLimit, left }) =>
    left < phaseLimit ? [] : [{ node: members[0], length: phaseLimit }],
  chainRequests: ({ month }) => [{ size: 0, name: `asked in month ${month}`, tries: month + 1 }],
  enclaves: ({ month }) => (month % 2 === 0 ? [0] : []),
  nodeLife: ({ month }, view) => ({
    leave: view.members.filter((node) => view.mayLeave(node) && (node + month) % 5 === 0),
    enter: [],
  }),
  fees: ({ month }, view) => {
    const own = Array.from({ length: view.validatorCount }, (_, validator) => validator).filter(
      (validator) =>
        view.nodesOf(validator).length > 0 && view.nodesOf(validator).every((node) => view.isMember(node)),
    );
    return own.map((validator) => ({ validator, feePerMille: month % 2 === 0 ? 1000 : 0 }));
  },
  trade: ({ liquid, leftMicroUsd }) => ({ sold: leftMicroUsd === undefined ? liquid : 0n }),
  gasBid: ({ gasPartMax, monthLength, leftMicroUsd, costOf }) => {
    const bid = { gasPart: Math.floor(gasPartMax / 2), from: 1, length: monthLength - 1 };
    return leftMicroUsd === undefined || costOf(bid) <= leftMicroUsd ? bid : { ...bid, gasPart: 0 };
  },
  lendingOffer: ({ month }) => ({ yieldPpm: month * 1000 }),
});

/** Strategies of files that a scenario may name. */
export const FILES = { './saboteur.ts': saboteur, './liar.ts': liar } as const;

const share = fc.constantFrom('0', '0.1', '1/4', '1/3', '0.4');
const strategies = fc.oneof(
  fc.constantFrom(...Object.keys(STRATEGIES)).map((use) => `[{ use: ${use} }]`),
  fc.constantFrom(
    '[]',
    '[{ use: ./saboteur.ts }]',
    '[{ use: ./liar.ts }]',
    '[{ use: ballot-stuffing, with: { shift: 0.5 } }, { use: bad-mouthing, with: { shift: 0.2 } }]',
  ),
);

/** At most 0.4 + 0.4 of the nodes, so that two coalitions fit. */
const adversaries = fc
  .array(fc.tuple(share, strategies), { maxLength: 2 })
  .map((coalitions) =>
    coalitions.map(
      ([part, plays], index) =>
        `{ name: c${index}, members: { share: "${part}" }, budget: { disruption: ${3 * index + 2} h${index === 0 ? '' : ', usd: 0'} }, strategies: ${plays} }`,
    ),
  )
  .map((entries) => `adversaries: [${entries.join(', ')}]`);

const network = fc
  .record({
    nodes: fc.integer({ min: 4, max: 60 }),
    slots: fc.integer({ min: 1, max: 24 }),
    validators: fc.integer({ min: 1, max: 4 }),
    exits: fc.constantFrom(0, 0, 20, 200),
    reserve: fc.constantFrom(0, 0, 5, 20),
    entries: fc.constantFrom(0, 30, 300),
    exit: fc.constantFrom('at-once', 'freeze'),
    freeze: fc.constantFrom('12 h', '2 h', '3 days'),
    pace: fc.constantFrom('after-freeze', 'at-once'),
    maintenance: fc.constantFrom(0, 0, 100),
    // Any of them takes the whole model, so few scenarios have one.
    incompliance: fc.oneof(
      { weight: 21, arbitrary: fc.constant('{ afterFailedMonths: 0, failedDkg: ignored }') },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          '{ afterFailedMonths: 1, failedDkg: ignored }',
          '{ afterFailedMonths: 2, failedDkg: marked }',
          '{ afterFailedMonths: 0, failedDkg: marked }',
        ),
      },
    ),
    loss: fc.constantFrom(0, 0.002, 0.3),
  })
  .map((network) => ({
    ...network,
    line:
      `network: { nodes: ${network.nodes}, slots: ${network.slots}, validators: ${network.validators}, ` +
      `exitsPerMonth: ${network.exits}, loss: ${network.loss}, nodesMax: ${network.nodes + network.reserve}, ` +
      `entriesPerMonth: ${network.reserve === 0 ? 0 : network.entries}, ` +
      `exit: { policy: ${network.exit}, freeze: ${network.freeze}, pace: ${network.pace} }, ` +
      `maintenanceState: { perYear: ${network.maintenance}, duration: 7 h }, ` +
      `incompliance: ${network.incompliance} }`,
  }));

/** Sizes that nest and sizes that do not; committees that may be larger than the network. */
const sizes = (slots: number): fc.Arbitrary<string> =>
  fc
    .record({
      one: fc.integer({ min: 1, max: 6 }),
      half: fc.integer({ min: 2, max: 16 }),
      whole: fc.integer({ min: 1, max: 4 }),
    })
    .map(
      ({ one, half, whole }) =>
        `sizes: { small: { slots: 1, members: ${one} }, half: { slots: ${Math.ceil(slots / 2)}, members: ${half} }, ` +
        `whole: { slots: ${slots}, members: ${whole} }, nil: { slots: 0, members: 2 } }`,
    );

/** As many as the eighth part of the largest committee that fits. */
const authorities = (nodes: number): string =>
  nodes < 8
    ? ''
    : `hybrid: { share: 0.5, part: 0.125, authorities: [${[...Array(Math.floor(nodes / 8)).keys()].join(', ')}] }, `;

const chains = (nodes: number): fc.Arbitrary<string> =>
  fc
    .record({
      small: fc.integer({ min: 0, max: 80 }),
      half: fc.integer({ min: 0, max: 8 }),
      whole: fc.integer({ min: 0, max: 5 }),
      nil: fc.integer({ min: 0, max: 3 }),
      arrivals: fc.constantFrom(0, 0, 30, 300),
      months: fc.integer({ min: 1, max: 3 }),
      renewal: fc.constantFrom(0, 0.5, 1),
      whenFull: fc.constantFrom('refuse', 'queue'),
      price: fc.constantFrom('contract', '{ kind: fixed-usd, usd: 3.5 }'),
      isPrivate: fc.constantFrom(0, 0, 0.5, 1),
      isHybrid: fc.constantFrom(false, false, true),
      catchUp: fc.constantFrom('', '', 'catchUp: { gigabytes: 90, megabitsPerSecond: 10 }, '),
    })
    .map(
      ({
        small,
        half,
        whole,
        nil,
        arrivals,
        months,
        renewal,
        whenFull,
        price,
        isPrivate,
        isHybrid,
        catchUp,
      }) =>
        `chains: { initial: { whole: ${whole}, half: ${half}, small: ${small}, nil: ${nil} }, price: ${price}, ` +
        `private: ${isPrivate}, ${catchUp}${isHybrid ? authorities(nodes) : ''}` +
        `demand: { arrivalsPerMonth: ${arrivals}, mix: { small: 0.7, half: 0.2, whole: 0.1 }, ` +
        `term: { months: ${months}, renewal: ${renewal} }, whenFull: ${whenFull} } }`,
    );

const committees = fc
  .record({
    placement: fc.constantFrom('uniform', 'capacity-weighted', 'power-of-d', 'least-loaded'),
    d: fc.integer({ min: 1, max: 4 }),
    moves: fc.constantFrom(0, 0, 3, 100),
    rotation: fc.constantFrom('monthly-replace', 'monthly-redraw', 'exit-only'),
    members: fc.integer({ min: 0, max: 5 }),
    source: fc.constantFrom('threshold-bls', 'threshold-bls', 'commit-reveal', 'block-hash'),
    group: fc.integer({ min: 1, max: 16 }),
    possession: fc.constantFrom('required', 'none'),
  })
  .map(
    ({ placement, d, moves, rotation, members, source, group, possession }) =>
      `placement: { policy: ${placement}, d: ${d}, repair: { movesPerMonth: ${moves} } }\n` +
      `rotation: { policy: ${rotation}, members: ${members} }\n` +
      `randomness: { source: ${source}, crypto: ideal, group: ${group}, possession: ${possession} }`,
  );

/**
 * Sixteen members make a key in blocks of a million gas, and most phases; some limits are shorter than a
 * block.
 */
const keys = fc
  .record({
    mode: fc.constantFrom('protocol', 'protocol', 'instant'),
    turn: fc.constantFrom('fresh', 'reshare'),
    variant: fc.constantFrom('joint-feldman', 'pedersen'),
    phaseLimit: fc.constantFrom('30 min', '30 min', '3 h', '5 min'),
    keysIn: fc.constantFrom('g1', 'g2'),
    blockTime: fc.constantFrom('13 s', '13 s', '10 min'),
    gasShare: fc.constantFrom(0.1, 1),
    part: fc.constantFrom(0, 0.1, 1),
    tokens: fc.constantFrom('0', '"0.7"', '1000000'),
  })
  .map(
    ({ mode, turn, variant, phaseLimit, keysIn, blockTime, gasShare, part, tokens }) =>
      `keyGeneration: { mode: ${mode}, atTurn: ${mode === 'instant' ? 'fresh' : turn}, variant: ${variant}, phaseLimit: ${phaseLimit}, keysIn: ${keysIn} }\n` +
      `mainnet: { blockTime: ${blockTime}, gasLimit: 10000000, gasShare: ${gasShare} }\n` +
      `slashing: { failedDkg: { share: ${part}, tokens: ${tokens} }, falseComplaint: { tokens: ${tokens} }, ` +
      `withheldBeacon: { share: ${part} } }`,
  );

const REPAIRS = [
  'exponential',
  'constant',
  '{ kind: weibull, shape: 0.7 }',
  '{ kind: log-normal, shape: 1.2 }',
];
const availability = fc
  .record({
    mtbf: fc.constantFrom('never', '5 h', '30 days'),
    mttr: fc.constantFrom('10 min', '7 h'),
    repair: fc.constantFrom(...REPAIRS),
    by: fc.constantFrom('none', 'region', 'provider', 'client'),
    maintenance: fc.constantFrom('', ', maintenance: { every: 1 days, duration: 3 h }'),
    trace: fc.constantFrom('', ', trace: [{ node: 1, from: 0, to: 40 h }, { node: 3, from: 5 h, to: 6 h }]'),
  })
  .map(({ mtbf, mttr, repair, by, maintenance, trace }) => {
    const correlated =
      by === 'none' ? '' : `, correlated: [{ by: ${by}, mtbf: 2 days, mttr: 2 h, repair: constant }]`;
    return `availability: { mtbf: ${mtbf}, mttr: ${mttr}, repair: ${repair}${correlated}${maintenance}${trace} }`;
  });

const monitoring = fc
  .record({
    assignment: fc.constantFrom('out', 'in'),
    monitors: fc.integer({ min: 1, max: 30 }),
    redraw: fc.constantFrom('7 h', '1 days', '1 month'),
    probeEvery: fc.constantFrom('5 min', '1 h'),
    aggregation: fc.constantFrom('median-mad', 'median', 'median-upper', 'trimmed-mean', 'mean'),
    pooling: fc.constantFrom('window', 'period'),
    weight: fc.constantFrom('effective-stake', 'equal'),
  })
  .map(
    ({ assignment, monitors, redraw, probeEvery, aggregation, pooling, weight }) =>
      (report: string): string =>
        `monitoring: { monitors: ${monitors}, assignment: ${assignment}, redraw: ${redraw}, ` +
        `probeEvery: ${probeEvery}${report} }\nsla: { aggregation: ${aggregation}, pooling: ${pooling} }\n` +
        `bounty: { weight: ${weight} }`,
  );

/** Reports take the whole model, so few scenarios have them. */
const report = fc.oneof(
  { weight: 23, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ', report: { before: 1 h }',
      ', report: { before: 7 h, verdictGas: 0 }',
      ', report: { before: 20 min, gasBudgetUsd: 3 }',
      ', report: { gasBudgetUsd: 0.01 }',
    ),
  },
);

const times = fc
  .record({
    days: fc.integer({ min: 1, max: 3 }),
    months: fc.integer({ min: 1, max: 4 }),
    cut: fc.constantFrom(0, 5),
  })
  .map(
    ({ days, months, cut }) =>
      `calendar: { days: ${days} }\nhorizon: ${months * days * 24 - cut} h\ndelegation: { holders: 12 }`,
  );

/** A scenario's text; every one of them is accepted. */
export const scenarioText: fc.Arbitrary<string> = network
  .chain(({ line, slots, nodes }) =>
    fc.tuple(
      fc.nat({ max: 1_000_000 }).map((seed) => `seed: ${seed}`),
      fc.constant(line),
      sizes(slots),
      chains(nodes),
      committees,
      keys,
      availability,
      monitoring,
      times,
      adversaries,
      // The last one, so that it moves no draw of the others.
      report,
    ),
  )
  .map((parts) => {
    const reports = parts[10];
    return parts.slice(0, 10).map((line) => (typeof line === 'function' ? line(reports) : line));
  })
  .map((lines) => ['version: 1', 'name: random', 'profile: minimal', ...lines, ''].join('\n'));
