/**
 * The card of a failed host, in its place: the clock of high availability, silence, verdict and
 * restart, and under it the restart queue in two columns.
 */
import { fitted } from '../fitting.ts';
import { glyph } from '../glyph.ts';
import { group, line, type Mark, mark, moved, rect, svg, text } from '../marks.ts';
import { paint } from '../tokens.ts';
import { type CardHead, cardHead, cardMargin } from './host-card.ts';
import type { ClockMark, QueueLine, RecoveryModel } from './recovery-model.ts';

const clockY = 52;
const queueTop = 101;
const linePitch = 22.3;
const columnGap = 10;

/** Height of the card. */
export function recoveryCardHeight(model: RecoveryModel): number {
  return queueTop + linesPerColumn(model) * linePitch + 8 + model.notes.length * 15;
}

function linesPerColumn({ lines }: RecoveryModel): number {
  return Math.max(lines.length <= 4 ? lines.length : Math.ceil(lines.length / 2), 1);
}

/** Draws the card. */
export function recoveryCard(
  head: CardHead,
  model: RecoveryModel,
  layout: { readonly width: number; readonly scale: number; readonly leastHeight: number },
): Mark {
  const { width, scale } = layout;
  const height = Math.max(recoveryCardHeight(model), layout.leastHeight);
  const rows = linesPerColumn(model);
  const columnWidth = (width - 2 * cardMargin - columnGap) / 2;
  const lines = model.lines.map((queueLine, place) => {
    const x = cardMargin + Math.floor(place / rows) * (columnWidth + columnGap);
    const isWide = model.lines.length <= 4;
    const lineWidth = isWide ? width - 2 * cardMargin : columnWidth;
    return drawLine(queueLine, x, queueTop + (place % rows) * linePitch, lineWidth);
  });
  return svg(
    { width, height, scale },
    { role: 'presentation' },
    cardHead(head, width),
    haClock(model, width),
    text(cardMargin, 92, 'Restart queue', 'strong'),
    text(width - cardMargin, 92, fitted(model.summary, width - 130, 10), 'end muted'),
    ...lines,
    ...model.notes.map((note, place) =>
      text(cardMargin, queueTop + rows * linePitch + 12 + place * 15, note, 'muted'),
    ),
  );
}

/** Left and right end of the clock's axis. */
interface Axis {
  readonly from: number;
  readonly to: number;
}

/** At most this part of the axis is silence, at least the other: a long wait hides neither. */
const silenceMost = 0.5;
const silenceLeast = 0.27;

/** Where the verdict stands on the axis: to scale, unless that would hide one of the parts. */
function verdictFraction(model: RecoveryModel): number {
  const { failedAtSeconds, declaredAtSeconds, nowSeconds } = model;
  const silence = declaredAtSeconds - failedAtSeconds;
  const whole = Math.max(nowSeconds - failedAtSeconds, silence);
  const toScale = whole <= 0 ? silenceMost : silence / whole;
  return Math.min(
    Math.max(toScale, silenceLeast),
    nowSeconds < declaredAtSeconds ? 0.9 : silenceMost,
  );
}

