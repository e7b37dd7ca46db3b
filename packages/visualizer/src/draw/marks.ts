/**
 * Marks: the pieces that drawings are made of. A mark is an element of Preact, so that a page
 * updates it in place; `svgText` writes the same mark as text. All numbers are in CSS pixels and
 * are rounded to hundredths, so that a drawing is the same text on every machine.
 */
import { type ComponentChildren, h, type VNode } from 'preact';
import { paint, type TokenName } from './tokens.ts';

/** A drawn element. */
export type Mark = VNode;

/** Attributes by name; what is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Any element. `key` makes it keep its place in the page when others come and go. */
export function mark(
  tag: string,
  attributes: Attributes,
  ...children: readonly ComponentChildren[]
): Mark {
  const known: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) known[name] = typeof value === 'number' ? rounded(value) : value;
  }
  return h(tag, known, ...children) as Mark;
}

/** To hundredths of a pixel: finer than any screen. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A filled rectangle; a negative size counts as 0. */
export function rect(box: Box, fill: string, more: Attributes = {}): Mark {
  const { x, y } = box;
  const width = Math.max(0, box.width);
  const height = Math.max(0, box.height);
  return mark('rect', { x, y, width, height, fill, ...more });
}

/** A straight line of one pixel, unless `more` says otherwise. */
export function line(
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
  stroke: TokenName,
  more: Attributes = {},
): Mark {
  const ends = { x1: from[0], y1: from[1], x2: to[0], y2: to[1] };
  return mark('line', { ...ends, stroke: paint(stroke), ...more });
}

/** An open path. */
export function stroke(d: string, token: TokenName, width: number, more: Attributes = {}): Mark {
  return mark('path', { d, fill: 'none', stroke: paint(token), 'stroke-width': width, ...more });
}

/** A filled path. */
export function area(d: string, fill: string, more: Attributes = {}): Mark {
  return mark('path', { d, fill, ...more });
}

/**
 * Text with its base line at y. Classes: `strong`, `muted` (small and light), `end` and `middle`
 * (where x is), `warn` and `fail` (colour of trouble).
 */
export function text(
  x: number,
  y: number,
  children: ComponentChildren,
  classes = '',
  more: Attributes = {},
): Mark {
  const named = classes === '' ? {} : { class: classes };
  return mark('text', { x, y, ...named, ...more }, children);
}

/** A group. */
export function group(attributes: Attributes, ...children: readonly ComponentChildren[]): Mark {
  return mark('g', attributes, ...children);
}

export interface SvgSize {
  /** Of the drawing's own coordinates. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the page for a pixel of the drawing; 1 unless presenting. */
  readonly scale?: number;
}

/** The outermost element of a drawing. */
export function svg(
  size: SvgSize,
  attributes: Attributes,
  ...children: readonly ComponentChildren[]
): Mark {
  const { width, height, scale = 1 } = size;
  const named = { class: 'draw', ...attributes };
  const viewBox = `0 0 ${rounded(width)} ${rounded(height)}`;
  const ends = { width: width * scale, height: height * scale, viewBox };
  return mark('svg', { ...ends, ...named }, ...children);
}

/** `translate(x y)`, rounded like all numbers. */
export function moved(x: number, y: number): string {
  return `translate(${rounded(x)} ${rounded(y)})`;
}
