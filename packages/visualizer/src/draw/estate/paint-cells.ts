/**
 * Paints an estate from afar: a column a host, its load up to the capacity line, what waits above
 * it, and below one cell a VM. Cells of one look are painted together, since changing the colour
 * costs more than a rectangle.
 */
import type { Tokens } from '../tokens.ts';
import type { EstateGrid } from './estate-grid.ts';
import { cellLooks, type EstateModel, Look } from './estate-model.ts';
import { hostCorner, type World } from './geometry.ts';

/** What painting needs to know. */
export interface PaintScene {
  readonly context: CanvasRenderingContext2D;
  readonly tokens: Tokens;
  readonly model: EstateModel;
  readonly grid: EstateGrid;
  readonly world: World;
  /** Corner of the world on the screen. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Parts of a host's head: where its capacity line is, and where its bar ends. */
export const lineAt = 5 / 15;
const barEnd = 12 / 15;

/** Corners of painted cells by look; kept from frame to frame so that none is made anew. */
const corners = cellLooks.map(() => ({ at: new Float32Array(256), count: 0 }));

/** Paints the columns of all hosts in sight and their cells. */
export function paintColumns(scene: PaintScene, hosts: Iterable<number>): void {
  for (const some of corners) some.count = 0;
  const seen = [...hosts];
  paintBars(scene, seen);
  for (const host of seen) collectCells(scene, host);
  paintLooks(scene);
}

function paintBars(scene: PaintScene, hosts: readonly number[]): void {
  const { context, tokens, model } = scene;
  const { hostWidth: width, headHeight: head } = scene.world.sizes;
  const places = hosts.map((host) => screenCorner(scene, host));
  const bar = (barEnd - lineAt) * head;
  context.fillStyle = tokens['cpu-idle'];
  for (const [x, y] of places) context.fillRect(x, y + lineAt * head, width, bar);
  context.fillStyle = tokens['cpu-used'];
  hosts.forEach((host, place) => {
    const [x, y] = places[place]!;
    const used = bar * model.loads[host]!;
    context.fillRect(x, y + barEnd * head - used, width, used);
  });
  context.fillStyle = tokens['cpu-ready'];
  hosts.forEach((host, place) => {
    const wait = Math.min(model.waits[host]! * bar, lineAt * head + 1);
    if (wait < 0.3) return;
    const [x, y] = places[place]!;
    context.fillRect(x, y + lineAt * head - wait - 0.6, width, wait);
  });
}

/** Corner of a host on the screen. */
export function screenCorner(scene: PaintScene, host: number): [number, number] {
  const [x, y] = hostCorner(scene.grid, scene.world, host);
  return [x + scene.x, y + scene.y];
}

function collectCells(scene: PaintScene, host: number): void {
  const { model, world, height } = scene;
  const { starts, rows } = model.buckets;
  const [x, y] = screenCorner(scene, host);
  const top = y + world.sizes.headHeight;
  const pitch = world.sizes.cellPitch;
  const first = starts[host]!;
  const end = starts[host + 1]!;
  for (let place = first; place < end; place++) {
    const at = top + (place - first) * pitch;
    if (at > height) return;
    if (at + pitch >= 0) addCorner(model.looks[rows[place]!]!, x, at);
  }
}

function addCorner(look: number, x: number, y: number): void {
  const some = corners[look]!;
  if (some.count * 2 + 2 > some.at.length) {
    const larger = new Float32Array(some.at.length * 2);
    larger.set(some.at);
    some.at = larger;
  }
  some.at[some.count * 2] = x;
  some.at[some.count * 2 + 1] = y;
  some.count++;
}

function paintLooks(scene: PaintScene): void {
  const { context, tokens } = scene;
  const width = scene.world.sizes.hostWidth;
  const height = scene.world.sizes.cellPitch * 0.88;
  const fill = (look: number, style: string, box: readonly number[]): void => {
    context.fillStyle = style;
    const [dx, dy, w, h] = box as [number, number, number, number];
    const { at, count } = corners[look]!;
    for (let i = 0; i < count * 2; i += 2) {
      context.fillRect(at[i]! + dx * width, at[i + 1]! + dy * height, w * width, h * height);
    }
  };
  fill(Look.off, tokens['line-2'], [0.2, 0.4, 0.6, 0.14]);
  fill(Look.idle, tokens['line-2'], [0.3, 0.25, 0.4, 0.4]);
  context.globalAlpha = 0.62;
  fill(Look.ok, tokens['mem-idle'], [0, 0.12, 1, 0.62]);
  context.globalAlpha = 1;
  fill(Look.constrained, tokens.constrained, [0, 0, 1, 0.95]);
  fill(Look.failing, tokens.failing, [-0.07, -0.12, 1.14, 1.2]);
  fill(Look.failing, tokens.paper, [0.38, 0.28, 0.26, 0.4]);
  fill(Look.starting, tokens.select, [0, 0.55, 1, 0.3]);
  outline(scene, Look.starting, tokens['line-2'], width, height, false);
  outline(scene, Look.waiting, tokens['ink-3'], width, height, false);
  outline(scene, Look.unknown, tokens.unknown, width, height, false);
  outline(scene, Look.down, tokens.ink, width, height, true);
}

/** Frames, or crosses, of all cells of a look as one path. */
function outline(
  { context }: PaintScene,
  look: number,
  style: string,
  width: number,
  height: number,
  isCross: boolean,
): void {
  const { at, count } = corners[look]!;
  if (count === 0) return;
  context.strokeStyle = style;
  context.lineWidth = 1;
  context.beginPath();
  for (let i = 0; i < count * 2; i += 2) {
    const x = at[i]!;
    const y = at[i + 1]!;
    if (isCross) {
      context.moveTo(x, y);
      context.lineTo(x + width, y + height);
      context.moveTo(x + width, y);
      context.lineTo(x, y + height);
    } else {
      context.rect(x + 0.5, y + 0.5, width - 1, height - 1);
    }
  }
  context.stroke();
}
