/** One thing that is wrong, or doubtful, in a scenario file. Lines and columns count from 1. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Code from the table `scenarioErrors`. */
  readonly code: string;
  readonly what: string;
  /** What would be right. */
  readonly remedy: string;
  /** Set when a trace or a value file is absent: the scenario itself may be well. */
  readonly missingData?: true;
}

/** Most diagnostics that `formatDiagnostics` prints. */
const printedMost = 100;

/** `file:line:column: CODE what is wrong; what would be right` */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, code, what, remedy } = diagnostic;
  return `${file}:${line}:${column}: ${code} ${what}; ${remedy}`;
}

/** One diagnostic a line, at most 100, then `and N more`. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.slice(0, printedMost).map(formatDiagnostic);
  const more = diagnostics.length - lines.length;
  if (more > 0) lines.push(`and ${more} more`);
  return lines.join('\n');
}

/** Orders by file, line, column, then code, so that a list reads like the files. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  if (a.line !== b.line) return a.line - b.line;
  if (a.column !== b.column) return a.column - b.column;
  if (a.code !== b.code) return a.code < b.code ? -1 : 1;
  return a.what < b.what ? -1 : a.what > b.what ? 1 : 0;
}

/** All that is wrong with a scenario and the files that it names, sorted, without duplicates. */
export class ScenarioErrors extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[], warnings: readonly Diagnostic[]) {
    super(formatDiagnostics(diagnostics));
    this.name = 'ScenarioErrors';
    this.diagnostics = diagnostics;
    this.warnings = warnings;
  }

  /** Nothing is wrong but that trace or value files are absent. */
  get onlyDataMissing(): boolean {
    return this.diagnostics.every((diagnostic) => diagnostic.missingData === true);
  }
}
