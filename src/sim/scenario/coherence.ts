/** What must hold between the fields of a scenario that are each well-formed. */
import { PPM } from '../../base/units.ts';
import { dkgCost } from '../../crypto/cost.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import { isContractPlacement } from '../network/placement/contract-policies.ts';
import { suggestion } from './closest.ts';
import type { CompleteScenario } from './complete.ts';
import { hybridComplaints } from './hybrid-coherence.ts';
import { gasPerBlock } from './mainnet-gas.ts';
import { nodeLifeComplaints } from './node-life-coherence.ts';
import { momentMillis } from './outage-trace.ts';
import { parseDuration, parseMicros, parseMonths, sharePpm } from './quantities.ts';
import type { Complaint, Path } from './source-tree.ts';

/** Chains of the initial population, all sizes together: as many as seats could ever be held. */
const INITIAL_CHAINS_MAX = 1_000_000;

/**
 * All complaints about fields that contradict each other, the adversaries' and times of the horizon
 * excepted.
 */
export function coherenceComplaints(scenario: CompleteScenario): Complaint[] {
  return [
    ...shareSums(scenario),
    ...populations(scenario),
    ...nodeLifeComplaints(scenario),
    ...latencies(scenario),
    ...sizes(scenario),
    ...monitoring(scenario),
    ...agreements(scenario),
    ...availability(scenario),
    ...lists(scenario),
    ...keyGenerations(scenario),
    ...contractPlacements(scenario),
    ...hybridComplaints(scenario),
  ];
}

/** The contracts replace members one by one and know no turn; their tree has a power of two of places. */
function contractPlacements({ placement, rotation, network }: CompleteScenario): Complaint[] {
  const { policy } = placement;
  const complaints: Complaint[] = [];
  if (isContractPlacement(policy) && rotation.policy !== 'exit-only') {
    const path = ['rotation', 'policy'];
    complaints.push({
      path,
      complaint: `placement ${policy} replaces members only one by one`,
      accepted: 'exit-only',
      value: rotation.policy,
    });
  }
  if (policy === 'sm-1.12' && (network.slots & (network.slots - 1)) !== 0) {
    const complaint = 'placement sm-1.12 counts nodes in a tree over their slots';
    complaints.push({ path: ['network', 'slots'], complaint, accepted: 'a power of two, as 128' });
  }
  return complaints;
}

function shareSums({ network, chains, delegation }: CompleteScenario): Complaint[] {
  const groups: [Path, Readonly<Record<string, number>> | undefined][] = [
    [['network', 'regions'], network.regions],
    [['network', 'providers'], network.providers],
    [['network', 'clients'], network.clients],
    [['network', 'enclaves'], network.enclaves],
    [['network', 'hardware'], sharesOf(network.hardware)],
    [['chains', 'demand', 'mix'], chains.demand.mix],
    [['chains', 'demand', 'term', 'months'], termShares(chains.demand.term.months)],
    [['delegation', 'lockShares'], delegation.lockShares],
  ];
  return groups.flatMap(([path, shares]) => {
    const sum = Object.values(shares ?? { all: 1 }).reduce(
      (total, share) => total + (sharePpm(share) ?? 0),
      0,
    );
    const complaint = `the shares sum to ${sum / PPM}`;
    return sum === PPM ? [] : [{ path, complaint, accepted: 'shares that sum to exactly 1' }];
  });
}

const sharesOf = (rows: Readonly<Record<string, { readonly share: number }>>) =>
  Object.fromEntries(Object.entries(rows).map(([id, { share }]) => [id, share]));

const termShares = (months: CompleteScenario['chains']['demand']['term']['months']) =>
  typeof months === 'number' ? undefined : months;

/** A transaction that is larger than a block would never be taken, nor one where the network wins nothing. */
function keyGenerations({ keyGeneration, mainnet, randomness, sizes: rows }: CompleteScenario): Complaint[] {
  const { mode, atTurn, curve, keysIn, variant } = keyGeneration;
  if (gasPerBlock(mainnet) < 1) {
    const complaint = 'the network wins no gas for its key generations';
    return [{ path: ['mainnet'], complaint, accepted: 'gasLimit × gasShare of at least 1', value: mainnet }];
  }
  if (mode === 'instant') {
    if (atTurn === 'fresh') return [];
    const complaint = 'keys that are made at once are fresh ones: nobody deals';
    return [
      { path: ['keyGeneration', 'atTurn'], complaint, accepted: 'fresh, or mode: protocol', value: atTurn },
    ];
  }
  const committees = Object.entries(rows).map(([id, { members }]) => ({ of: `a ${id} chain`, members }));
  const group = { of: 'the beacon’s group', members: randomness.group };
  for (const { of, members } of [...committees, group]) {
    const costs = dkgCost({ members, threshold: thresholdOf(members), curve, keysIn, variant });
    // Whoever complains may accuse everybody.
    const complaintGas = costs.complaintGas + (members - 1) * costs.accusedGas;
    const needed = Math.max(costs.dealingGas, costs.extractionGas, complaintGas, costs.responseGas);
    if (needed <= mainnet.gasLimit) continue;
    const complaint = `a block of ${mainnet.gasLimit} gas cannot take a key generation of ${of}`;
    return [{ path: ['mainnet', 'gasLimit'], complaint, accepted: `at least ${needed}` }];
  }
  return [];
}

