/** The chart of `price-spiral.mjs`: how often the network spirals by the volatility of the price, and how many nodes are left. */

const PANEL = { width: 420, height: 260, left: 56, top: 48, gap: 40 };
const STYLES = {
  fixed: { color: '#b45309', dash: '' },
  pegged: { color: '#1d4ed8', dash: '' },
  unmoved: { color: '#6b7280', dash: '5 4' },
  sellers: { color: '#be123c', dash: '2 3' },
};

/** Two panels as one SVG: the share of runs that spiral with its intervals, and medians of the fewest nodes. */
export function spiralChart(study) {
  const step = PANEL.left + PANEL.width + PANEL.gap;
  const height = PANEL.top + PANEL.height + 98;
  const panels = [
    {
      title: `Part of ${study.runs} runs that spiral, ${study.level * 100} % intervals`,
      top: 1,
      tick: 0.2,
      of: 'spiral',
    },
    { title: 'Fewest nodes in three years, median', top: study.nodes, tick: 20, of: 'nodesMin' },
  ].map((shown, index) => panel(study, shown, index * step + PANEL.left));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * step} ${height}" role="img"
  aria-label="Spirals of price and stake by the volatility of the price" font-family="system-ui, sans-serif" font-size="12">
<rect width="${2 * step}" height="${height}" fill="#ffffff"/>
${panels.join('\n')}
${legend(study.cases, height - 34)}
</svg>
`;
}

function panel({ cases, volatilities }, { title, top, tick, of }, left) {
  const last = volatilities[volatilities.length - 1];
  const x = (volatility) => left + (volatility / last) * PANEL.width;
  const y = (value) => PANEL.top + PANEL.height * (1 - value / top);
  const bottom = PANEL.top + PANEL.height;
  const ticks = Array.from({ length: Math.round(top / tick) + 1 }, (_, index) =>
    yTick(index * tick, tick, y, left),
  );
  const marks = volatilities.map(
    (volatility) =>
      `<text x="${place(x(volatility))}" y="${bottom + 18}" fill="#374151" text-anchor="middle">${volatility}</text>`,
  );
  const curves = cases.map(({ id, points }) => curve(STYLES[id], points, of, x, y));
  return `<text x="${left}" y="${PANEL.top - 20}" font-weight="600">${title}</text>
${ticks.join('\n')}
${marks.join('\n')}
<text x="${left + PANEL.width / 2}" y="${bottom + 36}" fill="#374151" text-anchor="middle">volatility of the price, a year</text>
${curves.join('\n')}`;
}

function yTick(value, tick, y, left) {
  return `<line x1="${left}" x2="${left + PANEL.width}" y1="${place(y(value))}" y2="${place(y(value))}" stroke="#e5e7eb"/>
<text x="${left - 6}" y="${place(y(value) + 4)}" fill="#374151" text-anchor="end">${value.toFixed(tick < 1 ? 1 : 0)}</text>`;
}

/** The measured line, over the band of its intervals where there are any. */
function curve({ color, dash }, points, of, x, y) {
  const at = (value) => (point) => `${place(x(point.volatility))},${place(y(value(point[of])))}`;
  const line = points.map(at((figure) => figure.share ?? figure)).join(' ');
  const band =
    points[0][of].low === undefined
      ? ''
      : `<polygon points="${[...points.map(at(({ high }) => high)), ...points.map(at(({ low }) => low)).toReversed()].join(' ')}" fill="${color}" fill-opacity="0.15"/>\n`;
  return `${band}<polyline points="${line}" fill="none" stroke="${color}" stroke-width="1.6" stroke-dasharray="${dash}"/>`;
}

function legend(cases, y) {
  return cases
    .map(({ id, name }, index) => {
      const { color, dash } = STYLES[id];
      const x = PANEL.left + (index % 2) * 400;
      const line = y + 20 * Math.floor(index / 2);
      return `<line x1="${x}" x2="${x + 28}" y1="${line - 4}" y2="${line - 4}" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>
<text x="${x + 36}" y="${line}" fill="#111827">${name}</text>`;
    })
    .join('\n');
}

function place(value) {
  return value.toFixed(1);
}
