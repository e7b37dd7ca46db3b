/** What the readers of traces take and give, whatever the format. */
import type { TraceSource } from '@vdcsim/core';
import type { FileProblem, FileReading } from '../values/file-problem.ts';

/** The files of one trace: one file, or a folder, given by whoever can read. */
export interface TraceFiles {
  /** How messages name the folder; '' where `names` is one path that its user gave. */
  readonly folder: string;
  /** Names of the files in it, in any order. */
  readonly names: readonly string[];
  /** Content of one of them, asked for one by one; undefined where it cannot be read. */
  read(name: string): Uint8Array | string | undefined;
}

/** What the trace tells of a VM besides its demand. */
export interface TracedVm {
  /** Virtual CPUs; at least 1. */
  readonly vcpus: number;
  /** CPU capacity that the VM was given, all its cores together; the greatest of its rows. */
  readonly capacityMHz: number;
  /** Memory that the VM was given; the greatest of its rows. */
  readonly memoryMiB: number;
}

/** A trace, ready to be replayed. */
export interface Trace {
  readonly source: TraceSource;
  /** Names made from those of the files or columns, fit for the language; one a column. */
  readonly columns: readonly string[];
  /** Names as they were. */
  readonly originals: readonly string[];
  /** Instant of the first sample, where the format knows it. Seconds since 1970-01-01 00:00. */
  readonly startEpochSeconds?: number;
  /** One a column, where the format knows it. */
  readonly vms?: readonly TracedVm[];
}

/** The outcome of reading a trace. */
export type TraceReading = FileReading<Trace>;

/** At most this many problems of one trace are told. */
export const MAX_TRACE_PROBLEMS = 50;

/** Name of a file as messages give it. */
export function pathOf(files: TraceFiles, name: string): string {
  return files.folder === '' ? name : `${files.folder}/${name}`;
}

/**
 * Names of the files that count, in code-unit order. Hidden files of a folder (`.DS_Store`) do not;
 * a file that was named itself always does.
 */
export function countedNames(files: TraceFiles): readonly string[] {
  return files.names
    .filter((name) => files.folder === '' || !name.startsWith('.'))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Names without the folders before them. */
export function lastParts(names: readonly string[]): readonly string[] {
  return names.map((name) => name.slice(name.lastIndexOf('/') + 1));
}

/** A problem of a file. */
export function traceProblem(
  file: string,
  line: number,
  code: FileProblem['code'],
  what: string,
  remedy: string,
): FileProblem {
  return { file, line, code, what, remedy };
}

/** The refusal of a folder without files. */
export function emptyFolder(files: TraceFiles): TraceReading {
  const remedy = 'put the files of the trace into it';
  const problem = traceProblem(files.folder, 0, 'TRACE_EMPTY', 'no files in this folder', remedy);
  return { ok: false, problems: [problem] };
}

/** The problem of a file that cannot be read. */
export function unreadable(file: string): FileProblem {
  return traceProblem(file, 0, 'TRACE_MISSING', 'cannot be read', 'check that it is a file');
}
