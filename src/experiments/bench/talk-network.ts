/** The talk's network at any size: what the benchmarks of the model run. */
import type { Params } from '../../sim/protocol/params.ts';
import { readScenario } from '../../sim/scenario/read-scenario.ts';
import { KNOWN_STRATEGIES } from '../catalogue.ts';

/** Which network, and for how long. */
export interface TalkNetwork {
  /** At least as many as the beacon's group of 16. */
  readonly nodes: number;
  /** Small chains that are asked for at the start; 8 a node take every slot. */
  readonly chains: number;
  readonly months: number;
}

/**
 * Parameters of the talk's profile with a fifth of the nodes in a hand that reports every probe of an honest
 * node as failed: everything that the scenario `talk-year` has. `more` are fields of a scenario that replace
 * these.
 */
export function talkNetwork({ nodes, chains, months }: TalkNetwork, more: object = {}): Params {
  const scenario = {
    version: 1,
    profile: 'talk',
    seed: 2026,
    horizon: `${months} months`,
    network: { nodes },
    chains: { initial: { small: chains } },
    placement: { policy: 'least-loaded' },
    rotation: { policy: 'monthly-replace', members: 4 },
    adversaries: [
      {
        name: 'cartel',
        members: { share: 0.2 },
        strategies: [{ use: 'static-capture' }, { use: 'bad-mouthing', with: { shift: 1 } }],
      },
    ],
    ...more,
  };
  return readScenario({ text: JSON.stringify(scenario), file: 'bench' }, KNOWN_STRATEGIES).params;
}

/** One monitor a node and one window a month: monitoring that costs next to nothing. */
export const SPARSE_MONITORING = { monitoring: { monitors: 1, redraw: '31 days' } };
