/**
 * The closed form of bad-mouthing: how many honest nodes liars alone cost their pay, where nothing else can.
 * §M9.4
 */
import { isFullMonth, monthStart } from '../base/calendar-months.ts';
import { PPM } from '../base/units.ts';
import type { Agreement } from '../sla/agreement.ts';
import {
  flipProbability,
  flipProbabilityPooled,
  flipProbabilityWindows,
  type MedianSide,
  type Watch,
} from '../sla/flip-probability.ts';
import type { Params } from '../sim/protocol/params.ts';
import type { ClosedForm } from './closed-forms.ts';
import { closedMonthCountOf } from './months.ts';
import { isAlwaysUp } from './steady-network.ts';

/** Windows of a month beyond which the convolution of pooled draws is not worth its time. */
const WINDOWS_MAX = 100;

/**
 * `sla.falseFail` and its monthly series, when every target has exactly as many monitors as the scenario
 * says, all of them up, a median decides, and a single coalition of known size reports every honest probe as
 * failed.
 */
export function flipForms(params: Params, coalition: number | undefined): readonly ClosedForm[] {
  if (coalition === undefined || !isDecidedByLiars(params)) return [];
  const honest = params.network.nodes - coalition;
  const perMonth: number[] = [];
  for (let month = 0; month < closedMonthCountOf(params); month++) {
    const probability = isFullMonth(params.calendar, month) ? flipsInMonth(params, coalition, month) : 0;
    if (probability === undefined) return [];
    perMonth.push(honest * probability);
  }
  const total = perMonth.reduce((sum, flips) => sum + flips, 0);
  return [
    {
      metric: 'sla.falseFail',
      formula: 'honest nodes × P(liars hold the median)',
      isCertain: false,
      clump: 1,
      expected: () => total,
      expectedInMonth: (_result, month) => perMonth[month],
    },
  ];
}

/** Everybody is up and near, so that an honest node can fail by false verdicts only. */
function isDecidedByLiars(params: Params): boolean {
  const { network, monitoring, sla } = params;
  const [adversary] = params.adversaries;
  const jitter = monitoring.jitterShape * monitoring.jitterScaleMicros;
  // Half of the bound leaves no room for chance: the mean of a window's jitter varies by a few per cent.
  const isNear = network.roundTripMicros.flat().every((trip) => 2 * (trip + jitter) <= sla.latencyMaxMicros);
  const isExactlyWatched = monitoring.assignment === 'in' && network.nodes > monitoring.monitors;
  const isMedian = sideOf(params) !== undefined && sla.quorum <= monitoring.monitors;
  const verdicts = adversary.strategies.find(({ use }) => use !== 'static-capture');
  const liesFully = verdicts?.use === 'bad-mouthing' && (verdicts.options['shift'] ?? 1) === 1;
  return isAlwaysUp(params) && isNear && isExactlyWatched && isMedian && liesFully;
}

/**
 * Which of two middle verdicts decides. Outliers removed by MAD change nothing: liars agree with each other.
 */
function sideOf({ sla }: Params): MedianSide | undefined {
  if (sla.aggregation === 'median' || sla.aggregation === 'median-mad') return 'lower';
  return sla.aggregation === 'median-upper' ? 'upper' : undefined;
}

/**
 * P(an honest node fails the month); undefined where windows differ in length or losses could tip the scale.
 */
function flipsInMonth(params: Params, liars: number, month: number): number | undefined {
  const { network, monitoring, sla, calendar } = params;
  const watch: Watch = { others: network.nodes - 1, liars, monitors: monitoring.monitors };
  const side = sideOf(params)!;
  const length = monthStart(calendar, month + 1) - monthStart(calendar, month);
  const windows = length / (monitoring.redraw ?? length);
  if (!Number.isInteger(windows) || windows > WINDOWS_MAX) return undefined;
  const allowedPpm = PPM - sla.floorPpm;
  const allowed = Math.floor((allowedPpm * windows) / PPM);
  // With as many dark windows as are allowed, the losses of the others must still fit: ten times their mean
  // does.
  if ((allowed * PPM) / windows + 10 * monitoring.lossPpm > allowedPpm) return undefined;
  if (sla.pooling === 'period') return flipProbabilityPooled(watch, windows, side);
  const agreement: Agreement = { floorPpm: sla.floorPpm, latencyMaxMicros: sla.latencyMaxMicros };
  return flipProbabilityWindows(flipProbability(watch, side), windows, agreement);
}
