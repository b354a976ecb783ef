import { describe, expect, it } from 'vitest';
import { instant } from '../../../src/base/units.ts';
import { PENDING_MAX } from '../../../src/sim/kernel/calendar.ts';
import type { Calendar } from '../../../src/sim/kernel/calendar.ts';
import { EVENT } from '../../../src/sim/network/events.ts';
import type { EventKind } from '../../../src/sim/network/events.ts';
import { handle } from '../../../src/sim/network/model.ts';
import { capacityComplaints, pendingBound } from '../../../src/sim/scenario/capacity.ts';
import type { CompleteScenario } from '../../../src/sim/scenario/complete.ts';
import { readScenario } from '../../../src/sim/scenario/read-scenario.ts';
import { simulateRun } from '../../../src/sim/simulate.ts';
import { probed } from '../network/fidelity/probed.helpers.ts';
import { DAY, paramsOf, stageOf } from '../world.helpers.ts';

const QUIET = 'chains: { initial: { small: 0 } }\nnetwork: { nodes: 4, validators: 1 }\n';

describe('what is accepted at the limits runs to the end', () => {
  it.each([
    [
      'means of ten million days',
      'availability: { mtbf: 10000000 days, mttr: 10000000 days, repair: constant }\n',
    ],
    [
      'heavy tails of such means',
      'availability: { mtbf: 10000000 days, mttr: 10000000 days, repair: { kind: log-normal, shape: 20 } }\n',
    ],
    ['strikes', 'availability: { correlated: [{ by: client, mtbf: 1 ms, mttr: 10000000 days }] }\n'],
    ['maintenance', 'availability: { maintenance: { every: 10000000 days, duration: 9999999 days } }\n'],
    [
      'outages traced up to 2^53 ms',
      'availability: { trace: [{ node: 0, from: 1 day, to: 9007199254740991 ms }, ' +
        '{ node: 1, from: 9007199254740990 ms, to: 9007199254740991 ms }] }\n',
    ],
    ['a grid of probes wider than any run', 'monitoring: { redraw: 1 month, probeEvery: 10000000 days }\n'],
    ['windows longer than any month', 'monitoring: { redraw: 9007199254740991 ms }\n'],
  ])('%s', (_what, text) => {
    for (const fidelity of ['interval', 'causal', 'exact']) {
      const params = paramsOf(`${QUIET}${text}`);
      const exact = { ...params, monitoring: { ...params.monitoring, fidelity: fidelity as 'exact' } };
      expect(simulateRun(exact, 0).events).toBeGreaterThan(0);
    }
  });

  it('the least rates of requests and exits', () => {
    const text =
      'chains: { initial: { small: 0 }, demand: { arrivalsPerMonth: 0.000001 } }\nnetwork: { exitsPerMonth: 0.000001 }\n';
    expect(simulateRun(paramsOf(text), 0).metrics['chains.placed']).toBe(0);
  });
});

describe('the events that may wait', () => {
  /** Complaints about a network whose monitors are as many as a scenario may have. */
  const complaints = (nodes: number, fidelity: string): readonly unknown[] => {
    const { resolved } = readScenario({ text: 'version: 1', file: 'some.yaml' });
    const scenario = resolved as CompleteScenario;
    return capacityComplaints({
      ...scenario,
      network: { ...scenario.network, nodes, nodesMax: nodes },
      monitoring: { ...scenario.monitoring, monitors: 1000, fidelity: fidelity as 'exact' },
    });
  };

  it.each(['exact', 'causal'])('are refused from the first that has no room: %s', (fidelity) => {
    // Each node brings a thousand pairs and four events of its own, the network eight.
    const most = Math.floor((PENDING_MAX - 8) / 1004);
    expect(complaints(most, fidelity)).toEqual([]);
    expect(complaints(most + 1, fidelity)).toHaveLength(1);
  });

  it('do not grow with the pairs where probes are no events', () => {
    expect(complaints(1_000_000, 'interval')).toEqual([]);
  });

  it.each(['interval', 'causal', 'exact'])(
    'of a real network are never more than foretold: %s',
    (fidelity) => {
      const text =
        `network: { nodes: 9, validators: 1 }\nchains: { initial: { small: 0 } }\n` +
        // Nobody pays for its report, and so everybody looks again.
        `monitoring: { fidelity: ${fidelity}, report: { gasBudgetUsd: 0.01 } }\n` +
        'availability: { mtbf: 1 day, maintenance: { every: 2 days, duration: 9 h }, ' +
        'trace: [{ node: 0, from: 1 h, to: 9 days }], correlated: [{ by: provider, mtbf: 1 day, mttr: 1 h }] }\n';
      const scenario = { text: `version: 1\nprofile: minimal\n${text}`, file: 'some.yaml' };
      const { params, resolved } = readScenario(scenario);
      const { engine, world } = stageOf(params);
      const { calendar } = engine as unknown as { readonly calendar: Calendar };
      let most = 0;
      engine.schedule(instant(0), EVENT.runStarts);
      engine.run(instant(8 * DAY), 0, (kind, a, b) => {
        handle(world, kind as EventKind, a, b, engine);
        most = Math.max(most, calendar.size);
      });
      const bound = pendingBound(resolved as CompleteScenario);
      expect(most).toBeLessThanOrEqual(bound);
      expect(most).toBeGreaterThan(bound / 3);
    },
  );
});

it('a window of nearly 10^9 probes is counted to the last one, by event and by interval', () => {
  const spec = {
    days: 31,
    nodes: 3,
    network: ', loss: 0, jitter: { shape: 1, scale: 0 ms }',
    monitoring: ', redraw: 1 month, probeEvery: 3 ms',
    more: 'calendar: { days: 31 }\navailability: { mtbf: never, trace: [{ node: 1, from: 1 day, to: 16 days }] }',
  };
  const [causal, interval] = (['causal', 'interval'] as const).map((name) => probed(name, spec).occasions);
  expect(causal).toEqual(interval);
  expect(causal.map(({ probesSent }) => probesSent)).toContain(892_800_000);
  expect(causal.map(({ probesFailed }) => probesFailed)).toContain(432_000_000);
});
