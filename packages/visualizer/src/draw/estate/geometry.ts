/**
 * Where hosts and cells stand at each level of zoom, in pixels of the screen from the corner of
 * the estate. Hosts and cells grow with the scale; names and gaps do not. Nothing here knows what
 * the hosts do.
 */
import type { EstateGrid } from './estate-grid.ts';

/** Levels from far to near: a cell a VM; names of hosts; small cards; whole cards. */
export const levels = ['cells', 'columns', 'cards', 'detail'] as const;
export type Level = (typeof levels)[number];

/** Sizes of one level in pixels. */
export interface LevelSizes {
  /** From one host to the next, and the part of it that is drawn on. */
  readonly pitch: number;
  readonly hostWidth: number;
  /** Of a host above its first cell. */
  readonly headHeight: number;
  readonly cellPitch: number;
  /** VMs side by side on a host. */
  readonly cellsPerRow: number;
  /** Between two strips, besides. */
  readonly stripGap: number;
  /** Above the hosts, for names. */
  readonly labelHeight: number;
  /** Below the last cell. */
  readonly rowGap: number;
}

/** Width of a whole card, as on the view of hosts. */
export const detailCardWidth = 508;

/** A column of cells, at scale 1. */
const column = { pitch: 7, headHeight: 15, cellPitch: 4.1 };

/** Pixels from host to host at which each next level begins. */
const columnsFromPx = 40;
const cardsFromPx = 84;
const detailFromPx = 170;

/** Heads and cells of columns grow no taller, so that a strip stays in sight as it widens. */
const headMostPx = 46;
const cellMostPx = 16;

const cellGaps = { stripGap: 20, labelHeight: 15, rowGap: 9 };
const columnGaps = { stripGap: 28, labelHeight: 38, rowGap: 20 };

function sizesOf(level: Level, scale: number): LevelSizes {
  if (level === 'detail') {
    const { pitch, hostWidth } = { pitch: 522, hostWidth: detailCardWidth };
    const cells = { headHeight: 104, cellPitch: 31, cellsPerRow: 7 };
    return { pitch, hostWidth, ...cells, stripGap: 60, labelHeight: 36, rowGap: 26 };
  }
  if (level === 'cards') {
    const grown = (column.pitch * scale) / cardsFromPx;
    const cells = { headHeight: 26 + 14 * grown, cellPitch: 19 * grown, cellsPerRow: 2 };
    const gaps = { stripGap: 40, labelHeight: 30, rowGap: 24 };
    return { pitch: 100 * grown, hostWidth: 100 * grown - 10, ...cells, ...gaps };
  }
  const pitch = column.pitch * scale;
  return {
    ...{ pitch, hostWidth: pitch - Math.max(1, 0.12 * pitch), cellsPerRow: 1 },
    headHeight: Math.min(column.headHeight * scale, headMostPx),
    cellPitch: Math.min(column.cellPitch * scale, cellMostPx),
    ...(level === 'cells' ? cellGaps : columnGaps),
  };
}

/** A level at a scale. */
export interface World {
  readonly level: Level;
  readonly sizes: LevelSizes;
  readonly width: number;
  readonly height: number;
  /** Top of each row of strips; one more for the end. */
  readonly rowTops: readonly number[];
}

/** The world of a level at a scale. */
export function worldOf(grid: EstateGrid, level: Level, scale: number): World {
  const sizes = sizesOf(level, scale);
  const rowTops = [0];
  for (const vms of grid.rowVms) {
    const height = sizes.labelHeight + hostHeight(sizes, vms) + sizes.rowGap;
    rowTops.push(rowTops.at(-1)! + height);
  }
  const columns = Math.min(grid.columns, Math.max(grid.strips.length, 1));
  const width = columns * stripWidth(grid, sizes) - sizes.stripGap;
  return { level, sizes, width, height: rowTops.at(-1)! - sizes.rowGap, rowTops };
}

/** Height of a host with some VMs. */
export function hostHeight(sizes: LevelSizes, vms: number): number {
  return sizes.headHeight + Math.ceil(vms / sizes.cellsPerRow) * sizes.cellPitch;
}

