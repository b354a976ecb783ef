/**
 * Verdicts as transactions. The mutants to be caught stand with each test. Mainnet has blocks of 10 s, gas at 20
 * gwei and ether at 1,000 dollars: a unit of gas is 20 millionths of a dollar.
 */
import { describe, expect, test } from 'vitest';
import { nodeEnters } from '../../../src/sim/network/node-entry.ts';
import { REPORT_LOSSES } from '../../../src/sim/protocol/facts.ts';
import type { ReportOccasion, Rules } from '../../../src/sim/protocol/decisions.ts';
import { simulateRun } from '../../../src/sim/simulate.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import {
  DAY,
  factsOf,
  HOUR,
  paramsOf,
  ranUntil,
  runUntil,
  start,
  worldOf,
  type HeardFact,
  type Stage,
  type StrategiesByPath,
} from '../world.helpers.ts';

const MINUTE = 60_000;
const MICRO_USD_OF_GAS = 20;
/** Of a report on 24 targets. */
const GAS = 21_000 + 24 * 45_000;

/** What a test changes. */
interface Reported {
  /** Keys of `monitoring.report`; undefined: no reports. */
  readonly report?: string;
  /** Gas that the network wins in a block; by default that of ten reports. */
  readonly gasPerBlock?: number;
  readonly monitoring?: string;
  readonly trace?: string;
  readonly more?: string;
}

/** Forty nodes that are up and watch 24 others each, in windows of a day; month of three days. */
const scenario = ({ report, gasPerBlock, monitoring, trace, more }: Reported): string =>
  'network: { nodes: 40, nodesMax: 41, validators: 10, loss: 0 }\nchains: { initial: { small: 0 } }\n' +
  `availability: { mtbf: never, trace: [${trace ?? ''}] }\nkeyGeneration: { mode: instant }\n` +
  `monitoring: { probeEvery: 1 h${report === undefined ? '' : `, report: { ${report} }`}${monitoring ?? ''} }\n` +
  `mainnet: { blockTime: 10 s, gasLimit: ${gasPerBlock ?? 10 * GAS}, gasShare: 1, gasGwei: { kind: constant, value: 20 } }\n` +
  `market: { etherUsd: 1000 }\n${more ?? ''}`;

const ran = (until: number, spec: Reported, strategies: StrategiesByPath = {}): Stage =>
  ranUntil(until, scenario(spec), strategies);

/** Losses as [node, window, reason]. */
const losses = (stage: Stage): (number | string)[][] =>
  factsOf(stage, 'report-lost').map(({ a, b, c }) => [a, b, REPORT_LOSSES[c]]);
const sent = (stage: Stage): HeardFact[] => factsOf(stage, 'report-sent');
/** What was said of whom: everything that scores rest on. */
const scores = (stage: Stage): unknown[] =>
  factsOf(stage, 'verdict-given', 'window-scored', 'window-without-quorum', 'node-scored', 'node-true-score');

describe('without reports', () => {
  // Catches: reports that are sent by default.
  test('nothing is sent to mainnet, and no operator is asked', () => {
    const asked: number[] = [];
    const rules: Rules = { report: ({ node }) => (asked.push(node), 'wait') };
    const more = 'adversaries: [{ name: x, members: { share: 1 }, strategies: [{ use: ./x.ts }] }]\n';
    const stage = ran(3 * DAY, { more }, { './x.ts': ruledBy(rules) });
    expect([sent(stage), losses(stage), asked, stage.world.mainnet.gasUsed]).toEqual([[], [], [], 0]);
    expect(stage.world.earnings.gas.every((gas) => gas === 0)).toBe(true);
  });
});

