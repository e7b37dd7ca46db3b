/**
 * Paints hosts as small cards: shape and name, CPU against its capacity line, and VMs with shape
 * and name, two in a row. The magnifier shows the same cards.
 */
import type { MapState } from '../contract.ts';
import { fitted } from '../fitting.ts';
import { paintHealth } from '../glyph.ts';
import { vmsOf } from '../host-buckets.ts';
import type { TokenName, Tokens } from '../tokens.ts';
import { cellLooks, type EstateModel, healthOfLook, Look } from './estate-model.ts';

/** What small cards are painted with. */
export interface CardPaint {
  readonly context: CanvasRenderingContext2D;
  readonly tokens: Tokens;
  readonly readyPattern: CanvasPattern;
  readonly map: MapState;
  readonly model: EstateModel;
  /** Family of the font, as the page says it. */
  readonly font: string;
}

/** Where a small card goes, and its sizes in pixels. */
export interface CardBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** From the corner to the first cell, and from cell to cell. */
  readonly headHeight: number;
  readonly cellPitch: number;
  /** No cell begins below. */
  readonly bottom: number;
}

/** Paints the card of a host. */
export function paintCard(paint: CardPaint, host: number, box: CardBox): void {
  paintHead(paint, host, box);
  const gap = 4;
  const width = (box.width - gap) / 2;
  vmsOf(paint.model.buckets, host).forEach((vm, place) => {
    const y = box.y + box.headHeight + Math.floor(place / 2) * box.cellPitch;
    if (y + box.cellPitch < 0 || y > box.bottom) return;
    const x = box.x + (place % 2) * (width + gap);
    paintCell(paint, vm, { x, y, width, height: box.cellPitch - 2.5 });
  });
}

function paintHead(paint: CardPaint, host: number, box: CardBox): void {
  const { context, tokens, map, model } = paint;
  const { x, y, width } = box;
  const health = map.hostHealths[host] ?? 'unknown';
  const { name, id } = map.scene.hosts[host]!;
  paintHealth(context, tokens, { health, x: x + 5, y: y + 6, radius: 4 });
  context.font = `600 11px ${paint.font}`;
  context.fillStyle = map.selected === id ? tokens.select : tokens.ink;
  context.textBaseline = 'alphabetic';
  const shown = fitted(name, width - 16, 11);
  context.fillText(shown, x + 14, y + 10);
  if (health === 'down') {
    context.fillRect(x + 14, y + 6, context.measureText(shown).width, 1.2);
    return;
  }
  const capacity = width * 0.66;
  const at = y + box.headHeight - 20;
  context.fillStyle = tokens['cpu-idle'];
  context.fillRect(x, at, capacity, 8);
  context.fillStyle = tokens['cpu-used'];
  context.fillRect(x, at, capacity * model.loads[host]!, 8);
  const wait = Math.min(model.waits[host]! * capacity, width - capacity);
  if (wait > 0.5) {
    context.fillStyle = paint.readyPattern;
    context.fillRect(x + capacity, at, wait, 8);
  }
  context.fillStyle = tokens.ink;
  context.fillRect(x + capacity, at - 4, 1.2, 16);
}

interface CellBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const grounds: Partial<Record<number, TokenName>> = {
  [Look.constrained]: 'constrained-wash',
  [Look.failing]: 'failing-wash',
};

function paintCell(paint: CardPaint, vm: number, box: CellBox): void {
  const { context, tokens, map, model } = paint;
  const { x, y, width, height } = box;
  const { id, name } = map.scene.vms[vm]!;
  const look = model.looks[vm]!;
  const isSelected = map.selected === id;
  const isFound = map.found?.has(id) === true;
  context.fillStyle = tokens[grounds[look] ?? 'paper'];
  context.fillRect(x, y, width, height);
  const isRinged = isSelected || isFound || map.hovered === id;
  context.strokeStyle = isRinged ? tokens.select : tokens.line;
  context.lineWidth = isSelected ? 2 : isFound ? 1.6 : 1;
  context.strokeRect(x, y, width, height);
  const health = healthOfLook(cellLooks[look]!);
  paintHealth(context, tokens, { health, x: x + 6.5, y: y + height / 2, radius: 3 });
  const fontPx = height > 22 ? 11 : 10;
  context.font = `430 ${fontPx}px ${paint.font}`;
  context.fillStyle = look === Look.idle ? tokens['ink-3'] : tokens['ink-2'];
  context.fillText(fitted(name, width - 14, fontPx), x + 12.5, y + height / 2 + fontPx * 0.36);
}
