import { expect, test } from 'vitest';
import { EVENT, EVENT_ROWS, PHASE_OF_EVENT, PHASES } from '../../../src/sim/network/events.ts';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

test('each kind of event is the position of its own row', () => {
  expect(Object.values(EVENT)).toEqual([...EVENT_ROWS.keys()]);
  expect(Object.keys(EVENT).map(kebab)).toEqual(EVENT_ROWS.map(({ name }) => name));
});

test('the world changes before it is measured, before accounts close, before the month opens', () => {
  const phases = (...names: (keyof typeof EVENT)[]): string[] =>
    names.map((name) => PHASES[PHASE_OF_EVENT[EVENT[name]]]);
  expect(phases('chainRequested', 'nodeFails', 'nodeLeaves')).toEqual(['world', 'world', 'world']);
  expect(phases('windowCloses', 'monthEnds', 'monthOpens', 'windowOpens')).toEqual([
    'measured',
    'accounts',
    'opening',
    'opening',
  ]);
  expect([...PHASES]).toEqual(['world', 'measured', 'slashes', 'accounts', 'opening', 'observers']);
  expect(PHASE_OF_EVENT.every((phase) => phase >= 0)).toBe(true);
});
