/** C15: the score is 0 or 1 and decides whether a node shares in the month's pool. §M9.5, §M10.2 */
import { BASE_UNITS_PER_TOKEN } from '../../base/units.ts';
import { FACT } from '../../sim/protocol/facts.ts';
import { simulate } from '../simulation.ts';
import type { Claim } from './claim.ts';

/** What one month's payday did. */
interface Payday {
  readonly scores: Map<number, number>;
  readonly paid: Map<number, bigint>;
  carried: bigint;
}

/** Every payday of a real run, read from its facts. */
export const binaryPay: Claim = {
  id: 'C15',
  claim: 'The month ends with a 1, which shares in the pool, or a 0, which gets nothing.',
  test: {
    scenario:
      'profile minimal, 40 nodes, 12 months, bounty by equal weight, failures every 6 days; seed claim-15',
    run: () => {
      const paydays = paydaysOf({
        version: 1,
        profile: 'minimal',
        seed: 'claim-15',
        horizon: '12 months',
        availability: { mtbf: '6 days', mttr: '4 h' },
        bounty: { weight: 'equal' },
      });
      return judge(paydays);
    },
  },
};

function judge(paydays: readonly Payday[]): ReturnType<NonNullable<Claim['test']>['run']> {
  const scored = (score: number): number =>
    paydays.reduce(
      (sum, { scores }) => sum + [...scores.values()].filter((each) => each === score).length,
      0,
    );
  const paidTo = (score: number): bigint =>
    paydays.reduce((sum, { scores, paid }) => sum + sumWhere(paid, (node) => scores.get(node) === score), 0n);
  const carried = paydays.reduce((most, payday) => (payday.carried > most ? payday.carried : most), 0n);
  const isEqual = paydays.every(({ paid }) => new Set(paid.values()).size <= 1);
  const isShared = paydays.every(({ scores, paid }) =>
    [...scores].every(([node, score]) => (score === 1) === (paid.get(node) ?? 0n) > 0n),
  );
  const failed = scored(0);
  const passed = scored(1);
  const holds =
    failed > 0 && passed > 0 && paidTo(0) === 0n && isShared && isEqual && carried < BASE_UNITS_PER_TOKEN;
  return {
    measured:
      `${failed} node-months scored 0 got ${paidTo(0)} tokens; ${passed} scored 1 got ` +
      `${paidTo(1) / BASE_UNITS_PER_TOKEN}, ${isEqual ? 'all alike within a month' : 'not alike'}; ` +
      `at most ${carried} base units stayed in the pool`,
    expected:
      'nothing for a 0; equal parts of the whole pool for each 1; what division leaves stays, under a token',
    verdict: holds ? 'holds' : 'does not hold',
  };
}

function sumWhere(paid: ReadonlyMap<number, bigint>, isMeant: (node: number) => boolean): bigint {
  return [...paid].reduce((sum, [node, amount]) => (isMeant(node) ? sum + amount : sum), 0n);
}

/** Collects scores and payments month by month; the fact that closes a payday is what it carried over. */
function paydaysOf(scenario: object): readonly Payday[] {
  const paydays: Payday[] = [];
  let current = newPayday();
  const kinds = [FACT['node-scored'], FACT['bounty-paid'], FACT['pool-carried']];
  const fact = (_at: number, kind: number, a: number, b: number, _c: number, amount: bigint): void => {
    if (kind === FACT['node-scored']) current.scores.set(a, b);
    else if (kind === FACT['bounty-paid']) current.paid.set(a, amount);
    else {
      current.carried = amount;
      paydays.push(current);
      current = newPayday();
    }
  };
  simulate(scenario, { taps: [{ kinds, fact }] });
  return paydays;
}

function newPayday(): Payday {
  return { scores: new Map(), paid: new Map(), carried: 0n };
}
