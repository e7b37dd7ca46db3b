/**
 * Patterns say what a colour alone does not: hatched is wanted and not served, a diagonal rule is
 * not simulated yet. The same patterns for SVG, where one page holds them once, and for Canvas.
 */
import { type Attributes, type Mark, mark } from './marks.ts';
import { paint, type Tokens } from './tokens.ts';

/** Fill of what waits: CPU ready. */
export const readyFill = 'url(#draw-ready)';

/** Fill of what the future may bring. */
export const futureFill = 'url(#draw-future)';

/** Definitions of all patterns; put them into a page once, before the drawings. */
export function patterns(): Mark {
  const attributes = { class: 'draw-patterns', width: 0, height: 0, 'aria-hidden': 'true' };
  return mark('svg', attributes, patternDefinitions());
}

/** The definitions alone, for a drawing that leaves the page. */
export function patternDefinitions(): Mark {
  const ready = ruled('draw-ready', 5, [
    mark('rect', { width: 5, height: 5, fill: paint('constrained-wash') }),
    mark('rect', { width: 2, height: 5, fill: paint('cpu-ready') }),
  ]);
  const future = ruled('draw-future', 7, [
    mark('rect', { width: 1, height: 7, fill: paint('line') }),
  ]);
  const dead = ruled('draw-dead', 6, [
    mark('rect', { width: 1, height: 6, fill: paint('line-2') }),
  ]);
  return mark('defs', {}, ready, future, dead, ...tenantPatterns());
}

/** Backup is striped like tape; what is akin to another tenant is that one, ruled. */
function tenantPatterns(): Mark[] {
  const tile = (id: string, fill: string, stripe: Attributes): Mark =>
    mark(
      'pattern',
      { id, width: 4, height: 4, patternUnits: 'userSpaceOnUse' },
      mark('rect', { width: 4, height: 4, fill }),
      mark('rect', { fill: paint('panel'), ...stripe }),
    );
  return [
    tile('draw-tape', paint('tn-backup'), { x: 3, width: 1, height: 4, opacity: 0.34 }),
    tile('draw-replication', paint('tn-backup'), { y: 3, width: 4, height: 1.4, opacity: 0.6 }),
    tile('draw-provisioning', paint('tn-migration'), { y: 3, width: 4, height: 1.4, opacity: 0.6 }),
  ];
}

function ruled(id: string, size: number, marks: readonly Mark[]): Mark {
  const units = { patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
  return mark('pattern', { id, width: size, height: size, ...units }, ...marks);
}

/** The hatch of what waits, for a canvas. */
export function readyPattern(context: CanvasRenderingContext2D, tokens: Tokens): CanvasPattern {
  const size = 7;
  const tile = context.canvas.ownerDocument.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const painter = tile.getContext('2d')!;
  painter.fillStyle = tokens['constrained-wash'];
  painter.fillRect(0, 0, size, size);
  painter.strokeStyle = tokens['cpu-ready'];
  painter.lineWidth = 2;
  painter.beginPath();
  for (const shift of [-size, 0, size]) {
    painter.moveTo(shift - 1, size + 1);
    painter.lineTo(shift + size + 1, -1);
  }
  painter.stroke();
  return context.createPattern(tile, 'repeat')!;
}
