import type { Scene, ScenePlan, TimelineMark, Tone } from '@vdcsim/protocol';
import type { TimelineInput } from '../contract.ts';
import { textWidth } from '../fitting.ts';
import { count } from '../words.ts';

/** Free room at both ends of the axis, pixels. */
export const sideRoom = 8;

/** A tick above the axis with its label, if it has found room. */
export interface TimelineTick {
  readonly atSeconds: number;
  readonly x: number;
  /** Undefined: planned, not happened. */
  readonly event: number | undefined;
  readonly tone: Tone;
  /** '' where there was no room. */
  readonly label: string;
  /** Where the label begins, or ends when it stands left of the tick. */
  readonly labelX: number;
  /** Line of labels, from 0 at the top. */
  readonly lane: number;
  /** The label stands left of the tick. */
  readonly isLeft: boolean;
  readonly isLatest: boolean;
}

/** Pixels of the axis to seconds of the simulation and back. */
export interface TimeAxis {
  readonly width: number;
  x(seconds: number): number;
  seconds(x: number): number;
}

/** The axis of a timeline of `width` pixels. */
export function timeAxis(durationSeconds: number, width: number): TimeAxis {
  const length = Math.max(width - 2 * sideRoom, 1);
  const whole = Math.max(durationSeconds, 1e-9);
  return {
    width,
    x: (seconds) => sideRoom + (length * Math.min(Math.max(seconds, 0), whole)) / whole,
    seconds: (x) => (whole * Math.min(Math.max(x - sideRoom, 0), length)) / length,
  };
}

/** The instant under a place of the drawing, for clicks on it. */
export function timelineSecondsAt(input: TimelineInput, x: number): number {
  const { scene, width, scale = 1 } = input;
  return timeAxis(scene.durationSeconds, width / scale).seconds(x / scale);
}

/** Instants of what is planned and has not been simulated, at most some dozens. */
export function plannedAhead(
  scene: Scene,
  nowSeconds: number,
): { atSeconds: number; plan: ScenePlan }[] {
  const ahead: { atSeconds: number; plan: ScenePlan }[] = [];
  for (const plan of scene.planned) {
    const every = plan.everySeconds ?? Number.POSITIVE_INFINITY;
    const skipped =
      plan.atSeconds > nowSeconds ? 0 : Math.floor((nowSeconds - plan.atSeconds) / every) + 1;
    if (skipped > 0 && plan.everySeconds === undefined) continue;
    for (let turn = skipped; turn < skipped + 6; turn++) {
      const atSeconds = plan.atSeconds + (turn === 0 ? 0 : turn * every);
      if (atSeconds > scene.durationSeconds || ahead.length >= 60) break;
      ahead.push({ atSeconds, plan });
      if (plan.everySeconds === undefined) break;
    }
  }
  return ahead.sort((a, b) => a.atSeconds - b.atSeconds);
}

/** What a plan does, in few words. */
export function planLabel({ verb, of, note }: ScenePlan): string {
  return note === '' ? `${verb} ${of}` : `${verb} ${of} · ${note}`;
}

const labelFontPx = 11;
const tickGap = 10;

/** Interval of x that is taken in a lane. */
type Taken = { from: number; to: number };

/** What is left for labels. */
interface Room {
  readonly taken: readonly Taken[][];
  readonly nowX: number;
  /** Instant of the newest tick. */
  readonly latest: number;
}

/**
 * Ticks with labels that touch neither each other nor the cursor. Later and louder ones choose
 * first; what finds no room in the lanes keeps its tick and loses its label.
 */
export function timelineTicks(input: TimelineInput, axis: TimeAxis, lanes: number): TimelineTick[] {
  const { scene, timeline, nowSeconds } = input;
  const happened = mergedMarks(timeline.marks, axis);
  const latest = happened.reduce((last, { atSeconds }) => Math.max(last, atSeconds), -1);
  const planned = plannedAhead(scene, nowSeconds).map(({ atSeconds, plan }) => ({
    ...{ atSeconds, event: undefined, tone: 'plain' as const, label: planLabel(plan) },
  }));
  const wished = [...happened, ...planned];
  const order = wished
    .map((_, index) => index)
    .sort((a, b) => rank(wished[a]!, latest) - rank(wished[b]!, latest) || b - a);
  const taken = Array.from({ length: lanes }, (): Taken[] => []);
  const room: Room = { taken, nowX: axis.x(nowSeconds), latest };
  const ticks: TimelineTick[] = [];
  for (const index of order) ticks[index] = placed(wished[index]!, room, axis);
  return ticks;
}

interface Wish {
  readonly atSeconds: number;
  readonly event: number | undefined;
  readonly tone: Tone;
  readonly label: string;
}

const toneRanks: Readonly<Record<Tone, number>> = { alarm: 1, warning: 2, good: 3, plain: 4 };

/** The newest first, then by loudness; what is planned last. */
function rank(wish: Wish, latest: number): number {
  if (wish.event === undefined) return 5;
  return wish.atSeconds === latest ? 0 : toneRanks[wish.tone];
}

/** Marks on the same pixels are one tick: the loudest speaks, the others are counted. */
function mergedMarks(marks: readonly TimelineMark[], axis: TimeAxis): Wish[] {
  const groups: TimelineMark[][] = [];
  let lastX = Number.NEGATIVE_INFINITY;
  for (const mark of marks) {
    const x = axis.x(mark.atSeconds);
    if (x - lastX < 4) groups.at(-1)!.push(mark);
    else {
      groups.push([mark]);
      lastX = x;
    }
  }
  return groups.map((group) => {
    const loudest = group.reduce((a, b) => (toneRanks[b.tone] < toneRanks[a.tone] ? b : a));
    const more = group.length - 1;
    const label = more === 0 ? loudest.label : `${loudest.label}, ${count(more)} more`;
    return { ...loudest, label };
  });
}

function placed(wish: Wish, room: Room, axis: TimeAxis): TimelineTick {
  const { atSeconds, event, tone, label } = wish;
  const x = axis.x(atSeconds);
  const isLatest = event !== undefined && atSeconds === room.latest;
  const width = textWidth(label, labelFontPx) + tickGap;
  const base = { atSeconds, x, event, tone, isLatest };
  // A label right of a tick that is under the cursor begins behind the cursor.
  const rightX = room.nowX >= x - 1 && room.nowX - x < 14 ? room.nowX + 2 : x;
  for (let lane = 0; lane < room.taken.length; lane++) {
    for (const isLeft of x > axis.width * 0.8 ? [true, false] : [false, true]) {
      const from = isLeft ? x - width : x - 6;
      const to = isLeft ? x + 6 : rightX + width;
      const isFree = room.taken[lane]!.every((other) => to < other.from || from > other.to);
      if (!isFree || from < 0 || to > axis.width || crossesCursor(from, to, x, room)) continue;
      room.taken[lane]!.push({ from, to });
      return { ...base, label, lane, isLeft, labelX: isLeft ? x - 8 : rightX + 8 };
    }
  }
  return { ...base, label: '', lane: 0, isLeft: false, labelX: x };
}

/** Whether a label would lie under the cursor, other than the one that begins behind it. */
function crossesCursor(from: number, to: number, x: number, room: Room): boolean {
  const isBeside = room.nowX >= x - 1 && room.nowX - x < 14;
  return !isBeside && from < room.nowX + 6 && to > room.nowX - 6;
}
