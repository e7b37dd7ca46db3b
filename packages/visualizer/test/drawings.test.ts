/**
 * Drawings from fixed frames against their goldens. `UPDATE_GOLDENS=1` writes them anew; look at
 * what has changed before keeping it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { svgText } from '../src/draw/svg-text.ts';
import { gallery } from './drawing-gallery.ts';

const folder = join(import.meta.dirname, 'golden');
const isUpdate = process.env['UPDATE_GOLDENS'] === '1';
const drawings = Object.entries(gallery());

test.each(drawings)('%s is drawn as its golden shows', (name, drawing) => {
  const path = join(folder, `${name}.svg`);
  const words = `${svgText(drawing)}\n`;
  if (isUpdate) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, words);
  }
  const golden = existsSync(path) ? readFileSync(path, 'utf8') : '';
  expect(words).toBe(golden);
});

test('every golden has a drawing', () => {
  const known = new Set(drawings.map(([name]) => `${name}.svg`));
  expect(readdirSync(folder).filter((file) => !known.has(file))).toEqual([]);
});

test('a drawing is a function of its data: twice the same', () => {
  const twice = [gallery(), gallery()].map((all) => Object.values(all).map(svgText));
  expect(twice[0]).toEqual(twice[1]);
});
