/**
 * The magnifier: from afar, the hosts under the pointer as the small cards that the next levels
 * show, tied by lines to where they come from.
 */

import { hostHeight, stripCorner } from './geometry.ts';
import { type CardPaint, paintCard } from './paint-cards.ts';
import type { PaintScene } from './paint-cells.ts';

const cardPitch = 124;
const cardWidth = 114;
const hostsMost = 5;
const margin = 12;
const cellPitch = 19;
const headHeight = 40;
const titleHeight = 34;

/** Where the magnifier stands and what it magnifies, on the screen. */
export interface LensPlace {
  readonly hosts: readonly number[];
  readonly source: LensBox;
  readonly box: LensBox;
  readonly title: string;
}

interface LensBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The magnifier over a host: its neighbours in the strip with it, beside the pointer. */
export function lensPlace(scene: PaintScene, card: CardPaint, host: number): LensPlace {
  const { grid, world, model } = scene;
  const index = grid.stripOfHost[host]!;
  const strip = grid.strips[index]!;
  const place = grid.placeOfHost[host]!;
  const room = Math.max(1, Math.floor((scene.width - 4 * margin) / cardPitch));
  const count = Math.min(hostsMost, strip.hosts.length, room);
  const first = Math.min(Math.max(place - 2, 0), strip.hosts.length - count);
  const hosts = strip.hosts.slice(first, first + count);
  const [left, top] = stripCorner(grid, world, index);
  const vms = Math.max(
    ...hosts.map((row) => model.buckets.starts[row + 1]! - model.buckets.starts[row]!),
  );
  const { pitch, labelHeight } = world.sizes;
  const source = {
    x: left + first * pitch + scene.x - 2,
    y: top + labelHeight + scene.y - 3,
    width: count * pitch + 3,
    height: hostHeight(world.sizes, vms) + 5,
  };
  const names = card.map.scene.hosts;
  const [from, to] = [names[hosts[0]!]!.name, names[hosts.at(-1)!]!.name];
  const title = `${strip.label.split(',')[0]}, ${from === to ? from : `${from} to ${to}`}`;
  return { hosts, source, box: lensBox(scene, source, count, vms), title };
}

/** Below right of its source, or on the sides where there is room. */
function lensBox(scene: PaintScene, source: LensBox, count: number, vms: number): LensBox {
  const width = Math.max(count * cardPitch + 2 * margin - (cardPitch - cardWidth), 220);
  const wished = titleHeight + headHeight + Math.ceil(vms / 2) * cellPitch + margin;
  const height = Math.min(wished, scene.height - 16);
  const right = source.x + source.width + 36;
  const isRight = right + width < scene.width - 8;
  const x = isRight ? right : source.x - width - 36;
  const y = Math.min(source.y + 40, scene.height - height - 8);
  return { x: Math.max(x, 8), y: Math.max(y, 8), width, height };
}

/** Paints the magnifier. */
export function paintLens(scene: PaintScene, card: CardPaint, place: LensPlace): void {
  const { context, tokens } = scene;
  const { source, box, hosts } = place;
  context.strokeStyle = tokens['ink-3'];
  context.lineWidth = 1;
  context.beginPath();
  const near = box.x > source.x ? box.x : box.x + box.width;
  const edge = box.x > source.x ? source.x + source.width : source.x;
  context.moveTo(edge, source.y);
  context.lineTo(near, box.y);
  context.moveTo(edge, source.y + source.height);
  context.lineTo(near, box.y + box.height);
  context.stroke();
  frame(scene, source, 1.6);
  context.fillStyle = tokens.panel;
  context.fillRect(box.x, box.y, box.width, box.height);
  frame(scene, box, 1.2);
  context.font = `600 11px ${card.font}`;
  context.fillStyle = tokens.ink;
  context.fillText(place.title, box.x + margin, box.y + 20);
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  hosts.forEach((host, index) => {
    const x = box.x + margin + index * cardPitch;
    const at = { x, y: box.y + titleHeight, width: cardWidth, headHeight, cellPitch };
    paintCard(card, host, { ...at, bottom: box.y + box.height });
  });
  context.restore();
}

function frame({ context, tokens }: PaintScene, box: LensBox, width: number): void {
  context.strokeStyle = tokens.ink;
  context.lineWidth = width;
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, 3);
  context.stroke();
}
