import { describe, expect, it } from 'vitest';
import { ScenarioError, StrategyFault, simulate } from '../../src/index.ts';
import { ruledBy } from '../sim/ruled-strategy.helpers.ts';

describe('the library’s door', () => {
  it('runs a scenario given as text or as an object, as its example says', () => {
    const { summary, digest } = simulate({ version: 1, profile: 'minimal', runs: 3 });
    expect(summary.metrics['chains.placed'].mean).toBe(160);
    expect(simulate('version: 1\nprofile: minimal\nruns: 3').digest).toBe(digest);
    expect(digest).toMatch(/^[0-9a-f]{32}$/);
  });

  it('takes seed, runs and fields, and calls back after each run', () => {
    const numbers: number[] = [];
    const { runs } = simulate('version: 1\nprofile: minimal', {
      seed: 'other',
      runs: 2,
      overrides: [{ path: 'network.nodes', value: '50' }],
      onRun: ({ run }) => numbers.push(run),
    });
    expect(numbers).toEqual([0, 1]);
    expect(runs.map(({ usedSlots }) => usedSlots.length)).toEqual([50, 50]);
  });

  it('plays a strategy of the caller’s', () => {
    let asked = 0;
    const strategy = ruledBy({
      verdict: ({ truth }) => {
        asked += 1;
        return truth;
      },
    });
    const adversaries = [{ name: 'c', members: { share: 0.5 }, strategies: [{ use: './mine.ts' }] }];
    const scenario = { version: 1, profile: 'minimal', adversaries };
    const played = simulate(scenario, { strategies: { './mine.ts': strategy } });
    expect(asked).toBeGreaterThan(0);
    // Telling the truth through a rule changes nothing.
    const honest = [{ ...adversaries[0], strategies: [{ use: 'honest' }] }];
    expect(played.digest).toBe(simulate({ ...scenario, adversaries: honest }).digest);
  });

  it('throws typed errors', () => {
    expect(() => simulate({ version: 1, netwrok: {} })).toThrow(ScenarioError);
    const adversaries = [{ name: 'c', members: { share: 0.5 }, strategies: [{ use: './none.ts' }] }];
    expect(() => simulate({ version: 1, profile: 'minimal', adversaries })).toThrow(StrategyFault);
  });
});
