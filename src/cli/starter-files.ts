/** What `init` writes. A test runs the scenario with the strategy, and type-checks it. */

/** A file of a starter folder. */
export interface StarterFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

const SCENARIO = `# All keys: npx elastinet schema. What you leave out comes from the profile.
version: 1
name: first-study
about: A small network in which a fifth of the nodes plays a strategy of ours.
profile: minimal            # 40 nodes, months of 3 days; "talk" is the network of 1,000
seed: 1
horizon: 6 months
network: { nodes: 100, validators: 20 }
chains: { initial: { small: 400 } }
adversaries:
  - name: cartel
    members: { share: 0.2 }
    strategies: [ { use: static-capture }, { use: ./my-attack.ts, with: { shift: 0.5 } } ]
runs: 10
`;

const STRATEGY = `/** Reports every honest node as slower and less available than it is. */
import type { Strategy } from 'elastinet';

/** What elastinet loads: it is asked what each node of the coalition decides. */
export const strategy: Strategy = {
  about: 'Adds downtime to the verdicts on honest nodes.',
  harms: ['sla.falseFail', 'sla.falseFail.rate'],
  parameters: {
    shift: {
      kind: 'number',
      unit: 'share of probes',
      default: 0.5,
      min: 0,
      max: 1,
      about: 'Part of the probes that is reported as failed on top of the truth.',
    },
  },
  // Called once a run: what the strategy remembers belongs in here.
  create: ({ shift }) => ({
    verdict: ({ target, truth }, view) => {
      if (view.isMember(target)) return truth;
      const added = Math.round(Number(shift) * 1_000_000);
      return { ...truth, downtimePpm: Math.min(1_000_000, truth.downtimePpm + added) };
    },
  }),
};
`;

const WORKFLOW = `name: elastinet
on: [push, pull_request]
jobs:
  simulate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 20 }
      - run: npm install --no-save elastinet typescript
      - run: npx elastinet validate scenario.yaml
      - run: npx elastinet run scenario.yaml --allow-strategy ./my-attack.ts --out results/ci
      - uses: actions/upload-artifact@v4
        with: { name: result, path: results/ci }
`;

/** All of them, in the order in which they are written. */
export const STARTER_FILES: readonly StarterFile[] = [
  { path: 'scenario.yaml', text: SCENARIO },
  { path: 'my-attack.ts', text: STRATEGY },
  { path: '.github/workflows/elastinet.yml', text: WORKFLOW },
];
