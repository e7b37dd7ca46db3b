/**
 * A host's card: shape, name and the worst in words; then its CPU against the capacity line, what
 * is used in ink before it and what waits hatched beyond it at the same scale; then its VMs.
 */
import type { Health } from '../../state/health.ts';
import { pipeBar } from '../fabric/queue-pipes.ts';
import { fitted } from '../fitting.ts';
import { glyph } from '../glyph.ts';
import type { MarkMemory } from '../mark-memory.ts';
import { group, line, type Mark, mark, rect, svg, text } from '../marks.ts';
import { readyFill } from '../patterns.ts';
import { paint } from '../tokens.ts';
import type { CpuRowModel, HostCardModel } from './host-card-model.ts';
import { type CellGrid, cellFacts, cellHeight, cellPitchY, cellPlace, vmCell } from './vm-cell.ts';

/** Width of a card at which it was designed, pixels. */
export const cardWidth = 508;

/** Free room at the left and right of a card. */
export const cardMargin = 12;

const cpuTop = 40;
const cpuHeight = 34;
const barsLeft = 42;
const cellsTop = 90;
const ioPitch = 15;
const ioHeight = 8;

/** How a card is laid out. */
export interface CardLayout {
  readonly width: number;
  readonly grid: CellGrid;
  readonly scale: number;
  /** Least height, so that a card does not jump as VMs come and go. */
  readonly leastHeight: number;
  /** Of the frames before; without it every mark is made anew. */
  readonly memory?: MarkMemory;
}

/** Where the cells begin: under as many rows as the host has. */
function topOf({ cpu, disk, net }: HostCardModel): number {
  if (cpu === undefined) return cpuTop;
  return cellsTop + ioPitch * ((disk === undefined ? 0 : 1) + (net === undefined ? 0 : 1));
}

/** Height that a card needs. */
export function hostCardHeight(model: HostCardModel, grid: CellGrid): number {
  const top = topOf(model);
  const rows = Math.ceil(model.cells.length / grid.perRow);
  return rows === 0 ? top : top + (rows - 1) * cellPitchY + cellHeight + cardMargin;
}

/** Draws a card. */
export function hostCard(model: HostCardModel, layout: CardLayout): Mark {
  const { width, grid, scale, memory } = layout;
  const height = Math.max(hostCardHeight(model, grid), layout.leastHeight);
  const top = topOf(model);
  const cells = model.cells.map((cell, place) => {
    const at = cellPlace(grid, place);
    const x = cardMargin + at.x;
    const y = top + at.y;
    const box = { x, y, width: grid.cellWidth };
    const name = `${model.host} ${cell.vm}`;
    if (memory === undefined) return vmCell(cell, box);
    const facts = [x, y, grid.cellWidth, ...cellFacts(cell)];
    return memory.recall(`cell ${name}`, facts, () =>
      vmCell(cell, box, (still, make) => memory.recall(`still ${name}`, still, make)),
    );
  });
  const make = (): Mark =>
    svg(
      { width, height, scale },
      { role: 'presentation' },
      cardHead(model, width),
      model.cpu === undefined ? null : cpuRow(model.cpu, model.health, width),
      ...ioRows(model, width),
      ...cells,
    );
  const facts = [width, height, scale, ...headFacts(model), ...cells];
  return memory?.recall(`card ${model.host}`, facts, make) ?? make();
}

/** All that the upper part of a card shows. */
function headFacts(model: HostCardModel): unknown[] {
  const { usedFraction = 0, readyFraction = 0, bars, usedWords, waitWords } = model.cpu ?? {};
  const { about, health, tone, label, isSelected, isHovered, disk, net } = model;
  const { queue, words } = disk ?? {};
  const amounts = queue?.amounts.map((amount) => Math.round(10 * amount)).join();
  const filled = [Math.round(10 * (queue?.inDevice ?? 0)), Math.round(10 * (queue?.waiting ?? 0))];
  const io = [words, amounts, ...filled, queue?.slots, net?.words];
  const cpu = [usedFraction, readyFraction, bars, usedWords, waitWords];
  return [...cpu, ...io, about, health, tone, label, isSelected, isHovered];
}

/** What stands in the head of a card. */
export interface CardHead {
  readonly entity: number;
  readonly name: string;
  readonly about: string;
  readonly health: Health;
  readonly facts: readonly string[];
  readonly tone: string;
  readonly label: string;
  readonly isSelected: boolean;
  readonly isHovered: boolean;
}

