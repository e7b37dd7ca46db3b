/** Charts of a VM: what the guest believes beside what it gets, and how long it waits for it. */
import { constrainedReadyPercent, failingReadyPercent } from '../../state/health.ts';
import type { ChartInput } from '../contract.ts';
import { line, type Mark, rect, text } from '../marks.ts';
import { readyFill } from '../patterns.ts';
import { paint } from '../tokens.ts';
import { percent } from '../words.ts';
import { bandPath, chart, endLabels, type Plot, plotArea, plotLine, pointsPath } from './chart.ts';
import { type ChartPoint, highestMean, lastMean, pointsOf, seriesOf } from './points.ts';

const guestMetric = 'vm.guest.cpuPercent';
const runMetric = 'vm.cpu.usedPercent';
const readyMetric = 'vm.cpu.readyPercent';
const coStopMetric = 'vm.cpu.coStopPercent';

/** What to ask `history` for. */
export const cpuChartMetrics: readonly string[] = [
  ...[guestMetric, runMetric, readyMetric, coStopMetric],
];
export const readyChartMetrics: readonly string[] = [readyMetric];

interface Wanted {
  readonly atSeconds: number;
  readonly run: number;
  readonly wanted: number;
}

/** CPU of a VM, % of its vCPUs: the guest's view dashed, what ran in ink, the gap hatched. */
export function cpuChart(input: ChartInput, vcpus: number): Mark {
  const of = (metric: string): ChartPoint[] => pointsOf(seriesOf(input.series, metric), input.span);
  const guest = of(guestMetric);
  const run = of(runMetric);
  const wanted = wantedOf(run, of(readyMetric), of(coStopMetric));
  const guestNow = lastMean(guest);
  const runNow = lastMean(run);
  const label = `CPU: the guest sees ${percent(guestNow)}, ${percent(runNow)} ran`;
  const unit = `% of ${vcpus} vCPU · hatched: wanted, not served`;
  return chart(input, { title: 'CPU', unit, ticks: [0, 50, 100], label }, (plot) => [
    plotArea(gapPath(plot, wanted), readyFill, 0.75),
    plotLine(pointsPath(plot, guest), 'ink', 1.3, '3 2'),
    plotLine(pointsPath(plot, run), 'ink', 1.8),
    ...endLabels(plot, [
      { words: 'guest', value: guestNow, classes: '' },
      { words: 'run', value: runNow, classes: 'strong' },
    ]),
  ]);
}

function gapPath(plot: Plot, wanted: readonly Wanted[]): string {
  return bandPath(
    plot,
    wanted,
    (point) => point.run,
    (point) => point.wanted,
  );
}

/** What would have run, had it been served; the series have the same intervals. */
function wantedOf(
  run: readonly ChartPoint[],
  ready: readonly ChartPoint[],
  coStop: readonly ChartPoint[],
): Wanted[] {
  const known = (point: ChartPoint | undefined): number =>
    point === undefined || Number.isNaN(point.mean) ? 0 : point.mean;
  return run.map(({ atSeconds, mean }, place) => {
    const waited = known(ready[place]) + known(coStop[place]);
    return { atSeconds, run: mean, wanted: Math.min(100, mean + waited) };
  });
}

/** CPU ready of a VM, % of the time of a vCPU, on the bands that say when to look and to act. */
export function readyChart(input: ChartInput): Mark {
  const points = pointsOf(seriesOf(input.series, readyMetric), input.span);
  const most = highestMean(points);
  const top = most <= 14 ? 15 : most <= 28 ? 30 : most <= 55 ? 60 : 100;
  const now = lastMean(points);
  const label = `CPU ready: ${percent(now)} of the time of a vCPU`;
  const ticks = top === 15 ? [0, 5, 10, 15] : [0, top / 2, top];
  const frame = { title: 'CPU ready', unit: '% of the time of a vCPU', ticks, label };
  return chart(input, frame, (plot) => [
    ...bands(plot, top),
    plotLine(pointsPath(plot, points), 'ink', 1.8),
    ...endLabels(plot, [{ words: percent(now), value: now, classes: `strong ${toneOf(now)}` }]),
  ]);
}

function toneOf(readyPercent: number): string {
  if (readyPercent >= failingReadyPercent) return 'fail';
  return readyPercent >= constrainedReadyPercent ? 'warn' : '';
}

function bands(plot: Plot, top: number): (Mark | null)[] {
  const watchY = plot.y(constrainedReadyPercent);
  const actY = plot.y(Math.min(failingReadyPercent, top));
  const across = { x: 0, width: plot.width };
  const hasRoom = watchY - actY > 12;
  return [
    rect({ ...across, y: actY, height: watchY - actY }, paint('constrained-wash')),
    rect({ ...across, y: plot.top, height: actY - plot.top }, paint('failing-wash')),
    line([0, watchY], [plot.width, watchY], 'constrained', { 'stroke-width': 0.6 }),
    line([0, actY], [plot.width, actY], 'failing', { 'stroke-width': 0.6 }),
    hasRoom ? text(3, watchY - 3, `watch from ${constrainedReadyPercent} %`, 'muted warn') : null,
    text(3, actY - 3, `act from ${failingReadyPercent} %`, 'muted fail'),
  ];
}
