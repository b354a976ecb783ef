/**
 * The script that runs in the report's page. It only draws what `chart-data.ts` has worked out, in the
 * colours of the style sheet. It is text, because it belongs to the reader's browser and not to this program;
 * the test in `tests/end-to-end/` runs it in one.
 */

const COLOURS = String.raw`
const report = JSON.parse(document.getElementById('report-data').textContent);
const root = document.documentElement;
const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();
const channels = (hex) => [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));
const withAlpha = (hex, alpha) => 'rgba(' + channels(hex).join(',') + ',' + alpha + ')';
`;

const TICKS = String.raw`
const raised = (exponent) =>
  (exponent < 0 ? '⁻' : '') + [...String(Math.abs(exponent))].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]).join('');
function tickText(value) {
  if (value === 0) return '0';
  const [mantissa, exponent] = value.toExponential(6).split('e').map(Number);
  if (exponent < -3 || exponent > 8) return (mantissa === 1 ? '' : mantissa + '×') + '10' + raised(exponent);
  const [whole, fraction] = String(Number(value.toPrecision(12))).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',').replace('-', '−');
  return fraction === undefined ? grouped : grouped + '.' + fraction;
}
/** Powers of ten from low to high, thinned out to eight at most. */
function powersOfTen(low, high) {
  const exponentOf = (value) => Number(value.toExponential().split('e')[1]);
  const step = Math.ceil((exponentOf(high) - exponentOf(low)) / 7);
  const ticks = [];
  for (let exponent = exponentOf(low); exponent <= exponentOf(high); exponent += step) {
    ticks.push({ value: Number('1e' + exponent) });
  }
  return ticks;
}
`;

const DATASETS = String.raw`
function measuredDatasets(chart, line, isLog, hue) {
  const onAxis = (value) => (value === null || (isLog && value <= 0) ? null : value);
  const bound = (value) => (value === null ? null : isLog ? Math.max(value, chart.logMin) : value);
  const isUnseen = (point) => isLog && point.mean === 0 && point.high > 0;
  const edge = { borderWidth: 0, pointRadius: 0, pointHitRadius: 0 };
  const mark = {
    borderColor: hue, backgroundColor: hue, borderWidth: 2, pointRadius: 3, pointHoverRadius: 5,
  };
  const band = line.points.map((point) => !isUnseen(point));
  const edgeOf = (side) => line.points.map((point, month) => (band[month] ? bound(point[side]) : null));
  return [
    { ...edge, data: edgeOf('high'), fill: '+1', backgroundColor: withAlpha(hue, colour('--band-alpha')) },
    { ...edge, data: edgeOf('low'), fill: false },
    {
      ...mark,
      data: line.points.map((point) => onAxis(point.mean)),
      whiskers: edgeOf('low').map((low, month) => [low, edgeOf('high')[month]]),
      texts: line.points.map((point) => line.label + ': ' + point.text),
    },
    {
      ...mark,
      data: line.points.map((point) => (isUnseen(point) ? point.high : null)),
      showLine: false, pointStyle: 'triangle', pointRotation: 180, pointRadius: 6, pointHoverRadius: 8,
      texts: line.points.map((point) => line.label + ', none seen, upper limit: ' + point.text),
    },
  ];
}
function exactDataset(line, isLog) {
  return {
    data: line.exact.map((point) => (isLog && !(point.value > 0) ? null : point.value)),
    borderColor: colour('--ink'), backgroundColor: colour('--ink'), borderWidth: 1.5, borderDash: [5, 4],
    pointRadius: line.exact.length === 1 ? 3 : 0, pointHoverRadius: 3,
    texts: line.exact.map((point) => 'closed form: ' + point.text),
  };
}
const whiskers = {
  id: 'whiskers',
  afterDatasetsDraw(drawn) {
    const pen = drawn.ctx;
    drawn.data.datasets.forEach((dataset, index) => {
      if (!dataset.whiskers) return;
      pen.save();
      pen.strokeStyle = dataset.borderColor;
      pen.globalAlpha = 0.5;
      pen.beginPath();
      drawn.getDatasetMeta(index).data.forEach((element, month) => {
        const ends = dataset.whiskers[month];
        if (ends.includes(null) || element.skip) return;
        const [low, high] = ends.map((value) => drawn.scales.y.getPixelForValue(value));
        pen.moveTo(element.x, low);
        pen.lineTo(element.x, high);
      });
      pen.stroke();
      pen.restore();
    });
  },
};
`;

