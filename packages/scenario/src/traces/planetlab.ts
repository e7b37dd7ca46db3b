/**
 * The PlanetLab trace as CloudSim carries it (CoMon data): a folder with one file a VM, one whole
 * percentage (0 to 100) a line, a line every 300 s, no header.
 *
 * Columns follow the names of the files in code-unit order; hidden files are left out. All files
 * must be equally long. A sample is the fraction of the VM's vCPUs. Storage: one byte a sample.
 */
import { type FileProblem, linesOf, plainText } from '../values/file-problem.ts';
import { columnNames } from './column-names.ts';
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

/** Seconds between two lines. source: CloudSim's PlanetLab workload, "every 5 minutes". */
export const PLANETLAB_PERIOD_SECONDS = 300;

const fractions = Float64Array.from({ length: 101 }, (_, percent) => percent / 100);

/** Reads a folder of PlanetLab files. */
export function readPlanetlab(files: TraceFiles): TraceReading {
  const names = countedNames(files);
  if (names.length === 0) return emptyFolder(files);
  const problems: FileProblem[] = [];
  const cells: Uint8Array[] = [];
  for (const name of names) {
    const file = pathOf(files, name);
    const content = files.read(name);
    const column = content === undefined ? unreadable(file) : readColumn(file, content);
    if (column instanceof Uint8Array) cells.push(column);
    else problems.push(column);
    if (problems.length === MAX_TRACE_PROBLEMS) break;
  }
  if (problems.length > 0) return { ok: false, problems };
  const short = shortFiles(files, names, cells);
  if (short.length > 0) return { ok: false, problems: short };
  const originals = lastParts(names);
  return {
    ok: true,
    value: {
      source: {
        periodSeconds: PLANETLAB_PERIOD_SECONDS,
        length: cells[0]!.length,
        columns: cells.length,
        unit: 'fraction',
        sample: (column, index) => fractions[cells[column]![index]!]!,
      },
      columns: columnNames(originals),
      originals,
    },
  };
}

/** Percentages of one file, or its first problem. */
function readColumn(file: string, content: Uint8Array | string): Uint8Array | FileProblem {
  const lines = linesOf(plainText(content));
  if (lines.length === 0) {
    return traceProblem(file, 0, 'TRACE_EMPTY', 'no lines', 'write one percentage a line');
  }
  const column = new Uint8Array(lines.length);
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    const percent = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(percent <= 100)) return badLine(file, index + 1, text);
    column[index] = percent;
  }
  return column;
}

function badLine(file: string, line: number, text: string): FileProblem {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const shownText = text.length > 40 ? `${text.slice(0, 37)}...` : text;
  const what = isNumber ? `${shownText} is no whole percentage` : `"${shownText}" is not a number`;
  return traceProblem(file, line, 'BAD_TRACE', what, 'write a whole number from 0 to 100');
}

function shortFiles(
  files: TraceFiles,
  names: readonly string[],
  cells: readonly Uint8Array[],
): FileProblem[] {
  let longest = 0;
  for (const [index, column] of cells.entries()) {
    if (column.length > cells[longest]!.length) longest = index;
  }
  const length = cells[longest]!.length;
  const problems: FileProblem[] = [];
  for (const [index, column] of cells.entries()) {
    if (column.length === length || problems.length === MAX_TRACE_PROBLEMS) continue;
    const what = `${column.length} lines, but ${names[longest]} has ${length}`;
    const remedy = 'complete the file or take it out of the folder';
    const file = pathOf(files, names[index]!);
    problems.push(traceProblem(file, column.length, 'TRACE_SHORT', what, remedy));
  }
  return problems;
}
