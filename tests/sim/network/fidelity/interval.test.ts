import { expect, test } from 'vitest';
import type { MonitoringFidelity } from '../../../../src/sim/protocol/params.ts';
import type { Strategy } from '../../../../src/sim/protocol/strategy.ts';
import { DAY, ranUntil } from '../../world.helpers.ts';

/** Instants at which a coalition of three nodes was asked, in order. */
function asked(fidelity: MonitoringFidelity): { replies: number[]; verdicts: number[] } {
  const replies: number[] = [];
  const verdicts: number[] = [];
  const strategy: Strategy = {
    about: 'Notes when it is asked.',
    harms: [],
    parameters: {},
    create: () => ({
      probeReply: (_occasion, view) => (replies.push(view.now), 'answer'),
      verdict: ({ truth }, view) => (verdicts.push(view.now), truth),
    }),
  };
  const text =
    `network: { nodes: 3, validators: 1 }\navailability: { mtbf: never }\nmonitoring: { fidelity: ${fidelity} }\n` +
    'chains: { initial: { small: 0 } }\n' +
    'adversaries: [{ name: x, members: { share: 1 }, strategies: [{ use: ./x.ts }] }]\n';
  ranUntil(2 * DAY, text, { './x.ts': strategy });
  return { replies, verdicts };
}

test.each(['interval', 'causal'] as const)(
  '%s asks for a window’s replies before anything of the window is known',
  (fidelity) => {
    const { replies, verdicts } = asked(fidelity);
    expect(replies.slice(0, 6)).toEqual([0, 0, 0, DAY, DAY, DAY]);
    expect(verdicts.length).toBe(12);
    expect(new Set(verdicts.slice(0, 6))).toEqual(new Set([DAY]));
  },
);

test('exact asks for each probe that arrives, at its instant', () => {
  const { replies } = asked('exact');
  // Three nodes, two monitors each, 288 probes a day; some are lost on the way and ask nobody.
  expect(replies.length).toBeGreaterThan(0.95 * 2 * 3 * 2 * 288);
  expect(replies.length).toBeLessThanOrEqual(2 * 3 * 2 * 288);
  expect(replies.every((at) => at % 300_000 === 0 || at % 100_000 === 0)).toBe(true);
  expect(new Set(replies).size).toBeGreaterThan(800);
});