function populations({ network, delegation }: CompleteScenario): Complaint[] {
  const complaints: Complaint[] = [];
  if (network.validators > network.nodes) {
    complaints.push({
      path: ['network', 'validators'],
      complaint: `more validators than the ${network.nodes} nodes`,
      accepted: `a whole number from 1 to ${network.nodes}`,
    });
  }
  if (delegation.holders < network.validators) {
    complaints.push({
      path: ['delegation', 'holders'],
      complaint: `fewer holders than the ${network.validators} validators, who each need one`,
      accepted: `a whole number from ${network.validators} to 1000000`,
    });
  }
  return complaints;
}

function latencies({ network }: CompleteScenario): Complaint[] {
  const { latency } = network;
  const path = ['network', 'latency'];
  const count = Object.keys(network.regions).length;
  if (latency.length !== count || latency.some((row) => row.length !== count)) {
    const complaint = latency.length === 0 ? 'missing for these regions' : 'not a matrix of the regions';
    return [{ path, complaint, accepted: `${count} rows of ${count} round trips in milliseconds` }];
  }
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < row; column++) {
      if (latency[row][column] === latency[column][row]) continue;
      const accepted = `${latency[column][row]}, as in row ${column}, column ${row}`;
      return [{ path: [...path, String(row), String(column)], complaint: 'not symmetric', accepted }];
    }
  }
  return [];
}

function sizes({ network, chains, sizes: rows }: CompleteScenario): Complaint[] {
  const complaints: Complaint[] = [];
  for (const [id, row] of Object.entries(rows)) {
    if (row.slots <= network.slots) continue;
    const accepted = `a whole number from 0 to ${network.slots}, the slots of a node`;
    complaints.push({ path: ['sizes', id, 'slots'], complaint: 'more slots than a node has', accepted });
  }
  const ids = Object.keys(rows);
  const uses: [Path, Readonly<Record<string, number>>][] = [
    [['chains', 'initial'], chains.initial],
    [['chains', 'demand', 'mix'], chains.demand.mix],
  ];
  for (const [path, counts] of uses) {
    for (const id of Object.keys(counts).filter((used) => !Object.hasOwn(rows, used))) {
      const complaint = `no such size on nodes of ${network.slots} slots${suggestion(id, ids)}`;
      complaints.push({ path: [...path, id], complaint, accepted: ids.join(', '), isAboutKey: true });
    }
  }
  if (Object.values(chains.initial).reduce((total, count) => total + count, 0) > INITIAL_CHAINS_MAX) {
    const accepted = `at most ${INITIAL_CHAINS_MAX} chains in all`;
    complaints.push({ path: ['chains', 'initial'], complaint: 'too many chains', accepted });
  }
  const { price } = chains;
  const isMissing = typeof price === 'object' && price.kind === 'fixed-usd' && price.usd === undefined;
  const isIdle = typeof price === 'object' && price.kind === 'contract' && price.usd !== undefined;
  if (isMissing || isIdle) {
    const accepted = '{ kind: fixed-usd, usd: dollars a slot and month }, or contract';
    complaints.push({ path: ['chains', 'price'], complaint: 'usd belongs to fixed-usd', accepted });
  }
  return complaints;
}

function monitoring({ monitoring: given }: CompleteScenario): Complaint[] {
  const complaints: Complaint[] = [];
  const [policy, count] = given.assignment.split('-');
  if (Number(count) !== given.monitors) {
    const complaint = `contradicts monitors: ${given.monitors}`;
    const accepted = `${policy}, or ${policy}-${given.monitors}`;
    complaints.push({ path: ['monitoring', 'assignment'], complaint, accepted });
  }
  const redraw = parseDuration(given.redraw);
  if (redraw !== undefined && redraw < (parseDuration(given.probeEvery) ?? 0)) {
    const accepted = `a duration of at least probeEvery, ${given.probeEvery}`;
    complaints.push({ path: ['monitoring', 'redraw'], complaint: 'a window without a probe', accepted });
  }
  const before = given.report && parseDuration(given.report.before);
  if (redraw !== undefined && before !== undefined && before > redraw) {
    const path = ['monitoring', 'report', 'before'];
    const accepted = `at most redraw, ${given.redraw}`;
    complaints.push({ path, complaint: 'reports before the window opens', accepted });
  }
  return complaints;
}

