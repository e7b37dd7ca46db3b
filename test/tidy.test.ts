import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readSourceTree } from '../scripts/source/source-tree.ts';
import { rules } from '../scripts/tidy/index.ts';
import { violationLine } from '../scripts/tidy/rule.ts';
import { countLongFiles, fileLinesWished } from '../scripts/tidy/sizes.ts';

const files = readSourceTree(fileURLToPath(new URL('..', import.meta.url)));

test.each(Object.entries(rules))('the source tree keeps the rule: %s', (_name, rule) => {
  expect(rule(files).map(violationLine)).toEqual([]);
});

test('files longer than wished are counted, as a warning', () => {
  const count = countLongFiles(files);
  if (count > 0) console.warn(`${count} files are longer than ${fileLinesWished} lines`);
  expect(files.length).toBeGreaterThan(0);
});
