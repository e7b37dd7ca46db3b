/** Something wrong in a scenario file, with its place. Lines and columns count from 1. */
export interface FileDiagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  /** What is wrong. */
  readonly what: string;
  /** What would be right. */
  readonly remedy: string;
  /** The whole line of the file; '' when it is not at hand. */
  readonly text: string;
}

/** Why a file that was dropped on the page does not run. */
export interface Problem {
  readonly file: string;
  /** Empty: `message` says it all. */
  readonly diagnostics: readonly FileDiagnostic[];
  readonly message: string;
}

/** The lines of a text, so that diagnostics can show theirs. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

/**
 * The line of a diagnostic and below it a caret under its column. Tabs count as one column, so
 * they become one space in both; long lines are cut around the place.
 * @param width most characters shown
 */
export function caretLines(text: string, column: number, width = 100): readonly [string, string] {
  const flat = text.replace(/\t/g, ' ');
  const at = Math.min(Math.max(0, column - 1), flat.length);
  const from = at < width - 20 ? 0 : at - (width - 20);
  const cut = flat.slice(from, from + width);
  const shown = from > 0 ? `…${cut.slice(1)}` : cut;
  return [shown, `${' '.repeat(at - from)}^`];
}
