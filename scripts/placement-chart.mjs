/** The chart of `placement-bias.mjs`: inclusion by order of registration, a panel for each network. */

const PANEL = { width: 420, height: 260, left: 56, top: 48, gap: 40 };
const STYLES = {
  uniform: { color: '#6b7280', dash: '' },
  'legacy-single-draw': { color: '#b45309', dash: '' },
  'sm-1.12': { color: '#1d4ed8', dash: '5 4' },
};
/** Nodes of the largest network that are shown: the bias is in the last few. */
const SHOWN_MAX = 100;

/** Two panels as one SVG. `networks`: nodes, and by policy the shares with intervals; `members` of a committee. */
export function biasChart(networks, members) {
  const width = networks.length * (PANEL.left + PANEL.width + PANEL.gap);
  const height = PANEL.top + PANEL.height + 72;
  const panels = networks.map((network, index) =>
    panel(network, members, index * (PANEL.left + PANEL.width + PANEL.gap) + PANEL.left),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"
  aria-label="Inclusion in a committee by order of registration" font-family="system-ui, sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="#ffffff"/>
${panels.join('\n')}
${legend(Object.keys(STYLES), height - 14)}
</svg>
`;
}

function panel({ nodes, rows }, members, left) {
  const from = Math.max(0, nodes - SHOWN_MAX);
  const top = Math.max(...rows.flatMap(({ shares }) => shares.slice(from).map(({ high }) => high))) * 1.05;
  const x = (node) => left + ((node - from) / (nodes - 1 - from)) * PANEL.width;
  const y = (share) => PANEL.top + PANEL.height * (1 - share / top);
  const title = from === 0 ? `${nodes} nodes` : `${nodes} nodes, the last ${SHOWN_MAX} registered`;
  const step = top > 0.2 ? 0.1 : 0.01;
  const ticks = [];
  for (let share = 0; share <= top; share += step) ticks.push(tick(share, y(share), left));
  const curves = rows.map(({ policy, shares }) => curve(STYLES[policy], shares, from, x, y));
  const bottom = PANEL.top + PANEL.height;
  return `<text x="${left}" y="${PANEL.top - 20}" font-weight="600">${title}; fair ${members}/${nodes}</text>
${ticks.join('\n')}
${curves.join('\n')}
<text x="${left}" y="${bottom + 18}" fill="#374151">${from === 0 ? 'oldest' : `node ${from}`}</text>
<text x="${left + PANEL.width}" y="${bottom + 18}" fill="#374151" text-anchor="end">newest</text>`;
}

function tick(share, y, left) {
  return `<line x1="${left}" x2="${left + PANEL.width}" y1="${place(y)}" y2="${place(y)}" stroke="#e5e7eb"/>
<text x="${left - 6}" y="${place(y + 4)}" fill="#374151" text-anchor="end">${share.toFixed(2)}</text>`;
}

/** The measured line over the band of its intervals. */
function curve({ color, dash }, shares, from, x, y) {
  const shown = shares.slice(from).map((share, index) => ({ ...share, node: from + index }));
  const points = (key) => shown.map((each) => `${place(x(each.node))},${place(y(each[key]))}`);
  const band = [...points('high'), ...points('low').toReversed()].join(' ');
  return `<polygon points="${band}" fill="${color}" fill-opacity="0.15"/>
<polyline points="${points('share').join(' ')}" fill="none" stroke="${color}" stroke-width="1.6" stroke-dasharray="${dash}"/>`;
}

function legend(policies, y) {
  return policies
    .map((policy, index) => {
      const { color, dash } = STYLES[policy];
      const x = PANEL.left + index * 190;
      return `<line x1="${x}" x2="${x + 28}" y1="${y - 4}" y2="${y - 4}" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>
<text x="${x + 36}" y="${y}" fill="#111827">${policy}</text>`;
    })
    .join('\n');
}

function place(value) {
  return value.toFixed(1);
}
