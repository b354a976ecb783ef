/**
 * The vocabulary of what has happened. The model writes one line per happening; digest, journal, counters and
 * charts are readers of it. A fact is its instant, a kind, three whole numbers and, where money moves, an
 * amount.
 */

/**
 * Where a fact goes beside the digest: `failure` facts are few; `detail` facts follow from others and stay
 * out of the digest.
 */
export type FactClass = 'usual' | 'failure' | 'detail';

/** How a kind of fact is written and read. */
export interface FactKind {
  readonly name: string;
  readonly class: FactClass;
  /** Names of a, b, c (missing: unused and 0) and of the amount (missing: none). */
  readonly fields: readonly string[];
  readonly amount?: string;
  readonly about: string;
}

const kind =
  (group: FactClass) =>
  <const Name extends string>(name: Name, fields: readonly string[], about: string, amount?: string) => ({
    name,
    class: group,
    fields,
    about,
    ...(amount === undefined ? {} : { amount }),
  });
const usual = kind('usual');
const failure = kind('failure');
const detail = kind('detail');

/** All kinds; a fact's kind is its index here. Append only: the index enters the digest. */
export const FACT_KINDS = [
  usual('run-started', ['nodes', 'slots', 'run'], 'The world stands; run number of the ensemble.'),
  usual(
    'stake-delegated',
    ['validator', 'lock', 'holders'],
    'Stake that a validator holds under one lock. §M11.1',
    'amount',
  ),
  usual('node-corrupted', ['node', 'coalition'], 'A coalition takes a node. §M16.2'),
  usual(
    'beacon-published',
    ['month', 'high', 'low'],
    'The beacon of a month: its first two 32-bit words, and all of it as a number. §M4.1',
    'value',
  ),
  failure('beacon-stalled', ['month', 'contributions'], 'Too few members of the group contributed. §M4.1'),
  usual('chain-created', ['chain', 'size', 'members'], 'A request was placed. §M3.3'),
  failure(
    'chain-refused',
    ['chain', 'size', 'reason'],
    'A request could not be placed: index into REFUSALS. §M3.3',
  ),
  usual('chain-queued', ['chain', 'size'], 'A request waits for space. §M3.3'),
  usual('chain-renewed', ['chain', 'months'], 'The term ended and was prepaid again. §M3.3'),
  usual('chain-deleted', ['chain', 'size'], 'The term ended; slots are free again. §M3.3'),
  usual('member-joined', ['chain', 'node', 'seat'], 'A node takes a seat of a chain.'),
  usual('member-replaced', ['chain', 'leaver', 'newcomer'], 'A seat changed hands. §M7.1'),
  failure('rotation-deferred', ['chain', 'node', 'seat'], 'No legal newcomer: the leaver stays. §M7.1'),
  usual(
    'key-generated',
    ['chain', 'generation'],
    'The committee as it now stands holds fresh shares of its key. §M6.4',
  ),
  usual('rotation-settled', ['month', 'seats', 'deferred'], 'All committees of a turn stand. §M7.1'),
  usual('outage-began', ['node', 'cause'], 'A node went down: index into OUTAGE_CAUSES. §M8.3'),
  usual('outage-ended', ['node', 'cause'], 'A node came back. §M8.3'),
  usual('node-leaving', ['node'], 'A node asked to leave. §M2.3'),
  usual('node-left', ['node'], 'A leaving node holds no seat any more. §M2.3'),
  usual(
    'window-scored',
    ['target', 'downtimePpm', 'latencyMicros'],
    'The monitors’ figure for one window; −1: none. §M9.4',
  ),
  failure(
    'window-without-quorum',
    ['target', 'verdicts', 'window'],
    'Too few verdicts: the window is left out. §M9.4',
  ),
  usual('monitors-assigned', ['window', 'monitors'], 'A window opened with a fresh assignment. §M9.1'),
  detail(
    'verdict-given',
    ['monitor', 'target', 'downtimePpm'],
    'What one monitor reported for one window. §M9.3',
  ),
  usual(
    'node-scored',
    ['node', 'score', 'downtimePpm'],
    'The month’s score, 0 or 1, and the downtime it rests on. §M9.5',
  ),
  usual(
    'node-truth',
    ['node', 'metSla', 'downMilliseconds'],
    'What was true of the node in the month. §M9.7',
  ),
  usual(
    'node-true-score',
    ['node', 'score'],
    'What true verdicts would have scored, where it differs. §M9.7',
  ),
  usual('tokens-minted', ['month'], 'Emission of a month. §M10.1', 'amount'),
  usual('rent-prepaid', ['chain', 'months'], 'A chain paid its whole term. §M3.4', 'amount'),
  usual('rent-released', ['month', 'chains'], 'One month’s part of all prepaid rents. §M10.2', 'amount'),
  usual('bounty-paid', ['node', 'month'], 'A node’s part of the pool. §M10.2', 'amount'),
  usual('fee-paid', ['validator', 'month'], 'A validator’s fee and dust. §M11.2', 'amount'),
  usual(
    'reward-paid',
    ['validator', 'month', 'lock'],
    'What a validator’s holders of one lock got together. §M11.2',
    'amount',
  ),
  usual('pool-carried', ['month', 'passed'], 'What payday left for the next month. §M10.5', 'amount'),
  usual('month-closed', ['month'], 'Accounts of the month are closed.'),
  usual('chain-halted', ['chain', 'signers'], 'Fewer than the threshold can sign. §M14.1'),
  usual('chain-resumed', ['chain', 'signers'], 'Enough can sign again. §M14.1'),
  usual('run-ended', ['months'], 'The horizon is reached.'),
  detail('member-left', ['chain', 'node', 'seat'], 'A member of a chain that goes leaves its seat. §M3.3'),
  usual(
    'key-generation-began',
    ['committee', 'attempt', 'members'],
    'A committee begins to make its key; −1: the group of the next beacon. §M6.1',
  ),
  failure(
    'dkg-complained',
    ['committee', 'recipient', 'accused'],
    'A member, by its seat, says that another’s share is false. §M6.1',
  ),
  failure(
    'dkg-failed',
    ['committee', 'node', 'fault'],
    'A key generation failed by this node’s fault: index into DKG_FAULTS. §M6.2',
  ),
  failure(
    'node-slashed',
    ['node', 'offence', 'committee'],
    'A penalty falls due: index into OFFENCES; its fixed part, a share of the stake not counted. §M12.1',
    'amount',
  ),
  failure(
    'stake-slashed',
    ['validator', 'offence'],
    'What a penalty took of a validator’s stake, rounding included. §M12.2',
    'amount',
  ),
  failure(
    'eviction-waits',
    ['committee', 'node'],
    'No free node takes the seat of one that failed: the committee waits. §M6.2',
  ),
  usual(
    'rotation-completed',
    ['month', 'milliseconds', 'waiting'],
    'Every chain of a turn has its new key, or waits for a free node, so long after the turn. §M7.3',
  ),
  usual('beacon-group-drawn', ['month', 'members'], 'The group of a month’s beacon is drawn. §M4.1'),
  usual(
    'beacon-group-joined',
    ['month', 'node', 'seat'],
    'A node takes a seat of the group of a month’s beacon. §M4.1',
  ),
  failure(
    'beacon-withheld',
    ['month', 'node', 'part'],
    'A member that could have taken part did not: index into BEACON_PARTS. §M4.1',
  ),
  failure('beacon-share-false', ['month', 'node'], 'A share of the beacon’s signature was false. §M4.1'),
  failure('key-refused', ['month', 'node'], 'A key came without proof of possession. §M4.4'),
  failure(
    'beacon-forged',
    ['month', 'node'],
    'A certificate of the contributions that only this node made was taken for everybody’s. §M4.4',
  ),
  usual(
    'key-parity',
    ['committee', 'node', 'parity'],
    'The lowest bit of a key that a rushing dealer could choose. §M6.1',
  ),
  usual(
    'chain-name-chosen',
    ['chain', 'coalition', 'tries'],
    'A coalition asked for the chain, and tried so many names before. §M4.3',
  ),
  usual('enclave-broken', ['generation', 'coalition'], 'A coalition reads enclaves of a generation. §M3.5'),
  usual('enclave-patched', ['generation', 'coalition'], 'It can no longer. §M3.5'),
  usual('chain-private', ['chain'], 'A chain keeps its keys in enclaves. §M3.5'),
  detail(
    'genesis-drawn',
    [],
    'What stands for a beacon until month 0 has one: the first group is drawn by it. §M4.1',
    'value',
  ),
  usual('node-entered', ['node', 'validator'], 'A node of the reserve is in the network. §M2.3'),
  usual('exit-frozen', ['node', 'chains'], 'A leaving node’s chains are reserved for its exit. §M7.2'),
  failure(
    'exit-deferred',
    ['node', 'chain', 'obstacle'],
    'A call of an exit came to nothing: index into EXIT_OBSTACLES. §M7.2',
  ),
  usual('node-in-maintenance', ['node'], 'A node keeps its seats and gets no new ones for a time. §M2.3'),
  usual('node-active-again', ['node'], 'That time is over. §M2.3'),
  failure(
    'node-incompliant',
    ['node', 'reason'],
    'A node is marked and gets no new seats: index into INCOMPLIANCES. §M2.3',
  ),
  usual('node-compliant', ['node'], 'The mark is taken away. §M2.3'),
  usual(
    'member-moved',
    ['chain', 'leaver', 'newcomer'],
    'The seat changed hands to make room for a request. §M5.4',
  ),
  usual('rent-earned', ['node', 'month'], 'A node’s part of the rents, by its service. §M10.2', 'amount'),
  usual(
    'price-moved',
    ['day'],
    'The price of a token from now on, in millionths of a US dollar. §M13.1',
    'microUsd',
  ),
  usual('gas-price-moved', ['day'], 'The price of gas from now on, in wei. §M15.1', 'wei'),
  usual(
    'delegation-began',
    ['holder', 'validator', 'lock'],
    'A delegation counts from now on. §M11.1',
    'amount',
  ),
  usual(
    'delegation-ended',
    ['holder', 'validator', 'lock'],
    'A delegation counts no longer; what is left of it. §M11.1',
    'amount',
  ),
  usual('claim-sent', ['node', 'month'], 'A node asks mainnet for its bounty. §M10.3'),
  failure('claim-delayed', ['node', 'month'], 'A node put its claim off. §M10.3'),
  usual('claim-settled', ['node', 'month', 'microUsd'], 'The claim is on mainnet, and its gas cost. §M15.1'),
  failure('claim-refused', ['node', 'month'], 'A claim on mainnet brought nothing, not even a date. §M10.3'),
  usual(
    'slash-settled',
    ['month', 'destination'],
    'What becomes of penalties: index into SLASH_DESTINATIONS. §M12.2',
    'amount',
  ),
  usual(
    'validator-profited',
    ['validator', 'month', 'microUsd'],
    'Income less costs of a validator in a month, negative for a loss. §M2.5',
  ),
  usual('rewards-sold', ['month', 'holders'], 'What holders sold of their rewards. §M13.1', 'amount'),
  usual('chain-valued', ['chain'], 'What lies on a chain, in millionths of a US dollar. §M3.5', 'microUsd'),
  usual(
    'minimum-stake-set',
    ['month'],
    'Stake that a validator needs for each node from now on. §M2.2',
    'amount',
  ),
  usual(
    'budget-spent',
    ['coalition', 'month', 'purpose'],
    'What a deed cost a coalition, in millionths of a US dollar: index into SPENDINGS. §M16.1',
    'microUsd',
  ),
  failure(
    'entry-refused',
    ['node', 'validator'],
    'A coalition’s node did not enter: leaving nodes of its validator still take up the stake. §M2.2',
  ),
  usual('fee-set', ['validator', 'feePerMille'], 'A coalition changed a validator’s fee. §M11.2'),
  usual('borrowed-sold', ['coalition', 'month'], 'Borrowed tokens that a coalition sold. A27', 'amount'),
  usual(
    'gas-part-taken',
    ['coalition', 'gasPart'],
    'Millionths of the gas that it keeps from the network from now on. A32',
  ),
  usual('lending-offered', ['coalition', 'month', 'yieldPpm'], 'It pays this to whoever lends. A26'),
  usual(
    'key-reshared',
    ['chain', 'generation', 'dealers'],
    'The key of that generation is the one before it: so many holders dealt shares of their shares. §M6.4',
  ),
  usual('chain-hybrid', ['chain', 'seats'], 'So many of its seats belong to named authorities. §M3.5'),
  detail(
    'report-sent',
    ['monitor', 'window', 'gas'],
    'A monitor sends its verdicts to mainnet; their gas costs so many millionths of a US dollar. §M9.3',
    'microUsd',
  ),
  usual(
    'report-lost',
    ['monitor', 'window', 'reason'],
    'The window closes without a monitor’s verdicts: index into REPORT_LOSSES. §M9.3',
  ),
  detail('member-caught-up', ['chain', 'node', 'seat'], 'A newcomer has the chain’s state and signs. §M7.4'),
] as const satisfies readonly FactKind[];

