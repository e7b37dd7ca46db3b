/** The two summary plots under the map: how long VMs wait, and how full hosts are. */
import { columnOf, constrainedReadyPercent, failingReadyPercent } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { line, type Mark, mark, rect, svg, text } from '../marks.ts';
import { paint } from '../tokens.ts';
import { count } from '../words.ts';
import { type EstateModel, Look } from './estate-model.ts';

const plotWidth = 352;
const plotHeight = 92;
const base = 76;
const bins = 20;
const binPercent = 1.25;

/** VMs by CPU ready, in bins of 1.25 %; the last holds all beyond. */
export function readyBins(map: MapState, model: EstateModel): number[] {
  const ready = columnOf(map.tables, 'vm', 'readyPercent');
  const counts = Array.from({ length: bins }, () => 0);
  model.looks.forEach((look, vm) => {
    const isServed = look <= Look.failing && look !== Look.off;
    if (!isServed) return;
    const bin = Math.floor((ready?.[vm] ?? 0) / binPercent);
    counts[Math.min(Math.max(bin, 0), bins - 1)]!++;
  });
  return counts;
}

/** Bars of VMs by CPU ready; heights go with the square root, so that few can be seen. */
export function readyPlot(map: MapState, model: EstateModel, scale = 1): Mark {
  const counts = readyBins(map, model);
  const most = Math.max(1, ...counts);
  const width = plotWidth / bins;
  const watchBin = constrainedReadyPercent / binPercent;
  const actBin = failingReadyPercent / binPercent;
  const bars = counts.map((amount, bin) => {
    const height = amount === 0 ? 0 : Math.max(1, Math.sqrt(amount / most) * 44);
    const token = bin < watchBin ? 'mem-idle' : bin < actBin ? 'constrained' : 'failing';
    return rect({ x: bin * width, y: base - height, width: width - 1.5, height }, paint(token));
  });
  const sum = (from: number, to: number): number =>
    counts.slice(from, to).reduce((total, amount) => total + amount, 0);
  const watch = sum(watchBin, actBin);
  const act = sum(actBin, bins);
  const label = `VMs by CPU ready: ${watch} to watch, ${act} to act on`;
  return svg(
    { width: plotWidth, height: plotHeight, scale },
    { role: 'img', 'aria-label': label },
    text(0, 12, 'VMs by CPU ready', 'strong'),
    text(plotWidth, 12, '% of a vCPU · square-root scale', 'end muted'),
    ...bars,
    line([0, base + 0.5], [plotWidth, base + 0.5], 'line-2'),
    text(0, 26, [
      `${count(counts[0]!)} hardly wait at all, `,
      mark('tspan', { class: 'warn' }, `${count(watch)} to watch, `),
      mark('tspan', { class: 'fail' }, `${count(act)} to act on`),
    ]),
    ...[0, 5, 10, 20].map((value) => plotTick((value / binPercent) * width, String(value))),
  );
}

function plotTick(x: number, words: string): Mark {
  return mark(
    'g',
    {},
    line([x, base], [x, base + 4], 'ink-3'),
    text(x, base + 15, words, x === 0 ? 'muted' : 'middle muted'),
  );
}

/** Dots that a bin shows at most; each dot then stands for more hosts. */
const dotsMost = 36;
const dotSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** Hosts by load in twentieths of the capacity, and how many let VMs wait beyond it. */
export function loadBins(map: MapState, model: EstateModel): { counts: number[]; waiting: number } {
  const counts = Array.from({ length: bins }, () => 0);
  let waiting = 0;
  model.loads.forEach((load, host) => {
    const health = map.hostHealths[host];
    if (health === 'down' || health === 'off' || health === 'unknown') return;
    if (health === 'ok') counts[Math.min(Math.floor(load * bins), bins - 1)]!++;
    else waiting++;
  });
  return { counts, waiting };
}

/** Dots of hosts by CPU load; those that let VMs wait stand beyond the capacity line. */
export function loadPlot(map: MapState, model: EstateModel): Mark {
  const { counts, waiting } = loadBins(map, model);
  const most = Math.max(1, waiting, ...counts);
  const perDot = dotSteps.find((step) => most / step <= dotsMost) ?? 1_000;
  const width = plotWidth / 24;
  const dot = (x: number, y: number, token: 'ink-3' | 'constrained'): Mark =>
    mark('circle', { cx: x, cy: y, r: 1.8, fill: paint(token) });
  const dots = counts.flatMap((amount, bin) =>
    Array.from({ length: Math.ceil(amount / perDot) }, (_, place) => {
      const x = bin * width + width / 2 + ((place % 3) - 1) * 4.5;
      return dot(x, base - 3 - Math.floor(place / 3) * 4.5, 'ink-3');
    }),
  );
  const lineX = bins * width;
  const beyond = Array.from({ length: Math.ceil(waiting / perDot) }, (_, place) =>
    dot(lineX + 5 + Math.floor(place / 6) * 4.5, base - 3 - (place % 6) * 4.5, 'constrained'),
  );
  const unit = perDot === 1 ? 'each dot a host' : `each dot ${perDot} hosts`;
  return svg(
    { width: plotWidth, height: plotHeight },
    { role: 'img', 'aria-label': `Hosts by CPU load: on ${waiting} of them VMs wait` },
    text(0, 12, 'Hosts by CPU load', 'strong'),
    text(plotWidth, 12, `% of capacity · ${unit}`, 'end muted'),
    line([0, base + 0.5], [plotWidth, base + 0.5], 'line-2'),
    ...dots,
    ...beyond,
    line([lineX, 24], [lineX, base + 4], 'ink', { 'stroke-width': 1.2 }),
    text(lineX - 5, 34, `${count(waiting)} let VMs wait`, waiting > 0 ? 'end warn' : 'end muted'),
    ...[0, 50].map((value) => plotTick((value / 5) * width, String(value))),
    text(lineX, base + 15, 'full', 'middle muted'),
  );
}
