import type { Scene } from '@vdcsim/protocol';
import { vmsOf } from '../host-buckets.ts';
import type { EstateGrid } from './estate-grid.ts';
import type { EstateModel } from './estate-model.ts';

/** Where an entity is on the map: its host and its place among the VMs, -1 being the host. */
export interface EntityPlace {
  readonly host: number;
  readonly place: number;
}

/** Places of all entities on the map, by entity; VMs on no host have none. */
export function entityPlaces(
  scene: Scene,
  model: EstateModel,
  entities: Iterable<number>,
): Map<number, EntityPlace> {
  const wanted = new Set(entities);
  const places = new Map<number, EntityPlace>();
  if (wanted.size === 0) return places;
  scene.hosts.forEach(({ id }, host) => {
    if (wanted.has(id)) places.set(id, { host, place: -1 });
    vmsOf(model.buckets, host).forEach((vm, place) => {
      const entity = scene.vms[vm]!.id;
      if (wanted.has(entity)) places.set(entity, { host, place });
    });
  });
  return places;
}

/** The entity at a place, or the host itself where there is no VM. */
export function entityOf(scene: Scene, model: EstateModel, at: EntityPlace): number {
  const vm = at.place < 0 ? undefined : vmsOf(model.buckets, at.host)[at.place];
  return vm === undefined ? scene.hosts[at.host]!.id : scene.vms[vm]!.id;
}

/**
 * The place that an arrow key leads to: up and down through a host's VMs and on to the strip above
 * or below, sideways to the same place of the next host. Undefined: nothing there.
 */
export function nextPlace(
  grid: EstateGrid,
  model: EstateModel,
  from: EntityPlace,
  key: string,
  cellsPerRow: number,
): EntityPlace | undefined {
  const { host, place } = from;
  const vms = vmsOf(model.buckets, host).length;
  if (key === 'ArrowDown') {
    const next = place < 0 ? 0 : place + cellsPerRow;
    return next < vms ? { host, place: next } : hostBeside(grid, host, grid.columns);
  }
  if (key === 'ArrowUp') {
    if (place >= cellsPerRow) return { host, place: place - cellsPerRow };
    return place >= 0 ? { host, place: -1 } : hostBeside(grid, host, -grid.columns);
  }
  const step = key === 'ArrowRight' ? 1 : -1;
  const inRow = place < 0 ? -1 : place % cellsPerRow;
  const isWithin = place >= 0 && inRow + step >= 0 && inRow + step < cellsPerRow;
  if (isWithin && place + step < vms) return { host, place: place + step };
  const next = neighbour(grid, host, step);
  if (next === undefined) return undefined;
  const there = vmsOf(model.buckets, next).length;
  const row = place - Math.max(inRow, 0);
  const wished = place < 0 ? -1 : row + (step > 0 ? 0 : cellsPerRow - 1);
  return { host: next, place: Math.min(wished, there - 1) };
}

/** The next host in reading order. */
function neighbour(grid: EstateGrid, host: number, step: number): number | undefined {
  const strip = grid.stripOfHost[host]!;
  const hosts = grid.strips[strip]!.hosts;
  const inStrip = hosts[grid.placeOfHost[host]! + step];
  if (inStrip !== undefined) return inStrip;
  const other = grid.strips[strip + step]?.hosts;
  return step > 0 ? other?.[0] : other?.at(-1);
}

/** The host in the strip `step` strips on, at about the same place. */
function hostBeside(grid: EstateGrid, host: number, step: number): EntityPlace | undefined {
  const hosts = grid.strips[grid.stripOfHost[host]! + step]?.hosts;
  if (hosts === undefined) return undefined;
  const place = Math.min(grid.placeOfHost[host]!, hosts.length - 1);
  return { host: hosts[place]!, place: -1 };
}
