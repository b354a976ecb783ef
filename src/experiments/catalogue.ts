/**
 * What a scenario may name: strategies, profiles, metrics, facts. The commands list it, the reader checks
 * against it.
 */
import { FACT_KINDS } from '../sim/protocol/facts.ts';
import { METRICS } from '../sim/protocol/metrics.ts';
import type { Metric } from '../sim/protocol/metrics.ts';
import { PROFILES } from '../sim/protocol/profiles.ts';
import { BUILT_IN_STRATEGIES } from '../sim/scenario/built-in-strategies.ts';
import type { ReadOptions } from '../sim/scenario/read-scenario.ts';

/** An entry of a list: its name, what it is, and what else is known of it. */
export interface CatalogueEntry {
  readonly name: string;
  readonly about: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Subjects of the catalogue. */
export const CATALOGUE_SUBJECTS = ['strategies', 'profiles', 'metrics', 'facts'] as const;
/** A subject of the catalogue. */
export type CatalogueSubject = (typeof CATALOGUE_SUBJECTS)[number];

/** What `readScenario` needs to check names of strategies and their parameters. */
export const KNOWN_STRATEGIES = {
  strategyNames: Object.keys(BUILT_IN_STRATEGIES),
  strategyParameters: Object.fromEntries(
    Object.entries(BUILT_IN_STRATEGIES).map(([name, { parameters }]) => [name, parameters]),
  ),
} satisfies ReadOptions;

/** Id, unit and definition of every metric, for reports. */
export const METRIC_DEFINITIONS: readonly Metric[] = METRICS;

/** All entries of a subject, in their own order. */
export function catalogue(subject: CatalogueSubject): readonly CatalogueEntry[] {
  switch (subject) {
    case 'strategies':
      return Object.entries(BUILT_IN_STRATEGIES).map(([name, { about, harms, parameters }]) => ({
        name,
        about,
        details: { harms, parameters },
      }));
    case 'profiles':
      return Object.entries(PROFILES).map(([name, profile]) => ({
        name,
        about: `${profile.network.nodes} nodes of ${profile.network.slots} slots, ${profile.horizon}`,
        details: { ...profile },
      }));
    case 'metrics':
      return METRICS.map(({ id, kind, unit, definition }) => ({
        name: id,
        about: definition,
        details: { kind, unit },
      }));
    case 'facts':
      return FACT_KINDS.map(({ name, about, class: group, fields }) => ({
        name,
        about,
        details: { class: group, fields },
      }));
  }
}
