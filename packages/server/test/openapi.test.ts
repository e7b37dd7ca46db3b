import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openApiText } from '../src/index.ts';

test('docs/reference/openapi.json is what `npm run docs` writes', async () => {
  const written = new URL('../../../docs/reference/openapi.json', import.meta.url);
  expect(readFileSync(written, 'utf8')).toBe(await openApiText());
});