describe('with gas in plenty', () => {
  // Catches: verdicts that are lost all the same, gas that counts against nobody or for the wrong number of
  // targets, reports that are sent at another instant, or on time because mainnet's clock stands still.
  test('all verdicts count as if they were free, and validators pay their gas to the unit', () => {
    const stage = ran(3 * DAY, { report: 'before: 90 min' });
    expect(scores(stage)).toEqual(scores(ran(3 * DAY, {})));
    expect(losses(stage)).toEqual([]);
    expect(sent(stage).map(({ at, b }) => [at, b])).toEqual(
      [0, 1, 2].flatMap((window) =>
        Array.from({ length: 40 }, () => [(window + 1) * DAY - 90 * MINUTE, window]),
      ),
    );
    expect(new Set(sent(stage).map(({ a, b }) => `${a} ${b}`)).size).toBe(3 * 40);
    // 3 windows × 4 nodes × (21,000 + 24 × 45,000) for each of ten validators.
    expect(stage.world.mainnet.gasUsed).toBe(3 * 40 * GAS);
    expect([...stage.world.earnings.gas]).toEqual(Array.from({ length: 10 }, () => 3 * 4 * GAS));
    expect(sent(stage).every(({ c, amount }) => c === GAS && amount === BigInt(GAS * MICRO_USD_OF_GAS))).toBe(
      true,
    );
  });

  // Catches: gas that is no cost of the validator's month, a metric that counts gas for dollars.
  test('a validator’s month costs its machines and 12 reports of 22.02 dollars', () => {
    const profits = (spec: Reported): number[] => {
      const stage = ran(3 * DAY + 1, spec);
      return factsOf(stage, 'validator-profited')
        .filter(({ b }) => b === 0)
        .map(({ c }) => c);
    };
    const free = profits({});
    expect(profits({ report: 'gas: 21000' })).toEqual(
      free.map((profit) => profit - 12 * GAS * MICRO_USD_OF_GAS),
    );
    const { metrics } = simulateRun(
      paramsOf(`${scenario({ report: 'gas: 21000' })}horizon: 1 month\nmetrics: [verdicts.gasUsd]\n`),
      0,
    );
    expect(metrics['verdicts.gasUsd']).toBe(3 * 40 * 22.02);
    expect(metrics['verdicts.lost']).toBe(0);
  });

  // Catches: a report per target of its monitor's own, or of the mean number, where numbers vary.
  test('where each node has as many monitors, a report has as many verdicts as its monitor has targets', () => {
    const stage = ran(DAY, { report: 'gas: 100000, verdictGas: 7', monitoring: ', assignment: in' });
    const { first, monitors } = stage.world.monitoring.assignmentRoom;
    const targets = (node: number): number =>
      monitors.subarray(0, first[40]).filter((each) => each === node).length;
    expect(first[40]).toBe(40 * 24);
    for (const { a, c } of sent(stage)) expect(c).toBe(100_000 + 7 * targets(a));
    expect(new Set(sent(stage).map(({ c }) => c)).size).toBeGreaterThan(3);
  });

  // A window of a day that is cut to an hour at the month’s end opens with its reports. Catches: an event in the past.
  test('a window that is no longer than the time before its end opens with its reports', () => {
    const stage = ran(3 * DAY, { report: 'before: 71 h', monitoring: ', redraw: 71 h' });
    expect(new Set(sent(stage).map(({ at, b }) => `${at / HOUR} ${b}`))).toEqual(new Set(['0 0', '71 1']));
    expect(losses(stage)).toEqual([]);
  });
});