function haClock(model: RecoveryModel, width: number): Mark {
  const axis: Axis = { from: 44, to: width - 62 };
  const span = axis.to - axis.from;
  const { failedAtSeconds, declaredAtSeconds, nowSeconds } = model;
  const silence = Math.max(declaredAtSeconds - failedAtSeconds, 1e-9);
  const verdictX = axis.from + span * verdictFraction(model);
  const isDead = nowSeconds >= declaredAtSeconds;
  const nowX = isDead
    ? axis.to
    : axis.from + ((verdictX - axis.from) * (nowSeconds - failedAtSeconds)) / silence;
  const isToScale = !isDead || (verdictX - axis.from) / span > silenceLeast + 1e-6;
  const [failed, verdict, now] = model.marks as [ClockMark, ClockMark, ClockMark];
  const middle = (from: number, to: number): number => (from + to) / 2;
  return group(
    {},
    text(cardMargin, clockY + 4, 'HA', 'muted'),
    line([axis.from, clockY], [nowX, clockY], 'ink', { 'stroke-width': 2 }),
    line([nowX, clockY], [width - cardMargin, clockY], 'line-2', {
      'stroke-width': 2,
      'stroke-dasharray': '2 2',
    }),
    tick(axis.from, failed, 'start', true),
    tick(verdictX, verdict, verdictX < axis.from + span * 0.45 ? 'start' : 'middle', true),
    tick(nowX, now, isDead ? 'end' : 'middle', isDead),
    isToScale ? null : axisBreak(verdictX + (nowX - verdictX) / 8),
    text(middle(axis.from, verdictX), clockY - 7, model.silenceWords, 'middle muted'),
    isDead ? text(middle(verdictX, nowX), clockY - 7, model.restartWords, 'middle muted') : null,
  );
}

function tick(x: number, model: ClockMark, anchor: string, hasLabel: boolean): Mark {
  const stroke = { 'stroke-width': 1.5, 'stroke-dasharray': model.isExpected ? '2 2' : undefined };
  const words = [`${model.label} `, mark('tspan', { class: 'faint' }, model.time)];
  return group(
    {},
    line([x, clockY - 4], [x, clockY + 4], 'ink', stroke),
    hasLabel ? text(x, clockY + 17, words, anchor === 'start' ? '' : anchor) : null,
  );
}

/** Two slanted strokes: the axis is not to scale here. */
function axisBreak(x: number): Mark {
  const slant = (at: number): string => `M${at - 2} ${clockY + 5}L${at + 2} ${clockY - 5}`;
  return group(
    {},
    rect({ x: x - 3, y: clockY - 2, width: 6, height: 4 }, paint('paper')),
    mark('path', { d: slant(x - 3) + slant(x + 3), stroke: paint('ink'), 'stroke-width': 1.2 }),
  );
}

function drawLine(model: QueueLine, x: number, y: number, width: number): Mark {
  const attributes = {
    key: `vm${model.vm}`,
    class: 'draw-line',
    transform: moved(x, y),
    role: 'option',
    'aria-selected': 'false',
    'aria-description': [model.name, model.words, model.destination].filter(Boolean).join(', '),
    'data-entity': model.entity,
    'data-vm': model.vm,
    // A VM that has a new host has a cell there; only one of the two may carry the name.
    id: model.destination === '' ? `map-${model.entity}` : undefined,
  };
  const name = fitted(model.name, 46, 11);
  const hasTrack = model.bootFraction !== undefined;
  const wordsFrom = hasTrack ? 180 : model.destination === '' ? 86 : 130;
  return group(
    attributes,
    rect({ x: 0, y: 0, width, height: linePitch }, 'transparent'),
    line([0, 0], [width, 0], 'line'),
    ...priorityBars(model.priority),
    glyph(model.health, 24, 11, 4.2, model.bootFraction),
    text(34, 15, name, 'strong'),
    model.destination === '' ? null : text(82, 15, `→ ${fitted(model.destination, 36, 11)}`),
    hasTrack ? bootTrack(model.bootFraction ?? 0) : null,
    text(
      width,
      15,
      fitted(model.words, width - wordsFrom, model.isTrouble ? 11 : 10),
      model.isTrouble ? 'end warn' : 'end muted',
    ),
  );
}

function priorityBars(priority: number): Mark[] {
  return [1, 2, 3].map((bar) => {
    const box = { x: 1 + (bar - 1) * 4, y: 15 - bar * 3, width: 2.5, height: bar * 3 };
    return rect(box, paint(bar <= priority ? 'ink-2' : 'line'));
  });
}

function bootTrack(fraction: number): Mark[] {
  const box = { x: 134, y: 9, height: 4 };
  return [
    rect({ ...box, width: 44 }, paint('cpu-idle')),
    rect({ ...box, width: 44 * fraction }, paint('select'), { class: 'glides' }),
  ];
}
