import type { MapState } from '../contract.ts';
import { type Mark, mark, rect, stroke, svg, text } from '../marks.ts';
import { paint } from '../tokens.ts';
import { count, several } from '../words.ts';
import { type CellLook, type EstateModel, Look } from './estate-model.ts';
import { type Level, levels } from './geometry.ts';

/** Title of the map, what a column is, and the looks of its cells with how many there are. */
export function estateHeader(map: MapState, model: EstateModel): Mark {
  const { scene, found } = map;
  const sizes = [
    several(scene.hosts.length, 'host'),
    several(scene.vms.length, 'VM'),
    several(scene.clusters.length, 'cluster'),
  ].join(', ');
  const amount = (look: CellLook): number => model.lookCounts[Look[look]]!;
  const keys: (Mark | null)[] = [
    key('ok', 'served', undefined),
    key('idle', 'idle', amount('idle')),
    key('constrained', 'constrained', amount('constrained')),
    key('failing', 'failing', amount('failing')),
    key('down', 'down', amount('down')),
    optionalKey('starting', 'booting', amount('starting')),
    optionalKey('waiting', 'waiting', amount('waiting')),
    optionalKey('off', 'off', amount('off')),
    optionalKey('unknown', 'unknown', amount('unknown')),
    found === null ? null : key('found', 'found', found.size),
  ];
  return mark(
    'header',
    { class: 'draw-estate-head' },
    mark(
      'div',
      { class: 'draw-cluster' },
      mark('h2', {}, 'Estate'),
      mark('span', {}, `${sizes}.`),
      mark(
        'span',
        { class: 'draw-faint' },
        'A column is a host: load up to its line, waiting above it; below, one cell per VM.',
      ),
    ),
    mark('div', { class: 'draw-keys' }, ...keys),
  );
}

function optionalKey(look: CellLook, word: string, amount: number): Mark | null {
  return amount > 0 ? key(look, word, amount) : null;
}

function key(look: CellLook | 'found', word: string, amount: number | undefined): Mark {
  const drawing = svg(
    { width: 10, height: 10 },
    { class: 'draw draw-icon', 'aria-hidden': 'true' },
    ...looks[look](),
  );
  const words = amount === undefined ? word : `${word} ${count(amount)}`;
  return mark('span', { key: look, class: 'draw-count' }, drawing, words);
}

/** The looks as the canvas paints them, larger. */
const looks: Readonly<Record<CellLook | 'found', () => Mark[]>> = {
  ok: () => [cellMark(0, 3, 9, 4, 'mem-idle')],
  idle: () => [cellMark(3, 3.5, 4, 3, 'line-2')],
  off: () => [cellMark(2, 4.5, 6, 1.2, 'line-2')],
  constrained: () => [cellMark(0, 1.5, 9, 7, 'constrained')],
  failing: () => [cellMark(0, 1, 9, 8, 'failing'), cellMark(3.5, 3.5, 2.5, 3, 'paper')],
  down: () => [stroke('M1 1.500l8 7m0 -7l-8 7', 'ink', 1.2)],
  starting: () => [frame('line-2', 1), cellMark(0, 5, 9, 2.5, 'select')],
  waiting: () => [frame('ink-3', 1)],
  unknown: () => [frame('unknown', 1)],
  found: () => [frame('select', 1.4)],
};

function cellMark(
  x: number,
  y: number,
  width: number,
  height: number,
  token: Parameters<typeof paint>[0],
): Mark {
  return rect({ x, y, width, height }, paint(token));
}

function frame(token: Parameters<typeof paint>[0], width: number): Mark {
  const more = { stroke: paint(token), 'stroke-width': width };
  return rect({ x: 0.5, y: 1.5, width: 9, height: 7 }, 'none', more);
}

const ladder: Readonly<Record<Level, string>> = {
  cells: 'one cell a VM',
  columns: 'names of hosts',
  cards: 'names of VMs',
  detail: 'pCPU and cells',
};

/** The levels of zoom and where one is; each can be clicked. */
export function zoomLadder(level: Level): Mark {
  const step = 92;
  const steps = levels.map((name, place) => {
    const x = 6 + place * step;
    const isHere = name === level;
    return mark(
      'g',
      { key: name, class: 'draw-step', 'data-level': name },
      rect({ x: x - 6, y: 20, width: step - 8, height: 52 }, 'transparent'),
      place === 0 ? null : stroke(`M${x - step + 10} 31H${x - 8}`, 'line-2', 1.5),
      mark('circle', {
        ...{ cx: x, cy: 31, r: isHere ? 5 : 3.5, stroke: paint('ink'), 'stroke-width': 1.3 },
        fill: paint(isHere ? 'ink' : 'panel'),
      }),
      text(x - 6, 52, name, isHere ? 'strong' : ''),
      text(x - 6, 65, ladder[name], 'muted'),
    );
  });
  return svg(
    { width: 4 * step, height: 92 },
    { role: 'img', 'aria-label': `Zoom: ${level}` },
    text(0, 12, 'Zoom', 'strong'),
    ...steps,
    text(0, 88, 'wheel, or + and −; F fits the selection, F F shows all', 'muted'),
  );
}
