/** The month's scores, and beside them what was true. §M9.5, §M9.7 */
import { milliseconds } from '../../base/units.ts';
import type { Agreement } from '../../sla/agreement.ts';
import { meetsInTruth } from '../../sla/payment.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { downUntil, isAway } from './nodes.ts';
import type { World } from './world.ts';

/** Not scored: the node has left, or was not there for the whole month. */
const UNSCORED = -1;

/**
 * Scores every node that has been in the network since the month began, records truth beside it, and starts
 * the next month's sums.
 */
export function nodesScored(world: World, clock: Clock): Int8Array {
  const { nodes, params } = world;
  const { figures, aggregate } = world.monitoring;
  const agreement: Agreement = {
    floorPpm: params.sla.floorPpm,
    latencyMaxMicros: params.sla.latencyMaxMicros,
  };
  if (figures.isPooled) {
    figures.reported.settlePool(aggregate);
    figures.measured.settlePool(aggregate);
  }
  const month = milliseconds(clock.now - world.monthStart);
  const expected = expectedLatencies(world);
  const scores = new Int8Array(nodes.count).fill(UNSCORED);
  for (let node = 0; node < nodes.count; node++) {
    const down = milliseconds(downUntil(nodes, node, clock.now));
    nodes.downThisMonth[node] = 0;
    if (nodes.downCauses[node] > 0) nodes.downSince[node] = clock.now;
    if (isAway(nodes, node) || nodes.enteredAt[node] > world.monthStart) continue;
    const { score, downtimePpm } = figures.reported.score(node, agreement);
    const trueVerdicts = figures.measured.score(node, agreement);
    const { latencySumMicros, others } = expected(node);
    const metSla = meetsInTruth(agreement, { month, down, latencySumMicros, others });
    scores[node] = score;
    world.records?.closed(node, figures.reported.month(node));
    clock.record(FACT['node-scored'], node, score, downtimePpm);
    clock.record(FACT['node-truth'], node, metSla ? 1 : 0, down);
    if (trueVerdicts.score !== score) clock.record(FACT['node-true-score'], node, trueVerdicts.score);
  }
  figures.clear();
  return scores;
}

/** Σ of the mean latencies of a node to all others, from the regions alone. */
function expectedLatencies(world: World): (node: number) => { latencySumMicros: number; others: number } {
  const { nodes, params } = world;
  const { regions, roundTripMicros } = params.network;
  const jitterMicros = params.monitoring.jitterShape * params.monitoring.jitterScaleMicros;
  const counts = new Int32Array(regions.length);
  let present = 0;
  for (let node = 0; node < nodes.count; node++) {
    if (isAway(nodes, node)) continue;
    counts[nodes.region[node]]++;
    present++;
  }
  const sums = roundTripMicros.map((row) =>
    row.reduce((sum, roundTrip, region) => sum + counts[region] * (roundTrip + jitterMicros), 0),
  );
  return (node) => {
    const region = nodes.region[node];
    const self = roundTripMicros[region][region] + jitterMicros;
    return { latencySumMicros: sums[region] - self, others: present - 1 };
  };
}
