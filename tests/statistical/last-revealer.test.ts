import { describe, expect, test } from 'vitest';
import { lawOfBest, meanOfBest, meanSeatsOverMonths, runAtEnd } from '../../src/statistics/best-of-draws.ts';
import { Moments } from '../../src/statistics/moments.ts';
import { simulateRun } from '../../src/sim/simulate.ts';
import { reportFigure } from '../long-figures.helpers.ts';
import { factsOf, paramsOf } from '../sim/world.helpers.ts';
import { groupsOf, monthsPassed, stageOfPlay } from './beacons.helpers.ts';

const GROUP = 8;
/** floor((2·8 + 1) / 3). */
const THRESHOLD = 5;

/** Own places at the end of a group. */
function endRun(group: readonly number[], coalition: number): number {
  let run = 0;
  while (run < group.length && group[group.length - 1 - run] < coalition) run++;
  return run;
}

const seatsIn = (group: readonly number[], coalition: number): number =>
  group.filter((node) => node < coalition).length;

/** Sums over months what the next group's seats were against the best of so many draws. */
class Against {
  measured = 0;
  expected = 0;
  variance = 0;
  count = 0;

  add(seats: number, committee: Parameters<typeof lawOfBest>[0], draws: number): void {
    const mean = meanOfBest(committee, draws);
    const square = lawOfBest(committee, draws).reduce((sum, part, x) => sum + part * x * x, 0);
    this.measured += seats;
    this.expected += mean;
    this.variance += square - mean * mean;
    this.count++;
  }

  /** In standard deviations: given the group before, each month's seats are an independent draw. */
  get deviation(): number {
    return (this.measured - this.expected) / Math.sqrt(this.variance);
  }

  text(): string {
    const [measured, expected] = [this.measured, this.expected].map((sum) => (sum / this.count).toFixed(4));
    return `${measured} of ${expected} seats in ${this.count} months, ${this.deviation.toFixed(2)} σ`;
  }
}

// Seed 'last-revealer', 4,000 months of one run, by the run k of own places at the end; 4 standard deviations
// each, where at least 100 months have it. Catches: the worst for the best; 2^(k − 1) or 2^k − 1 outcomes; a run
// counted from the front or one too short; a plan shifted by a place; fewer last places played than allowed,
// or more. The mean of 2^(k ± 1) draws is further than 8 deviations off for the small k, which are the many.
describe('who reveals last', () => {
  test.each([10, 2, 0])('seats the best of 2^k draws, of the last %d places at most', (places) => {
    const committee = { nodes: 40, coalition: 16, members: GROUP };
    const stage = stageOfPlay({
      seed: 'last-revealer',
      nodes: committee.nodes,
      coalition: committee.coalition,
      randomness: `{ source: commit-reveal, group: ${GROUP} }`,
      strategy: `{ use: last-revealer, with: { places: ${places} } }`,
    });
    monthsPassed(stage, 4000);
    const groups = groupsOf(stage.facts);
    const byRun = Array.from({ length: GROUP + 1 }, () => new Against());
    groups.slice(1).forEach((group, month) => {
      const run = endRun(groups[month], committee.coalition);
      byRun[run].add(seatsIn(group, committee.coalition), committee, 2 ** Math.min(run, places));
    });
    const judged = byRun
      .map((against, run) => ({ against, run }))
      .filter(({ against }) => against.count >= 100);
    expect(judged.length).toBeGreaterThanOrEqual(4);
    for (const { against, run } of judged) {
      reportFigure(`last-revealer/${places} places, k = ${run}`, against.text());
      expect(Math.abs(against.deviation), `k = ${run}: ${against.text()}`).toBeLessThanOrEqual(4);
    }
    expect(factsOf(stage, 'beacon-stalled')).toEqual([]);
    if (places === 0) expect(factsOf(stage, 'beacon-withheld')).toEqual([]);
  });

  // Runs 0 … 399 of seed 'revealer-chain', 12 months each, 4 standard errors over runs. The chain without its
  // memory (every month from the plain law) and a start with a choice are further off than 8.
  test('holds the mean seats of the Markov chain over the months', () => {
    const committee = { nodes: 20, coalition: 10, members: 4 };
    const months = 12;
    const play = {
      seed: 'revealer-chain',
      nodes: committee.nodes,
      coalition: committee.coalition,
      randomness: '{ source: commit-reveal, group: 4 }',
      strategy: '{ use: last-revealer }',
    };
    const means = new Moments();
    for (let run = 0; run < 400; run++) {
      const stage = stageOfPlay(play, run);
      monthsPassed(stage, months);
      const groups = groupsOf(stage.facts).slice(0, months);
      const seats = groups.reduce((sum, group) => sum + seatsIn(group, committee.coalition), 0);
      means.add(seats / months);
    }
    // All four places are one choice fewer: a beacon of nothing is none.
    const choicesOf = (seats: number) =>
      runAtEnd(4, seats).map((probability, run) => ({ probability, draws: 2 ** run - (run === 4 ? 1 : 0) }));
    const expected = meanSeatsOverMonths(committee, months, choicesOf);
    const deviation = (means.mean - expected) / means.standardError;
    reportFigure(
      'last-revealer/chain',
      `${means.mean.toFixed(4)} seats, expected ${expected.toFixed(4)}, ${deviation.toFixed(2)} standard errors`,
    );
    expect(Math.abs(deviation), `${means.mean} of ${expected}`).toBeLessThanOrEqual(4);
    const plain = (seats: number) => (seats < 0 ? [] : choicesOf(2));
    expect(Math.abs(meanSeatsOverMonths(committee, months, plain) - expected)).toBeGreaterThan(
      8 * means.standardError,
    );
  });
});

