import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inChromium, whyNoChromium } from '../scripts/browser/in-chromium.ts';
import { fingerprintsOf } from './fingerprints-of.ts';

const folder = new URL('../scenarios/', import.meta.url);
const entry = fileURLToPath(new URL('./fingerprints-of.ts', import.meta.url));

/** The scenarios that read no other file, since a page has only what it is given. */
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .filter((text) => !/^\s*(-\s*\{.*|)\b(file|import):/m.test(text));

test('the shipped scenarios leave the same fingerprints in Node and in Chromium', async (context) => {
  const reason = await whyNoChromium();
  context.skip(reason !== undefined, reason);
  expect(texts.length).toBeGreaterThan(0);
  expect(await inChromium(entry, 'fingerprintsOf', texts)).toEqual(fingerprintsOf(texts));
});