describe('on a narrow mainnet', () => {
  // In the last hour there are 360 blocks of 58,000 gas, 20,880,000 in all: 18 reports of 1,101,000 are 19,818,000, and
  // the 19th would need 20,919,000. The first 18 in the drawn order make it, the other 22 of 40 do not. Each later window
  // finds mainnet idle again: 40 reports are 44,040,000 gas, or 760 blocks.
  // Catches: late reports that count all the same, blocks that are counted from the window's start or past its end, an
  // order that follows the nodes' numbers, queues that are forgotten or never served.
  test('exactly the first 18 of 40 reports are in time, and 22 are lost in each window', () => {
    const stage = ran(3 * DAY, { report: 'before: 1 h', gasPerBlock: 58_000 });
    const order = sent(stage).map(({ a }) => a);
    expect(order.length).toBe(3 * 40);
    for (const window of [0, 1, 2]) {
      const late = order.slice(40 * window + 18, 40 * (window + 1));
      const lost = losses(stage).filter((loss) => loss[1] === window);
      expect(lost).toEqual(late.toSorted((one, other) => one - other).map((node) => [node, window, 'late']));
    }
    expect(order.slice(0, 40)).not.toEqual(order.slice(40, 80));
    expect(order.slice(0, 40)).not.toEqual(order.slice(0, 40).toSorted((one, other) => one - other));
  });

  // One unit of gas a block more or less decides about the 19th report: 360 × 58,108 = 20,918,880 < 20,919,000 ≤ 360 ×
  // 58,109. Catches: a block more or less at either end of the hour.
  test('the last block that counts is that of the window’s very end', () => {
    for (const [gasPerBlock, inTime] of [
      [58_108, 18],
      [58_109, 19],
    ]) {
      expect(losses(ran(DAY, { report: 'before: 1 h', gasPerBlock })).length).toBe(40 - inTime);
    }
  });

  // Catches: lost verdicts that are scored all the same, or are missing from the truth beside the scores.
  test('a node that fewer than 13 of its monitors reach is without quorum, and true scores know them all', () => {
    const stage = ran(3 * DAY, { report: 'before: 1 h', gasPerBlock: 58_000 });
    const free = ran(3 * DAY, {});
    const lost = new Set(losses(stage).map(([node, window]) => `${node} ${window}`));
    // Who watches whom is the same in both, and in the free one every monitor gave its verdict.
    const given = (run: Stage, window: number): HeardFact[] =>
      factsOf(run, 'verdict-given').filter(({ at }) => at === (window + 1) * DAY);
    const missed: number[][] = [];
    for (const window of [0, 1, 2]) {
      const heard = given(free, window).filter(({ a }) => !lost.has(`${a} ${window}`));
      expect(given(stage, window)).toEqual(heard);
      for (let target = 0; target < 40; target++) {
        const count = heard.filter(({ b }) => b === target).length;
        if (count < 13) missed.push([target, count, window]);
      }
    }
    expect(factsOf(stage, 'window-without-quorum').map(({ a, b, c }) => [a, b, c])).toEqual(missed);
    expect(missed.length).toBeGreaterThan(40);
    expect(missed.length).toBeLessThan(120);
    expect(factsOf(free, 'window-without-quorum')).toEqual([]);
  });

  // Catches: reports that fill a mainnet which key generations do not see, in a run that was asked for seats alone.
  test('reports hold up whatever else is sent, so that the whole model runs', () => {
    const metrics = 'horizon: 1 month\nmetrics: [capture.any]\n';
    const partsOf = (spec: Reported) => simulateRun(paramsOf(`${scenario(spec)}${metrics}`), 0).parts;
    expect(partsOf({ report: 'before: 1 h' }).accounts).toBe(true);
    expect(partsOf({}).monitoring).toBe(false);
  });
});

