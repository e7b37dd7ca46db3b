/** What is wrong in a file of data, with its place. */

/** One problem of one line of a file. */
export interface FileProblem {
  readonly file: string;
  /** From 1; 0 where the whole file, or the folder, is meant. */
  readonly line: number;
  readonly code: FileCode;
  readonly what: string;
  readonly remedy: string;
}

/** Codes of problems in data files; the tables in `errors.ts` explain them. */
export type FileCode =
  | 'BAD_NUMBERS'
  | 'TRACE_EMPTY'
  | 'TRACE_SHORT'
  | 'BAD_TRACE'
  | 'TRACE_MISSING';

/** The outcome of reading files of data. */
export type FileReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Lines of a text, either ending, without the empty one behind the last line break. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/**
 * Text of a file of numbers. Bytes above 127 become one character each (Latin-1), which no number
 * and no name keeps; a mark of UTF-8 in front is dropped.
 */
export function plainText(content: Uint8Array | string): string {
  if (typeof content === 'string') return content.replace(/^\uFEFF/, '');
  const hasMark = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
  const pieces: string[] = [];
  for (let at = hasMark ? 3 : 0; at < content.length; at += 8192) {
    pieces.push(String.fromCharCode(...content.subarray(at, at + 8192)));
  }
  return pieces.join('');
}
