/** Charts of one LUN or datastore: throughput by tenant, and its queue against the slots there are. */
import type { QueueSample } from '../../state/queue-trace.ts';
import { bandPath, chart, type Plot, plotArea, plotLine, ticksTo } from '../charts/chart.ts';
import { type ChartPoint, pointsOf, seriesOf } from '../charts/points.ts';
import type { ChartInput } from '../contract.ts';
import { type Mark, text } from '../marks.ts';
import { readyFill } from '../patterns.ts';
import { paint } from '../tokens.ts';
import { figures } from '../words.ts';
import { leastMBps, ribbonFill, tenantInk, tenants, total } from './tenants.ts';

/** What to ask `history` for, of a LUN or of a datastore. */
export const lunChartMetrics: readonly string[] = [
  ...['lun.readMBps', 'lun.writeMBps', 'lun.outstandingCount'],
];
export const datastoreChartMetrics: readonly string[] = [
  ...['datastore.io.readMBps', 'datastore.io.writeMBps'],
];

interface Summed {
  readonly atSeconds: number;
  readonly sum: number;
}

/** MB/s over time by tenant; what was before this page watched is grey. */
export function throughputChart(
  input: ChartInput,
  name: string,
  samples: readonly QueueSample[],
): Mark {
  const before = beforeWatching(totalsOf(input), samples);
  const sums = samples.map(({ amounts }) => total(amounts));
  const most = Math.max(0, ...sums, ...before.map(({ sum }) => sum).filter(Number.isFinite));
  const last = samples.at(-1);
  const now = last === undefined ? (before.at(-1)?.sum ?? Number.NaN) : total(last.amounts);
  const label = `${name}: ${figures(now)} MB/s`;
  const frame = { title: `${name} throughput`, unit: 'MB/s', ticks: ticksTo(most), label };
  return chart(input, frame, (plot) => [
    plotArea(
      bandPath(
        plot,
        before,
        () => 0,
        ({ sum }) => sum,
      ),
      paint('mem-idle'),
      0.6,
    ),
    ...tenants.map((tenant, place) => {
      const upTo = (sample: QueueSample, end: number): number =>
        total(sample.amounts.slice(0, end));
      const d = bandPath(
        plot,
        samples,
        (sample) => upTo(sample, place),
        (sample) => upTo(sample, place + 1),
      );
      const hasAny = samples.some(({ amounts }) => (amounts[place] ?? 0) >= leastMBps);
      return hasAny ? plotArea(d, ribbonFill(tenant), 0.85) : null;
    }),
    ...endWords(plot, last),
  ]);
}

/** Names of tenants beside where the chart ends, with what they have now. */
function endWords(plot: Plot, last: QueueSample | undefined): Mark[] {
  if (last === undefined) return [];
  let [below, free] = [0, plot.bottom + 14];
  return tenants.flatMap((tenant, place) => {
    const amount = last.amounts[place] ?? 0;
    const middle = below + amount / 2;
    below += amount;
    if (amount < leastMBps) return [];
    free = Math.min(plot.y(middle) + 3.5, free - 11);
    if (free < plot.top) return [];
    const style = `fill:${tenantInk(tenant)};font-weight:600`;
    return [text(plot.width + 28, free, `${tenant.slice(0, 10)}`, '', { style, 'font-size': 10 })];
  });
}

/** Requests over time: those with a slot, those that wait, and the slots that there are. */
export function outstandingChart(
  input: ChartInput,
  name: string,
  samples: readonly QueueSample[],
): Mark {
  const kept = pointsOf(seriesOf(input.series, 'lun.outstandingCount'), input.span);
  const before = beforeWatching(
    kept.map(({ atSeconds, mean }) => ({ atSeconds, sum: mean })),
    samples,
  );
  const last = samples.at(-1);
  const tops = samples.map((sample) => Math.max(sample.slots, sample.inDevice + sample.waiting));
  const most = Math.max(1, ...tops, ...before.map(({ sum }) => sum).filter(Number.isFinite));
  const words = `${figures(last?.inDevice ?? Number.NaN)} of ${figures(last?.slots ?? 0)} slots`;
  const frame = {
    title: `${name} outstanding`,
    unit: 'requests · line: slots · hatched: waiting',
    ticks: ticksTo(most),
    label: `${name}: ${words}, ${figures(last?.waiting ?? 0)} wait`,
  };
  return chart(input, frame, (plot) => {
    const band = (low: (s: QueueSample) => number, high: (s: QueueSample) => number): string =>
      bandPath(plot, samples, low, high);
    const grey = bandPath(
      plot,
      before,
      () => 0,
      ({ sum }) => sum,
    );
    return [
      plotArea(grey, paint('mem-idle'), 0.6),
      plotArea(
        band(
          () => 0,
          ({ inDevice }) => inDevice,
        ),
        paint('lat-device'),
      ),
      plotArea(
        band(
          ({ inDevice }) => inDevice,
          ({ inDevice, waiting }) => inDevice + waiting,
        ),
        readyFill,
      ),
      plotLine(slotsPath(plot, samples), 'ink', 1.2),
    ];
  });
}

/** The slots as steps: they change when hosts come and go. */
function slotsPath(plot: Plot, samples: readonly QueueSample[]): string {
  return samples
    .filter(({ slots }) => slots > 0)
    .map(({ atSeconds, slots }, place) => {
      const [x, y] = [plot.x(atSeconds).toFixed(1), plot.y(slots).toFixed(1)];
      return place === 0 ? `M${x} ${y}` : `H${x}V${y}`;
    })
    .join('');
}

function totalsOf(input: ChartInput): Summed[] {
  const of = (...names: readonly string[]): ChartPoint[] => {
    const found = names
      .map((name) => seriesOf(input.series, name))
      .find((one) => one !== undefined);
    return pointsOf(found, input.span);
  };
  const reads = of('lun.readMBps', 'datastore.io.readMBps');
  const writes = of('lun.writeMBps', 'datastore.io.writeMBps');
  return reads.map(({ atSeconds, mean }, place) => {
    return { atSeconds, sum: mean + (writes[place]?.mean ?? 0) };
  });
}

/** What the history knows of the time of which there are no samples. */
function beforeWatching(points: readonly Summed[], samples: readonly QueueSample[]): Summed[] {
  const from = samples[0]?.atSeconds ?? Number.POSITIVE_INFINITY;
  return points.filter(({ atSeconds }) => atSeconds <= from);
}
