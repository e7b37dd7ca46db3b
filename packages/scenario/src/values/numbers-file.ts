/**
 * Values of an empirical distribution, from a file: one value a line.
 *
 * Of several columns (comma, semicolon or tab) the first counts. Empty lines and lines that begin
 * with `#` are skipped. A value is a quantity (`5 min`), or a bare number when the first line names
 * the unit in brackets: `repair [min]`.
 */
import type { Dimension } from '@vdcsim/core';
import { type FileProblem, type FileReading, linesOf, plainText } from './file-problem.ts';
import { parseQuantity, unitSymbols } from './quantity.ts';
import { dimensionWords } from './units.ts';

const MAX_PROBLEMS = 20;

/**
 * Reads the values of a file.
 *
 * @param file its name, for messages
 * @returns numbers in the dimension's unit, in the order of the file; at least one
 */
export function readNumbers(
  file: string,
  content: Uint8Array | string,
  dimension: Dimension,
): FileReading<readonly number[]> {
  const cells = countedCells(plainText(content));
  const [first] = cells;
  if (first === undefined) return refused(file, 0, 'no values', 'write one value a line');
  const header = /^\D.*?\[(.+)\]$|^[A-Za-z]/.exec(first.text);
  const unit = header?.[1]?.trim();
  if (unit !== undefined && !unitSymbols(dimension).includes(unit)) {
    const what = `"${unit}" in the first line is no unit of ${dimensionWords[dimension].word}`;
    return refused(file, first.line, what, `name it as in "${exampleHeader(dimension)}"`);
  }
  const values: number[] = [];
  const problems: FileProblem[] = [];
  for (const { text, line } of header === null ? cells : cells.slice(1)) {
    const isBare = /^-?\d+(\.\d+)?$/.test(text);
    if (isBare && unit === undefined) {
      const remedy = `name it in the first line, "${exampleHeader(dimension)}"`;
      return refused(file, line, `${text} has no unit`, remedy);
    }
    const source = isBare ? `${text} ${unit}` : text;
    const value = parseQuantity('', source, { form: 'quantity', dimension });
    if (value.ok) values.push(value.value);
    else problems.push(problemOf(file, line, value.what, value.remedy));
    if (problems.length === MAX_PROBLEMS) break;
  }
  if (problems.length > 0) return { ok: false, problems };
  if (values.length > 0) return { ok: true, value: values };
  return refused(file, first.line, 'no values under the first line', 'write one value a line');
}

/** The first cells of the lines that count. */
function countedCells(text: string): { readonly text: string; readonly line: number }[] {
  return linesOf(text)
    .map((line, index) => {
      const cell = (line.split(/[,;\t]/)[0] ?? '').trim();
      return { text: cell.replace(/^"(.*)"$/, '$1'), line: index + 1 };
    })
    .filter((cell) => cell.text !== '' && !cell.text.startsWith('#'));
}

function exampleHeader(dimension: Dimension): string {
  return `value [${dimensionWords[dimension].example.replace(/^[\d.]+ ?/, '')}]`;
}

function problemOf(file: string, line: number, what: string, remedy: string): FileProblem {
  return { file, line, code: 'BAD_NUMBERS', what, remedy };
}

function refused(file: string, line: number, what: string, remedy: string): FileReading<never> {
  return { ok: false, problems: [problemOf(file, line, what, remedy)] };
}