const CHARTS = String.raw`
function chartOptions(chart, isLog) {
  const soft = colour('--soft');
  const grid = colour('--line');
  return {
    animation: false, responsive: true, maintainAspectRatio: false, locale: 'en',
    interaction: { mode: 'index', intersect: false },
    layout: { padding: { top: 6, right: 6 } },
    scales: {
      x: {
        ticks: { color: soft, maxRotation: 0, autoSkipPadding: 14 },
        grid: { display: false }, border: { color: grid },
      },
      y: {
        type: isLog ? 'logarithmic' : 'linear',
        ...(isLog ? { min: chart.logMin, max: chart.logMax } : {}),
        title: { display: true, text: chart.unit, color: soft },
        ticks: { color: soft, maxTicksLimit: 7, autoSkip: !isLog, callback: tickText },
        afterBuildTicks: (axis) => { if (isLog) axis.ticks = powersOfTen(chart.logMin, chart.logMax); },
        grid: { color: grid },
        border: { display: false },
      },
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        filter: (item) => item.dataset.texts !== undefined,
        backgroundColor: colour('--ink'), titleColor: colour('--page'), bodyColor: colour('--page'),
        displayColors: false,
        callbacks: { label: (item) => item.dataset.texts[item.dataIndex] },
      },
    },
  };
}
const drawnCharts = new Map();
const axes = new Map(report.charts.map((chart) => [chart.id, chart.opensLogarithmic === true]));
function drawChart(chart) {
  const isLog = axes.get(chart.id);
  drawnCharts.get(chart.id)?.destroy();
  const canvas = document.querySelector('[data-chart="' + chart.id + '"]');
  const datasets = chart.lines.flatMap((line, index) => [
    ...(line.exact === null ? [] : [exactDataset(line, isLog)]),
    ...measuredDatasets(chart, line, isLog, colour('--line-' + index)),
  ]);
  const config = { type: 'line', data: { labels: chart.months, datasets }, plugins: [whiskers] };
  drawnCharts.set(chart.id, new Chart(canvas, { ...config, options: chartOptions(chart, isLog) }));
  const legend = document.querySelector('[data-legend="' + chart.id + '"]');
  const points = chart.lines.flatMap((line) => line.points);
  const hasLimits = points.some((point) => point.mean === 0 && point.high > 0);
  if (legend !== null) legend.hidden = !(isLog && hasLimits);
}
`;

const MAP = String.raw`
const map = document.querySelector('[data-slot-map]');
const grid = { columns: 1, step: 1 };
function rampColour(share, stops) {
  const place = Math.min(Math.max(share, 0), 1) * 2;
  const first = Math.min(Math.floor(place), 1);
  const mixed = stops[first].map((channel, index) =>
    Math.round(channel + (stops[first + 1][index] - channel) * (place - first)));
  return 'rgb(' + mixed.join(',') + ')';
}
function drawMap() {
  if (map === null) return;
  const { slots, used } = report.slotMap;
  const width = map.parentElement.clientWidth;
  const wanted = Math.floor(Math.sqrt((width * Math.max(width * 0.55, 200)) / used.length));
  grid.step = Math.min(Math.max(wanted, 2), 24);
  grid.columns = Math.max(Math.floor(width / grid.step), 1);
  const rows = Math.ceil(used.length / grid.columns);
  const sharpness = window.devicePixelRatio || 1;
  map.width = grid.columns * grid.step * sharpness;
  map.height = rows * grid.step * sharpness;
  map.style.width = grid.columns * grid.step + 'px';
  map.style.height = rows * grid.step + 'px';
  const pen = map.getContext('2d');
  pen.scale(sharpness, sharpness);
  const gap = grid.step > 5 ? 1 : 0;
  const stops = ['--map-0', '--map-1', '--map-2'].map((name) => channels(colour(name)));
  used.forEach((count, node) => {
    pen.fillStyle = rampColour(count / slots, stops);
    const x = (node % grid.columns) * grid.step;
    pen.fillRect(x, Math.floor(node / grid.columns) * grid.step, grid.step - gap, grid.step - gap);
  });
}
function pointAtNode(event) {
  const node = Math.floor(event.offsetY / grid.step) * grid.columns + Math.floor(event.offsetX / grid.step);
  const count = report.slotMap.used[node];
  if (count === undefined || event.offsetX >= grid.columns * grid.step) return;
  document.querySelector('[data-slot-readout]').textContent =
    'node ' + tickText(node) + ': ' + tickText(count) + ' of ' + tickText(report.slotMap.slots) + ' slots';
}
`;

const LISTENERS = String.raw`
function drawAll() {
  report.charts.forEach(drawChart);
  drawMap();
}
async function copyText(button) {
  const source = document.getElementById(button.dataset.copy);
  const range = document.createRange();
  range.selectNodeContents(source);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  let isCopied = true;
  try {
    await navigator.clipboard.writeText(source.textContent);
  } catch {
    isCopied = document.execCommand('copy');
  }
  button.textContent = isCopied ? 'Copied' : 'Selected';
}
document.querySelectorAll('[data-axis]').forEach((input) => input.addEventListener('change', () => {
  axes.set(input.dataset.axis, input.value === 'log');
  drawChart(report.charts.find((chart) => chart.id === input.dataset.axis));
}));
document.querySelectorAll('[data-copy]').forEach((button) =>
  button.addEventListener('click', () => copyText(button)));
['pointermove', 'pointerdown'].forEach((name) => map?.addEventListener(name, pointAtNode));
window.addEventListener('resize', drawMap);
window.addEventListener('beforeprint', () => { root.classList.add('paper'); drawAll(); });
window.addEventListener('afterprint', () => { root.classList.remove('paper'); drawAll(); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
drawAll();
`;

/** The script as it stands in the page, after chart.js has defined `Chart`. */
export const PAGE_SCRIPT = `(() => {
'use strict';${COLOURS}${TICKS}${DATASETS}${CHARTS}${MAP}${LISTENERS}})();`;
