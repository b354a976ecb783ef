import { expect, test } from 'vitest';
import { closedForms } from '../../src/experiments/closed-forms.ts';
import { paramsOf } from '../sim/world.helpers.ts';

test('closed forms of seats are left out where nodes enter, are kept out for what they did, or are moved', () => {
  const formsOf = (yaml: string): string[] => {
    const coalition = 'adversaries: [{ name: c, members: { share: 0.3 }, strategies: [] }]\n';
    const still = 'keyGeneration: { mode: instant }\nrotation: { policy: exit-only }\n';
    return closedForms(paramsOf(`${coalition}${still}${yaml}`)).map(({ metric }) => metric);
  };
  const seats = ['capture.chainMonths', 'capture.chains'];
  expect(formsOf('')).toEqual(expect.arrayContaining(seats));
  expect(formsOf('network: { maintenanceState: { perYear: 5 } }\n')).toEqual(expect.arrayContaining(seats));
  for (const yaml of [
    'network: { nodesMax: 41 }\n',
    'network: { incompliance: { failedDkg: marked } }\n',
    'network: { incompliance: { afterFailedMonths: 1 } }\n',
  ]) {
    for (const metric of seats) expect(formsOf(yaml)).not.toContain(metric);
  }
  expect(formsOf('chains: { hybrid: { authorities: [1, 2] } }\n')).toEqual(expect.arrayContaining(seats));
  expect(formsOf('chains: { hybrid: { share: 0.5, authorities: [1, 2] } }\n')).not.toContain(seats[0]);
  const moved = formsOf('placement: { repair: { movesPerMonth: 1 } }\n');
  expect(moved).toContain('capture.chainMonths');
  expect(moved).not.toContain('capture.chains');
  // A reserve changes who may be in the beacon's group, too.
  expect(formsOf('')).toContain('beacon.coalitionSeats');
  expect(formsOf('network: { nodesMax: 41 }\n')).not.toContain('beacon.coalitionSeats');
});
