import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inChromium, whyNoChromium } from './in-chromium.ts';

let folder = '';
let reason: string | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vdcsim-browser-'));
  reason = await whyNoChromium();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function entry(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('a function runs in the page with its argument, and its promise is awaited', async (c) => {
  c.skip(reason !== undefined, reason);
  const text =
    'export async function see(sum: { a: number }) { return [sum.a + 1, typeof window]; }';
  expect(await inChromium(entry('see.ts', text), 'see', { a: 2 })).toEqual([3, 'object']);
});

test('what goes wrong in the page is told in its own words', async (c) => {
  c.skip(reason !== undefined, reason);
  const thrower = entry('throw.ts', "export function f() { throw new Error('no such host'); }");
  await expect(inChromium(thrower, 'f')).rejects.toThrow('no such host');
  const broken = entry('broken.ts', "export const a = 1; throw new Error('broken at load');");
  await expect(inChromium(broken, 'f')).rejects.toThrow('broken at load');
});

test('a module of Node cannot slip into the page', async (c) => {
  c.skip(reason !== undefined, reason);
  const path = entry('node.ts', "import { readFileSync } from 'node:fs'; readFileSync('x');");
  await expect(inChromium(path, 'f')).rejects.toThrow('node:fs');
});
