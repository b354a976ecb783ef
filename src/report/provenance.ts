/** Where the result comes from: versions, hashes, the command that makes it again, and the scenario. */

import type { Manifest } from '../experiments/summary.ts';
import { type Markup, markup } from './markup.ts';

/** The section of provenance with the copyable replay command and the resolved scenario. */
export function provenance(manifest: Manifest): Markup {
  return markup`<section aria-labelledby="provenance">
<h2 id="provenance">Provenance</h2>
<p>This command makes the same result again, with the same digest:</p>
<div class="command">
<pre tabindex="0" aria-label="Replay command"><code id="replay">${manifest.replay}</code></pre>
<button type="button" data-copy="replay">Copy</button></div>
<dl class="provenance">${provenanceEntries(manifest).map(
    ([term, value]) => markup`<div><dt>${term}</dt><dd><code>${value}</code></dd></div>
`,
  )}</dl>
<details><summary>Digests of the runs</summary>
<ol start="0">${manifest.digests.map((digest) => markup`<li><code>${digest}</code></li>`)}</ol></details>
<details><summary>Resolved scenario</summary>
<pre class="scenario" tabindex="0" aria-label="Resolved scenario"><code>${scenarioText(
    manifest.scenario,
  )}</code></pre></details>
</section>`;
}

function provenanceEntries(manifest: Manifest): readonly (readonly [string, string])[] {
  return [
    ['elastinet', manifest.elastinet],
    ['commit', manifest.commit ?? 'not recorded'],
    ['lock file, SHA-256', manifest.lockHash ?? 'not recorded'],
    ['engine', manifest.engine],
    ['scenario file', manifest.scenarioFile],
    ['scenario, SHA-256', manifest.scenarioHash],
    ['seed', manifest.seed],
    ['runs', String(manifest.runs)],
    ['digest', manifest.digest],
  ];
}

function scenarioText(scenario: unknown): string {
  return JSON.stringify(scenario, null, 2) ?? 'null';
}
