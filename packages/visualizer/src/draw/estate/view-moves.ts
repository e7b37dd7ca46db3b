/** Moving about the map: what a wheel, a key or a drag makes of a view. */
import type { EstateGrid } from './estate-grid.ts';
import {
  hostCorner,
  type Level,
  levelBegin,
  levelOf,
  levels,
  type Stage,
  type View,
  wholeView,
  worldSeen,
} from './geometry.ts';

/** A point of the map on the screen. */
export type Point = readonly [x: number, y: number];

/** Largest scale: whole cards. */
export function scaleMost(stage: Stage): number {
  return levelBegin(stage, 'detail');
}

/** Keeps the estate in sight: centred where it is smaller than the room, else without a gap. */
export function constrained(grid: EstateGrid, stage: Stage, view: View): View {
  const k = Math.min(Math.max(view.k, 1), scaleMost(stage));
  const world = worldSeen(grid, stage, { ...view, k });
  const x = within(view.x, stage.width, world.width, 0.5);
  const y = within(view.y, stage.height, world.height, 0);
  return { k, x, y };
}

const edge = 16;

/** @param slackBefore part of the free room that lies before the estate */
function within(value: number, room: number, size: number, slackBefore: number): number {
  if (size <= room) return (room - size) * slackBefore;
  return Math.min(Math.max(value, room - size - edge), edge);
}

/** Closer or further by a factor, keeping what is under a point of the screen where it is. */
export function zoomed(
  grid: EstateGrid,
  stage: Stage,
  view: View,
  factor: number,
  at: Point,
): View {
  const k = Math.min(Math.max(view.k * factor, 1), scaleMost(stage));
  const anchor = anchorAt(grid, stage, view, at);
  return held(grid, stage, k, anchor, at);
}

/** A place on the map that means the same at every scale: parts of a host's pitch and cells. */
interface Anchor {
  readonly host: number;
  readonly across: number;
  readonly down: number;
}

/** The host nearest to a point, and where on it the point is. */
function anchorAt(grid: EstateGrid, stage: Stage, view: View, at: Point): Anchor {
  const world = worldSeen(grid, stage, view);
  const { pitch, headHeight } = world.sizes;
  const x = at[0] - view.x;
  const y = at[1] - view.y;
  let best: Anchor = { host: 0, across: 0.5, down: 0.5 };
  let least = Number.POSITIVE_INFINITY;
  for (let host = 0; host < grid.stripOfHost.length; host++) {
    const [left, top] = hostCorner(grid, world, host);
    const tall = bodyHeight(grid, world, host);
    const right = Math.max(left - x, x - left - pitch, 0);
    const below = Math.max(top - y, y - top - headHeight - tall, 0);
    if (right + below >= least) continue;
    least = right + below;
    best = { host, across: (x - left) / pitch, down: (y - top - headHeight) / tall };
  }
  const held = (part: number): number => Math.min(Math.max(part, -0.5), 1.5);
  return { ...best, across: held(best.across), down: held(best.down) };
}

/** Height of the cells of a host's row of strips. */
function bodyHeight(grid: EstateGrid, world: ReturnType<typeof worldSeen>, host: number): number {
  const vms = grid.rowVms[Math.floor(grid.stripOfHost[host]! / grid.columns)] ?? 1;
  return Math.ceil(vms / world.sizes.cellsPerRow) * world.sizes.cellPitch;
}

/** The view at a scale in which an anchor lies at a point of the screen. */
function held(grid: EstateGrid, stage: Stage, k: number, anchor: Anchor, at: Point): View {
  const world = worldSeen(grid, stage, { k, x: 0, y: 0 });
  const [left, top] = hostCorner(grid, world, anchor.host);
  const { pitch, headHeight } = world.sizes;
  const x = at[0] - left - anchor.across * pitch;
  const y = at[1] - top - headHeight - anchor.down * bodyHeight(grid, world, anchor.host);
  return constrained(grid, stage, { k, x, y });
}

/** One level closer (1) or further (-1), around a host. */
export function stepped(
  grid: EstateGrid,
  stage: Stage,
  view: View,
  direction: 1 | -1,
  host: number,
): View {
  const place = levels.indexOf(levelOf(stage, view)) + direction;
  const level = levels[Math.min(Math.max(place, 0), levels.length - 1)]!;
  if (level === 'cells') return constrained(grid, stage, wholeView);
  return viewOf(grid, stage, level, host);
}

/** The beginning of a level with a host in the middle. */
export function viewOf(grid: EstateGrid, stage: Stage, level: Level, host: number): View {
  const middle = [stage.width / 2, stage.height / 3] as const;
  return held(grid, stage, levelBegin(stage, level), { host, across: 0.5, down: 0 }, middle);
}

/** Moves a host into sight when it is not; else the view stays. */
export function reveal(grid: EstateGrid, stage: Stage, view: View, host: number): View {
  const world = worldSeen(grid, stage, view);
  const [left, top] = hostCorner(grid, world, host);
  const x = left + view.x;
  const y = top + view.y;
  const isSeen = x >= 0 && x + world.sizes.pitch <= stage.width && y >= 0 && y + 40 <= stage.height;
  if (isSeen) return view;
  const middle = [stage.width / 2, stage.height / 3] as const;
  return held(grid, stage, view.k, { host, across: 0.5, down: 0 }, middle);
}
