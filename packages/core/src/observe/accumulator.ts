import { capacityFor, longerDoubles } from './arrays.ts';

/**
 * Time averages of values that hold until they change.
 *
 * A value v that held for d seconds adds v*d to the sum and competes for the smallest and the
 * largest; a value that held for no time counts for nothing. NaN means "does not apply": its
 * seconds are kept apart and left out of everything else.
 *
 * The four numbers of an entity lie side by side, so that one cache line serves them all.
 * Cost: about five floating-point operations a change, no allocation.
 */

/** An entity's cells begin at its index shifted left by this. */
export const CELL_SHIFT = 2;
/** Offset of the integral: unit x seconds. */
export const SUM = 0;
/** Offset of the smallest value that held; Infinity when none did. */
export const MIN = 1;
/** Offset of the largest value that held; -Infinity when none did. */
export const MAX = 2;
/** Offset of the seconds in which the value did not apply. */
export const MISSING = 3;

/** Where accumulated values are found: cells, and the instant from which they count. */
export interface AccumulatedCells {
  cells: Float64Array<ArrayBuffer>;
  /** 1: something was accumulated in the entity's cells since `openedSeconds`. */
  touched: Uint8Array<ArrayBuffer>;
  openedSeconds: number;
}

/** Hears every value that ends, with the span it held. */
export interface FoldListener {
  /**
   * The value of `index` held from `fromSeconds` to `toSeconds`, `toSeconds > fromSeconds`.
   * The span may begin before the listener was attached; it clips the span itself.
   * A sample has no length: `fromSeconds` and `toSeconds` are its instant.
   */
  fold(index: number, value: number, fromSeconds: number, toSeconds: number): void;
  /** There are `count` entities from now on. */
  grow(count: number, nowSeconds: number): void;
}

/** Sets one entity's cells to "nothing yet". */
export function clearCells(cells: Float64Array, index: number): void {
  const at = index << CELL_SHIFT;
  cells[at + SUM] = 0;
  cells[at + MIN] = Infinity;
  cells[at + MAX] = -Infinity;
  cells[at + MISSING] = 0;
}

/** Cells of `count` entities in which nothing has been accumulated. */
export function emptyCells(count: number): Float64Array<ArrayBuffer> {
  const cells = new Float64Array(count << CELL_SHIFT);
  for (let index = 0; index < count; index++) clearCells(cells, index);
  return cells;
}

/** Adds a value that held for `seconds > 0`. */
export function foldCells(
  cells: Float64Array,
  index: number,
  value: number,
  seconds: number,
): void {
  const at = index << CELL_SHIFT;
  if (Number.isNaN(value)) {
    cells[at + MISSING]! += seconds;
    return;
  }
  cells[at + SUM]! += value * seconds;
  if (value < cells[at + MIN]!) cells[at + MIN] = value;
  if (value > cells[at + MAX]!) cells[at + MAX] = value;
}

/**
 * Cells with room for `count` entities, the contents kept. The new entities are missing since
 * `openedSeconds`, because they did not exist.
 */
export function grownCells(
  old: Pick<AccumulatedCells, 'cells' | 'openedSeconds'>,
  oldCount: number,
  count: number,
  nowSeconds: number,
): Float64Array<ArrayBuffer> {
  const capacity = capacityFor(count, old.cells.length >> CELL_SHIFT);
  const cells = longerDoubles(old.cells, capacity << CELL_SHIFT, 0);
  for (let index = oldCount; index < count; index++) {
    clearCells(cells, index);
    cells[(index << CELL_SHIFT) + MISSING] = nowSeconds - old.openedSeconds;
  }
  return cells;
}

/**
 * Time average from an integral, held between the smallest and largest value so that a constant
 * is reported exactly. NaN when no value held.
 */
export function meanOf(sum: number, seconds: number, min: number, max: number): number {
  if (!(min <= max)) return NaN;
  const mean = sum / seconds;
  return Math.min(Math.max(mean, min), max);
}

/** Accumulates a metric for one more recorder than the metric's own cells can serve. */
export class Accumulator implements FoldListener, AccumulatedCells {
  cells: Float64Array<ArrayBuffer>;
  touched: Uint8Array<ArrayBuffer>;
  openedSeconds: number;
  private count: number;

  constructor(count: number, nowSeconds: number) {
    this.cells = emptyCells(count);
    this.touched = new Uint8Array(count);
    this.openedSeconds = nowSeconds;
    this.count = count;
  }

  fold(index: number, value: number, fromSeconds: number, toSeconds: number): void {
    const from = Math.max(fromSeconds, this.openedSeconds);
    if (toSeconds <= from) return;
    this.touched[index] = 1;
    foldCells(this.cells, index, value, toSeconds - from);
  }

  grow(count: number, nowSeconds: number): void {
    this.cells = grownCells(this, this.count, count, nowSeconds);
    const touched = new Uint8Array(count);
    touched.set(this.touched.subarray(0, this.count));
    this.touched = touched.fill(1, this.count, count);
    this.count = count;
  }
}
