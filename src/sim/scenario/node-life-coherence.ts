/** What must hold of how nodes enter and leave. §M2.3, §M7.2 */
import { isContractPlacement } from '../network/placement/contract-policies.ts';
import { EXIT_CALL_GAS } from '../protocol/exit-call.ts';
import type { CompleteScenario } from './complete.ts';
import type { Complaint } from './source-tree.ts';

/** The first complaint about the reserve, calls that mainnet could never take, and moves nobody makes. */
export function nodeLifeComplaints({ network, mainnet, placement }: CompleteScenario): Complaint[] {
  const { nodes, nodesMax, entriesPerMonth, exit } = network;
  if (nodesMax < nodes) {
    const complaint = `fewer than the ${nodes} nodes of the start`;
    const accepted = `a whole number from ${nodes} to 1000000`;
    return [{ path: ['network', 'nodesMax'], complaint, accepted }];
  }
  if (entriesPerMonth > 0 && nodesMax === nodes) {
    const complaint = 'there is no reserve that could enter';
    const accepted = `0, or network.nodesMax above ${nodes}`;
    return [{ path: ['network', 'entriesPerMonth'], complaint, accepted }];
  }
  if (exit.policy === 'freeze' && mainnet.gasLimit < EXIT_CALL_GAS) {
    const complaint = `a block of ${mainnet.gasLimit} gas cannot take a call of an exit`;
    return [{ path: ['mainnet', 'gasLimit'], complaint, accepted: `at least ${EXIT_CALL_GAS}` }];
  }
  if (placement.repair.movesPerMonth > 0 && isContractPlacement(placement.policy)) {
    const complaint = `placement ${placement.policy} moves nobody to make room`;
    return [{ path: ['placement', 'repair', 'movesPerMonth'], complaint, accepted: '0' }];
  }
  return [];
}
