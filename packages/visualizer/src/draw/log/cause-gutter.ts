/**
 * The gutter of the log: causes as a graph. Every event stands one step right of its cause, and an
 * elbow leads from the one to the other.
 */
import type { Tone, WireEvent } from '@vdcsim/protocol';
import type { Health } from '../../state/health.ts';
import type { CauseInput } from '../contract.ts';
import { glyph } from '../glyph.ts';
import { type Mark, stroke, svg } from '../marks.ts';

/** Where an event stands in the gutter. */
export interface CauseNode {
  readonly event: number;
  readonly row: number;
  /** Steps from the left. */
  readonly depth: number;
  readonly x: number;
  readonly y: number;
  readonly health: Health;
  readonly isInChain: boolean;
}

/** From a cause to what followed from it. */
export interface CauseLink {
  readonly from: number;
  readonly to: number;
  readonly d: string;
  /** The cause is not among the rows. */
  readonly isFromOutside: boolean;
  readonly isInChain: boolean;
}

export interface CauseGutter {
  readonly width: number;
  readonly nodes: readonly CauseNode[];
  readonly links: readonly CauseLink[];
}

const stepX = 16;
const leftX = 12;
const elbow = 8;
/** Deeper chains stay at this step, so that the gutter stays narrow. */
const depthMost = 4;

/** Shape of an event by its tone: what broke a host down is the crossed square. */
export function eventHealth({ type, tone }: { type: string; tone: Tone }): Health {
  if (type === 'host.failed') return 'down';
  if (tone === 'alarm') return 'failing';
  return tone === 'warning' ? 'constrained' : 'ok';
}

/** Lays the rows out; a cause outside of them is shown by a dotted stub from above. */
export function causeGutter(input: CauseInput): CauseGutter {
  const { events, rowHeight, chain } = input;
  const rowOf = new Map(events.map(({ id }, row) => [id, row]));
  const depths = depthsOf(events, rowOf);
  const deepest = depths.reduce((most, depth) => Math.max(most, depth), 0);
  const nodes = events.map((event, row): CauseNode => {
    const depth = depths[row]!;
    const at = { x: leftX + depth * stepX, y: (row + 0.5) * rowHeight };
    const isInChain = chain?.has(event.id) ?? false;
    return { event: event.id, row, depth, ...at, health: eventHealth(event), isInChain };
  });
  const links = events.flatMap((event, row) => linkOf(event, nodes[row]!, nodes, rowOf, chain));
  // What is highlighted lies above the rest.
  const ordered = [false, true].flatMap((inChain) => links.filter((a) => a.isInChain === inChain));
  return { width: leftX * 2 + deepest * stepX, nodes, links: ordered };
}

function depthsOf(events: readonly WireEvent[], rowOf: ReadonlyMap<number, number>): number[] {
  const depths: number[] = [];
  events.forEach(({ cause }, row) => {
    const causeRow = cause === undefined ? undefined : rowOf.get(cause);
    const known = causeRow === undefined || causeRow >= row ? undefined : depths[causeRow];
    const fromOutside = cause === undefined ? 0 : 1;
    depths.push(known === undefined ? fromOutside : Math.min(known + 1, depthMost));
  });
  return depths;
}

function linkOf(
  { id, cause }: WireEvent,
  node: CauseNode,
  nodes: readonly CauseNode[],
  rowOf: ReadonlyMap<number, number>,
  chain: ReadonlySet<number> | null,
): CauseLink[] {
  if (cause === undefined) return [];
  const from = nodes[rowOf.get(cause) ?? -1];
  const isInChain = chain?.has(id) === true && chain.has(cause);
  const above = from === undefined || from.row >= node.row;
  const x = above || from.x >= node.x ? node.x - stepX : from.x;
  const start = above ? node.y - elbow - 3 : from.y + 6;
  const bend = `Q${x} ${node.y} ${x + elbow} ${node.y}H${node.x - 5}`;
  return [
    {
      from: cause,
      to: id,
      d: `M${x} ${start}V${node.y - elbow}${bend}`,
      isFromOutside: above,
      isInChain,
    },
  ];
}

/** Draws the gutter beside the rows of the log. */
export function causeGutterDrawing(input: CauseInput): Mark {
  const { width, nodes, links } = causeGutter(input);
  const height = input.events.length * input.rowHeight;
  const isDimmed = input.chain !== null;
  return svg(
    { width, height },
    { class: 'draw draw-gutter', 'aria-hidden': 'true' },
    ...links.map((link) => {
      const token = link.isInChain ? 'select' : isDimmed ? 'line-2' : 'ink-3';
      const dash = link.isFromOutside ? '2 2' : undefined;
      return stroke(link.d, token, link.isInChain ? 1.8 : 1.2, { 'stroke-dasharray': dash });
    }),
    ...nodes.map(({ health, x, y }) => glyph(health, x, y, 4.2)),
  );
}
