import type { ColumnArray } from './frame.ts';
import { ProtocolError } from './protocol-error.ts';

/**
 * Layout of a frame in bytes; docs/reference/protocol.md has the whole of it. Everything is
 * little-endian, and every table, name and array begins at a multiple of 8, so that arrays can be
 * looked at where they lie.
 */

/** The bytes `VDCF`. */
export const frameMagic = 0x46434456;
export const frameVersion = 1;
export const headerBytes = 32;
export const tableHeadBytes = 16;
export const columnHeadBytes = 8;
/** Most rows of a table: far above any estate, far below what could exhaust memory. */
export const rowsMost = 1 << 24;
/** Names of tables and columns: a letter, then letters and digits, one byte each. */
export const namePattern = /^[A-Za-z][A-Za-z0-9]{0,39}$/;
/** Most tables of a frame and most columns of a table. */
export const partsMost = 255;
export const frameNumberMost = 0xffffffff;

type ColumnConstructor = {
  new (length: number): ColumnArray;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): ColumnArray;
  readonly BYTES_PER_ELEMENT: number;
};

/** Arrays by their number in a frame; 0 is none. */
export const columnTypes: readonly (ColumnConstructor | undefined)[] = [
  undefined,
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Uint16Array,
  Uint8Array,
];

/** Number of an array's type in a frame. */
export function columnTypeOf(array: ColumnArray): number {
  return columnTypes.findIndex((type) => type !== undefined && array instanceof type);
}

/** The next multiple of 8. */
export function aligned(bytes: number): number {
  return (bytes + 7) & ~7;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Frames are looked at where they lie, which needs the byte order of every machine in use. */
export function refuseBigEndian(): void {
  if (!isLittleEndian) throw badFrame('this machine is big-endian; frames are not');
}

export function badFrame(what: string): ProtocolError {
  return new ProtocolError('BAD_FRAME', what);
}
