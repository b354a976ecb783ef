/** Claims that this version lists and does not test, in our words. */
import type { Claim } from './claim.ts';

const untested = (id: string, claim: string): Claim => ({ id, claim });

/** In the order of their ids. */
export const UNTESTED_CLAIMS: readonly Claim[] = [
  untested(
    'C1',
    'Any developer can have a chain to themselves, run by nodes of the community, and choose its traits.',
  ),
  untested(
    'C3',
    'Small, medium and large chains process about 20, more, and 2,000 transactions a second, at a price.',
  ),
  untested('C4', 'A block takes less than a second.'),
  untested('C5', 'Random and rotating membership makes a few validators as safe as the full set.'),
  untested('C7', 'Around 100,000 USD at stake on every node deters attacks on chains that secure billions.'),
  untested(
    'C8',
    'A threshold signature over contributions of all gives randomness that nobody can bias, without a VDF.',
  ),
  untested('C9', 'That randomness assigns nodes to chains and exchanges some of them every month.'),
  untested('C11', 'The core of a node keeps in step with the contracts on mainnet.'),
  untested('C12', 'Stake, rent and rewards are kept on mainnet, custody of assets on the chains.'),
  untested('C13', 'Every node observes 24 others, drawn at random, all day long.'),
  untested(
    'C19',
    'Chains cost their users no gas; allowances, throttling and work per transaction stop floods.',
  ),
  untested('C20', 'Mainnet gas is due at settlement only, and batches make it cheap.'),
  untested(
    'C21',
    'Signatures of the group carry messages between chains and mainnet; enclaves guard the keys.',
  ),
  untested('C22', 'Contracts on a chain can store files and run machine learning.'),
  untested('C23', 'Service levels begin near 97 % and grow into tiers.'),
  untested('C25', 'From ten partners the network grows to thousands of validators whose interests agree.'),
  untested('C26', 'New attacks are found by the community and met by changes: a simulator serves that.'),
];
