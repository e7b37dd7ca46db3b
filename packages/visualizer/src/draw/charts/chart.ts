/**
 * The frame that all charts share: title with the unit, gridlines from 0, time from left to
 * right, faults as dotted lines, and a diagonal rule over what is not simulated yet.
 */
import { scaleLinear } from 'd3-scale';
import { area as shapeArea, line as shapeLine } from 'd3-shape';
import type { ChartInput } from '../contract.ts';
import { area, line, type Mark, mark, rect, stroke, svg, text } from '../marks.ts';
import { futureFill } from '../patterns.ts';
import { timeTicks } from '../timeline/time-ticks.ts';
import type { TokenName } from '../tokens.ts';
import { clockMinute, count, figures } from '../words.ts';
import type { ChartPoint } from './points.ts';

/** Room at the right for the numbers of the axis and the names of lines, pixels. */
export const rightRoom = 66;

const plotTop = 18;
const axisHeight = 16;

/** What a chart's lines are placed with. */
export interface Plot {
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  x(seconds: number): number;
  y(value: number): number;
}

export interface ChartFrame {
  readonly title: string;
  /** Unit and what the marks mean. */
  readonly unit: string;
  /** Values with a gridline; the last one is the top. */
  readonly ticks: readonly number[];
  readonly label: string;
}

/** A chart: the frame, and between grid and faults what `draw` gives. */
export function chart(
  input: ChartInput,
  frame: ChartFrame,
  draw: (plot: Plot) => readonly (Mark | null)[],
): Mark {
  const { scale = 1 } = input;
  const plot = plotOf(input, frame);
  const width = input.width / scale;
  const height = plot.bottom + (input.hasTimeAxis ? axisHeight : 3);
  return svg(
    { width, height, scale },
    { role: 'img', 'aria-label': frame.label },
    text(0, 9.5, frame.title, 'strong'),
    text(plot.width, 9.5, frame.unit, 'end muted'),
    ...frame.ticks.map((tick) => gridline(plot, tick)),
    ...draw(plot),
    future(input, plot),
    ...faults(input, plot),
    ...(input.hasTimeAxis ? timeAxis(input, plot) : []),
  );
}

function plotOf(input: ChartInput, frame: ChartFrame): Plot {
  const { width, height, span, scale = 1 } = input;
  const right = width / scale - rightRoom;
  const bottom = plotTop + height / scale;
  const x = scaleLinear().domain([span.fromSeconds, span.toSeconds]).range([0, right]).clamp(true);
  const y = scaleLinear()
    .domain([0, frame.ticks.at(-1) ?? 1])
    .range([bottom, plotTop])
    .clamp(true);
  return { width: right, top: plotTop, bottom, x, y };
}

function gridline(plot: Plot, tick: number): Mark {
  const y = plot.y(tick);
  return mark(
    'g',
    {},
    line([0, y], [plot.width, y], 'line'),
    text(plot.width + 4, y + 3.5, figures(tick), 'muted'),
  );
}

function future(input: ChartInput, plot: Plot): Mark | null {
  const from = plot.x(input.nowSeconds);
  if (plot.width - from < 1) return null;
  const box = { x: from, y: plot.top, width: plot.width - from, height: plot.bottom - plot.top };
  return rect(box, futureFill);
}

function faults(input: ChartInput, plot: Plot): Mark[] {
  const { fromSeconds, toSeconds } = input.span;
  const isSeen = (at: number): boolean => at >= fromSeconds && at <= toSeconds;
  return input.faultsAtSeconds.filter(isSeen).map((at) => {
    const x = plot.x(at);
    return line([x, plot.top - 4], [x, plot.bottom + 3], 'failing', { 'stroke-dasharray': '2 2' });
  });
}

function timeAxis(input: ChartInput, plot: Plot): Mark[] {
  const { span, startEpochSeconds } = input;
  const { instants } = timeTicks(span, startEpochSeconds, Math.max(2, Math.floor(plot.width / 75)));
  return instants.map((at) => {
    const x = plot.x(at);
    const anchor = x < 14 ? '' : x > plot.width - 14 ? 'end ' : 'middle ';
    return text(x, plot.bottom + 13, clockMinute(at, startEpochSeconds), `${anchor}muted`);
  });
}

/** A line through the points, broken where the metric did not apply. */
export function pointsPath(
  plot: Plot,
  points: readonly ChartPoint[],
  value: (point: ChartPoint) => number = ({ mean }) => mean,
): string {
  const path = shapeLine<ChartPoint>()
    .defined((point) => !Number.isNaN(value(point)))
    .x((point) => plot.x(point.atSeconds))
    .y((point) => plot.y(value(point)))
    .digits(1);
  return path(points) ?? '';
}

/** The area between two values of each point. */
export function bandPath<Point extends { readonly atSeconds: number }>(
  plot: Plot,
  points: readonly Point[],
  low: (point: Point) => number,
  high: (point: Point) => number,
): string {
  const path = shapeArea<Point>()
    .defined((point) => !Number.isNaN(low(point)) && !Number.isNaN(high(point)))
    .x((point) => plot.x(point.atSeconds))
    .y0((point) => plot.y(low(point)))
    .y1((point) => plot.y(high(point)))
    .digits(1);
  return path(points) ?? '';
}

/** A drawn line. */
export function plotLine(d: string, token: TokenName, width: number, dash?: string): Mark {
  return stroke(d, token, width, { 'stroke-dasharray': dash, 'stroke-linejoin': 'round' });
}

/** A filled area. */
export function plotArea(d: string, fill: string, opacity = 1): Mark {
  return area(d, fill, opacity === 1 ? {} : { opacity });
}

export interface EndLabel {
  readonly words: string;
  readonly value: number;
  readonly classes: string;
}

/** Names of lines at their ends, moved apart where they would touch. */
export function endLabels(plot: Plot, labels: readonly EndLabel[]): Mark[] {
  const known = labels.filter(({ value }) => !Number.isNaN(value));
  const places = known.map(({ value }) => plot.y(value) + 3.5);
  const order = known.map((_, index) => index).sort((a, b) => places[a]! - places[b]! || a - b);
  for (let i = 1; i < order.length; i++) {
    const above = places[order[i - 1]!]!;
    places[order[i]!] = Math.max(places[order[i]!]!, above + 11);
  }
  const overshoot = order.length === 0 ? 0 : places[order.at(-1)!]! - (plot.bottom + 4);
  return known.map(({ words, classes }, index) => {
    const y = places[index]! - Math.max(0, overshoot);
    return text(plot.width + 26, y, words, classes);
  });
}

/** Round gridlines from 0 to at least `value`: three or four. */
export function ticksTo(value: number): number[] {
  const scale = scaleLinear()
    .domain([0, Math.max(value, 1e-9)])
    .nice(3);
  const ticks = scale.ticks(3);
  return ticks.length > 1 ? ticks : [0, value];
}

/** `1 234 MHz` as the axis says it. */
export function megahertz(value: number): string {
  return value >= 10_000 ? `${figures(value / 1000)} GHz` : `${count(value)} MHz`;
}