// Seed 'foresight', 1,000 months, 4 standard deviations each. Catches: one try fewer or more; a place other than
// the last that grinds in its stead; foresight that needs more key shares than the threshold.
test('who holds the threshold and the last place under threshold-bls seats the best of its tries', () => {
  const committee = { nodes: 40, coalition: 26, members: GROUP };
  const stage = stageOfPlay({
    seed: 'foresight',
    nodes: committee.nodes,
    coalition: committee.coalition,
    randomness: `{ source: threshold-bls, group: ${GROUP} }`,
    strategy: '{ use: last-revealer, with: { tries: 2 } }',
  });
  monthsPassed(stage, 1000);
  const groups = groupsOf(stage.facts);
  const months = {
    above: new Against(),
    exactly: new Against(),
    below: new Against(),
    notLast: new Against(),
  };
  groups.slice(1).forEach((group, month) => {
    const before = groups[month];
    const shares = seatsIn(before, committee.coalition);
    const foresight = shares > THRESHOLD ? 'above' : shares === THRESHOLD ? 'exactly' : 'below';
    const isLast = endRun(before, committee.coalition) > 0;
    const isChosen = isLast && foresight !== 'below';
    months[isLast ? foresight : 'notLast'].add(
      seatsIn(group, committee.coalition),
      committee,
      isChosen ? 2 : 1,
    );
  });
  for (const [name, against] of Object.entries(months)) {
    reportFigure(`last-revealer/threshold-bls, ${name}`, against.text());
    expect(against.count).toBeGreaterThan(50);
    expect(Math.abs(against.deviation), `${name}: ${against.text()}`).toBeLessThanOrEqual(4);
  }
});

// Seed 'powerless', digests of the whole model. A group of 8 with 4 coalition nodes in all never has the 5 key
// shares that sign. Catches whatever such a coalition does apart from the protocol.
describe('under threshold-bls', () => {
  const digestOf = (use: string, coalition: number, run: number): string => {
    const members = Array.from({ length: coalition }, (_, node) => node).join(', ');
    const text = `
seed: powerless
network: { nodes: 12, validators: 2 }
chains: { initial: { small: 20 } }
randomness: { source: threshold-bls, group: ${GROUP} }
keyGeneration: { mode: instant }
availability: { mtbf: never }
horizon: 12 months
adversaries: [{ name: x, members: { nodes: [${members}] }, strategies: [{ use: ${use} }] }]
`;
    return simulateRun(paramsOf(text), run).digest;
  };

  test.each([0, 1, 2])('fewer than the threshold change nothing: run %d goes as an honest one', (run) => {
    expect(digestOf('last-revealer', THRESHOLD - 1, run)).toBe(digestOf('honest', THRESHOLD - 1, run));
  });

  test('more than it do', () => {
    expect(digestOf('last-revealer', 11, 0)).not.toBe(digestOf('honest', 11, 0));
  });
});
