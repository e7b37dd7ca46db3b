/** Charts of a host: what is asked of its CPU and what it gives. */
import type { ChartInput } from '../contract.ts';
import { line, type Mark, text } from '../marks.ts';
import { readyFill } from '../patterns.ts';
import { figures } from '../words.ts';
import { bandPath, chart, endLabels, plotArea, plotLine, pointsPath, ticksTo } from './chart.ts';
import { type ChartPoint, highestMean, lastMean, pointsOf, seriesOf } from './points.ts';

const usedMetric = 'host.cpu.usedMHz';
const demandMetric = 'host.cpu.demandMHz';

/** What to ask `history` for. */
export const hostChartMetrics: readonly string[] = [usedMetric, demandMetric];

interface Gap {
  readonly atSeconds: number;
  readonly used: number;
  readonly demand: number;
}

/** CPU of a host in GHz: demand dashed, use in ink, hatched what was asked and not given. */
export function hostChart(input: ChartInput, capacityMHz: number): Mark {
  const of = (metric: string): ChartPoint[] =>
    pointsOf(seriesOf(input.series, metric), input.span).map(inGigahertz);
  const used = of(usedMetric);
  const demand = of(demandMetric);
  const capacity = capacityMHz / 1000;
  const most = highestMean([...used, ...demand]);
  const gaps = used.map(
    ({ atSeconds, mean }, place): Gap => ({
      ...{ atSeconds, used: mean },
      demand: Math.max(mean, demand[place]?.mean ?? mean),
    }),
  );
  const label = `CPU: ${figures(lastMean(demand))} GHz asked, ${figures(lastMean(used))} GHz given`;
  const unit = 'GHz · hatched: asked, not given';
  const ticks = ticksTo(Math.max(most, capacity));
  return chart(input, { title: 'CPU', unit, ticks, label }, (plot) => [
    plotArea(
      bandPath(
        plot,
        gaps,
        (gap) => gap.used,
        (gap) => gap.demand,
      ),
      readyFill,
      0.75,
    ),
    line([0, plot.y(capacity)], [plot.width, plot.y(capacity)], 'ink', { 'stroke-width': 1 }),
    text(
      3,
      plot.y(capacity) + (plot.y(capacity) < plot.top + 10 ? 10 : -3),
      `capacity ${figures(capacity)}`,
      'muted',
    ),
    plotLine(pointsPath(plot, demand), 'ink', 1.3, '3 2'),
    plotLine(pointsPath(plot, used), 'ink', 1.8),
    ...endLabels(plot, [
      { words: 'asked', value: lastMean(demand), classes: '' },
      { words: 'used', value: lastMean(used), classes: 'strong' },
    ]),
  ]);
}

function inGigahertz({ atSeconds, mean, max }: ChartPoint): ChartPoint {
  return { atSeconds, mean: mean / 1000, max: max / 1000 };
}