/** Shape, name and facts; the name of a failed host is struck through. */
export function cardHead(head: CardHead, width: number): Mark {
  const struck = head.health === 'down' ? 'strong title struck' : 'strong title';
  const facts = head.facts.join(' · ');
  const room = width - 2 * cardMargin - 30 - 9 * head.name.length;
  const about = room - 6.6 * facts.length > 6.2 * head.about.length ? head.about : '';
  const attributes = {
    id: `map-${head.entity}`,
    class: 'draw-head',
    role: 'option',
    'aria-selected': String(head.isSelected),
    'aria-description': head.label,
    'data-entity': head.entity,
  };
  const isRinged = head.isSelected || head.isHovered;
  return group(
    attributes,
    rect({ x: 1, y: 1, width: width - 2, height: 34 }, 'transparent', {
      rx: 5,
      stroke: isRinged ? paint('select') : 'none',
      'stroke-width': head.isSelected ? 2 : 1,
    }),
    glyph(head.health, 18, 19, 5),
    text(32, 23.5, [
      mark('tspan', { class: struck }, head.name),
      about === '' ? null : mark('tspan', { class: 'muted', dx: 9 }, about),
    ]),
    facts === '' ? null : text(width - cardMargin, 23, fitted(facts, room, 11), `end ${head.tone}`),
  );
}

/** One thin bar a pCPU, or a few; what waits lies beyond the line. */
function cpuRow(cpu: CpuRowModel, health: Health, width: number): Mark {
  const capacity = Math.round(width * 0.386);
  const lineX = barsLeft + capacity;
  const room = width - cardMargin - 96 - lineX;
  const pitch = Math.min(8.5, cpuHeight / cpu.bars);
  const thickness = pitch > 6 ? pitch - 2 : pitch - 1;
  const used = capacity * cpu.usedFraction;
  const ready = Math.min(capacity * cpu.readyFraction, room);
  const bars = Array.from({ length: cpu.bars }, (_, bar) => {
    const at = { y: cpuTop + bar * pitch, height: thickness };
    return [
      rect({ x: barsLeft, width: capacity, ...at }, paint('cpu-idle')),
      rect({ x: barsLeft, width: used, ...at }, paint('cpu-used'), { class: 'glides' }),
      rect({ x: lineX, width: ready, ...at }, readyFill, { class: 'glides' }),
    ];
  });
  const bottom = cpuTop + cpu.bars * pitch;
  const isCut = capacity * cpu.readyFraction > room;
  const waitTone = health === 'ok' || health === 'unknown' ? 'muted' : 'warn';
  return group(
    {},
    text(cardMargin, cpuTop + 20 - (cpuHeight - (bottom - cpuTop)) / 2, 'CPU', 'muted'),
    cpu.pcpusPerBar === 1 ? null : text(cardMargin, cpuTop + 32, `× ${cpu.pcpusPerBar}`, 'muted'),
    ...bars,
    isCut ? cutMark(lineX + room, bottom) : null,
    line([lineX + 0.5, cpuTop - 5], [lineX + 0.5, bottom + 4], 'ink', { 'stroke-width': 1.2 }),
    text(width - cardMargin, cpuTop + 12, cpu.usedWords, 'end muted'),
    text(width - cardMargin, cpuTop + 26, cpu.waitWords, `end ${waitTone}`),
  );
}

/** The fullest queue of its disks, and its network, against the same line as its CPU. */
function ioRows({ disk, net }: HostCardModel, width: number): Mark[] {
  const capacity = Math.round(width * 0.386);
  const lineX = barsLeft + capacity + 0.5;
  const rows: Mark[] = [];
  let y = cellsTop - 5;
  if (disk !== undefined) {
    const room = width - cardMargin - 150 - lineX;
    const place = { x: barsLeft, y, width: capacity, height: ioHeight, room };
    rows.push(
      text(cardMargin, y + 8, 'Disk', 'muted'),
      ...pipeBar({ ...disk.queue, hosts: 1 }, place),
      line([lineX, y - 3], [lineX, y + ioHeight + 3], 'ink', { 'stroke-width': 1.2 }),
      text(width - cardMargin, y + 8, disk.words, disk.isFull ? 'end warn' : 'end muted'),
    );
    y += ioPitch;
  }
  if (net !== undefined) {
    const bar = { x: barsLeft, y, height: ioHeight };
    rows.push(
      text(cardMargin, y + 8, 'Net', 'muted'),
      rect({ ...bar, width: capacity }, paint('cpu-idle')),
      rect({ ...bar, width: capacity * net.usedFraction }, paint('cpu-used'), { class: 'glides' }),
      line([lineX, y - 3], [lineX, y + ioHeight + 3], 'ink', { 'stroke-width': 1.2 }),
      text(width - cardMargin, y + 8, net.words, 'end muted'),
    );
  }
  return rows;
}

/** Says that more waits than there is room to draw at this scale. */
function cutMark(x: number, bottom: number): Mark {
  const d = `M${x - 9} ${bottom + 2}L${x - 4} ${cpuTop - 3}M${x - 4} ${bottom + 2}L${x + 1} ${cpuTop - 3}`;
  return mark('path', { d, stroke: paint('panel'), 'stroke-width': 2, fill: 'none' });
}