describe('a report that costs more than the budget', () => {
  // A report is 22.02 dollars. Catches: a budget for the wrong sum, a retry that is forgotten or goes on past the end.
  test('is not sent: nobody reports, and every window is without quorum', () => {
    const stage = ran(DAY, { report: 'gasBudgetUsd: 22.019999' });
    expect(sent(stage)).toEqual([]);
    expect(losses(stage)).toEqual(Array.from({ length: 40 }, (_, node) => [node, 0, 'dear']));
    expect(factsOf(stage, 'window-without-quorum').map(({ a, b }) => [a, b])).toEqual(
      Array.from({ length: 40 }, (_, node) => [node, 0]),
    );
    expect(losses(ran(DAY, { report: 'gasBudgetUsd: 22.02' }))).toEqual([]);
  });

  // Catches: a truth beside the scores from which lost verdicts are missing.
  test('leaves even a node that was down for ten hours of three days its pay, as true verdicts would not', () => {
    const trace = '{ node: 5, from: 30 h, to: 40 h }';
    const stage = ran(3 * DAY, { report: 'gasBudgetUsd: 1', trace });
    const scored = (run: Stage): number[][] =>
      factsOf(run, 'node-scored')
        .filter(({ b }) => b === 0)
        .map(({ a, b }) => [a, b]);
    expect([scored(stage), scored(ran(3 * DAY, { trace }))]).toEqual([[], [[5, 0]]]);
    expect(factsOf(stage, 'node-true-score').map(({ a, b }) => [a, b])).toEqual([[5, 0]]);
  });

  // Catches: another pace, an occasion with the wrong sums, a node that is asked again after it reported.
  test('its operator is asked each five minutes, as long as the window is open', () => {
    const asked: (ReportOccasion & { at: number })[] = [];
    const rules: Rules = {
      report: (occasion, view) => {
        asked.push({ ...occasion, at: view.now });
        return occasion.node === 3 && view.now < DAY - 30 * MINUTE ? 'wait' : 'report';
      },
    };
    const more = 'adversaries: [{ name: x, members: { nodes: [3, 4] }, strategies: [{ use: ./x.ts }] }]\n';
    const stage = ran(DAY, { report: 'gasBudgetUsd: 1', more }, { './x.ts': ruledBy(rules) });
    const of = (node: number) => asked.filter((occasion) => occasion.node === node);
    expect(of(3).map(({ at }) => (DAY - at) / MINUTE)).toEqual([60, 55, 50, 45, 40, 35, 30]);
    expect(of(4).length).toBe(1);
    const { node, windowStart, windowEnd, gasMicroUsd, budgetMicroUsd } = of(4)[0];
    expect([node, windowStart, windowEnd, gasMicroUsd, budgetMicroUsd]).toEqual([4, 0, DAY, 22_020_000, 1e6]);
    expect(sent(stage).map(({ a, at }) => [a, (DAY - at) / MINUTE])).toEqual([
      [4, 60],
      [3, 30],
    ]);
    expect(losses(stage).length).toBe(38);
  });

  test('a choice that is none is the strategy’s fault', () => {
    const rules = { report: () => 'later' } as unknown as Rules;
    const more = 'adversaries: [{ name: x, members: { nodes: [3] }, strategies: [{ use: ./x.ts }] }]\n';
    expect(() => ran(DAY, { report: 'gas: 21000', more }, { './x.ts': ruledBy(rules) })).toThrow(
      "accepted: 'report' or 'wait'",
    );
  });
});

describe('a monitor that is down when reports fall due', () => {
  const down = (node: number, from: number, to: number): string =>
    `{ node: ${node}, from: ${from} ms, to: ${to} ms }`;

  // Catches: a node that reports while it is down, one that never looks again, or that is taken for one that waits.
  test('reports when it is back within the hour, and not at all if it is not', () => {
    const due = DAY - HOUR;
    const outages: [number, number, number][] = [
      [5, due - HOUR, due + 7 * MINUTE],
      [6, due - HOUR, DAY + HOUR],
      // At the very instant, and for less than five minutes.
      [7, due, due + MINUTE],
      [8, DAY - 4 * MINUTE, DAY],
      // The last time to look again is five minutes before the end.
      [9, due - MINUTE, DAY - 5 * MINUTE + 1],
    ];
    const trace = outages.toSorted((one, other) => one[1] - other[1]).map((outage) => down(...outage));
    const stage = ran(DAY, { report: 'before: 1 h', trace: trace.join(', ') });
    const sentAt = new Map(sent(stage).map(({ a, at }) => [a, (at - due) / MINUTE]));
    expect([5, 6, 7, 8, 9].map((node) => sentAt.get(node))).toEqual([10, undefined, 5, 0, undefined]);
    expect(losses(stage)).toEqual([
      [6, 0, 'down'],
      [9, 0, 'down'],
    ]);
    expect(sent(stage).length).toBe(38);
  });
});

describe('nodes that come and go within a window', () => {
  // Catches: a report of a node that has left, which is not told as lost, and one of a node without targets.
  test('report only on what they were given to watch, and only as long as they are there', () => {
    const text = scenario({ report: 'before: 1 h' }).replace('loss: 0', 'loss: 0, exitsPerMonth: 150');
    const stage = worldOf(text);
    start(stage);
    runUntil(stage, DAY / 2);
    nodeEnters(stage.world, 40, 0, stage.engine);
    runUntil(stage, 2 * DAY);
    const leftAt = new Map(factsOf(stage, 'node-left').map(({ a, at }) => [a, at]));
    const left = (window: number): number[] =>
      [...leftAt].flatMap(([node, at]) => {
        const isInWindow = at >= window * DAY && at < (window + 1) * DAY - HOUR;
        return isInWindow ? [node] : [];
      });
    expect(losses(stage)).toEqual(
      [0, 1].flatMap((window) =>
        left(window)
          .toSorted((one, other) => one - other)
          .map((node) => [node, window, 'left']),
      ),
    );
    expect(Math.min(left(0).length, left(1).length)).toBeGreaterThan(0);
    const senders = [0, 1].map((window) => sent(stage).filter(({ b }) => b === window));
    expect(senders[0].map(({ a }) => a)).not.toContain(40);
    expect(senders[1].map(({ a }) => a)).toContain(40);
    expect(senders[0].length).toBe(40 - left(0).length);
  });
});

