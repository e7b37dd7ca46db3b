import { assert } from '../engine/errors.ts';
import { changesOf } from './frame-changes.ts';
import type { Clock } from './metric.ts';

export type ColumnArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;

const COLUMN_ARRAYS = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
} as const;

export type ColumnType = keyof typeof COLUMN_ARRAYS;

/**
 * Where a column's values are found whenever a frame is taken: a function of the row, or a live
 * array at least as long as the table, asked for each time because it may be replaced.
 */
export type ColumnSource = ((row: number) => number) | { readonly live: () => ArrayLike<number> };

/** Values by column; the place in the array is the row of the table. */
export interface KeyTable {
  readonly rows: number;
  readonly columns: Readonly<Record<string, ColumnArray>>;
}

/**
 * Only the rows of which something changed; `indices` names them, in order. Columns of which
 * nothing changed are left out, unless there are new rows.
 */
export interface DeltaTable {
  readonly rows: number;
  readonly indices: Uint32Array;
  readonly columns: Readonly<Record<string, ColumnArray>>;
}

export interface KeyFrame {
  readonly kind: 'key';
  readonly timeSeconds: number;
  readonly tables: Readonly<Record<string, KeyTable>>;
}

/** Tables without a change are left out. */
export interface DeltaFrame {
  readonly kind: 'delta';
  readonly timeSeconds: number;
  readonly tables: Readonly<Record<string, DeltaTable>>;
}

export type Frame = KeyFrame | DeltaFrame;

interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly source: ColumnSource;
}

interface Table {
  readonly name: string;
  readonly rows: () => number;
  readonly columns: Column[];
}

/**
 * The state for drawing, as tables of columns.
 *
 * Frames are copies: whatever is done to them, the model does not notice. A table only grows.
 * Cost: one copy of all columns a frame, for changes one comparison a value besides.
 */
export class FrameSource {
  private readonly clock: Clock;
  private readonly tables: Table[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * Adds a column; its first column makes a table, one row an entity of a kind.
   * @param rows number of the table's rows, or what gives it where it grows
   */
  column(
    table: string,
    name: string,
    rows: number | (() => number),
    source: ColumnSource,
    type: ColumnType = 'float64',
  ): void {
    const count = typeof rows === 'number' ? () => rows : rows;
    const columns = this.columnsOf(table, count);
    const isNew = columns.every((column) => column.name !== name);
    assert(isNew, 'a column of a table of frames is defined twice');
    columns.push({ name, type, source });
  }

  /**
   * Everything as it is now.
   * @param reuse a frame that nobody looks at any more, whose arrays are taken
   */
  frame(reuse?: KeyFrame): KeyFrame {
    const tables: Record<string, KeyTable> = {};
    for (const table of this.tables) {
      tables[table.name] = copyTable(table, reuse?.tables[table.name]);
    }
    return { kind: 'key', timeSeconds: this.clock.nowSeconds, tables };
  }

  /** A viewer: it remembers what it has seen, so that it can be told what changed. */
  reader(): FrameReader {
    return new FrameReader(this);
  }

  private columnsOf(name: string, rows: () => number): Column[] {
    const known = this.tables.find((table) => table.name === name);
    if (known !== undefined) {
      assert(known.rows() === rows(), 'the columns of a table of frames differ in length');
      return known.columns;
    }
    const table = { name, rows, columns: [] };
    this.tables.push(table);
    return table.columns;
  }
}

/** One of any number of viewers of a frame source. */
export class FrameReader {
  private readonly source: FrameSource;
  private seen: KeyFrame | undefined;
  /** What was seen before that: its arrays are used again. */
  private spare: KeyFrame | undefined;

  /** Use `FrameSource.reader`. */
  constructor(source: FrameSource) {
    this.source = source;
  }

  /** Everything as it is now; later changes are against this. */
  frame(): KeyFrame {
    const frame = this.source.frame();
    this.seen = frame;
    return copyFrame(frame);
  }

  /** What changed since this reader's last frame; everything when it has seen none. */
  changes(): Frame {
    const seen = this.seen;
    if (seen === undefined) return this.frame();
    const now = this.source.frame(this.spare);
    this.spare = seen;
    this.seen = now;
    const tables: Record<string, DeltaTable> = {};
    for (const name of Object.keys(now.tables)) {
      const delta = changesOf(seen.tables[name], now.tables[name]!);
      if (delta.indices.length > 0) tables[name] = delta;
    }
    return { kind: 'delta', timeSeconds: now.timeSeconds, tables };
  }
}

function copyTable(table: Table, reuse: KeyTable | undefined): KeyTable {
  const rows = table.rows();
  const columns: Record<string, ColumnArray> = {};
  for (const { name, type, source } of table.columns) {
    const used = reuse?.rows === rows ? reuse.columns[name] : undefined;
    const array = used ?? new COLUMN_ARRAYS[type](rows);
    if (typeof source === 'object') copyLive(array, source.live());
    else for (let row = 0; row < rows; row++) array[row] = source(row);
    columns[name] = array;
  }
  return { rows, columns };
}

function copyLive(array: ColumnArray, live: ArrayLike<number>): void {
  assert(live.length >= array.length, 'a live column is shorter than its table');
  if (live.length === array.length) array.set(live);
  else if (live instanceof Float64Array) array.set(live.subarray(0, array.length));
  else array.set(Array.from(live).slice(0, array.length));
}

function copyFrame(frame: KeyFrame): KeyFrame {
  const tables: Record<string, KeyTable> = {};
  for (const name of Object.keys(frame.tables)) {
    const { rows, columns } = frame.tables[name]!;
    const copies: Record<string, ColumnArray> = {};
    for (const column of Object.keys(columns)) copies[column] = columns[column]!.slice();
    tables[name] = { rows, columns: copies };
  }
  return { ...frame, tables };
}
