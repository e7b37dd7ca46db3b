import { compareDiagnostics, type Diagnostic } from '../diagnostics.ts';
import { type Place, positionOf } from '../document/tree.ts';

/** `file:line:column` of a place. */
export function citation(place: Place): string {
  const { line, column } = positionOf(place);
  return `${place.source.path}:${line}:${column}`;
}

/**
 * Gathers what is wrong. One place is complained of once with one code, however often it is
 * looked at: a template is typed again for each VM that uses it.
 */
export class Problems {
  private readonly errorsByKey = new Map<string, Diagnostic>();
  private readonly warningsByKey = new Map<string, Diagnostic>();

  /** Nothing is wrong so far. */
  get none(): boolean {
    return this.errorsByKey.size === 0;
  }

  /** How many errors there are. */
  get count(): number {
    return this.errorsByKey.size;
  }

  get errors(): readonly Diagnostic[] {
    return [...this.errorsByKey.values()].sort(compareDiagnostics);
  }

  get warnings(): readonly Diagnostic[] {
    return [...this.warningsByKey.values()].sort(compareDiagnostics);
  }

  readonly error = (place: Place, code: string, what: string, remedy: string): void => {
    add(this.errorsByKey, { ...atPlace(place), code, what, remedy });
  };

  readonly warn = (place: Place, code: string, what: string, remedy: string): void => {
    add(this.warningsByKey, { ...atPlace(place), code, what, remedy });
  };

  /** A trace or value file that is not there: others may have it. */
  missingData(place: Place, code: string, what: string, remedy: string): void {
    add(this.errorsByKey, { ...atPlace(place), code, what, remedy, missingData: true });
  }

  /** A problem inside of a file that is no YAML: traces know their lines themselves. */
  errorInFile(file: string, line: number, code: string, what: string, remedy: string): void {
    add(this.errorsByKey, { file, line, column: 1, code, what, remedy });
  }
}

function atPlace(place: Place): { file: string; line: number; column: number } {
  return { file: place.source.path, ...positionOf(place) };
}

function add(list: Map<string, Diagnostic>, diagnostic: Diagnostic): void {
  const { file, line, column, code } = diagnostic;
  const key = `${file}\n${line}:${column} ${code}`;
  if (!list.has(key)) list.set(key, diagnostic);
}