describe('a coalition that reports at any price', () => {
  const BAD = '{ use: bad-mouthing }';
  const SPIKE = '{ use: gas-spike, with: { part: 0.5 } }';
  const falseFails = (plays: string, sla = ''): unknown => {
    const more = `horizon: 1 month\n${sla}adversaries: [{ name: x, members: { share: 0.2 }, strategies: [${plays}] }]\n`;
    const { metrics } = simulateRun(paramsOf(scenario({ report: 'gasBudgetUsd: 30', more })), 0);
    return [metrics['sla.falseFail'], metrics['sla.falseFail.byVerdicts'], metrics['verdicts.lost']];
  };

  // 8 of 40 nodes, so that a node has some five liars among its 24 monitors. A report costs 22.02 dollars, and 44.04
  // where half of the gas is bought away: more than the others' 30. Then the reports of 32 honest nodes in three windows
  // are lost, and all that is said is said by liars. Catches: a rule that is not asked, lost verdicts that count.
  test('alone is heard where the quorum allows, and every honest node fails; either attack by itself fails nobody', () => {
    const quorum = 'sla: { quorum: 2 }\n';
    expect(falseFails(BAD, quorum)).toEqual([0, 0, 0]);
    expect(falseFails(SPIKE, quorum)).toEqual([0, 0, 96]);
    expect(falseFails(`${BAD}, ${SPIKE}`, quorum)).toEqual([32, 32, 96]);
  });

  test('is not enough for a quorum of more than half of the monitors: no window counts, and nobody fails', () => {
    expect(falseFails(`${BAD}, ${SPIKE}`)).toEqual([0, 0, 96]);
  });
});

describe('whatever the fidelity', () => {
  // Catches: a fidelity that does not hear of lost reports, or whose draws move with them.
  test('the same reports are lost, and the same verdicts count', () => {
    const trace = '{ node: 2, from: 0, to: 30 h }, { node: 3, from: 22 h, to: 23 h }';
    const [interval, causal, exact] = ['interval', 'causal', 'exact'].map((fidelity) =>
      ran(3 * DAY, {
        report: 'before: 1 h',
        gasPerBlock: 58_000,
        monitoring: `, fidelity: ${fidelity}`,
        trace,
        more: 'sla: { quorum: 9 }\n',
      }),
    );
    expect(losses(interval).length).toBeGreaterThan(60);
    expect(losses(causal)).toEqual(losses(interval));
    expect(losses(exact)).toEqual(losses(interval));
    const counted = (stage: Stage): number[][] =>
      factsOf(stage, 'verdict-given').map(({ at, a, b, c }) => [at, a, b, c]);
    expect(counted(causal)).toEqual(counted(interval));
    expect(counted(exact)).toEqual(counted(interval));
    expect(counted(interval).length).toBeGreaterThan(900);
  });

  // Catches: draws that move with what is lost.
  test('what was measured is what would have been without reports', () => {
    const noisy = (spec: Reported): string =>
      scenario(spec).replace('loss: 0', 'loss: 0.1').replace('probeEvery: 1 h', 'probeEvery: 5 min');
    const verdictsOf = (stage: Stage): string[] =>
      factsOf(stage, 'verdict-given').map(({ at, a, b, c }) => `${at} ${a} ${b} ${c}`);
    const free = verdictsOf(ranUntil(2 * DAY, noisy({ report: 'gas: 21000' })));
    const narrow = verdictsOf(ranUntil(2 * DAY, noisy({ report: 'gas: 21000', gasPerBlock: 58_000 })));
    expect(narrow.length).toBe(2 * 18 * 24);
    expect(narrow.every((verdict) => new Set(free).has(verdict))).toBe(true);
  });
});
