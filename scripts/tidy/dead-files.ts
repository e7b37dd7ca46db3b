import { importsOf } from '../source/imports.ts';
import { packagesOf } from '../source/packages.ts';
import { isCode, isProductSource, isTest, type SourceFile } from '../source/source-file.ts';
import type { Rule, Violation } from './rule.ts';

/** Every file of a package's `src` is reached by imports from its index or its command. */
export const deadFilesRule: Rule = (files) => {
  const byPath = new Map(files.filter(isCode).map((file) => [file.path, file]));
  const violations: Violation[] = [];
  for (const { folder, entries } of packagesOf(files)) {
    const reached = reach(entries, byPath);
    for (const file of files) {
      const concerns = isProductSource(file, folder) && isCode(file) && !isAmbient(file);
      if (!concerns || reached.has(file.path)) continue;
      const advice = `not reached from ${entries.join(' or ')}; use it or take it out`;
      violations.push({ path: file.path, line: 1, rule: 'dead files', advice });
    }
  }
  const reachedByTests = reach(
    files.filter(isTestEntry).map((file) => file.path),
    byPath,
  );
  for (const file of files) {
    if (!isCode(file) || !isTest(file) || reachedByTests.has(file.path)) continue;
    violations.push({ path: file.path, line: 1, rule: 'dead files', advice: 'no test uses it' });
  }
  return violations;
};

/** Types of something that is not ours; the compiler finds them by itself. */
function isAmbient(file: SourceFile): boolean {
  return file.path.endsWith('.d.ts');
}

function isTestEntry(file: SourceFile): boolean {
  return /\.test\.ts$/.test(file.path);
}

function reach(entries: readonly string[], byPath: Map<string, SourceFile>): Set<string> {
  const reached = new Set<string>();
  const pending = [...entries];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const file = byPath.get(path);
    if (file === undefined || reached.has(path)) continue;
    reached.add(path);
    for (const { target } of importsOf(file)) {
      if (target !== undefined) pending.push(target.replace(/\.js$/, '.ts'));
    }
  }
  return reached;
}
