/** How full each node is: a map with one cell a node, a histogram, and the same as a table. */

import type { Summary } from '../experiments/summary.ts';
import { formatNumber } from './format.ts';
import { type Markup, markup } from './markup.ts';

/** A class of the histogram: nodes with `from` … `to` slots in use. */
export interface SlotClass {
  readonly from: number;
  readonly to: number;
  readonly nodes: number;
}

/** At most so many classes: more would not fit beside the map on a narrow screen. */
const CLASSES_MAX = 16;

const BAR_WIDTH = 20;
const PLOT_HEIGHT = 100;

/** Two figures for the end of run 0, map and histogram, or null when there are no nodes. */
export function slotMap(slotMapData: Summary['slotMap']): Markup | null {
  const { slots, used } = slotMapData;
  if (used.length === 0) return null;
  const classes = slotClasses(slots, used);
  const inUse = used.reduce((sum, count) => sum + count, 0);
  const all = slots * used.length;
  const label = `${count(inUse)} of ${count(all)} slots in use on ${count(used.length)} nodes`;
  return markup`<figure class="chart map">
<div class="chart-head"><h3>Map of nodes</h3></div>
<p class="hint">${label}, at the end of run 0. One cell is one node, in order of their numbers.</p>
<div class="map-plot"><canvas data-slot-map role="img"
 aria-label="Map of nodes by slots in use: ${label}. The table below counts nodes by slots in use.">
</canvas></div>
<div class="scale"><span>0</span><span class="ramp" aria-hidden="true"></span>
<span>${count(slots)} slots</span>
<output data-slot-readout aria-live="off">Point at a cell for its node.</output></div>
</figure><figure class="chart">
<div class="chart-head"><h3>Nodes by slots in use</h3></div>
${histogram(classes)}
<figcaption>Nodes in each class of slots in use, at the end of run 0.</figcaption>
<details><summary>Numbers of this histogram</summary>${classTable(classes)}</details>
</figure>`;
}

/**
 * Counts nodes by slots in use, in equal classes from 0 to `slots`. Where a class is wider than one slot, the
 * last one holds the full nodes too: 128 slots then have classes of 8 at round borders.
 */
export function slotClasses(slots: number, used: readonly number[]): readonly SlotClass[] {
  const width = Math.max(Math.ceil(slots / CLASSES_MAX), 1);
  const classCount = width === 1 ? slots + 1 : Math.ceil(slots / width);
  const nodes = Array.from({ length: classCount }, () => 0);
  for (const value of used) nodes[Math.min(Math.floor(value / width), classCount - 1)] += 1;
  return nodes.map((nodesInClass, index) => ({
    from: index * width,
    to: index === classCount - 1 ? slots : (index + 1) * width - 1,
    nodes: nodesInClass,
  }));
}

const count = (value: number): string => formatNumber(value, 0);

function histogram(classes: readonly SlotClass[]): Markup {
  const most = Math.max(...classes.map(({ nodes }) => nodes), 1);
  const width = classes.length * BAR_WIDTH;
  const bars = classes.map(({ from, to, nodes }, index) => {
    const height = Math.round((nodes * PLOT_HEIGHT) / most);
    return markup`<rect x="${index * BAR_WIDTH + 2}" y="${PLOT_HEIGHT - height + 16}" width="${
      BAR_WIDTH - 4
    }" height="${height}"><title>${from}–${to} slots: ${count(nodes)} nodes</title></rect>`;
  });
  const last = classes[classes.length - 1];
  return markup`<svg class="histogram" viewBox="0 0 ${width} ${PLOT_HEIGHT + 34}" role="img"
 aria-label="Histogram of nodes by slots in use; the numbers stand in the table below">
<text x="0" y="10">${count(most)} nodes</text><g>${bars}</g>
<line x1="0" y1="${PLOT_HEIGHT + 16}" x2="${width}" y2="${PLOT_HEIGHT + 16}"/>
<text x="0" y="${PLOT_HEIGHT + 30}">0</text>
<text x="${width}" y="${PLOT_HEIGHT + 30}" text-anchor="end">${count(last.to)} slots</text></svg>`;
}

function classTable(classes: readonly SlotClass[]): Markup {
  return markup`<table><caption>Nodes by slots in use, at the end of run 0</caption>
<thead><tr><th scope="col">slots in use</th><th scope="col" class="number">nodes</th></tr></thead><tbody>
${classes.map(
  ({
    from,
    to,
    nodes,
  }) => markup`<tr><th scope="row">${from}–${to}</th><td class="number">${count(nodes)}</td></tr>
`,
)}</tbody></table>`;
}
