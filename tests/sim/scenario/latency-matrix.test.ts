import { describe, expect, it } from 'vitest';
import { readLatencyMatrix } from '../../../src/sim/scenario/latency-matrix.ts';
import { readScenario } from '../../../src/sim/scenario/read-scenario.ts';
import { ScenarioError } from '../../../src/sim/scenario/scenario-error.ts';

const REGIONS = ['north', 'south'];
const HEADER = 'region,north,south\n';

function errorOf(text: string): ScenarioError {
  try {
    readLatencyMatrix(text, 'trips.csv', REGIONS);
  } catch (error) {
    if (error instanceof ScenarioError) return error;
  }
  throw new Error('it was accepted');
}

const tripsOf = (path: string): string => `# ${path}\n${HEADER}north,20,90.125\nsouth,90.125,25\n`;
const noFile = (path: string): string => {
  throw new Error(`ENOENT ${path}`);
};

describe('a matrix of round trips', () => {
  it('is read in milliseconds and enters the parameters in microseconds', () => {
    const text = 'version: 1\nnetwork: { regions: { north: 0.5, south: 0.5 }, latency: trips.csv }\n';
    const { params, resolved } = readScenario({ text, file: 'x' }, { readFile: tripsOf });
    expect(params.network.roundTripMicros).toEqual([
      [20_000, 90_125],
      [90_125, 25_000],
    ]);
    expect(readScenario({ text: JSON.stringify(resolved), file: 'x' }).params).toEqual(params);
  });

  it.each([
    ['an empty file', '', 1, 1, [], 'north,south'],
    ['other regions', 'region,north,west\n', 1, 1, ['north', 'west'], 'north,south'],
    ['a row too few', `${HEADER}north,20,90\n`, 1, 1, REGIONS, 'a row for each'],
    ['rows in another order', `${HEADER}south,20,90\nnorth,90,20\n`, 2, 1, 'south', 'in this order'],
    ['a cell too few', `${HEADER}north,20\nsouth,90,20\n`, 2, 7, '20', '3 cells'],
    ['a negative round trip', `${HEADER}north,20,-1\nsouth,90,20\n`, 2, 10, '-1', 'a round trip'],
    ['an empty cell', `${HEADER}north,20,\nsouth,90,20\n`, 2, 10, '', 'a round trip'],
    [
      'a round trip finer than microseconds',
      `${HEADER}north,0.0001,9\nsouth,9,2\n`,
      2,
      7,
      '0.0001',
      '3 decimals',
    ],
  ])('%s is refused with its row and column', (_name, text, line, column, value, accepted) => {
    const error = errorOf(text);
    expect([error.file, error.line, error.column]).toEqual(['trips.csv', line, column]);
    expect([error.path, error.value]).toEqual(['network.latency', value]);
    expect(error.accepted).toContain(accepted);
  });

  it('a file that cannot be read is named where the scenario names it', () => {
    const text = 'version: 1\nnetwork: { latency: gone.csv }\n';
    for (const options of [{}, { readFile: noFile }]) {
      expect(() => readScenario({ text, file: 'some.yaml' }, options)).toThrow(
        'some.yaml:2:21: network.latency: cannot be read, got "gone.csv"; accepted: the name of',
      );
    }
  });
});
