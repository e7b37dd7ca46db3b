/** Reading a trace of any format of the language. */
import { readCsvTrace } from './csv-trace.ts';
import { readGwaT12 } from './gwa-t-12.ts';
import { readPlanetlab } from './planetlab.ts';
import {
  countedNames,
  emptyFolder,
  pathOf,
  type TraceFiles,
  type TraceReading,
  traceProblem,
  unreadable,
} from './trace.ts';

/** Words of the key `format`. */
export const traceFormats = ['planetlab', 'gwa-t-12', 'csv'] as const;

export type TraceFormat = (typeof traceFormats)[number];

/**
 * Reads a trace: `planetlab` from a folder, `gwa-t-12` from a folder or one file, `csv` from one
 * file.
 *
 * @param withMoves whether bytes on disks and networks are kept, where the format has them.
 */
export function readTrace(format: TraceFormat, files: TraceFiles, withMoves = false): TraceReading {
  if (format === 'planetlab') return readPlanetlab(files);
  if (format === 'gwa-t-12') return readGwaT12(files, withMoves);
  const [name, ...more] = countedNames(files);
  if (name === undefined) return emptyFolder(files);
  if (more.length > 0) {
    const what = `a folder of ${more.length + 1} files`;
    const remedy = 'name the one CSV file';
    return { ok: false, problems: [traceProblem(files.folder, 0, 'BAD_TRACE', what, remedy)] };
  }
  const content = files.read(name);
  if (content === undefined) return { ok: false, problems: [unreadable(pathOf(files, name))] };
  return readCsvTrace(pathOf(files, name), content);
}
