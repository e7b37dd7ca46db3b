/**
 * Shapes of health: shape first, colour second. One set of paths serves SVG and Canvas.
 */
import type { Health } from '../state/health.ts';
import { group, type Mark, mark, moved, rounded, svg } from './marks.ts';
import { paint, type TokenName, type Tokens } from './tokens.ts';

/** One path of a shape. */
export interface ShapePath {
  readonly d: string;
  readonly fill?: TokenName;
  readonly stroke?: TokenName;
  readonly width?: number;
  /** Dashes and gaps, pixels. */
  readonly dash?: string;
}

/**
 * The paths of a health around 0, 0.
 * @param radius half the size, pixels
 * @param fraction how far something that starts has come, 0 to 1
 */
export function healthPaths(health: Health, radius: number, fraction = 0): ShapePath[] {
  const r = radius;
  switch (health) {
    case 'ok':
      return [{ d: circle(r * 0.62), fill: 'ok' }];
    case 'constrained':
      return [
        { d: d('M', 0, -r, 'L', r * 1.05, r * 0.8, 'H', -r * 1.05, 'Z'), fill: 'constrained' },
      ];
    case 'failing': {
      const s = r * 1.15;
      return [{ d: d('M', 0, -s, 'L', s, 0, 'L', 0, s, 'L', -s, 0, 'Z'), fill: 'failing' }];
    }
    case 'down': {
      const frame = d('M', -r, -r, 'h', 2 * r, 'v', 2 * r, 'h', -2 * r, 'Z');
      const cross = d('M', -r, -r, 'l', 2 * r, 2 * r, 'M', r, -r, 'l', -2 * r, 2 * r);
      return [{ d: frame + cross, stroke: 'down', width: 1.3 }];
    }
    case 'unknown':
      return [{ d: circle(r * 0.9), stroke: 'unknown', width: 1.3, dash: '2 1.6' }];
    case 'waiting':
      return [{ d: circle(r * 0.9), stroke: 'ink-3', width: 1.2 }];
    case 'off':
      return [{ d: d('M', -r * 0.8, 0, 'H', r * 0.8), stroke: 'ink-3', width: 1.5 }];
    case 'starting':
      return startingPaths(r * 0.95, fraction);
  }
}

/** A ring that fills clockwise from the top. */
function startingPaths(r: number, fraction: number): ShapePath[] {
  const ring: ShapePath = { d: circle(r), stroke: 'line-2', width: 1.8 };
  const done = Math.min(Math.max(fraction, 0), 1);
  if (done >= 0.999) return [{ d: circle(r), stroke: 'select', width: 2 }];
  if (done === 0) return [ring];
  const angle = 2 * Math.PI * done;
  const end = [r * Math.sin(angle), -r * Math.cos(angle)] as const;
  const arc = d('M', 0, -r, 'A', r, r, 0, done > 0.5 ? 1 : 0, 1, ...end);
  return [ring, { d: arc, stroke: 'select', width: 2 }];
}

function circle(r: number): string {
  return d('M', -r, 0, 'a', r, r, 0, 1, 0, 2 * r, 0, 'a', r, r, 0, 1, 0, -2 * r, 0);
}

function d(...parts: readonly (string | number)[]): string {
  return parts.map((part) => (typeof part === 'number' ? rounded(part) : part)).join(' ');
}

/** The shape in a drawing, centred at x, y. */
export function glyph(health: Health, x: number, y: number, radius = 4, fraction = 0): Mark {
  const paths = healthPaths(health, radius, fraction).map((path) =>
    mark('path', {
      d: path.d,
      fill: path.fill === undefined ? 'none' : paint(path.fill),
      stroke: path.stroke === undefined ? undefined : paint(path.stroke),
      'stroke-width': path.width,
      'stroke-dasharray': path.dash,
    }),
  );
  return group({ transform: moved(x, y), 'data-health': health }, ...paths);
}

/** The shape as a small drawing of its own, to stand in a line of text. */
export function healthIcon(health: Health, size = 12, fraction = 0, scale = 1): Mark {
  const half = size / 2;
  const attributes = { class: 'draw draw-icon', role: 'img', 'aria-label': health };
  return svg(
    { width: size, height: size, scale },
    attributes,
    glyph(health, half, half, half - 1.6, fraction),
  );
}

/** Paints the shape on a canvas, centred at x, y. */
export function paintHealth(
  context: CanvasRenderingContext2D,
  tokens: Tokens,
  shape: { health: Health; x: number; y: number; radius: number; fraction?: number },
): void {
  const { health, x, y, radius, fraction = 0 } = shape;
  context.translate(x, y);
  for (const path of healthPaths(health, radius, fraction)) {
    const outline = new Path2D(path.d);
    if (path.fill !== undefined) {
      context.fillStyle = tokens[path.fill];
      context.fill(outline);
    }
    if (path.stroke !== undefined) {
      context.strokeStyle = tokens[path.stroke];
      context.lineWidth = path.width ?? 1;
      context.setLineDash(path.dash?.split(' ').map(Number) ?? []);
      context.stroke(outline);
    }
  }
  context.setLineDash([]);
  context.translate(-x, -y);
}
