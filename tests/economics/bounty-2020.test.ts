import { expect, test } from 'vitest';
import { days, instant, seconds, tokens } from '../../src/base/units.ts';
import { STAGE_LENGTH, StagePool, stageReward } from '../../src/economics/bounty-2020.ts';
import type { Claim2020, ClaimOutcome2020 } from '../../src/economics/bounty-2020.ts';
import { seededDraws } from './draws.helpers.ts';

const PERIOD = days(30);
const LAUNCH = instant(days(10));
const claimAt = (sinceLaunch: number, claim: Partial<Claim2020> = {}): Claim2020 => ({
  now: instant(LAUNCH + sinceLaunch),
  launch: LAUNCH,
  rewardPeriod: PERIOD,
  nodesOnline: 133,
  ...claim,
});
const paidBy = (outcome: ClaimOutcome2020): bigint => {
  expect(outcome.kind).toBe('paid');
  return outcome.kind === 'paid' ? outcome.amount : 0n;
};

test('a node’s claim at the launch is a part of 12 whole periods and this one', () => {
  // 31,558,150 s = 12 · 2,592,000 s + 454,150 s
  expect(paidBy(new StagePool().claim(claimAt(0)))).toBe(tokens(385_000_000) / (13n * 133n));
});

test('133 nodes that claim every 30 days get 385,000,000 tokens in year one, to the last unit', () => {
  const pool = new StagePool();
  const paid = new Set<bigint>();
  for (let month = 1; month <= 12; month++) {
    for (let node = 0; node < 133; node++) paid.add(paidBy(pool.claim(claimAt(month * PERIOD))));
  }
  const even = tokens(385_000_000) / (12n * 133n);
  expect([...paid].every((amount) => amount === even || amount === even + 1n)).toBe(true);
  expect([pool.paid, pool.held, pool.stages]).toEqual([tokens(385_000_000), 0n, 1]);
});

test('a stage ends at its last millisecond and the next finds what was left', () => {
  const pool = new StagePool();
  const before = pool.claim(claimAt(STAGE_LENGTH - 1, { nodesOnline: 4 }));
  expect([paidBy(before), pool.stages]).toEqual([tokens(385_000_000) / 4n, 1]);
  const after = pool.claim(claimAt(STAGE_LENGTH, { nodesOnline: 4 }));
  const whole = (tokens(385_000_000) * 3n) / 4n + tokens(346_500_000);
  // The period goes on: of its 4 nodes 3 have not claimed, and 12 whole periods follow.
  expect([paidBy(after), pool.stages]).toEqual([whole / (12n * 4n + 3n), 2]);
});

test('a year in which nobody claims is not made up for by its own reward but by the year before', () => {
  const pool = new StagePool();
  const only = pool.claim(claimAt(2 * STAGE_LENGTH + 1, { nodesOnline: 1 }));
  // Three stages have begun, and each brought the first one's 385 million: 12 whole periods and this one.
  expect(paidBy(only)).toBe((3n * tokens(385_000_000)) / 13n);
  expect(pool.stages).toBe(3);
  expect([5, 6, 8, 9].map(stageReward)).toEqual(
    [192_500_000, 96_250_000, 96_250_000, 48_125_000].map(tokens),
  );
});

test('nodes are counted when a period begins: newcomers wait when all have claimed', () => {
  const pool = new StagePool();
  const first = paidBy(pool.claim(claimAt(0, { nodesOnline: 1 })));
  expect(pool.claim(claimAt(1, { nodesOnline: 2 }))).toEqual({ kind: 'refused', reason: 'period-exhausted' });
  expect(pool.claim(claimAt(PERIOD - 1, { nodesOnline: 2 })).kind).toBe('refused');
  // At its very end the next period begins: 11 whole ones of two nodes follow.
  const held = tokens(385_000_000) - first;
  expect(paidBy(pool.claim(claimAt(PERIOD, { nodesOnline: 2 })))).toBe(held / (11n * 2n + 2n));
});

test('before the launch a claim brings nothing, and there is nothing to bring', () => {
  const pool = new StagePool();
  expect(pool.claim(claimAt(-1))).toEqual({ kind: 'paid', amount: 0n, withheld: 0n });
  expect([pool.held, pool.stages]).toEqual([0n, 0]);
});

test('what is withheld raises every later claim of the stage', () => {
  const pool = new StagePool();
  const claim = claimAt(0, { nodesOnline: 2 });
  const due = tokens(385_000_000) / 26n;
  expect(pool.claim({ ...claim, reduce: (amount) => amount / 4n })).toEqual({
    kind: 'paid',
    amount: due / 4n,
    withheld: due - due / 4n,
  });
  expect(paidBy(pool.claim(claim))).toBe((tokens(385_000_000) - due / 4n) / 25n);
});

test('over ten years of late and reduced claims of a changing network paid + held = the stages’', () => {
  const { below } = seededDraws('bounty-2020');
  const pool = new StagePool();
  const nodes = Array.from({ length: 8 }, () => LAUNCH as number);
  let due = 0n;
  let refused = 0;
  for (let now = LAUNCH as number; now < LAUNCH + 10 * STAGE_LENGTH; now += seconds(below(150_000))) {
    if (below(40) === 0) nodes.push(now);
    if (below(50) === 0 && nodes.length > 1) nodes.shift();
    const node = nodes.findIndex((last) => last + PERIOD <= now);
    if (node < 0) continue;
    const outcome = pool.claim({
      ...claimAt(now - LAUNCH),
      nodesOnline: nodes.length,
      reduce: (amount) => (amount * BigInt(below(4))) / 3n,
    });
    if (outcome.kind === 'refused') refused += 1;
    else {
      nodes[node] = now;
      due += outcome.amount;
    }
    let stages = 0n;
    for (let stage = 0; stage < pool.stages; stage++) stages += stageReward(stage);
    expect(pool.paid + pool.held).toBe(stages);
    expect(pool.paid).toBe(due);
    expect(pool.held >= 0n).toBe(true);
  }
  expect(pool.stages).toBe(10);
  // Who joins within a period may claim only after its end, so a period never has more claims than nodes.
  expect(refused).toBe(0);
});
