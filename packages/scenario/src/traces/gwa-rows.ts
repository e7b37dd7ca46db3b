/**
 * Rows of one file of the Bitbrains trace GWA-T-12: `;` and a tab between the cells, a header line.
 *
 * The header says that stamps are milliseconds, but the published files hold epoch seconds; stamps
 * too great for seconds (from the year 5138 on) are taken as milliseconds. Stamps must not fall;
 * of equal stamps the last row counts.
 */
import { type FileProblem, linesOf, plainText } from '../values/file-problem.ts';
import { type TracedVm, traceProblem } from './trace.ts';

/** What one file says of its VM. */
export interface GwaRows {
  /** Seconds since 1970-01-01 00:00, strictly rising; at least one. */
  readonly stamps: Float64Array;
  /** CPU that was used, all cores together, one a stamp. */
  readonly usedMHz: Float32Array;
  /** Bytes moved, 10^6 a second, one a stamp: see `moveColumns`. Undefined: not there, or all 0. */
  readonly moved: readonly (Float32Array | undefined)[];
  readonly vm: TracedVm;
}

/** Columns of moved bytes, in KiB a second, in the order of `GwaRows.moved`. */
export const moveColumns = [
  'Disk read throughput [KB/s]',
  'Disk write throughput [KB/s]',
  'Network received throughput [KB/s]',
  'Network transmitted throughput [KB/s]',
] as const;

/** The cells that are read, from the left. */
const COLUMNS: readonly string[] = [
  'Timestamp [ms]',
  'CPU cores',
  'CPU capacity provisioned [MHZ]',
  'CPU usage [MHZ]',
  'CPU usage [%]',
  'Memory capacity provisioned [KB]',
];
/** Place of the first column of moved bytes; memory use stands between. */
const FIRST_MOVED = COLUMNS.length + 1;
/** 10^6 bytes of a KB, which is taken for 1,024 bytes as that of memory is. */
const MB_PER_KIB = 0.001024;
const LEAST_MILLISECONDS = 1e11;
const KIB_PER_MIB = 1024;
const NUMBER = /^\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Reads one file, or says what is wrong with its first bad line.
 *
 * @param withMoves whether moved bytes are read, where the file has them.
 */
export function readGwaRows(
  file: string,
  content: Uint8Array | string,
  withMoves: boolean,
): GwaRows | FileProblem {
  const lines = linesOf(plainText(content));
  const [header] = lines;
  if (header === undefined) {
    return traceProblem(file, 0, 'TRACE_EMPTY', 'no lines', 'take it out of the folder');
  }
  const flaw = badHeader(file, header);
  if (flaw !== undefined) return flaw;
  if (lines.length === 1) {
    return traceProblem(file, 1, 'TRACE_EMPTY', 'no rows', 'take it out of the folder');
  }
  return readRows(file, lines, withMoves && hasMoves(header));
}

function badHeader(file: string, header: string): FileProblem | undefined {
  const cells = header.split(';').map((cell) => cell.trim());
  for (const [index, wanted] of COLUMNS.entries()) {
    const cell = cells[index] ?? '';
    if (cell.toLowerCase() === wanted.toLowerCase()) continue;
    const what = `column ${index + 1} is "${cell.slice(0, 40)}"`;
    const remedy = `a file of GWA-T-12 has "${wanted}" there`;
    return traceProblem(file, 1, 'BAD_TRACE', what, remedy);
  }
  return undefined;
}

/** Whether the header goes on to moved bytes. */
function hasMoves(header: string): boolean {
  const cells = header.split(';').map((cell) => cell.trim().toLowerCase());
  return moveColumns.every((name, i) => cells[FIRST_MOVED + i] === name.toLowerCase());
}

function readRows(
  file: string,
  lines: readonly string[],
  withMoves: boolean,
): GwaRows | FileProblem {
  const stamps = new Float64Array(lines.length - 1);
  const usedMHz = new Float32Array(lines.length - 1);
  const cells = new Float64Array(withMoves ? FIRST_MOVED + moveColumns.length : COLUMNS.length);
  const moved = moveColumns.map(() => new Float32Array(withMoves ? lines.length - 1 : 0));
  let count = 0;
  let scale = 1;
  let [vcpus, capacityMHz, memoryKiB] = [1, 0, 0];
  for (let index = 1; index < lines.length; index++) {
    const flaw = readCells(file, index + 1, lines[index]!, cells);
    if (flaw !== undefined) return flaw;
    if (count === 0) scale = cells[0]! >= LEAST_MILLISECONDS ? 1000 : 1;
    const stamp = cells[0]! / scale;
    if (count > 0 && stamp < stamps[count - 1]!) return falling(file, index + 1);
    if (count === 0 || stamp > stamps[count - 1]!) count += 1;
    stamps[count - 1] = stamp;
    usedMHz[count - 1] = cells[3]!;
    for (let i = 0; withMoves && i < moved.length; i++) {
      moved[i]![count - 1] = cells[FIRST_MOVED + i]! * MB_PER_KIB;
    }
    vcpus = Math.max(vcpus, Math.ceil(cells[1]!));
    capacityMHz = Math.max(capacityMHz, cells[2]!);
    memoryKiB = Math.max(memoryKiB, cells[5]!);
  }
  return {
    stamps: stamps.subarray(0, count),
    usedMHz: usedMHz.subarray(0, count),
    moved: moved.map((column) => (column.some((each) => each > 0) ? column : undefined)),
    vm: { vcpus, capacityMHz, memoryMiB: memoryKiB / KIB_PER_MIB },
  };
}

/** Reads the wanted cells of a row into `cells`. */
function readCells(
  file: string,
  line: number,
  row: string,
  cells: Float64Array,
): FileProblem | undefined {
  let from = 0;
  for (let column = 0; column < cells.length; column++) {
    const semicolon = row.indexOf(';', from);
    const text = row.slice(from, semicolon < 0 ? undefined : semicolon).trim();
    if (!NUMBER.test(text)) {
      const what = text === '' ? 'is missing' : `"${text.slice(0, 40)}" is not a number`;
      const remedy = 'write a number that is not negative';
      return traceProblem(file, line, 'BAD_TRACE', `${nameOf(column)}: ${what}`, remedy);
    }
    cells[column] = Number(text);
    from = semicolon < 0 ? row.length : semicolon + 1;
  }
  return undefined;
}

function nameOf(column: number): string {
  return COLUMNS[column] ?? moveColumns[column - FIRST_MOVED] ?? 'Memory usage [KB]';
}

function falling(file: string, line: number): FileProblem {
  const what = 'the stamp is before that of the line above';
  return traceProblem(file, line, 'BAD_TRACE', what, 'sort the rows by their stamps');
}
