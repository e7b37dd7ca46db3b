/**
 * The language's own trace format, `format: csv`: one file for all VMs.
 *
 * ```csv
 * timeSeconds,web01,web02
 * 0,40,12.5
 * 300,55,10
 * ```
 *
 * The first column rises from 0 in equal steps, the period. Every other column is one VM's demand
 * in percent of its vCPUs, 0 to 100, decimals with a point. Cells are separated by commas, without
 * quotes. Columns keep the order of the file. Storage: 8 bytes a sample.
 */
import { type FileProblem, linesOf, plainText } from '../values/file-problem.ts';
import { columnNames } from './column-names.ts';
import { MAX_TRACE_PROBLEMS, type TraceReading, traceProblem } from './trace.ts';

const TIME_HEADER = 'timeSeconds';

/** A grid of numbers that is being read. */
interface Grid {
  readonly file: string;
  readonly header: readonly string[];
  readonly times: Float64Array;
  /** Fractions, one array a VM. */
  readonly cells: readonly Float64Array[];
  readonly problems: FileProblem[];
}

/** Reads one file of the format `csv`. */
export function readCsvTrace(file: string, content: Uint8Array | string): TraceReading {
  const lines = linesOf(plainText(content));
  const header = (lines[0] ?? '').split(',').map((cell) => cell.trim());
  const flaw = badShape(file, lines, header);
  if (flaw !== undefined) return { ok: false, problems: [flaw] };
  const rows = lines.length - 1;
  const grid: Grid = {
    file,
    header,
    times: new Float64Array(rows),
    cells: header.slice(1).map(() => new Float64Array(rows)),
    problems: [],
  };
  for (let row = 0; row < rows && grid.problems.length < MAX_TRACE_PROBLEMS; row++) {
    const problem = readRow(grid, row, lines[row + 1]!) ?? badTime(grid, row);
    if (problem !== undefined) grid.problems.push(problem);
  }
  if (grid.problems.length > 0) return { ok: false, problems: grid.problems };
  const { cells } = grid;
  return {
    ok: true,
    value: {
      source: {
        periodSeconds: grid.times[1]!,
        length: rows,
        columns: cells.length,
        unit: 'fraction',
        sample: (column, index) => cells[column]![index]!,
      },
      columns: columnNames(header.slice(1)),
      originals: header.slice(1),
    },
  };
}

function badShape(
  file: string,
  lines: readonly string[],
  header: readonly string[],
): FileProblem | undefined {
  if (lines.length === 0) {
    const remedy = `begin with "${TIME_HEADER},web01,web02"`;
    return traceProblem(file, 0, 'TRACE_EMPTY', 'no lines', remedy);
  }
  if (header[0] !== TIME_HEADER) {
    const what = `the first column is "${(header[0] ?? '').slice(0, 40)}"`;
    return traceProblem(file, 1, 'BAD_TRACE', what, `name it "${TIME_HEADER}"`);
  }
  const blank = header.indexOf('');
  if (header.length < 2 || blank > 0) {
    const what = header.length < 2 ? 'no column of a VM' : `column ${blank + 1} has no name`;
    return traceProblem(file, 1, 'BAD_TRACE', what, 'name a column for each VM');
  }
  if (lines.length > 2) return undefined;
  const what = lines.length === 1 ? 'no rows' : 'one row tells no period';
  return traceProblem(file, lines.length, 'TRACE_EMPTY', what, 'write at least two rows');
}

function readRow(grid: Grid, row: number, line: string): FileProblem | undefined {
  const cells = line.split(',');
  if (cells.length !== grid.header.length) {
    const what = `${cells.length} cells under ${grid.header.length} columns`;
    return traceProblem(grid.file, row + 2, 'BAD_TRACE', what, 'write one cell for each column');
  }
  for (const [column, cell] of cells.entries()) {
    const text = cell.trim();
    const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (column === 0) {
      grid.times[row] = value;
    } else {
      grid.cells[column - 1]![row] = Number(`${text}e-2`);
    }
    const isFine = column === 0 ? Number.isFinite(value) : value >= 0 && value <= 100;
    if (!isFine) return badCell(grid, row, column, text, Number.isFinite(value));
  }
  return undefined;
}

function badCell(
  grid: Grid,
  row: number,
  column: number,
  text: string,
  isNumber: boolean,
): FileProblem {
  const shownText = isNumber ? text : `"${text.slice(0, 40)}"`;
  const trouble = isNumber ? 'is no percentage' : 'is not a number';
  const what = `${grid.header[column]}: ${shownText} ${trouble}`;
  const remedy =
    column === 0 ? 'write seconds, 300' : 'write a number from 0 to 100, without a sign';
  return traceProblem(grid.file, row + 2, 'BAD_TRACE', what, remedy);
}

/** Times begin at 0 and rise by the same period; the second row sets it. */
function badTime({ file, times }: Grid, row: number): FileProblem | undefined {
  const time = times[row]!;
  const period = row === 0 ? 0 : times[1]!;
  const isRising = row !== 1 || time > 0;
  const wanted = row * period;
  if (isRising && Math.abs(time - wanted) <= 1e-9 * Math.max(1, wanted)) return undefined;
  const what = isRising
    ? `${TIME_HEADER} is ${time} instead of ${wanted}`
    : 'the time does not rise';
  const remedy = row === 0 ? 'begin at 0' : 'keep the same period from row to row';
  return traceProblem(file, row + 2, 'BAD_TRACE', what, remedy);
}
