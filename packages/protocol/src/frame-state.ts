import type { ColumnArray, DeltaTable, KeyFrame, KeyTable, WireFrame } from './frame.ts';
import { badFrame } from './frame-layout.ts';

type Columns = Record<string, ColumnArray>;

interface Table {
  rows: number;
  columns: Columns;
}

/** What a viewer knows of a run: whole tables, made of a key frame and the deltas since. */
export class FrameState {
  private readonly known = new Map<string, Table>();
  private lastNumber = 0;
  private lastSeconds = 0;
  private hasKey = false;

  /** Whole tables by name. The arrays are the state itself: read, don't write. */
  get tables(): Readonly<Record<string, KeyTable>> {
    return Object.fromEntries(this.known);
  }

  /** Simulated time of the last frame, seconds. */
  get timeSeconds(): number {
    return this.lastSeconds;
  }

  /** Number of the last frame; 0 before the first. */
  get number(): number {
    return this.lastNumber;
  }

  /**
   * Takes a frame: a key frame replaces everything, a delta changes what it names.
   * One that is refused has changed nothing.
   * @throws ProtocolError BAD_FRAME for a delta on another frame than the last, or of another shape
   */
  apply(frame: WireFrame): void {
    if (frame.kind === 'key') {
      this.known.clear();
      for (const [name, table] of Object.entries(frame.tables)) {
        this.known.set(name, { rows: table.rows, columns: copied(table.columns) });
      }
      this.hasKey = true;
    } else {
      if (!this.hasKey) throw badFrame('a delta came before any key frame');
      if (frame.base !== this.lastNumber) {
        throw badFrame(`a delta on frame ${frame.base} came after frame ${this.lastNumber}`);
      }
      const deltas = Object.entries(frame.tables);
      for (const [name, delta] of deltas) this.check(name, delta);
      for (const [name, delta] of deltas) this.change(name, delta);
    }
    this.lastNumber = frame.number;
    this.lastSeconds = frame.timeSeconds;
  }

  /** Everything as one frame, for a viewer who comes later. Its arrays are this state's. */
  keyFrame(): KeyFrame {
    const { lastNumber: number, lastSeconds: timeSeconds, tables } = this;
    return { kind: 'key', number, timeSeconds, tables };
  }

  /** New rows must all be told, so that a table never has rows that nobody has seen. */
  private check(name: string, delta: DeltaTable): void {
    const table = this.known.get(name);
    const rows = table?.rows ?? 0;
    if (delta.rows < rows) throw badFrame(`table ${name} became shorter`);
    const added = delta.rows - rows;
    const { indices } = delta;
    if (added > indices.length || (added > 0 && indices[indices.length - added] !== rows)) {
      throw badFrame(`table ${name} has rows that no frame told of`);
    }
    if (table === undefined) return;
    for (const column of Object.keys(delta.columns)) {
      const before = table.columns[column];
      const now = delta.columns[column]!;
      if (!Object.hasOwn(table.columns, column) || before?.constructor !== now.constructor) {
        throw badFrame(`column ${column} of ${name} is another than in the key frame`);
      }
    }
    if (added > 0 && Object.keys(delta.columns).length < Object.keys(table.columns).length) {
      throw badFrame(`new rows of ${name} lack columns`);
    }
  }

  private change(name: string, { rows, indices, columns }: DeltaTable): void {
    const table = this.known.get(name);
    if (table === undefined) {
      this.known.set(name, { rows, columns: copied(columns) });
      return;
    }
    for (const column of Object.keys(columns)) {
      const values = columns[column]!;
      const array = longer(table.columns[column]!, rows);
      table.columns[column] = array;
      for (let i = 0; i < indices.length; i++) array[indices[i]!] = values[i]!;
    }
    table.rows = rows;
  }
}

function copied(columns: Readonly<Columns>): Columns {
  return Object.fromEntries(Object.entries(columns).map(([name, array]) => [name, array.slice()]));
}

function longer(array: ColumnArray, length: number): ColumnArray {
  if (array.length === length) return array;
  const long = new (array.constructor as new (length: number) => ColumnArray)(length);
  long.set(array);
  return long;
}
