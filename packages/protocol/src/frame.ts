/** State for drawing: tables of columns, one row an entity of a kind, one column a property. */
export type ColumnArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;

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

/** Everything. `number` counts the frames of a run, so that a delta can name its base. */
export interface KeyFrame {
  readonly kind: 'key';
  readonly number: number;
  readonly timeSeconds: number;
  readonly tables: Readonly<Record<string, KeyTable>>;
}

/** What changed since frame `base`. Tables without a change are left out. */
export interface DeltaFrame {
  readonly kind: 'delta';
  readonly number: number;
  readonly base: number;
  readonly timeSeconds: number;
  readonly tables: Readonly<Record<string, DeltaTable>>;
}

export type WireFrame = KeyFrame | DeltaFrame;
