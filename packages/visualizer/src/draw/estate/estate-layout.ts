/** The layout of an estate in a room: how many strips beside each other, and how large. */
import { useRef } from 'preact/hooks';
import type { MapProps } from '../contract.ts';
import { type EstateGrid, estateGrid, type Strip, stripsOf } from './estate-grid.ts';
import type { EstateModel } from './estate-model.ts';
import { fitScaleOf, levelOf, type Stage, worldOf } from './geometry.ts';

export interface EstateLayout {
  readonly grid: EstateGrid;
  readonly stage: Stage;
}

interface Room {
  readonly width: number;
  readonly height: number;
}

/** Strips beside each other at most. */
const columnsMost = 40;

/** Free room around the estate, pixels. */
const margin = 12;

/** Scales above those of cells at which a small estate may open, the largest first. */
const closeScales = [16, 14, 12.05, 11, 9, 7.5, 5.8];

/** The grid and the scale at which an estate fills a room best; a small one opens close by. */
export function estateLayout(
  strips: readonly Strip[],
  vmsOfHost: ArrayLike<number>,
  { width, height }: Room,
): EstateLayout {
  const room = { width: Math.max(width - 2 * margin, 50), height: Math.max(height - margin, 50) };
  const stageOf = (fitScale: number): Stage => ({
    ...{ width: Math.max(width, 1), height: Math.max(height, 1), fitScale },
  });
  let grid = estateGrid(strips, vmsOfHost, 1);
  let fitScale = scaleIn(grid, room);
  for (let columns = 2; columns <= Math.min(strips.length, columnsMost); columns++) {
    const other = estateGrid(strips, vmsOfHost, columns);
    const scale = scaleIn(other, room);
    if (scale > fitScale + 1e-9) [grid, fitScale] = [other, scale];
  }
  return { grid, stage: stageOf(fitScale) };
}

function scaleIn(grid: EstateGrid, room: Room): number {
  const close = closeScales.find((fitScale) => {
    const level = levelOf({ ...room, fitScale }, { k: 1, x: 0, y: 0 });
    const world = worldOf(grid, level, fitScale);
    return world.width <= room.width && world.height <= room.height;
  });
  return close ?? fitScaleOf(grid, room);
}

interface Kept {
  readonly scene: unknown;
  readonly room: Room;
  /** VMs for which each host has room. */
  readonly vms: Int32Array;
  readonly layout: EstateLayout;
}

/** The layout of a room; hosts keep the room that they once needed. */
export function useEstateLayout(
  props: MapProps,
  model: EstateModel,
  { width, height }: Room,
): EstateLayout {
  const kept = useRef<Kept | undefined>(undefined);
  const before = kept.current?.scene === props.scene ? kept.current : undefined;
  const { starts } = model.buckets;
  const vms = before?.vms ?? new Int32Array(props.scene.hosts.length);
  let grew = false;
  for (let host = 0; host < vms.length; host++) {
    const wanted = starts[host + 1]! - starts[host]!;
    if (wanted <= vms[host]!) continue;
    // A little more than needed, so that one more VM does not move the whole estate.
    vms[host] = Math.ceil((wanted + 1) / 2) * 2;
    grew = true;
  }
  const isAsBefore = before?.room.width === width && before.room.height === height && !grew;
  if (isAsBefore) return before.layout;
  const room = { width, height };
  const layout = estateLayout(stripsOf(props.scene), vms, room);
  kept.current = { scene: props.scene, room, vms, layout };
  return layout;
}
