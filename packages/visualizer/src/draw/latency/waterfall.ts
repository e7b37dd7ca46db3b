/** The waterfall of latency: one stage a row, each beginning where the one before ends. */
import { scaleLinear } from 'd3-scale';
import { ticksTo } from '../charts/chart.ts';
import { textWidth } from '../fitting.ts';
import { line, type Mark, rect, stroke, svg, text } from '../marks.ts';
import { readyFill } from '../patterns.ts';
import { paint } from '../tokens.ts';
import { figures } from '../words.ts';
import type { LatencyModel, LatencyStage } from './latency-stages.ts';

/** How it was at another time. */
export interface LatencyBefore {
  /** `At 13:59`. */
  readonly when: string;
  readonly kernelMs: number;
  readonly deviceMs: number;
}

export interface WaterfallInput {
  readonly latency: LatencyModel;
  readonly before: LatencyBefore | undefined;
  /** Pixels. */
  readonly width: number;
  readonly scale: number;
}

const rowsTop = 22;
const rowPitch = 34;
const barHeight = 12;

/** Draws it. */
export function waterfall({ latency, before, width: widthPx, scale }: WaterfallInput): Mark {
  const width = widthPx / scale;
  const { wholeMs, stages } = latency;
  const most = Math.max(wholeMs, before === undefined ? 0 : before.kernelMs + before.deviceMs);
  const ticks = ticksTo(most);
  const x = scaleLinear()
    .domain([0, ticks.at(-1)!])
    .range([0, width]);
  const bottom = rowsTop + stages.length * rowPitch;
  const height = bottom + 40 + (before === undefined ? 0 : 40);
  const said = stages.map(({ name, ms }) => `${name} ${figures(ms)} ms`).join(', ');
  return svg(
    { width, height, scale },
    { role: 'img', 'aria-label': `Latency ${figures(wholeMs)} ms: ${said}` },
    text(0, 10, `Where the ${figures(wholeMs)} ms go`, 'strong'),
    text(width, 10, 'one request, left to right', 'end muted'),
    ...ticks.flatMap((tick, place) => [
      line([x(tick), rowsTop - 4], [x(tick), bottom], 'line'),
      text(x(tick), bottom + 12, tickWords(tick, ticks), `${anchor(place, ticks.length)}muted`),
    ]),
    ...rowsOf(stages, x, width),
    ...deviceBracket(latency, x, bottom + 18),
    ...(before === undefined ? [] : beforeRow(latency, before, x, bottom + 54)),
  );
}

function tickWords(tick: number, ticks: readonly number[]): string {
  return tick === ticks.at(-1) ? `${figures(tick)} ms` : figures(tick);
}

function anchor(place: number, count: number): string {
  return place === 0 ? '' : place === count - 1 ? 'end ' : 'middle ';
}

function rowsOf(stages: readonly LatencyStage[], x: (ms: number) => number, width: number): Mark[] {
  let from = 0;
  return stages.flatMap((stage, place) => {
    const { name, ms, tone } = stage;
    const y = rowsTop + place * rowPitch;
    const [left, right] = [x(from), x(from + ms)];
    from += ms;
    const fill = tone === 'kernel' ? readyFill : paint(`lat-${tone}`);
    const bar = { x: left, y: y + 14, width: Math.max(1.5, right - left), height: barHeight };
    const isWide = left + textWidth(name, 11) > width;
    const marks = [
      text(isWide ? width : left, y + 9, name, isWide ? 'end strong' : 'strong'),
      rect(bar, fill, { class: 'glides' }),
      ...stageWords(stage, { left, right, y, width }),
    ];
    if (place === stages.length - 1) return marks;
    return [...marks, line([right, y + 14], [right, y + 14 + rowPitch], 'ink-3')];
  });
}

interface StagePlace {
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly width: number;
}

/** Milliseconds and why: behind the bar, else before it, else over its end. */
function stageWords({ about, ms }: LatencyStage, { left, right, y, width }: StagePlace): Mark[] {
  const words = `${figures(ms)} ms`;
  const [whole, more] = [textWidth(words, 11.5), textWidth(about, 10)];
  if (right + whole + 6 > width && left < whole + 10) {
    return [text(width, y + 9, words, 'end strong')];
  }
  if (right + whole + more + 12 <= width || left < whole + 10) {
    const behind = text(right + 6, y + 24, words, 'strong');
    const at = right + whole + 14;
    return at + more > width + 4 ? [behind] : [behind, text(at, y + 24, about, 'muted')];
  }
  const before = text(left - 6, y + 24, words, 'end strong');
  const at = left - whole - 14;
  return at < more ? [before] : [before, text(at, y + 24, about, 'end muted')];
}

/** What of it is the device's, in vSphere's word. */
function deviceBracket(
  { wholeMs, deviceMs }: LatencyModel,
  x: (ms: number) => number,
  y: number,
): Mark[] {
  const [left, right] = [x(wholeMs - deviceMs), x(wholeMs)];
  if (right - left < 24) return [];
  const words = `device ${figures(deviceMs)} ms (DAVG)`;
  return [
    stroke(`M${left.toFixed(1)} ${y}v4H${right.toFixed(1)}v-4`, 'ink-3', 1),
    text(Math.max(words.length * 3.2, (left + right) / 2), y + 15, words, 'middle'),
  ];
}

function beforeRow(
  { wholeMs }: LatencyModel,
  { when, kernelMs, deviceMs }: LatencyBefore,
  x: (ms: number) => number,
  y: number,
): Mark[] {
  const whole = kernelMs + deviceMs;
  const ratio = wholeMs / whole;
  const words =
    ratio >= 1.15
      ? `${figures(ratio)} times faster`
      : ratio <= 0.87
        ? `${figures(1 / ratio)} times slower`
        : 'the same';
  return [
    text(0, y, when, 'strong'),
    text(64, y, `${figures(whole)} ms, ${words}`, 'muted'),
    rect({ x: 0, y: y + 6, width: x(kernelMs), height: 8 }, readyFill),
    rect(
      { x: x(kernelMs), y: y + 6, width: Math.max(1.5, x(deviceMs)), height: 8 },
      paint('lat-device'),
    ),
  ];
}
