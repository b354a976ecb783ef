/** What must hold of hybrid chains: enough authorities, enough others, a placement that knows sides. §M3.5 */
import type { Ppm } from '../../base/units.ts';
import { isContractPlacement } from '../network/placement/contract-policies.ts';
import { authoritySeats } from '../protocol/hybrid-chains.ts';
import type { CompleteScenario } from './complete.ts';
import { sharePpm } from './quantities.ts';
import type { Complaint } from './source-tree.ts';

const PATH = ['chains', 'hybrid'];

/** All complaints about `chains.hybrid`. */
export function hybridComplaints(scenario: CompleteScenario): Complaint[] {
  const { chains, network, placement } = scenario;
  if (chains.hybrid === undefined) return [];
  const complaints = namedComplaints(chains.hybrid.authorities, network.nodes);
  if (complaints.length > 0) return complaints;
  if (isContractPlacement(placement.policy)) {
    const complaint = `placement ${placement.policy} draws a committee as a whole`;
    return [{ path: PATH, complaint, accepted: 'no hybrid chains, or another placement' }];
  }
  return committeeComplaints(scenario, chains.hybrid);
}

function namedComplaints(authorities: readonly number[], nodes: number): Complaint[] {
  return authorities.flatMap((node, index): Complaint[] => {
    const path = [...PATH, 'authorities', String(index)];
    if (node >= nodes) return [{ path, complaint: 'no such node', accepted: `0 to ${nodes - 1}` }];
    if (authorities.indexOf(node) === index) return [];
    return [{ path, complaint: 'a node named twice', accepted: 'each node once' }];
  });
}

/** A side that is smaller than its seats would have every such chain refused. */
function committeeComplaints(
  { chains, network, sizes }: CompleteScenario,
  { part, authorities }: NonNullable<CompleteScenario['chains']['hybrid']>,
): Complaint[] {
  // A committee larger than the network is refused when it is asked for.
  const placed = Object.entries(sizes).filter(
    ([id, { members }]) =>
      members <= network.nodes &&
      ((chains.initial[id] ?? 0) > 0 ||
        (chains.demand.arrivalsPerMonth > 0 && (chains.demand.mix[id] ?? 0) > 0)),
  );
  const others = network.nodes - authorities.length;
  for (const [id, { members }] of placed) {
    const named = authoritySeats({ partPpm: (sharePpm(part) ?? 0) as Ppm }, members);
    if (named > authorities.length) {
      const complaint = `a ${id} chain has ${named} seats for ${authorities.length} authorities`;
      return [{ path: [...PATH, 'authorities'], complaint, accepted: `at least ${named} nodes` }];
    }
    if (members - named > others) {
      const complaint = `a ${id} chain has ${members - named} open seats for ${others} other nodes`;
      const accepted = `at most ${network.nodes - members + named} nodes`;
      return [{ path: [...PATH, 'authorities'], complaint, accepted }];
    }
  }
  return [];
}