function stripWidth(grid: EstateGrid, sizes: LevelSizes): number {
  return grid.stripHosts * sizes.pitch + sizes.stripGap;
}

/** Corner of a strip. */
export function stripCorner(grid: EstateGrid, world: World, strip: number): [number, number] {
  const row = Math.floor(strip / grid.columns);
  return [(strip % grid.columns) * stripWidth(grid, world.sizes), world.rowTops[row]!];
}

/** Corner of a host, where its head begins. */
export function hostCorner(grid: EstateGrid, world: World, host: number): [number, number] {
  const [x, y] = stripCorner(grid, world, grid.stripOfHost[host]!);
  return [x + grid.placeOfHost[host]! * world.sizes.pitch, y + world.sizes.labelHeight];
}

/** What is at a point: a host, and the place of a cell on it, -1 being its head. */
export interface Spot {
  readonly host: number;
  readonly cell: number;
}

/** The host and cell at a point, by arithmetic. */
export function spotAt(grid: EstateGrid, world: World, x: number, y: number): Spot | undefined {
  const { sizes, rowTops } = world;
  const column = Math.floor(x / stripWidth(grid, sizes));
  let row = rowTops.length - 2;
  while (row >= 0 && rowTops[row]! > y) row--;
  const index = row * grid.columns + column;
  const strip = grid.strips[index];
  const isInside = row >= 0 && column >= 0 && column < grid.columns && y <= world.height;
  if (!isInside || strip === undefined) return undefined;
  const [left, top] = stripCorner(grid, world, index);
  const host = strip.hosts[Math.floor((x - left) / sizes.pitch)];
  if (host === undefined) return undefined;
  const inHost = y - top - sizes.labelHeight - sizes.headHeight;
  const inRow = Math.min(((x - left) % sizes.pitch) / sizes.hostWidth, 0.999);
  const line = Math.floor(inHost / sizes.cellPitch);
  const cell = line * sizes.cellsPerRow + Math.floor(inRow * sizes.cellsPerRow);
  return { host, cell: inHost < 0 ? -1 : cell };
}

/** How the map is seen: scale from the whole estate, and where its corner lies on the screen. */
export interface View {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export const wholeView: View = { k: 1, x: 0, y: 0 };

/** Room of the map on the screen and the scale at which the whole estate fits. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  readonly fitScale: number;
}

/** The level at a scale from the whole estate. */
export function levelOf(stage: Stage, { k }: View): Level {
  const px = column.pitch * stage.fitScale * k;
  if (px < columnsFromPx) return 'cells';
  if (px < cardsFromPx - 1e-6) return 'columns';
  return px < detailFromPx - 1e-6 ? 'cards' : 'detail';
}

/** The world that a view shows. */
export function worldSeen(grid: EstateGrid, stage: Stage, view: View): World {
  return worldOf(grid, levelOf(stage, view), stage.fitScale * view.k);
}

/** Scale at which a level begins. */
export function levelBegin(stage: Stage, level: Level): number {
  const px = { cells: 0, columns: columnsFromPx, cards: cardsFromPx, detail: detailFromPx }[level];
  return Math.max(1, px / (column.pitch * stage.fitScale));
}

/** A handful of hosts does not become a poster. */
const fitScaleMost = 5;

/** The scale at which a grid fits a room: names and gaps keep their size, the rest gives way. */
export function fitScaleOf(
  grid: EstateGrid,
  room: { readonly width: number; readonly height: number },
): number {
  const columns = Math.min(grid.columns, Math.max(grid.strips.length, 1));
  const { stripGap, labelHeight, rowGap } = cellGaps;
  const rows = grid.rowVms.length;
  const across = columns * grid.stripHosts * column.pitch;
  const down = grid.rowVms.reduce(
    (sum, vms) => sum + column.headHeight + vms * column.cellPitch,
    0,
  );
  const wide = (room.width - (columns - 1) * stripGap) / across;
  const tall = (room.height - rows * (labelHeight + rowGap) + rowGap) / down;
  return Math.min(Math.max(Math.min(wide, tall), 0.3), fitScaleMost);
}
