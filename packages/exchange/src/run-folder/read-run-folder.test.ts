import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isRunFolder, readRunFolder } from './read-run-folder.ts';
import { content, optionsFor, temporaryFolder } from './run-folder.fixtures.ts';
import { RunFolderWriter } from './run-folder-writer.ts';

function runFolder(): string {
  const place = { folder: join(temporaryFolder(), 'run') };
  return new RunFolderWriter(optionsFor(place)).finish(content);
}

test('a run folder is told from another one', () => {
  expect(isRunFolder(runFolder())).toBe(true);
  expect(isRunFolder(temporaryFolder())).toBe(false);
});

test('what is no run folder is named, with what it lacks', () => {
  const file = join(temporaryFolder(), 'x.txt');
  writeFileSync(file, '');
  expect(() => readRunFolder(file)).toThrow(/x.txt is no run folder: it is a file/);
  expect(() => readRunFolder(`${file}s`)).toThrow(/it does not exist/);
});

test('a missing or damaged file of a run folder is named', () => {
  const folder = runFolder();
  writeFileSync(join(folder, 'commands.ndjson'), '{"atSeconds":');
  expect(() => readRunFolder(folder)).toThrow(/its commands.ndjson is damaged/);
  writeFileSync(join(folder, 'commands.ndjson'), '');
  writeFileSync(join(folder, 'inputs.json'), '{"seed": "x"}');
  expect(() => readRunFolder(folder)).toThrow(/inputs.json lacks what a replay needs/);
  rmSync(join(folder, 'metrics.parquet'));
  expect(() => readRunFolder(folder)).toThrow(/it has no metrics.parquet/);
});
