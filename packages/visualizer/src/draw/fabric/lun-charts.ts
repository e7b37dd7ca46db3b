/** Charts of one LUN or datastore: throughput by tenant, and its queue against the slots there are. */
import type { QueueSample } from '../../state/queue-trace.ts';
import { bandPath, chart, type Plot, plotArea, plotLine, ticksTo } from '../charts/chart.ts';
import { type ChartPoint, pointsOf, seriesOf } from '../charts/points.ts';
import type { ChartInput } from '../contract.ts';
import { type Mark, text } from '../marks.ts';
import { readyFill } from '../patterns.ts';
import { paint } from '../tokens.ts';
import { figures } from '../words.ts';
import { type Amounts, leastMBps, ribbonFill, tenantInk, tenants, total } from './tenants.ts';

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

/** A point of the history, with what the page saw near it; undefined: it did not watch. */
interface Seen extends Summed {
  readonly sample: QueueSample | undefined;
}

/** MB/s over time by tenant; what was before this page watched is grey. */
export function throughputChart(
  input: ChartInput,
  name: string,
  samples: readonly QueueSample[],
): Mark {
  const points = seenOf(totalsOf(input), samples, ({ amounts }) => total(amounts));
  const most = highest(points.map(({ sum }) => sum));
  const last = samples.at(-1);
  const now = last === undefined ? (points.at(-1)?.sum ?? Number.NaN) : total(last.amounts);
  const label = `${name}: ${figures(now)} MB/s`;
  const frame = { title: `${name} throughput`, unit: 'MB/s', ticks: ticksTo(most), label };
  return chart(input, frame, (plot) => [
    plotArea(
      bandPath(
        plot,
        points,
        () => 0,
        ({ sum, sample }) => (sample === undefined ? sum : 0),
      ),
      paint('mem-idle'),
      0.6,
    ),
    ...tenants.map((tenant, place) => {
      const upTo = ({ sample, sum }: Seen, end: number): number =>
        sample === undefined ? Number.NaN : sum * partOf(sample.amounts, end);
      const d = bandPath(
        plot,
        points,
        (point) => upTo(point, place),
        (point) => upTo(point, place + 1),
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
  const sums = kept.map(({ atSeconds, mean }) => ({ atSeconds, sum: mean }));
  const points = seenOf(sums, samples, ({ inDevice }) => inDevice);
  const last = samples.at(-1);
  const tops = points.map(({ sum, sample }) =>
    Math.max(sample?.slots ?? 0, sum + (sample?.waiting ?? 0)),
  );
  const most = Math.max(1, highest(tops));
  const words = `${figures(last?.inDevice ?? Number.NaN)} of ${figures(last?.slots ?? 0)} slots`;
  const frame = {
    title: `${name} outstanding`,
    unit: 'requests · line: slots · hatched: waiting',
    ticks: ticksTo(most),
    label: `${name}: ${words}, ${figures(last?.waiting ?? 0)} wait`,
  };
  return chart(input, frame, (plot) => {
    const inDevice = bandPath(
      plot,
      points,
      () => 0,
      ({ sum }) => sum,
    );
    const waiting = bandPath(
      plot,
      points,
      ({ sum, sample }) => (sample === undefined ? Number.NaN : sum),
      ({ sum, sample }) => sum + (sample?.waiting ?? Number.NaN),
    );
    return [
      plotArea(inDevice, paint('lat-device')),
      plotArea(waiting, readyFill),
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

/** Intervals of the history by which a point may lie outside of the time that was watched. */
const nearIntervals = 2;

/**
 * Points of the history with the sample that is nearest to each; where the history has nothing,
 * the samples themselves. Fast runs have few samples: sums stay those of the history.
 */
function seenOf(
  points: readonly Summed[],
  samples: readonly QueueSample[],
  sumOf: (sample: QueueSample) => number,
): Seen[] {
  if (points.length === 0) {
    return samples.map((sample) => ({ atSeconds: sample.atSeconds, sum: sumOf(sample), sample }));
  }
  const step = points.length < 2 ? 1 : points[1]!.atSeconds - points[0]!.atSeconds;
  const from = (samples[0]?.atSeconds ?? Number.POSITIVE_INFINITY) - nearIntervals * step;
  const to = (samples.at(-1)?.atSeconds ?? 0) + nearIntervals * step;
  let at = 0;
  return points.map((point) => {
    const far = (place: number): number =>
      Math.abs((samples[place]?.atSeconds ?? Number.POSITIVE_INFINITY) - point.atSeconds);
    while (at + 1 < samples.length && far(at + 1) <= far(at)) at++;
    const isWatched = point.atSeconds >= from && point.atSeconds <= to;
    return { ...point, sample: isWatched ? samples[at] : undefined };
  });
}

/** Part of all that the first `end` tenants have. */
function partOf(amounts: Amounts, end: number): number {
  const whole = total(amounts);
  return whole > 0 ? total(amounts.slice(0, end)) / whole : end > 0 ? 1 : 0;
}

function highest(values: readonly number[]): number {
  return Math.max(0, ...values.filter(Number.isFinite));
}
