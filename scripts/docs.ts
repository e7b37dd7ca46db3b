/** `npm run docs` writes the generated pages: reference, mechanisms, the map of the source. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApiText } from '@vdcsim/server';
import { generatedPages } from './reference/generated.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let changed = 0;

const pages = generatedPages(root).set('docs/reference/openapi.json', await openApiText());

for (const [path, text] of pages) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`wrote ${path}\n`);
  changed += 1;
}
if (changed === 0) process.stdout.write('all generated pages are up to date\n');
