/** The monitoring of the talk's network in SimPy beside ours. */
import { measuredAlone } from './own-process.ts';
import { inTurn, markdownTable, ROUNDS, runScript } from './peers.ts';

/** SimPy gets a small network and few days: fewer events that wait are to its advantage. */
const SIMPY_NODES = 30;
const SIMPY_DAYS = 1;
const NODES = 1000;
const MONTHS = 12;

/** What is measured. */
export interface MonitoringPeersOptions {
  readonly simpyNodes?: number | undefined;
  readonly simpyDays?: number | undefined;
  /** Our network, and how long it runs. */
  readonly nodes?: number | undefined;
  readonly months?: number | undefined;
  readonly rounds?: number | undefined;
}

/** Node-months a second. */
export interface MonitoringPeers {
  /** `bench model --only monitoring` in two fidelities, each round in a process of its own. */
  readonly interval: number;
  readonly causal: number;
  /** A probe is one event that knows its outcome. */
  readonly simpyEvents: number;
  /** A probe's answer is a process that waits for the latency. */
  readonly simpyProcesses: number;
}

/** Measures all in turn. */
export function measureMonitoringPeers(options: MonitoringPeersOptions = {}): MonitoringPeers {
  const { simpyNodes = SIMPY_NODES, simpyDays = SIMPY_DAYS, rounds = ROUNDS } = options;
  const { nodes = NODES, months = MONTHS } = options;
  const size = ['--nodes', nodes, '--months', months, '--repeats', 1].map(String);
  const ours = (fidelity: string) => (): number =>
    rateIn(measuredAlone(['bench', 'model', '--only', 'monitoring', '--fidelity', fidelity, ...size]));
  const simpy = (probe: string) => (): number =>
    rateIn(measureSimpy(['--probe', probe, '--nodes', simpyNodes, '--days', simpyDays]));
  return inTurn(
    {
      interval: ours('interval'),
      causal: ours('causal'),
      simpyEvents: simpy('event'),
      simpyProcesses: simpy('process'),
    },
    rounds,
  );
}

/** What the SimPy script prints: speed, and means over all nodes and windows. */
export interface SimpyMonitoring {
  readonly seconds: number;
  readonly nodeMonthsPerSecond: number;
  /** Figures of windows, one a node and day. */
  readonly windows: number;
  readonly meanDowntimePpm: number;
  readonly meanLatencyMicros: number;
  /** Nodes whose whole time meets the agreement. */
  readonly passed: number;
}

/** Runs the SimPy script with its own options, see there. */
export function measureSimpy(args: readonly (string | number)[]): SimpyMonitoring {
  return JSON.parse(runScript('monitoring.py', args)) as SimpyMonitoring;
}

/** The table, as it stands in the docs. */
export function monitoringPeersTable(rates: MonitoringPeers): string {
  const { interval, causal, simpyEvents, simpyProcesses } = rates;
  const row = (name: string, theirs: number): string[] => [
    name,
    theirs.toFixed(2),
    (interval / theirs).toFixed(0),
    (causal / theirs).toFixed(0),
  ];
  return markdownTable(
    ['monitoring', 'node-months/s', '`interval` / this', '`causal` / this'],
    [
      ['elastinet, `interval`', interval.toFixed(0), '', ''],
      ['elastinet, `causal`', causal.toFixed(0), '', ''],
      row('SimPy, a probe is an event', simpyEvents),
      row('SimPy, a probe is a process', simpyProcesses),
    ],
  );
}

function rateIn(printed: unknown): number {
  return (printed as { readonly nodeMonthsPerSecond: number }).nodeMonthsPerSecond;
}
