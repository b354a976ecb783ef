/** `manifest.json`: where a result comes from, and how to make it again. */
import { canonicalText } from '../../base/canonical.ts';
import type { RunResult } from '../../sim/protocol/metrics.ts';
import type { Params } from '../../sim/protocol/params.ts';
import { combineDigests } from '../../sim/record/digest.ts';
import type { Manifest } from '../summary.ts';
import { provenance, sha256Of } from './provenance.ts';

/** What the manifest cannot find out by itself. */
export interface ManifestSource {
  readonly params: Params;
  /** The resolved scenario as plain JSON. */
  readonly resolved: unknown;
  readonly scenarioFile: string;
  /** In the order of runs. */
  readonly results: readonly RunResult[];
  readonly replay: string;
}

/** SHA-256 of the canonical text of what a scenario resolves to, seed and number of runs included. */
export function scenarioHashOf(params: Params): string {
  return sha256Of(canonicalText(params));
}

/** The manifest of a finished ensemble. */
export function manifestOf({ params, resolved, scenarioFile, results, replay }: ManifestSource): Manifest {
  const { elastinet, commit, lockHash, engine } = provenance();
  const digests = results.map((result) => result.digest);
  return {
    format: 1,
    elastinet,
    commit,
    lockHash,
    engine,
    scenarioFile,
    scenarioHash: scenarioHashOf(params),
    scenario: resolved,
    seed: params.seed,
    runs: results.length,
    digest: combineDigests(digests),
    digests,
    replay,
  };
}
