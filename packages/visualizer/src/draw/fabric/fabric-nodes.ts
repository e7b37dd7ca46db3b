/** Bars of the picture of storage with their names and sums; each can be selected. */
import type { MapState } from '../contract.ts';
import { fitted } from '../fitting.ts';
import { glyph } from '../glyph.ts';
import { group, type Mark, mark, rect, text } from '../marks.ts';
import { paint } from '../tokens.ts';
import { figures } from '../words.ts';
import type { FabricPicture } from './fabric-drawing.ts';
import { barWidth, type PlacedNode } from './fabric-layout.ts';
import type { FabricNote } from './fabric-notes.ts';
import { leastMBps, tenants } from './tenants.ts';

/** Bars with names, and sentences at what is broken. */
export function nodeMarks(map: MapState, picture: FabricPicture): Mark[] {
  const { layout, breakage, frame, model } = picture;
  const nodes = [...layout.nodes.values()].filter(({ isPassed }) => !isPassed);
  const end = model.shape.end;
  const options = nodes.map((node) => {
    const since = breakage.since.get(node.key);
    const draw = node.column === 0 ? vmNode : node.column === end ? endNode : partNode;
    return option(map, node, since, draw(map, node, since));
  });
  const notes = breakage.notes.flatMap((note) => {
    const node = layout.nodes.get(note.at);
    return node === undefined ? [] : [noteMark(note, node, frame.bottom)];
  });
  return [group({ role: 'listbox', 'aria-label': 'Parts of storage' }, ...options), ...notes];
}

/** What is selected, or only looked at, with the room in which the pointer finds it. */
function option(
  map: MapState,
  node: PlacedNode,
  since: string | undefined,
  marks: readonly (Mark | null)[],
): Mark {
  const { entity } = node;
  const isSelected = entity !== undefined && entity === map.selected;
  const isLit = entity !== undefined && entity === map.hovered;
  const ring = isSelected || isLit || (entity !== undefined && map.found?.has(entity) === true);
  const bar = { x: node.x - 3, y: node.y - 3, width: barWidth + 6, height: node.height + 6 };
  return group(
    {
      key: node.key,
      ...(entity !== undefined && { id: `map-${entity}`, 'data-entity': entity }),
      class: 'draw-node',
      'data-kind': node.kind,
      role: 'option',
      'aria-selected': String(isSelected),
      'aria-description': labelOf(node, since),
    },
    ...marks,
    ring && node.column > 0
      ? rect(bar, 'none', { stroke: paint('select'), 'stroke-width': isSelected ? 2 : 1, rx: 2 })
      : null,
  );
}

function labelOf({ name, amounts, MBps }: PlacedNode, since: string | undefined): string {
  const parts = tenants.flatMap((tenant, place) => {
    const amount = amounts[place] ?? 0;
    return amount >= leastMBps ? [`${tenant} ${figures(amount)}`] : [];
  });
  const of = parts.length > 0 ? `: ${parts.join(', ')}` : '';
  return `${name}, ${since ?? `${figures(MBps)} MB/s${of}`}`;
}

/** A bar: ink, or hatched where nothing goes any more. */
function bar(node: PlacedNode, className = ''): Mark {
  const { x, y, height } = node;
  const box = { x, y, width: barWidth, height };
  const classes = `glides ${className}`.trim();
  if (node.state === 'failed' || node.isCut) {
    const more = { stroke: paint('ink-3'), 'stroke-dasharray': '2 2', class: classes };
    return rect(box, 'url(#draw-dead)', more);
  }
  return rect(box, paint(node.state === 'slow' ? 'constrained' : 'ink'), { class: classes });
}

function vmNode(map: MapState, node: PlacedNode): (Mark | null)[] {
  const middle = node.y + node.height / 2;
  const row = map.scene.vms.findIndex(({ id }) => id === node.entity);
  const health = map.vmHealths[row];
  const isWorth = health !== undefined && health !== 'ok';
  const isSelected = node.entity !== undefined && node.entity === map.selected;
  const wash = { x: 6, y: middle - 8.5, width: node.x - 8, height: 17 };
  const name = fitted(node.name, node.x - 48, 11);
  return [
    rect(wash, isSelected ? paint('select-wash') : 'transparent', { rx: 2 }),
    isWorth ? glyph(health, 16, middle, 4) : null,
    text(node.x - 42, middle + 4, name, isSelected ? 'end strong' : 'end'),
    text(node.x - 7, middle + 4, figures(node.MBps), 'end muted'),
    bar(node),
  ];
}

/** Host, adapter, switch or port: its name and sum over the bar. */
function partNode(_map: MapState, node: PlacedNode, since: string | undefined): (Mark | null)[] {
  const isDown = since !== undefined;
  const words = isDown ? since : node.MBps >= leastMBps ? figures(node.MBps) : '';
  const slow = node.state === 'slow' ? ' slow' : '';
  const hit = { x: node.x - 8, y: node.y - 17, width: 96, height: Math.max(24, node.height + 20) };
  return [
    rect(hit, 'transparent'),
    bar(node),
    isDown ? glyph('down', node.x + 2, node.y - 9, 4.5) : null,
    text(
      node.x + (isDown ? 11 : 0),
      node.y - 5,
      [
        mark('tspan', { class: 'strong' }, node.name),
        mark('tspan', { dx: 4, ...(isDown && { class: 'fail' }) }, words),
        slow === '' ? null : mark('tspan', { class: 'warn' }, slow),
      ],
      'haloed on-paper',
    ),
  ];
}

/** LUN or datastore: its name and sum beside the bar. */
function endNode(_map: MapState, node: PlacedNode, since: string | undefined): (Mark | null)[] {
  const middle = node.y + node.height / 2;
  const x = node.x + 12;
  const size = node.name.length > 9 ? 10 : 11;
  const hit = { x: node.x - 4, y: middle - 14, width: 60, height: 28 };
  return [
    rect(hit, 'transparent'),
    bar(node),
    text(x, middle - 1, fitted(node.name, 74, size), 'strong haloed on-paper', {
      'font-size': size,
    }),
    text(x, middle + 11, since ?? figures(node.MBps), since === undefined ? 'muted' : 'fail'),
  ];
}

/** Two lines under an adapter: what is dead since when, and what I/O did. */
function noteMark({ at, title, words }: FabricNote, node: PlacedNode, bottom: number): Mark {
  const y = Math.min(node.y + node.height + 14, bottom);
  return group(
    { key: `note ${at}`, class: 'draw-note' },
    glyph('failing', node.x + 2, y - 4, 4.5),
    text(node.x + 12, y, title, 'strong haloed on-paper'),
    text(node.x + 12, y + 13, words, 'haloed on-paper'),
  );
}
