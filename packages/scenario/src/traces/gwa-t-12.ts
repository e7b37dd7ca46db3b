/**
 * The Bitbrains trace GWA-T-12 (Grid Workloads Archive): one CSV file a VM, a row about every
 * 300 s, with CPU use in MHz, bytes on disk and network, and what the VM was given.
 *
 * Stamps wobble and rows are missing, so each VM is brought onto a grid of 300 s that begins with
 * the first stamp of all files: a sample is the last row at or before its instant, held until the
 * next one. Before its first row, and from 300 s after its last row on, a VM asks for nothing.
 * Storage: 4 bytes a sample, which keeps 7 digits of a MHz figure.
 */
import type { TraceMoves } from '@vdcsim/core';
import type { FileProblem } from '../values/file-problem.ts';
import { columnNames } from './column-names.ts';
import { type GwaRows, readGwaRows } from './gwa-rows.ts';
import {
  countedNames,
  emptyFolder,
  lastParts,
  MAX_TRACE_PROBLEMS,
  pathOf,
  type TraceFiles,
  type TraceReading,
  traceProblem,
  unreadable,
} from './trace.ts';

/** Seconds between two samples. source: GWA-T-12, "sampled every 5 minutes". */
export const GWA_PERIOD_SECONDS = 300;

/** A trace that spans more than this is taken for a wrong stamp. assumption: real ones: a month. */
const MAX_SPAN_SECONDS = 2 * 366 * 86400;

/**
 * Reads one file or a folder of files of GWA-T-12.
 *
 * @param withMoves whether bytes on disks and networks are kept: they take four times the memory.
 */
export function readGwaT12(files: TraceFiles, withMoves = false): TraceReading {
  const names = countedNames(files);
  if (names.length === 0) return emptyFolder(files);
  const problems: FileProblem[] = [];
  const rows: GwaRows[] = [];
  for (const name of names) {
    const file = pathOf(files, name);
    const content = files.read(name);
    const read = content === undefined ? unreadable(file) : readGwaRows(file, content, withMoves);
    if ('stamps' in read) rows.push(read);
    else problems.push(read);
    if (problems.length === MAX_TRACE_PROBLEMS) break;
  }
  if (problems.length > 0) return { ok: false, problems };
  return onOneGrid(files, names, rows);
}

function onOneGrid(
  files: TraceFiles,
  names: readonly string[],
  rows: readonly GwaRows[],
): TraceReading {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { stamps } of rows) {
    first = Math.min(first, stamps[0]!);
    last = Math.max(last, stamps.at(-1)!);
  }
  if (last - first > MAX_SPAN_SECONDS) return tooLong(files, names, rows, first, last);
  const length = Math.floor((last - first) / GWA_PERIOD_SECONDS) + 1;
  const fileNames = lastParts(names);
  const cells = rows.map((each) => held(each, each.usedMHz, first, length));
  const moved = rows.map((each) =>
    each.moved.map((column) => column && held(each, column, first, length)),
  );
  return {
    ok: true,
    value: {
      source: {
        periodSeconds: GWA_PERIOD_SECONDS,
        length,
        columns: cells.length,
        unit: 'MHz',
        sample: (column, index) => cells[column]![index]!,
        ...(moved.some((columns) => columns.some((each) => each !== undefined)) && {
          moves: (column, index) => movesAt(moved[column]!, index),
        }),
      },
      columns: columnNames(fileNames.map((name) => name.replace(/\.csv$/i, ''))),
      originals: fileNames,
      startEpochSeconds: first,
      vms: rows.map((each) => each.vm),
    },
  };
}

function movesAt(columns: readonly (Float32Array | undefined)[], index: number): TraceMoves {
  const [readMBps = 0, writeMBps = 0, receivedMBps = 0, sentMBps = 0] = columns.map(
    (each) => each?.[index] ?? 0,
  );
  return { readMBps, writeMBps, sentMBps, receivedMBps };
}

/** Samples of one VM on the grid, each the last row at or before its instant. */
function held(
  { stamps }: GwaRows,
  values: Float32Array,
  first: number,
  length: number,
): Float32Array {
  const samples = new Float32Array(length);
  let row = -1;
  for (let index = 0; index < length; index++) {
    const atSeconds = first + index * GWA_PERIOD_SECONDS;
    while (row + 1 < stamps.length && stamps[row + 1]! <= atSeconds) row += 1;
    const isOver = row === stamps.length - 1 && atSeconds - stamps[row]! >= GWA_PERIOD_SECONDS;
    if (row >= 0 && !isOver) samples[index] = values[row]!;
  }
  return samples;
}

function tooLong(
  files: TraceFiles,
  names: readonly string[],
  rows: readonly GwaRows[],
  first: number,
  last: number,
): TraceReading {
  const index = rows.findIndex(({ stamps }) => stamps.at(-1) === last);
  const days = Math.round((last - first) / 86400);
  const what = `the trace spans ${days} days up to this file's last stamp`;
  const remedy = 'take out files of another time, or mend the stamp';
  const file = pathOf(files, names[index]!);
  return { ok: false, problems: [traceProblem(file, 0, 'BAD_TRACE', what, remedy)] };
}
