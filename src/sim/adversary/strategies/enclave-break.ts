/** A20: enclaves of one generation are broken, and read until they are patched. §M2.4, §M3.5 */
import type { Strategy } from '../../protocol/strategy.ts';

/**
 * Reads every enclave of a generation for some months, whoever runs it; its own of other generations it
 * cannot read. Only chains with their keys in enclaves (`chains.private`) are at stake. Analytic target: the
 * share of vulnerable nodes acts as f in A1, the hypergeometric tail of a committee's seats with K the number
 * of nodes of the generation, which rounding of its share fixes (`createNodes`). What was read stays known
 * until the chain's next key.
 */
export const enclaveBreak: Strategy = {
  about: 'A20: reads the key shares in all enclaves of one generation until they are patched.',
  harms: ['capture.any', 'capture.chains', 'capture.chainMonths', 'fork.any', 'fork.chainMonths'],
  parameters: {
    generation: {
      kind: 'number',
      unit: 'index',
      default: 0,
      min: 0,
      max: 65_535,
      about: 'Which generation is broken, counted from 0 as `network.enclaves` lists them; rounded down.',
    },
    from: {
      kind: 'number',
      unit: 'months',
      default: 0,
      min: 0,
      max: 12_000,
      about: 'Month from whose opening on it reads, counted from 0; rounded down.',
    },
    lag: {
      kind: 'number',
      unit: 'months',
      default: 1,
      min: 0,
      max: 12_000,
      about: 'Months until the patch is everywhere; rounded down.',
    },
  },
  create: ({ generation, from, lag }) => {
    const first = Math.floor(Number(from));
    const end = first + Math.floor(Number(lag));
    const broken = [Math.floor(Number(generation))];
    return { enclaves: ({ month }) => (month >= first && month < end ? broken : []) };
  },
};