/** Sums of latency × time stay whole numbers below 2^53, so that scores are exact. §M9.5 */
function agreements({ sla, calendar }: CompleteScenario): Complaint[] {
  const days = typeof calendar === 'string' ? 31 : calendar.days;
  const longest = Math.floor(Number.MAX_SAFE_INTEGER / (days * 86_400_000) / 1000);
  if ((parseMicros(sla.latency) ?? 0) <= longest * 1000) return [];
  const accepted = `at most ${longest} ms for months of ${days} days`;
  return [{ path: ['sla', 'latency'], complaint: 'too long to be judged exactly', accepted }];
}

function availability({ availability: given, network }: CompleteScenario): Complaint[] {
  const complaints: Complaint[] = [];
  const laws: [Path, typeof given.repair][] = [
    [['availability', 'repair'], given.repair],
    ...given.correlated.map((outages, index): [Path, typeof given.repair] => [
      ['availability', 'correlated', String(index), 'repair'],
      outages.repair,
    ]),
  ];
  for (const [path, law] of laws) {
    if (typeof law === 'string') continue;
    const needsShape = law.kind === 'weibull' || law.kind === 'log-normal';
    if (needsShape === (law.shape !== undefined)) continue;
    const complaint = needsShape ? `${law.kind} needs a shape` : `${law.kind} has no shape`;
    complaints.push({
      path,
      complaint,
      accepted: needsShape ? `{ kind: ${law.kind}, shape: number }` : law.kind,
    });
  }
  const { maintenance } = given;
  if (maintenance !== undefined) {
    const every = parseDuration(maintenance.every) ?? 0;
    if ((parseDuration(maintenance.duration) ?? 0) >= every) {
      const path = ['availability', 'maintenance', 'duration'];
      complaints.push({ path, complaint: 'never ends', accepted: `less than every, ${maintenance.every}` });
    }
  }
  return [...complaints, ...outages(given.trace, network.nodesMax)];
}

/** The first contradiction of a trace: rows of a CSV file have passed most of this with their own places. */
function outages(trace: CompleteScenario['availability']['trace'], nodes: number): Complaint[] {
  const lastEnds = new Map<number, number>();
  let lastFrom = 0;
  for (const [index, row] of trace.entries()) {
    const path = ['availability', 'trace', String(index)];
    const from = momentMillis(row.from) ?? 0;
    const to = momentMillis(row.to) ?? 0;
    if (row.node >= nodes) {
      return [
        {
          path: [...path, 'node'],
          complaint: 'no such node',
          accepted: `0 to ${nodes - 1}`,
          value: row.node,
        },
      ];
    }
    if (from < lastFrom || from < (lastEnds.get(row.node) ?? 0) || to <= from) {
      const accepted = 'outages sorted by from, none ending before it begins or overlapping its node’s last';
      return [{ path, complaint: 'out of order', accepted, value: row }];
    }
    lastFrom = from;
    lastEnds.set(row.node, to);
  }
  return [];
}

function lists({ delegation, metrics, bounds }: CompleteScenario): Complaint[] {
  const complaints: Complaint[] = [];
  const months = Object.keys(delegation.lockMonths);
  if (sorted(months) !== sorted(Object.keys(delegation.lockShares))) {
    const complaint = 'not the locks of lockMonths';
    complaints.push({ path: ['delegation', 'lockShares'], complaint, accepted: `keys ${months.join(', ')}` });
  }
  const names: [string, readonly string[], Path][] = [
    ['metrics', metrics, []],
    ['bounds', (bounds ?? []).map((bound) => bound.id), ['id']],
  ];
  for (const [key, values, field] of names) {
    values.forEach((value, index) => {
      if (values.indexOf(value) === index) return;
      complaints.push({
        path: [key, String(index), ...field],
        complaint: 'named twice',
        accepted: 'each once',
      });
    });
  }
  return complaints;
}

function sorted(months: readonly string[]): string {
  return months.toSorted((one, other) => Number(one) - Number(other)).join();
}

/** True for a redraw of one month: a single assignment for the whole month. */
export function isMonthly(redraw: string): boolean {
  return parseMonths(redraw) === 1;
}
