import type { Health } from '../../state/health.ts';
import { fitted, textWidth } from '../fitting.ts';
import { glyph } from '../glyph.ts';
import { type Attributes, group, type Mark, moved, rect, text } from '../marks.ts';
import { paint, type TokenName } from '../tokens.ts';
import type { VmCellModel } from './vm-cell-model.ts';

/** Size of a cell and of the gaps between cells, pixels. */
export const cellHeight = 28;
export const cellPitchY = 31;
const gapX = 3.8;
const widthLeast = 57;
const widthMost = 104;
const nameAt = 17;
const nameFontPx = 10.5;

/** How cells stand in a card. */
export interface CellGrid {
  readonly perRow: number;
  readonly cellWidth: number;
}

/** As many cells in a row as the longest name allows; they fill the row. */
export function cellGrid(rowWidth: number, longestName: string): CellGrid {
  const wished = nameAt + textWidth(longestName, nameFontPx) + 3;
  const width = Math.min(Math.max(wished, widthLeast), widthMost);
  const perRow = Math.max(1, Math.floor((rowWidth + gapX) / (width + gapX)));
  return { perRow, cellWidth: (rowWidth + gapX) / perRow - gapX };
}

/** Where the cell of a place stands, from the corner of the first. */
export function cellPlace(grid: CellGrid, place: number): { x: number; y: number } {
  const column = place % grid.perRow;
  const row = Math.floor(place / grid.perRow);
  return { x: column * (grid.cellWidth + gapX), y: row * cellPitchY };
}

const grounds: Partial<Record<Health, TokenName>> = {
  constrained: 'constrained-wash',
  failing: 'failing-wash',
};

const dashedHealths: ReadonlySet<Health> = new Set(['starting', 'waiting', 'off', 'down']);

/** All that a cell shows. */
export function cellFacts(model: VmCellModel): unknown[] {
  const { health, label, runFraction, readyFraction, bootFraction, words } = model;
  const rings = [model.isSelected, model.isHovered, model.isFound];
  return [health, label, runFraction, readyFraction, bootFraction, words, ...rings];
}

/** Where a cell stands. */
export interface CellBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * A VM's cell: shape, name, then run, ready and what is not asked.
 * @param recall gives the part that hardly ever changes, made anew only with other facts
 */
export function vmCell(
  model: VmCellModel,
  box: CellBox,
  recall: (facts: readonly unknown[], make: () => Mark) => Mark = (_, make) => make(),
): Mark {
  const { entity, health, bootFraction, words } = model;
  const attributes: Attributes = {
    key: `vm${model.vm}`,
    id: `map-${entity}`,
    class: 'draw-cell',
    transform: moved(box.x, box.y),
    role: 'option',
    'aria-selected': String(model.isSelected),
    'aria-label': model.label,
    'data-entity': entity,
    'data-vm': model.vm,
  };
  const rings = [model.isSelected, model.isHovered, model.isFound];
  const facts = [box.width, health, bootFraction, words, ...rings];
  const still = recall(facts, () => stillPart(model, box.width));
  return group(attributes, still, ...(words === '' ? bar(model, box.width) : []));
}

function stillPart(model: VmCellModel, width: number): Mark {
  const { health, name, words } = model;
  const isStrong = health === 'constrained' || health === 'failing';
  const classes = `${isStrong ? 'strong' : ''} ${dashedHealths.has(health) ? 'soft' : ''}`.trim();
  const shown = fitted(name, width - nameAt - 2, nameFontPx);
  const track = { x: 5, y: 19, width: width - 10, height: 4 };
  return group(
    {},
    rect({ x: 0, y: 0, width, height: cellHeight }, paint(grounds[health] ?? 'paper'), {
      class: 'ground',
      rx: 2,
      ...border(model),
    }),
    glyph(health, 9, 9.5, 4, model.bootFraction),
    text(nameAt, 13, shown, classes, { 'font-size': nameFontPx }),
    words === '' ? rect(track, paint('cpu-idle')) : text(width - 5, 24, words, 'end muted'),
  );
}

function border(model: VmCellModel): Attributes {
  if (model.isSelected) return { stroke: paint('select'), 'stroke-width': 2 };
  if (model.isFound || model.isHovered) return { stroke: paint('select'), 'stroke-width': 1.2 };
  if (!dashedHealths.has(model.health)) return { stroke: paint('line'), 'stroke-width': 1 };
  return { stroke: paint('line-2'), 'stroke-width': 1, 'stroke-dasharray': '3 2' };
}

function bar(model: VmCellModel, width: number): Mark[] {
  const whole = width - 10;
  const run = whole * model.runFraction;
  const at = { y: 19, height: 4 };
  return [
    rect({ x: 5, width: run, ...at }, paint('cpu-used'), { class: 'glides' }),
    rect({ x: 5 + run, width: whole * model.readyFraction, ...at }, paint('cpu-ready'), {
      class: 'glides',
    }),
  ];
}
