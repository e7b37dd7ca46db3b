import type { Diagnostic } from '@vdcsim/scenario';

/** One thing that is wrong, or doubtful, in a scenario. */
export interface CheckDiagnostic {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
  /** What would be right. */
  readonly remedy: string;
  /** The line of the file, cut where it is very long; empty where it is not known. */
  readonly sourceLine: string;
}

/** Largest number of diagnostics that are told, and of characters of a line. */
const diagnosticsMost = 1000;
const sourceLineMost = 400;

/** What the loader says, with the lines that it is about. `textOf` gives a file's text, if any. */
export function tellDiagnostics(
  errors: readonly Diagnostic[],
  warnings: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
): CheckDiagnostic[] {
  const lines = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const known = lines.get(file) ?? (textOf(file) ?? '').split(/\r?\n/);
    lines.set(file, known);
    return known;
  };
  const tell =
    (severity: 'error' | 'warning') =>
    ({ file, line, column, code, what, remedy }: Diagnostic): CheckDiagnostic => ({
      ...{ severity, file, line, column, code, message: what, remedy },
      sourceLine: (linesOf(file)[line - 1] ?? '').slice(0, sourceLineMost),
    });
  return [
    ...errors.slice(0, diagnosticsMost).map(tell('error')),
    ...warnings.slice(0, diagnosticsMost).map(tell('warning')),
  ];
}
