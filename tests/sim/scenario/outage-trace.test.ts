import { describe, expect, it } from 'vitest';
import { readScenario } from '../../../src/sim/scenario/read-scenario.ts';
import { readOutageTrace } from '../../../src/sim/scenario/outage-trace.ts';
import { ScenarioError } from '../../../src/sim/scenario/scenario-error.ts';

function errorOf(text: string): ScenarioError {
  try {
    readOutageTrace(text, 'outages.csv');
  } catch (error) {
    if (error instanceof ScenarioError) return error;
  }
  throw new Error('it was accepted');
}

describe('a trace of outages', () => {
  it('is read in seconds or durations and enters the parameters in milliseconds', () => {
    const csv = '# made by hand\nnode,from,to\n7, 90.5, 2 min\r\n\n3,1 h,3601\n7,1 h,2 h\n';
    const text = 'version: 1\navailability: { trace: outages.csv }\n';
    const { params, resolved } = readScenario({ text, file: 'x' }, { readFile: () => csv });
    expect(params.availability.trace).toEqual([
      { node: 7, from: 90_500, to: 120_000 },
      { node: 3, from: 3_600_000, to: 3_601_000 },
      { node: 7, from: 3_600_000, to: 7_200_000 },
    ]);
    const again = readScenario({ text: JSON.stringify(resolved), file: 'x' });
    expect(again.params).toEqual(params);
  });

  it.each([
    ['no header', '', 1, 1, undefined, 'node,from,to'],
    ['wrong columns', 'node,start,end\n', 1, 1, 'node,start,end', 'node,from,to'],
    ['a missing cell', 'node,from,to\n1,2\n', 2, 3, '2', 'three cells'],
    ['an empty cell', 'node,from,to\n1,,3\n', 2, 3, '', 'three cells'],
    ['a cell too many', 'node,from,to\n1,2,3,4\n', 2, 7, '4', 'three cells'],
    ['a node that is none', 'node,from,to\n-1,2,3\n', 2, 1, '-1', 'index of a node'],
    ['an instant that is none', 'node,from,to\n1,2,soon\n', 2, 5, 'soon', 'seconds since the start'],
    ['an instant finer than milliseconds', 'node,from,to\n1,0.0001,2\n', 2, 3, '0.0001', 'seconds'],
    ['rows out of order', 'node,from,to\n1,5,6\n2, 4,6\n', 3, 4, '4', 'sorted by from'],
    ['an end before the beginning', 'node,from,to\n1,5,5\n', 2, 5, '5', 'after from'],
    ['an overlap', 'node,from,to\n1,5,9\n1,8,12\n', 3, 3, '8', 'after its end'],
  ])('%s is refused with its row and column', (_name, text, line, column, value, accepted) => {
    const error = errorOf(text);
    expect([error.file, error.line, error.column]).toEqual(['outages.csv', line, column]);
    expect([error.path, error.value]).toEqual(['availability.trace', value]);
    expect(error.accepted).toContain(accepted);
  });
});
