/**
 * What a scenario needs of the engine and what there is: events that wait at once, probes that a window
 * counts. Known before anything runs, so that no run ends halfway for want of it.
 */
import { PENDING_MAX } from '../kernel/calendar.ts';
import { isMonthly } from './coherence.ts';
import type { CompleteScenario } from './complete.ts';
import { gasPerBlock } from './mainnet-gas.ts';
import { parseDuration } from './quantities.ts';
import type { Complaint } from './source-tree.ts';
import { horizonOf } from './to-params.ts';

/** Probes of one monitor to one target in a window: shares of them in millionths stay exact. §M9.3 */
const WINDOW_PROBES_MAX = 1_000_000_000;
/** A node's failure or repair, its next maintenance and the end of this one, the end of a traced outage. */
const EVENTS_OF_NODE = 4;
/** Next request, exit, traced outage; the window's close and opening, the month's. */
const EVENTS_OF_NETWORK = 8;
const DAY_MILLIS = 86_400_000;
const LONGEST_MONTH_DAYS = 31;
const SHORTEST_MONTH_DAYS = 28;

/** All complaints about a scenario that asks for more than the engine can hold. */
export function capacityComplaints(scenario: CompleteScenario): Complaint[] {
  return [
    ...pendingEvents(scenario),
    ...probesOfWindow(scenario),
    ...gasOfHorizon(scenario),
    ...gasOfReports(scenario),
  ];
}

function pendingEvents(scenario: CompleteScenario): Complaint[] {
  const { network, monitoring } = scenario;
  const pending = pendingBound(scenario);
  if (pending <= PENDING_MAX) return [];
  const pairs = network.nodesMax * Math.min(monitoring.monitors, network.nodesMax - 1);
  const complaint = `an event may wait for each of ${pairs} pairs of monitor and target`;
  const accepted = `interval, or nodes × monitors of at most ${PENDING_MAX - (pending - pairs)}`;
  return [{ path: ['monitoring', 'fidelity'], complaint, accepted, value: monitoring.fidelity }];
}

/**
 * As many events wait at once, or fewer. The fidelities that follow probes keep up to one waiting for each
 * pair of monitor and target; all else is little beside that.
 */
export function pendingBound({ chains, network, monitoring, availability }: CompleteScenario): number {
  const { nodesMax: nodes, regions, providers, clients } = network;
  const values = { region: regions, provider: providers, client: clients };
  const strikes = availability.correlated.reduce((sum, { by }) => sum + Object.keys(values[by]).length, 0);
  const pairs = monitoring.fidelity === 'interval' ? 0 : nodes * Math.min(monitoring.monitors, nodes - 1);
  // A node's next call of an exit, or the end of its maintenance; the next entry and the next maintenance.
  const hasSteps = network.exit.policy === 'freeze' || network.maintenanceState.perYear > 0;
  const steps = (hasSteps ? nodes : 0) + (hasSteps || network.entriesPerMonth > 0 ? 2 : 0);
  // The window's reports, and each monitor that looks again.
  const reports = monitoring.report === undefined ? 0 : nodes + 1;
  // Each seat's newcomer that fetches a state.
  const fetching = chains.catchUp === undefined ? 0 : nodes * network.slots;
  return pairs + reports + fetching + EVENTS_OF_NODE * nodes + steps + strikes + EVENTS_OF_NETWORK;
}

/** Gas since the start is counted in whole numbers below 2^53; what waits at the horizon is far less. */
function gasOfHorizon(scenario: CompleteScenario): Complaint[] {
  const { mainnet } = scenario;
  const blocks = horizonOf(scenario) / (parseDuration(mainnet.blockTime) ?? 1);
  if (blocks * gasPerBlock(mainnet) < Number.MAX_SAFE_INTEGER / 2) return [];
  const complaint = 'more gas within the horizon than can be counted';
  return [{ path: ['mainnet'], complaint, accepted: 'longer blocks, or less gas', value: mainnet }];
}

/** What reports take all in all is counted as well, and some of it may wait for its block at the horizon. */
function gasOfReports(scenario: CompleteScenario): Complaint[] {
  const { monitoring, network, calendar } = scenario;
  const { report } = monitoring;
  if (report === undefined) return [];
  const month = (typeof calendar === 'string' ? SHORTEST_MONTH_DAYS : calendar.days) * DAY_MILLIS;
  const horizon = horizonOf(scenario);
  // A month's end cuts its last window.
  const windows = horizon / (parseDuration(monitoring.redraw) ?? month) + horizon / month + 2;
  const verdicts = Math.min(monitoring.monitors, network.nodesMax - 1);
  const gas = windows * network.nodesMax * (report.gas + verdicts * report.verdictGas);
  if (gas < Number.MAX_SAFE_INTEGER / 4) return [];
  const complaint = 'more gas for reports within the horizon than can be counted';
  const accepted = 'less gas, fewer monitors, or longer windows';
  return [{ path: ['monitoring', 'report'], complaint, accepted, value: report }];
}

function probesOfWindow({ monitoring, calendar }: CompleteScenario): Complaint[] {
  const month = (typeof calendar === 'string' ? LONGEST_MONTH_DAYS : calendar.days) * DAY_MILLIS;
  const redraw = isMonthly(monitoring.redraw) ? month : (parseDuration(monitoring.redraw) ?? month);
  const window = Math.min(redraw, month);
  const probes = Math.ceil(window / (parseDuration(monitoring.probeEvery) ?? window));
  if (probes <= WINDOW_PROBES_MAX) return [];
  const least = Math.ceil(window / WINDOW_PROBES_MAX);
  const complaint = `${probes} probes in a window`;
  const accepted = `at least ${least} ms, for at most ${WINDOW_PROBES_MAX} probes in a window`;
  return [{ path: ['monitoring', 'probeEvery'], complaint, accepted, value: monitoring.probeEvery }];
}
