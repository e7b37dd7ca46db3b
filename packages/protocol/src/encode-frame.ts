import type { ColumnArray, DeltaTable, KeyTable, WireFrame } from './frame.ts';
import {
  aligned,
  badFrame,
  columnHeadBytes,
  columnTypeOf,
  frameMagic,
  frameNumberMost,
  frameVersion,
  headerBytes,
  namePattern,
  partsMost,
  refuseBigEndian,
  rowsMost,
  tableHeadBytes,
} from './frame-layout.ts';

/** A part of a frame whose size is known before anything is written. */
interface Plan {
  readonly name: string;
  readonly table: KeyTable | DeltaTable;
  readonly columns: readonly { readonly name: string; readonly array: ColumnArray }[];
}

/**
 * Bytes of a frame. Cost: one copy of its arrays.
 * @throws ProtocolError BAD_FRAME for one that cannot be written: columns of another length than
 * their table, names that are none, counts out of their range
 */
export function encodeFrame(frame: WireFrame): ArrayBuffer {
  refuseBigEndian();
  checkHead(frame);
  const plans = Object.entries(frame.tables).map(([name, table]) => planOf(name, table));
  if (plans.length > partsMost) throw badFrame(`a frame of ${plans.length} tables`);
  let size = headerBytes;
  for (const plan of plans) size += sizeOf(plan);
  const buffer = new ArrayBuffer(size);
  writeHead(new DataView(buffer), frame, plans.length, size);
  let at = headerBytes;
  for (const plan of plans) at = writeTable(buffer, at, plan);
  return buffer;
}

function checkHead(frame: WireFrame): void {
  const base = frame.kind === 'delta' ? frame.base : 0;
  const isCount = (value: number): boolean =>
    Number.isInteger(value) && value >= 0 && value <= frameNumberMost;
  if (!isCount(frame.number) || !isCount(base)) throw badFrame('the number of a frame is none');
  if (!Number.isFinite(frame.timeSeconds)) throw badFrame('the time of a frame is no number');
}

function planOf(name: string, table: KeyTable | DeltaTable): Plan {
  const { rows } = table;
  if (!Number.isInteger(rows) || rows < 0 || rows > rowsMost) {
    throw badFrame(`table ${name} has ${rows} rows; ${rowsMost} are the most`);
  }
  const length = lengthOf(table);
  const columns = Object.entries(table.columns).map(([column, array]) => {
    if (array.length !== length) throw badFrame(`column ${column} of ${name} has another length`);
    return { name: checkedName(column), array };
  });
  if (columns.length > partsMost) throw badFrame(`table ${name} has ${columns.length} columns`);
  return { name: checkedName(name), table, columns };
}

function checkedName(name: string): string {
  if (namePattern.test(name)) return name;
  throw badFrame(`"${name.slice(0, 60)}" is no name; up to 40 letters and digits are`);
}

/** Values of each column: one a row, or one a changed row. */
function lengthOf(table: KeyTable | DeltaTable): number {
  return 'indices' in table ? table.indices.length : table.rows;
}

function sizeOf({ name, table, columns }: Plan): number {
  let size = tableHeadBytes + aligned(name.length);
  if ('indices' in table) size += aligned(table.indices.byteLength);
  for (const column of columns) {
    size += columnHeadBytes + aligned(column.name.length) + aligned(column.array.byteLength);
  }
  return size;
}

function writeHead(view: DataView, frame: WireFrame, tables: number, size: number): void {
  view.setUint32(0, frameMagic, true);
  view.setUint16(4, frameVersion, true);
  view.setUint8(6, frame.kind === 'key' ? 1 : 2);
  view.setUint8(7, tables);
  view.setUint32(8, frame.number, true);
  view.setUint32(12, frame.kind === 'delta' ? frame.base : 0, true);
  view.setFloat64(16, frame.timeSeconds, true);
  view.setUint32(24, size, true);
}

function writeTable(buffer: ArrayBuffer, start: number, { name, table, columns }: Plan): number {
  const view = new DataView(buffer);
  const bytes = new Uint8Array(buffer);
  view.setUint32(start, table.rows, true);
  view.setUint32(start + 4, lengthOf(table), true);
  view.setUint8(start + 8, name.length);
  view.setUint8(start + 9, columns.length);
  let at = writeName(bytes, start + tableHeadBytes, name);
  if ('indices' in table) {
    new Uint32Array(buffer, at, table.indices.length).set(table.indices);
    at += aligned(table.indices.byteLength);
  }
  for (const column of columns) {
    view.setUint8(at, columnTypeOf(column.array));
    view.setUint8(at + 1, column.name.length);
    at = writeName(bytes, at + columnHeadBytes, column.name);
    const { array } = column;
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  return at;
}

/** Returns where what follows begins. */
function writeName(bytes: Uint8Array, at: number, name: string): number {
  for (let i = 0; i < name.length; i++) bytes[at + i] = name.charCodeAt(i);
  return at + aligned(name.length);
}
