import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { diskFiles } from './disk-files.ts';

function twoFolders(): { beside: string; data: string } {
  const folder = mkdtempSync(join(tmpdir(), 'vdcsim-disk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [beside, data] = [join(folder, 'beside'), join(folder, 'data')];
  for (const each of [beside, data]) mkdirSync(each);
  return { beside, data };
}

test('a file is found beside the one that names it, before the data folder', () => {
  const { beside, data } = twoFolders();
  const base = join(beside, 'x.yaml');
  writeFileSync(join(data, 'trace.csv'), 'data');
  const files = diskFiles(data);
  expect(files.resolve(base, 'trace.csv')).toBe(join(data, 'trace.csv'));
  writeFileSync(join(beside, 'trace.csv'), 'beside');
  expect(files.resolve(base, 'trace.csv')).toBe(join(beside, 'trace.csv'));
  expect(files.resolve(base, 'none.csv')).toBe(join(beside, 'none.csv'));
});

test('what was moved is found where the caller says', () => {
  const { beside, data } = twoFolders();
  writeFileSync(join(data, 'trace.csv'), '');
  const files = diskFiles(undefined, (path) => path.replace('/beside/', '/data/'));
  expect(files.resolve(join(beside, 'x.yaml'), 'trace.csv')).toBe(join(data, 'trace.csv'));
});

test('what cannot be read or listed is not there', () => {
  const { beside } = twoFolders();
  const files = diskFiles(undefined);
  expect(files.read(join(beside, 'none'))).toBeUndefined();
  expect(files.read(beside)).toBeUndefined();
  expect(files.list(join(beside, 'none'))).toBeUndefined();
  expect(files.list(beside)).toEqual([]);
});
