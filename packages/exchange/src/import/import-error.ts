import type { FileProblem } from '@vdcsim/scenario';

/** A source that cannot be imported, with all its problems. */
export class ImportError extends Error {
  /** Code of the first problem. */
  readonly code: string;
  readonly problems: readonly FileProblem[];

  constructor(problems: readonly FileProblem[]) {
    super(problems.map(problemLine).join('\n'));
    this.name = 'ImportError';
    this.code = problems[0]?.code ?? 'BAD_TRACE';
    this.problems = problems;
  }
}

/** `file:line: CODE what; remedy`, without the line where the whole file is meant. */
function problemLine({ file, line, code, what, remedy }: FileProblem): string {
  return `${file}${line === 0 ? '' : `:${line}`}: ${code} ${what}; ${remedy}`;
}
