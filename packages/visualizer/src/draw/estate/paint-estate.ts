/** Paints the map of an estate at the level of its view. */
import type { Health } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { fitted } from '../fitting.ts';
import { paintHealth } from '../glyph.ts';
import { several } from '../words.ts';
import type { EstateModel } from './estate-model.ts';
import {
  hostCorner,
  hostHeight,
  type Level,
  type Stage,
  stripCorner,
  type View,
} from './geometry.ts';
import { type CardPaint, paintCard } from './paint-cards.ts';
import { lineAt, type PaintScene, paintColumns, screenCorner } from './paint-cells.ts';

export interface EstatePaint {
  readonly scene: PaintScene;
  readonly card: CardPaint;
  readonly level: Level;
}

/** Rows of the hosts of which something is in sight. */
export function hostsInSight(scene: PaintScene): number[] {
  const { grid, world, x, y, width, height } = scene;
  const seen: number[] = [];
  grid.strips.forEach((strip, index) => {
    const [left, top] = stripCorner(grid, world, index);
    const row = Math.floor(index / grid.columns);
    const bottom = world.rowTops[row + 1]! + y;
    if (top + y > height || bottom < 0) return;
    strip.hosts.forEach((host, place) => {
      const at = left + place * world.sizes.pitch + x;
      if (at < width && at + world.sizes.pitch > 0) seen.push(host);
    });
  });
  return seen;
}

/** The scene of a view. */
export function paintScene(
  base: Omit<PaintScene, 'x' | 'y' | 'width' | 'height'>,
  stage: Stage,
  view: View,
): PaintScene {
  const { width, height } = stage;
  return { ...base, x: view.x, y: view.y, width, height };
}

/** Paints all; whole cards are not painted but stand on the page above the canvas. */
export function paintEstate({ scene, card, level }: EstatePaint): void {
  const { context, width, height } = scene;
  context.clearRect(0, 0, width, height);
  const hosts = hostsInSight(scene);
  if (level === 'cells' || level === 'columns') {
    paintColumns(scene, hosts);
    paintCapacityLines(scene);
    if (level === 'columns') paintHostNames(scene, card, hosts);
  } else if (level === 'cards') {
    for (const host of hosts) paintCard(card, host, cardBox(scene, host));
  }
  paintLabels(scene, card);
}

function cardBox(scene: PaintScene, host: number): Parameters<typeof paintCard>[2] {
  const { world, height } = scene;
  const [x, y] = screenCorner(scene, host);
  return {
    ...{ x, y, width: world.sizes.hostWidth, bottom: height },
    headHeight: world.sizes.headHeight,
    cellPitch: world.sizes.cellPitch,
  };
}

function paintCapacityLines(scene: PaintScene): void {
  const { context, tokens, grid, world } = scene;
  context.fillStyle = tokens.ink;
  grid.strips.forEach(({ hosts }, index) => {
    const [left, top] = stripCorner(grid, world, index);
    const y = top + world.sizes.labelHeight + lineAt * world.sizes.headHeight + scene.y;
    const length = hosts.length * world.sizes.pitch - 1;
    context.fillRect(left + scene.x, Math.round(y), length, 1);
  });
}

function paintHostNames(scene: PaintScene, card: CardPaint, hosts: readonly number[]): void {
  const { context, tokens, world } = scene;
  const { map } = card;
  const width = world.sizes.hostWidth;
  context.font = `430 10px ${card.font}`;
  for (const host of hosts) {
    const [x, y] = screenCorner(scene, host);
    const { name, id } = map.scene.hosts[host]!;
    context.fillStyle = map.selected === id ? tokens.select : tokens['ink-2'];
    context.fillText(fitted(name, width, 10), x, y - 6);
  }
}

/** Room right of the last strip of a row for its name, pixels. */
const lastRoomPx = 160;

/** Names of clusters; a triangle beside those in which hosts let VMs wait or are down. */
function paintLabels(scene: PaintScene, card: CardPaint): void {
  const { context, tokens, grid, world } = scene;
  const troubled = troubledClusters(card.map);
  const isFar = world.level === 'cells';
  context.font = isFar ? `430 10px ${card.font}` : `600 12px ${card.font}`;
  grid.strips.forEach((strip, index) => {
    const [left, top] = stripCorner(grid, world, index);
    const x = left + scene.x;
    const y = Math.round(top + scene.y) + (isFar ? 10 : 14);
    if (x > scene.width || y < -4 || y > scene.height + 20) return;
    const isHot = troubled.has(strip.cluster);
    const token = isHot ? 'constrained-text' : isFar ? 'ink-3' : 'ink';
    context.fillStyle = tokens[token];
    const isLast = index % grid.columns === grid.columns - 1 || index === grid.strips.length - 1;
    const free = isLast ? lastRoomPx : world.sizes.stripGap - 4;
    const room = grid.stripHosts * world.sizes.pitch + free - (isHot ? 16 : 0);
    const shown = fitted(isFar ? strip.label : stripWords(scene, index), room, isFar ? 10 : 12);
    context.fillText(shown, x, y);
    if (!isHot) return;
    const at = x + context.measureText(shown).width + 9;
    paintHealth(context, tokens, { health: 'constrained', x: at, y: y - 3.5, radius: 3.5 });
  });
}

/** Name, and of a cluster's first strip how many hosts it has. */
function stripWords(scene: PaintScene, index: number): string {
  const { strips } = scene.grid;
  const { label, cluster, isFirst } = strips[index]!;
  if (!isFirst) return label;
  let hosts = 0;
  for (let at = index; strips[at]?.cluster === cluster; at++) hosts += strips[at]!.hosts.length;
  return `${label} · ${several(hosts, 'host')}`;
}

const troubles: ReadonlySet<Health> = new Set(['constrained', 'failing', 'down']);

function troubledClusters({ scene, hostHealths }: MapState): ReadonlySet<number> {
  const clusters = new Set<number>();
  scene.hosts.forEach(({ cluster }, host) => {
    if (troubles.has(hostHealths[host] ?? 'ok')) clusters.add(cluster);
  });
  return clusters;
}

/** Box of a VM's cell, or of a host's column, on the screen; for rings around it. */
export function markBox(
  scene: PaintScene,
  model: EstateModel,
  host: number,
  place: number,
): { x: number; y: number; width: number; height: number } {
  const { grid, world } = scene;
  const { sizes } = world;
  const [left, top] = hostCorner(grid, world, host);
  const x = left + scene.x;
  const y = top + scene.y;
  if (place < 0) {
    const vms = model.buckets.starts[host + 1]! - model.buckets.starts[host]!;
    return { x, y, width: sizes.hostWidth, height: hostHeight(sizes, vms) };
  }
  const isCard = sizes.cellsPerRow > 1;
  const width = isCard ? (sizes.hostWidth - 4) / 2 : sizes.hostWidth;
  const row = Math.floor(place / sizes.cellsPerRow);
  return {
    x: x + (place % sizes.cellsPerRow) * (width + 4),
    y: y + sizes.headHeight + row * sizes.cellPitch,
    width,
    height: sizes.cellPitch * (isCard ? 1 : 0.88) - (isCard ? 2.5 : 0),
  };
}
