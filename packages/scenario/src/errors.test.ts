import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scenarioErrors } from './index.ts';

/** Words in capitals in the sources that are no codes. */
const otherWords = new Set(['PLAIN', 'TEXT', 'PATH', 'NAME']);
const yamlCodes = new Set([
  'TAB_AS_INDENT',
  'BAD_ALIAS',
  'BAD_INDENT',
  'UNEXPECTED_TOKEN',
  'MISSING_CHAR',
]);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    const isSource = entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts');
    return isSource && entry.name !== 'errors.ts' ? [path] : [];
  });
}

describe('the table of errors', () => {
  const table = scenarioErrors.map((row) => row.code);
  const used = new Set<string>();
  for (const path of sources(import.meta.dirname)) {
    for (const [, code] of readFileSync(path, 'utf8').matchAll(
      /'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)'/g,
    )) {
      if (code!.length > 3 && !otherWords.has(code!) && !yamlCodes.has(code!)) used.add(code!);
    }
  }

  it('has every code that the sources use, and no other', () => {
    expect([...table].sort()).toEqual([...used].sort());
  });

  it('has each code once, with a sentence and a remedy', () => {
    expect(new Set(table).size).toBe(table.length);
    for (const { doc, remedy } of scenarioErrors) {
      expect(doc).toMatch(/^[A-Z].*\.$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    }
  });
});
