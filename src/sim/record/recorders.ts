/** Which recorders a run needs: those of the metrics that are asked for, or all of them. Decision 0016. */
import type { Params } from '../protocol/params.ts';
import { ALL_PARTS, areAll, partsTelling, type Parts } from '../protocol/parts.ts';
import { AttackCounters } from './attack-counters.ts';
import { BeaconCounters } from './beacon-counters.ts';
import { CaptureCounters, type CaptureTables } from './capture-counters.ts';
import { KeyCounters } from './key-counters.ts';
import { LivenessCounters } from './liveness-counters.ts';
import { MarketCounters } from './market-counters.ts';
import { MoneyCounters } from './money-counters.ts';
import { MoveCounters } from './move-counters.ts';
import { PlacementCounters, type SlotTable } from './placement-counters.ts';
import type { Recorder } from './recorder.ts';
import { ReportCounters } from './report-counters.ts';
import { RequestCounters } from './request-counters.ts';
import { SlaCounters } from './sla-counters.ts';

/** Public tables of the network, read where facts would only copy them seat by seat. */
export interface Tables extends CaptureTables {
  readonly free: SlotTable;
}

/** A recorder, and how the ids of its metrics begin. */
interface Row {
  readonly ids: readonly string[];
  /** Attached whatever is asked for: closed forms of seats rest on the chains that live. */
  readonly isAlways?: boolean;
  readonly create: (params: Params, tables: () => Tables) => Recorder;
}

/** In the order in which their metrics stand in a result. */
export const RECORDERS: readonly Row[] = [
  { ids: ['capture.', 'halt.', 'fork.'], create: (params, tables) => new CaptureCounters(params, tables) },
  {
    ids: ['chains.', 'slots.', 'placement.', 'rotation.deferred', 'beacon.stalled', 'nodes.end'],
    isAlways: true,
    create: (params, tables) => new PlacementCounters(params, tables),
  },
  { ids: ['rotation.', 'dkg.'], create: () => new KeyCounters() },
  { ids: ['beacon.'], isAlways: true, create: (params) => new BeaconCounters(params) },
  { ids: ['sla.'], create: (params) => new SlaCounters(params) },
  {
    ids: ['emission.', 'bounty.', 'rent.', 'supply.', 'slashed.', 'apr.', 'stake.'],
    create: (params) => new MoneyCounters(params),
  },
  {
    ids: ['price.', 'profit.', 'claims.', 'rewards.', 'security.', 'nodes.entered', 'nodes.min'],
    create: (params) => new MarketCounters(params),
  },
  { ids: ['requests.'], create: (params) => new RequestCounters(params) },
  { ids: ['halted.', 'chain.'], create: () => new LivenessCounters() },
  { ids: ['placement.moves'], create: () => new MoveCounters() },
  { ids: ['attack.'], create: (params) => new AttackCounters(params) },
  { ids: ['verdicts.'], create: () => new ReportCounters() },
];

/** What a run is asked for, and the parts of the model that it takes. */
export interface Asked {
  readonly recorders: readonly Recorder[];
  readonly parts: Parts;
}

/**
 * The recorders of `params.metrics`, and the parts that tell what they read. All of them where these need the
 * whole model anyway, or `isWhole` says that nothing may be left out.
 */
export function recordersFor(params: Params, tables: () => Tables, isWhole: boolean): Asked {
  const isAsked = ({ ids, isAlways }: Row): boolean =>
    isAlways === true || params.metrics.some((metric) => ids.some((id) => metric.startsWith(id)));
  const recorders = RECORDERS.filter(isAsked).map(({ create }) => create(params, tables));
  const parts = partsTelling(recorders, params.keyGeneration.mode);
  if (!isWhole && !areAll(parts)) return { recorders, parts };
  return { recorders: RECORDERS.map(({ create }) => create(params, tables)), parts: ALL_PARTS };
}
