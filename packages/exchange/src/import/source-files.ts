/** The files of a source on disk, and how a scenario names their place. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { TraceFiles } from '@vdcsim/scenario';
import { ImportError } from './import-error.ts';

/**
 * A trace on disk: a folder (its files, not its folders) or one file.
 *
 * @throws ImportError TRACE_MISSING when there is nothing at that path
 */
export function filesOnDisk(path: string): TraceFiles {
  const isFolder = folderOrFile(path);
  return {
    folder: isFolder ? path : '',
    names: isFolder ? filesIn(path) : [path],
    read: (name) => contentOf(isFolder ? join(path, name) : name),
  };
}

/** Undefined where the file cannot be read; the reader of the trace tells which. */
function contentOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** True for a folder, false for a file. */
function folderOrFile(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats !== undefined) return stats.isDirectory();
  const remedy = 'name the folder of the trace, or fetch it first';
  const what = 'there is no such file or folder';
  throw new ImportError([{ file: path, line: 0, code: 'TRACE_MISSING', what, remedy }]);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name);
}

/** Last part of a path, without `.csv`. */
export function sourceName(path: string): string {
  return basename(resolve(path)).replace(/\.csv$/i, '');
}

/** The path as a scenario in `scenarioFolder` names it, with forward slashes. */
export function reference(path: string, scenarioFolder: string | undefined): string {
  const text = scenarioFolder === undefined ? path : relative(scenarioFolder, resolve(path));
  return text.split(sep).join('/');
}
