/** C10: 128 sub-nodes a node, of which chains take parts or the whole. §M2.1, §M3.1 */
import { simulate } from '../simulation.ts';
import type { Claim } from './claim.ts';

const SLOTS = 128;
const NODES = 1000;
const MEMBERS = 16;

/** The populations: all small, and all three sizes, the large ones first because they need empty nodes. */
const POPULATIONS: readonly Readonly<Record<string, number>>[] = [
  { small: 8000 },
  { large: 10, medium: 100, small: 1600 },
];

/** Slots that a member of each size takes of its node. §M3.1 */
const SLOTS_OF_MEMBER: Readonly<Record<string, number>> = { small: 1, medium: 16, large: SLOTS };

/** Slots in use on every node at the end of a real run, against the arithmetic of the sizes. */
export const nodeSlots: Claim = {
  id: 'C10',
  claim:
    'A node is 128 sub-nodes; a small chain occupies one on each of 16 nodes, a large one the whole of 16.',
  test: {
    scenario:
      'profile talk, 1 day: 8,000 small chains; then 10 large, 100 medium, 1,600 small; seed claim-10',
    run: () => {
      const rows = POPULATIONS.map(measure);
      return {
        measured: rows.map(({ measured }) => measured).join('; '),
        expected: rows.map(({ expected }) => expected).join('; '),
        verdict: rows.every(({ isRight }) => isRight) ? 'holds' : 'does not hold',
      };
    },
  },
};

function measure(initial: Readonly<Record<string, number>>): {
  readonly measured: string;
  readonly expected: string;
  readonly isRight: boolean;
} {
  const scenario = { version: 1, seed: 'claim-10', horizon: '1 day', chains: { initial } };
  const [{ usedSlots }] = simulate(scenario).runs;
  const used = usedSlots.reduce((sum, slots) => sum + slots, 0);
  const whole = usedSlots.filter((slots) => slots === SLOTS).length;
  const most = Math.max(...usedSlots);
  const terms = Object.entries(initial).map(([size, count]) => count * MEMBERS * SLOTS_OF_MEMBER[size]);
  const wanted = terms.reduce((sum, slots) => sum + slots, 0);
  // A large chain takes whole nodes; small ones alone fill all of them only at full load.
  const wholeWanted = wanted === NODES * SLOTS ? NODES : (initial['large'] ?? 0) * MEMBERS;
  const label = Object.entries(initial)
    .map(([size, count]) => `${count} ${size}`)
    .join(', ');
  return {
    measured: `${label}: ${used} slots in use, at most ${most} a node, ${whole} nodes wholly in use`,
    expected:
      `${label}: ${terms.length > 1 ? `${terms.join(' + ')} = ` : ''}${wanted} slots, ` +
      `at most ${SLOTS} a node, ${wholeWanted} nodes wholly in use`,
    isRight: used === wanted && most <= SLOTS && whole === wholeWanted,
  };
}