/** Why a request is refused. */
export const REFUSALS = [
  'too-few-nodes-with-space',
  'committee-larger-than-network',
  'chain-cannot-pay',
] as const;
/** What becomes of penalties. §M12.2 */
export const SLASH_DESTINATIONS = ['locked', 'burned', 'pool', 'forgiven'] as const;
/** What a coalition's dollars go for. §M16.1 */
export const SPENDINGS = ['nodes', 'tokens', 'gas', 'lending'] as const;
/** Why a node is down; `attack`: a coalition keeps it off the network. */
export const OUTAGE_CAUSES = [
  'own',
  'region',
  'provider',
  'client',
  'maintenance',
  'trace',
  'attack',
] as const;
/** What a key generation fails by. §M6.2 */
export const DKG_FAULTS = [
  'no-dealing',
  'malformed-dealing',
  'no-response',
  'unproven-response',
  'false-share',
  'no-verdict',
  'false-complaint',
] as const;
/** What stake is taken for. §M12.1 */
export const OFFENCES = ['failed-dkg', 'false-complaint', 'withheld-beacon', 'downtime'] as const;
/** Parts of a beacon that a member may withhold. §M4.1, §M4.2 */
export const BEACON_PARTS = ['contribution', 'reveal', 'signature'] as const;

/** Why a call of an exit comes to nothing. §M7.2 */
export const EXIT_OBSTACLES = ['key-unfinished', 'occupied', 'no-free-node'] as const;
/** What a node is marked for. §M2.3 */
export const INCOMPLIANCES = ['failed-months', 'failed-dkg'] as const;

/**
 * Why a report is lost: mainnet took it after the window's end; its operator waited, for cheaper gas as a
 * rule; the monitor was down; it had left. §M9.3
 */
export const REPORT_LOSSES = ['late', 'dear', 'down', 'left'] as const;

/** Names of facts. */
export type FactName = (typeof FACT_KINDS)[number]['name'];

/** A fact's name to its index in {@link FACT_KINDS}. */
export const FACT = Object.fromEntries(FACT_KINDS.map((fact, index) => [fact.name, index])) as Readonly<
  Record<FactName, number>
>;
