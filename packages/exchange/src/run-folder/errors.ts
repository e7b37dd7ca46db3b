import type { ErrorSpec } from '@vdcsim/core';

/** What can go wrong with a run folder. */
export type RunFolderCode = 'RUN_FOLDER_TAKEN' | 'RUN_FOLDER_UNWRITABLE' | 'NOT_A_RUN_FOLDER';

/** A run folder cannot be written or read; the message says which, why and what to do. */
export class RunFolderError extends Error {
  readonly code: RunFolderCode;

  constructor(code: RunFolderCode, message: string) {
    super(message);
    this.name = 'RunFolderError';
    this.code = code;
  }
}

/** Rows of the error reference. */
export const runFolderErrors: readonly ErrorSpec[] = [
  {
    code: 'RUN_FOLDER_TAKEN',
    doc: 'The folder that a run should be written to exists and holds something.',
    remedy: 'Name another folder with --out, or remove the old one: vdcsim overwrites nothing.',
  },
  {
    code: 'RUN_FOLDER_UNWRITABLE',
    doc: 'The run folder cannot be written: the disk is full, or the place is not writable.',
    remedy: 'Make room or name another place with --out. Nothing half-written is left behind.',
  },
  {
    code: 'NOT_A_RUN_FOLDER',
    doc: 'A folder is no run folder, or one of its files is missing or damaged.',
    remedy: 'Name a folder that `vdcsim run` has written.',
  },
];

/** Words for the failures of a file system that users meet. */
export function diskProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = problems.get(code);
  if (known !== undefined) return known;
  return error instanceof Error ? error.message : String(error);
}

/** True for failures that the system reports about files. */
export function isDiskFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

const problems: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'no space is left on the disk'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the file became larger than the file system allows'],
  ['EACCES', 'permission is denied'],
  ['EPERM', 'permission is denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOTDIR', 'a part of the path is a file, not a folder'],
  ['EEXIST', 'it exists already'],
  ['ENOENT', 'there is no such folder'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EIO', 'the disk reports an error'],
]);
