import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { generatedPages } from '../scripts/reference/generated.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

test('the generated pages say what the code says; `npm run docs` writes them anew', () => {
  const stale: string[] = [];
  for (const [path, text] of generatedPages(root)) {
    const file = join(root, path);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) stale.push(path);
  }
  expect(stale).toEqual([]);
});
