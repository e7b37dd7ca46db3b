/**
 * What a recorder keeps: one row an interval, one block a metric, one array of doubles a
 * statistic. Bounded: when the arrays hold more doubles than allowed, neighbouring rows are
 * merged two by two and the interval of the kept rows doubles. Merged means, minima, maxima and
 * growths are exact.
 */

/** One metric in one interval. The arrays hold one number an entity. */
export interface RowBlock {
  /** Time average of a gauge, or mean of samples; NaN where it never applied. */
  mean: Float64Array | undefined;
  min: Float64Array | undefined;
  max: Float64Array | undefined;
  /** Growth of an integral or a count. */
  growth: Float64Array | undefined;
  /**
   * The weight of the mean: seconds in which the gauge applied, undefined when that is all or none
   * for every entity; of samples, how many there were.
   */
  covered: Float64Array | undefined;
}

export interface Row {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly blocks: readonly RowBlock[];
}

/** Kept rows, oldest first. */
export class KeptRows {
  private readonly maxCells: number;
  private readonly keptRows: { row: Row; parts: number }[] = [];
  private cellCount = 0;
  private parts = 1;

  constructor(maxCells: number) {
    this.maxCells = maxCells;
  }

  get rows(): readonly Row[] {
    return this.keptRows.map((kept) => kept.row);
  }

  /** Doubles that are kept. */
  get cells(): number {
    return this.cellCount;
  }

  /** Closed intervals that one kept row stands for: 1, 2, 4 ... */
  get partsPerRow(): number {
    return this.parts;
  }

  /** Takes over the arrays of the row. */
  append(row: Row): void {
    const last = this.keptRows.at(-1);
    this.cellCount += cellsOf(row);
    if (last !== undefined && last.parts < this.parts) {
      this.keptRows.pop();
      this.keptRows.push({ row: this.merge(last.row, row), parts: last.parts + 1 });
    } else {
      this.keptRows.push({ row, parts: 1 });
    }
    while (this.cellCount > this.maxCells && this.keptRows.length > 1) this.halve();
  }

  private halve(): void {
    this.parts *= 2;
    const old = this.keptRows.splice(0);
    for (let index = 0; index < old.length; index += 2) {
      const first = old[index]!;
      const second = old[index + 1];
      if (second === undefined) this.keptRows.push(first);
      else {
        const parts = first.parts + second.parts;
        this.keptRows.push({ row: this.merge(first.row, second.row), parts });
      }
    }
  }

  private merge(first: Row, second: Row): Row {
    this.cellCount -= cellsOf(first) + cellsOf(second);
    const firstSeconds = first.toSeconds - first.fromSeconds;
    const secondSeconds = second.toSeconds - second.fromSeconds;
    const blocks = second.blocks.map((block, index) =>
      mergeBlocks(first.blocks[index]!, firstSeconds, block, secondSeconds),
    );
    const row = { fromSeconds: first.fromSeconds, toSeconds: second.toSeconds, blocks };
    this.cellCount += cellsOf(row);
    return row;
  }
}

function cellsOf(row: Row): number {
  let cells = 0;
  for (const { mean, min, max, growth, covered } of row.blocks) {
    const arrays = new Set([mean, min, max, growth, covered]);
    for (const array of arrays) cells += array?.length ?? 0;
  }
  return cells;
}

/** Merges the earlier block into the arrays of the later, which has as many entities or more. */
function mergeBlocks(
  first: RowBlock,
  firstSeconds: number,
  second: RowBlock,
  secondSeconds: number,
): RowBlock {
  // Statistics may share one array until they are merged.
  const { min, max } = second;
  const own = { min: min === second.mean ? min?.slice() : min, max: max?.slice() };
  return {
    covered: second.mean && mergeMeans(first, firstSeconds, second, secondSeconds),
    mean: second.mean,
    min: mergeEach(first.min, own.min, Math.min),
    max: mergeEach(first.max, own.max, Math.max),
    growth: mergeEach(first.growth, second.growth, (a, b) => a + b),
  };
}

/** Where one of the two is NaN, the other stands alone. */
function mergeEach(
  first: Float64Array | undefined,
  second: Float64Array | undefined,
  merge: (a: number, b: number) => number,
): Float64Array | undefined {
  if (first === undefined || second === undefined) return second;
  for (let index = 0; index < first.length; index++) {
    const a = first[index]!;
    const b = second[index]!;
    second[index] = Number.isNaN(b) ? a : Number.isNaN(a) ? b : merge(a, b);
  }
  return second;
}

/** Writes the merged means into `second.mean`; returns the merged covered seconds if needed. */
function mergeMeans(
  first: RowBlock,
  firstSeconds: number,
  second: RowBlock,
  secondSeconds: number,
): Float64Array | undefined {
  const means = second.mean!;
  const whole = firstSeconds + secondSeconds;
  let covered = second.covered;
  for (let index = 0; index < means.length; index++) {
    const a = index < first.mean!.length ? first.mean![index]! : NaN;
    const b = means[index]!;
    const aSeconds = Number.isNaN(a) ? 0 : (first.covered?.[index] ?? firstSeconds);
    const bSeconds = Number.isNaN(b) ? 0 : (second.covered?.[index] ?? secondSeconds);
    const seconds = aSeconds + bSeconds;
    if (bSeconds === 0) means[index] = a;
    else if (aSeconds > 0) means[index] = a + (b - a) * (bSeconds / seconds);
    // Where nothing is covered the mean is NaN, which says so by itself.
    if (covered === undefined && seconds > 0 && seconds < whole) {
      covered = new Float64Array(means.length).fill(whole);
    }
    if (covered !== undefined) covered[index] = seconds;
  }
  return covered;
}
