import type { SourceFile } from '../source/source-file.ts';

/** Something that a file does and must not, with what to do instead. */
export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly advice: string;
}

/** Looks at the whole tree. Rules read; they never change a file. */
export type Rule = (files: readonly SourceFile[]) => Violation[];

/** A rule that looks at one file at a time; `report` takes a line, counted from 1, and advice. */
export function eachFile(
  rule: string,
  concerns: (file: SourceFile) => boolean,
  check: (file: SourceFile, report: (line: number, advice: string) => void) => void,
): Rule {
  return (files) => {
    const violations: Violation[] = [];
    for (const file of files) {
      if (!concerns(file)) continue;
      check(file, (line, advice) => violations.push({ path: file.path, line, rule, advice }));
    }
    return violations;
  };
}

/** `path:line: rule: advice`, as editors and terminals make it a link. */
export function violationLine({ path, line, rule, advice }: Violation): string {
  return `${path}:${line}: ${rule}: ${advice}`;
}
