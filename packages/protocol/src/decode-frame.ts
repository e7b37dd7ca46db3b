import type { ColumnArray, DeltaTable, KeyTable, WireFrame } from './frame.ts';
import {
  aligned,
  badFrame,
  columnHeadBytes,
  columnTypes,
  frameMagic,
  frameVersion,
  headerBytes,
  namePattern,
  refuseBigEndian,
  rowsMost,
  tableHeadBytes,
} from './frame-layout.ts';
import { ProtocolError } from './protocol-error.ts';

/**
 * Reads a frame. Its arrays are views of the given bytes, so these must not be used for anything
 * else; bytes that do not begin at a multiple of 8 of their buffer are copied first.
 * Nothing is allocated for a count before the bytes for it have been seen.
 * @throws ProtocolError BAD_FRAME for anything that is no whole frame, BAD_VERSION for one of
 * another version
 */
export function decodeFrame(message: ArrayBuffer | Uint8Array): WireFrame {
  refuseBigEndian();
  const bytes = message instanceof Uint8Array ? message : new Uint8Array(message);
  return new FrameReading(bytes).frame();
}

class FrameReading {
  private readonly view: DataView;
  private readonly bytes: Uint8Array;
  private readonly buffer: ArrayBuffer;
  /** Where the frame begins in its buffer. */
  private readonly origin: number;
  private at = 0;

  constructor(message: Uint8Array) {
    const isAligned = (message.byteOffset & 7) === 0 && message.buffer instanceof ArrayBuffer;
    const bytes = isAligned ? message : message.slice();
    this.bytes = bytes;
    this.buffer = bytes.buffer as ArrayBuffer;
    this.origin = bytes.byteOffset;
    this.view = new DataView(this.buffer, bytes.byteOffset, bytes.byteLength);
  }

  frame(): WireFrame {
    const { view } = this;
    this.take(headerBytes, 'a header');
    if (view.getUint32(0, true) !== frameMagic) throw badFrame('it does not begin with "VDCF"');
    const version = view.getUint16(4, true);
    if (version !== frameVersion) {
      throw new ProtocolError('BAD_VERSION', `frame version ${version}; ${frameVersion} is known`);
    }
    const size = view.getUint32(24, true);
    if (size !== view.byteLength) throw badFrame(`${view.byteLength} bytes of ${size}`);
    const code = view.getUint8(6);
    if (code !== 1 && code !== 2) throw badFrame(`a frame of kind ${code}`);
    const number = view.getUint32(8, true);
    const base = view.getUint32(12, true);
    const timeSeconds = view.getFloat64(16, true);
    if (!Number.isFinite(timeSeconds)) throw badFrame('its time is no number');
    if (view.getUint32(28, true) !== 0) throw badFrame('its header has more than is known');
    const tableCount = view.getUint8(7);
    const frame: WireFrame =
      code === 1
        ? { kind: 'key', number, timeSeconds, tables: this.tables(tableCount, false) }
        : { kind: 'delta', number, base, timeSeconds, tables: this.tables(tableCount, true) };
    if (code === 1 ? base !== 0 : base >= number) throw badFrame(`frame ${number} on ${base}`);
    if (this.at !== view.byteLength) throw badFrame('there are bytes behind its tables');
    return frame;
  }

  private tables(count: number, isDelta: false): Record<string, KeyTable>;
  private tables(count: number, isDelta: true): Record<string, DeltaTable>;
  private tables(count: number, isDelta: boolean): Record<string, KeyTable | DeltaTable> {
    const tables: Record<string, KeyTable | DeltaTable> = {};
    for (let i = 0; i < count; i++) {
      const start = this.take(tableHeadBytes, 'a table');
      const rows = this.view.getUint32(start, true);
      const length = this.view.getUint32(start + 4, true);
      if (rows > rowsMost) throw badFrame(`a table of ${rows} rows; ${rowsMost} are the most`);
      if (isDelta ? length > rows : length !== rows) throw badFrame(`${length} rows of ${rows}`);
      this.expectZeros(start + 10, 6);
      const name = this.name(this.view.getUint8(start + 8), tables);
      const indices = isDelta ? this.indices(rows, length) : undefined;
      const columns = this.columns(this.view.getUint8(start + 9), length);
      tables[name] = indices === undefined ? { rows, columns } : { rows, indices, columns };
    }
    return tables;
  }

  private indices(rows: number, length: number): Uint32Array {
    const indices = this.array(4, length) as Uint32Array;
    let last = -1;
    for (const index of indices) {
      if (index <= last || index >= rows) throw badFrame('the rows of a delta are not in order');
      last = index;
    }
    return indices;
  }

  private columns(count: number, length: number): Record<string, ColumnArray> {
    const columns: Record<string, ColumnArray> = {};
    for (let i = 0; i < count; i++) {
      const start = this.take(columnHeadBytes, 'a column');
      const type = this.view.getUint8(start);
      this.expectZeros(start + 2, 6);
      const name = this.name(this.view.getUint8(start + 1), columns);
      columns[name] = this.array(type, length);
    }
    return columns;
  }

  private array(type: number, length: number): ColumnArray {
    const arrayType = columnTypes[type];
    if (arrayType === undefined) throw badFrame(`a column of type ${type}`);
    const size = length * arrayType.BYTES_PER_ELEMENT;
    const start = this.take(aligned(size), `${length} values`);
    this.expectZeros(start + size, aligned(size) - size);
    return new arrayType(this.buffer, this.origin + start, length);
  }

  private name(length: number, taken: Readonly<Record<string, unknown>>): string {
    const start = this.take(aligned(length), 'a name');
    const name = String.fromCharCode(...this.bytes.subarray(start, start + length));
    if (!namePattern.test(name)) throw badFrame('a name that is none');
    if (Object.hasOwn(taken, name)) throw badFrame(`"${name}" is there twice`);
    this.expectZeros(start + length, aligned(length) - length);
    return name;
  }

  /** Filling is zero, so that a frame has one form only. */
  private expectZeros(from: number, count: number): void {
    for (let i = from; i < from + count; i++) {
      if (this.bytes[i] !== 0) throw badFrame('its filling is not zero');
    }
  }

  /** Goes on by so many bytes and returns where they begin. */
  private take(size: number, what: string): number {
    const start = this.at;
    if (size > this.bytes.length - start) throw badFrame(`it ends within ${what}`);
    this.at = start + size;
    return start;
  }
}
