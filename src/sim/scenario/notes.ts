/**
 * What the reader of a result should know about its scenario: fields without effect, sizes capped, months
 * cut short.
 */
import { monthAt, monthStart } from '../../base/calendar-months.ts';
import { instant } from '../../base/units.ts';
import { PROFILES } from '../protocol/profiles.ts';
import type { CompleteScenario } from './complete.ts';
import { calendarRule, horizonOf } from './to-params.ts';

/** One sentence each, in the order of the scenario's keys; the same for a scenario and its resolved form. */
export function scenarioNotes(scenario: CompleteScenario): string[] {
  return [
    ...horizonNotes(scenario),
    ...sizeNotes(scenario),
    ...rotationNotes(scenario),
    ...quorumNotes(scenario),
    ...unreadNotes(scenario),
  ];
}

function horizonNotes(scenario: CompleteScenario): string[] {
  const rule = calendarRule(scenario);
  const horizon = horizonOf(scenario);
  const lastMonth = monthAt(rule, instant(horizon));
  if (monthStart(rule, lastMonth) === (horizon as number)) return [];
  return [`horizon: ${scenario.horizon} ends within month ${lastMonth}, whose accounts are not closed`];
}

function sizeNotes({ profile, sizes, network }: CompleteScenario): string[] {
  return Object.entries(PROFILES[profile].sizes)
    .filter(([id]) => !Object.hasOwn(sizes, id))
    .map(
      ([id, row]) => `sizes.${id}: left out, its ${row.slots} slots do not fit on nodes of ${network.slots}`,
    );
}

function rotationNotes({ chains, rotation, sizes }: CompleteScenario): string[] {
  if (rotation.policy !== 'monthly-replace') return [];
  const used = new Set([
    ...Object.keys(chains.initial),
    ...(chains.demand.arrivalsPerMonth > 0 ? Object.keys(chains.demand.mix) : []),
  ]);
  return [...used]
    .filter((id) => sizes[id].members < rotation.members)
    .map(
      (id) => `rotation.members: ${rotation.members} is capped at the ${sizes[id].members} of a ${id} chain`,
    );
}

function quorumNotes({ monitoring, network, sla }: CompleteScenario): string[] {
  const monitors = Math.min(monitoring.monitors, network.nodes - 1);
  if (sla.quorum <= monitors) return [];
  return [
    `sla.quorum: ${sla.quorum} is more than the ${monitors} monitors of a node; few windows will be scored`,
  ];
}

function unreadNotes({ slashing, sweep, bounds }: CompleteScenario): string[] {
  const unread: [string, unknown][] = [
    ['slashing.theft', slashing.theft],
    ['slashing.fork', slashing.fork],
    ['sweep', sweep],
    ['bounds', bounds],
  ];
  return unread
    .filter(([, value]) => value !== undefined)
    .map(([key]) => `${key}: accepted; nothing in this version reads it`);
}
