/**
 * The timeline: how many events there were, what broke when, where the simulation is, and ahead
 * of it, on ruled ground, what the scenario has planned.
 */

import type { Tone } from '@vdcsim/protocol';
import { h } from 'preact';
import type { Health } from '../../state/health.ts';
import type { TimelineInput } from '../contract.ts';
import { glyph } from '../glyph.ts';
import { group, line, type Mark, mark, rect, svg, text } from '../marks.ts';
import { futureFill } from '../patterns.ts';
import { paint } from '../tokens.ts';
import { clock, clockMinute } from '../words.ts';
import { dateWords } from './date-words.ts';
import { timeTicks } from './time-ticks.ts';
import { type TimeAxis, type TimelineTick, timeAxis, timelineTicks } from './timeline-model.ts';

const axisRoom = 24;
const laneHeight = 14;

const shapes: Readonly<Record<Tone, Health>> = {
  alarm: 'failing',
  warning: 'constrained',
  good: 'ok',
  plain: 'ok',
};

/** Draws the timeline over the whole duration of the run. */
export function timelineDrawing(input: TimelineInput): Mark {
  const { scene, nowSeconds, scale = 1 } = input;
  const width = input.width / scale;
  const height = input.height / scale;
  const axis = timeAxis(scene.durationSeconds, width);
  const base = height - axisRoom;
  const lanes = Math.max(1, Math.min(3, Math.floor((base - 12) / (2 * laneHeight))));
  const ticks = timelineTicks({ ...input, width }, axis, lanes);
  const end = axis.x(scene.durationSeconds);
  const nowX = axis.x(nowSeconds);
  const label = `Timeline, now ${clock(nowSeconds, scene.startEpochSeconds)}`;
  const ground = { x: nowX, y: 4, width: end - nowX, height: base - 4 };
  return svg(
    { width, height, scale },
    { role: 'img', 'aria-label': label },
    rect(ground, futureFill),
    ...density(input, axis, base, lanes * laneHeight + 8),
    line([axis.x(0), base + 0.5], [end, base + 0.5], 'line-2'),
    ...axisTicks(input, axis, base),
    ...ticks.map((tick) => tickMark(tick, base, input)),
    notSimulated(ticks, axis, nowX, end, base, lanes),
    cursor(nowX, base),
  );
}

/** Bars of events by bin; the highest reaches up to `top`. */
function density(input: TimelineInput, axis: TimeAxis, base: number, top: number): Mark[] {
  const { counts, binSeconds } = input.timeline;
  const most = counts.reduce((peak, count) => Math.max(peak, count), 0);
  if (most === 0) return [];
  const room = base - top;
  let past = '';
  let recent = '';
  const recentFrom = input.nowSeconds - 2 * binSeconds;
  counts.forEach((count, bin) => {
    if (count === 0) return;
    const from = axis.x(bin * binSeconds);
    const width = Math.max(axis.x((bin + 1) * binSeconds) - from - 0.5, 0.8);
    // Square root: one restart storm must not make a quiet day invisible.
    const tall = Math.max(1.5, room * Math.sqrt(count / most));
    const d = `M${from.toFixed(1)} ${base}v${(-tall).toFixed(1)}h${width.toFixed(1)}v${tall.toFixed(1)}Z`;
    if (bin * binSeconds >= recentFrom) recent += d;
    else past += d;
  });
  return [
    mark('path', { d: past, fill: paint('ink-3'), opacity: 0.55 }),
    mark('path', { d: recent, fill: paint('ink') }),
  ];
}

function axisTicks(input: TimelineInput, axis: TimeAxis, base: number): Mark[] {
  const { durationSeconds, startEpochSeconds } = input.scene;
  const span = { fromSeconds: 0, toSeconds: durationSeconds };
  const most = Math.max(2, Math.floor(axis.width / 64));
  const { instants, stepSeconds } = timeTicks(span, startEpochSeconds, most);
  const words = (at: number): string =>
    stepSeconds >= 86_400
      ? dateWords(startEpochSeconds + at)
      : stepSeconds < 60
        ? clock(at, startEpochSeconds)
        : clockMinute(at, startEpochSeconds);
  return instants.map((at) => {
    const x = axis.x(at);
    const anchor = x < 20 ? '' : x > axis.width - 20 ? 'end ' : 'middle ';
    return group(
      {},
      line([x, base + 1], [x, base + 5], 'line-2'),
      text(anchor === '' ? x - 4 : x, base + 16, words(at), `${anchor}muted`),
    );
  });
}

function tickMark(tick: TimelineTick, base: number, input: TimelineInput): Mark {
  const { x, lane, tone, label, isLeft, event } = tick;
  const y = 10 + lane * laneHeight;
  const isPlanned = event === undefined;
  const tone2 = isPlanned ? 'muted' : tick.isLatest ? 'strong' : tone === 'plain' ? 'soft' : '';
  const classes = `${isLeft ? 'end ' : ''}${tone2}`.trim();
  const marks = [
    line([x, y + 3], [x, base], isPlanned ? 'line-2' : 'ink-3', {
      'stroke-dasharray': isPlanned ? '2 2' : undefined,
      opacity: label === '' && !isPlanned ? 0.45 : undefined,
    }),
    label === '' && tone === 'plain' ? null : tickShape(tick, y),
    label === '' ? null : text(tick.labelX, y + 4, label, classes),
  ];
  if (isPlanned || input.onMark === undefined) return group({}, ...marks);
  const onClick = (): void => input.onMark?.(event);
  return h('g', { class: 'draw-tick', onClick } as object, ...marks) as Mark;
}

function tickShape(tick: TimelineTick, y: number): Mark {
  if (tick.event !== undefined) return glyph(shapes[tick.tone], tick.x, y, 4.5);
  const attributes = { cx: tick.x, cy: y, r: 3.5, fill: paint('panel'), stroke: paint('ink-3') };
  return mark('circle', attributes);
}

/** Says what the ruled ground is, where no label is in the way. */
function notSimulated(
  ticks: readonly TimelineTick[],
  axis: TimeAxis,
  nowX: number,
  end: number,
  base: number,
  lanes: number,
): Mark | null {
  const y = base - 8;
  if (end - nowX < 110 || y < lanes * laneHeight) return null;
  const firstTick = ticks.reduce((x, tick) => (tick.x > nowX + 1 ? Math.min(x, tick.x) : x), end);
  const middle = firstTick - nowX > 110 ? (nowX + firstTick) / 2 : (nowX + end) / 2;
  return text(Math.min(middle, axis.width - 50), y, 'not simulated yet', 'middle muted haloed');
}

function cursor(x: number, base: number): Mark {
  const head = `M${x - 5.5} 0h11v6l-5.5 6l-5.5 -6Z`;
  return group(
    { class: 'draw-cursor' },
    line([x, 4], [x, base + 6], 'select', { 'stroke-width': 1.5 }),
    mark('path', { d: head, fill: paint('select') }),
  );
}
