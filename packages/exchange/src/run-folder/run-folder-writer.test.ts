import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Disk, nodeDisk } from './disk.ts';
import { readRunFolder } from './read-run-folder.ts';
import { content, event, optionsFor, recording, temporaryFolder } from './run-folder.fixtures.ts';
import { RunFolderWriter } from './run-folder-writer.ts';

test('a run folder appears whole under its name, with all six files', () => {
  const parent = temporaryFolder();
  const folder = join(parent, 'out');
  const writer = new RunFolderWriter(optionsFor({ folder }));
  const { recorder, play } = recording();
  recorder.onRow((row) => writer.recordRow(row));
  play();
  writer.recordEvent(event(1, 'vm.failed'));
  expect(readdirSync(parent)).toEqual([expect.stringMatching(/^out\.partial-/)]);
  expect(writer.finish(content)).toBe(folder);
  expect(readdirSync(parent)).toEqual(['out']);
  expect(readdirSync(folder).sort()).toEqual([
    ...['commands.ndjson', 'events.ndjson', 'inputs.json'],
    ...['metrics.parquet', 'scenario.yaml', 'summary.json'],
  ]);
  const line = readFileSync(join(folder, 'events.ndjson'), 'utf8');
  expect(line).toBe(
    '{"id":1,"timeSeconds":10,"type":"vm.failed","subject":"entity4",' +
      '"others":["entity1","entity2"],"cause":1,"data":{"a":"b"}}\n',
  );
  const read = readRunFolder(folder);
  expect(read.commands).toEqual(content.commands);
  expect(read.summary).toEqual(content.summary);
  expect(read.inputs).toEqual(content.inputs);
});

test('events are kept whose type matches one of the patterns', () => {
  const folder = join(temporaryFolder(), 'out');
  const options = { ...optionsFor({ folder }), events: ['host.*', 'vm.failed'] };
  const writer = new RunFolderWriter(options);
  for (const type of ['host.failed', 'vm.failed', 'vm.booted']) {
    writer.recordEvent(event(1, type));
  }
  writer.finish(content);
  const lines = readFileSync(join(folder, 'events.ndjson'), 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).type)).toEqual(['host.failed', 'vm.failed']);
});

test('a named folder with something in it is refused and stays as it is', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'mine.txt'), 'precious');
  expect(() => new RunFolderWriter(optionsFor({ folder }))).toThrow(/exists and is not empty/);
  expect(readdirSync(folder)).toEqual(['mine.txt']);
});

test('an empty folder that exists is used', () => {
  const folder = join(temporaryFolder(), 'out');
  mkdirSync(folder);
  expect(new RunFolderWriter(optionsFor({ folder })).finish(content)).toBe(folder);
});

test('the third run of a name gets the number 3, even when two write at once', () => {
  const parent = temporaryFolder();
  const place = { parent, name: 'demo-1-1' };
  const [first, second] = [1, 2].map(() => new RunFolderWriter(optionsFor(place)));
  expect(second!.finish(content)).toBe(join(parent, 'demo-1-1'));
  expect(first!.finish(content)).toBe(join(parent, 'demo-1-1-2'));
  expect(new RunFolderWriter(optionsFor(place)).finish(content)).toBe(join(parent, 'demo-1-1-3'));
});

test('abandoning leaves nothing', () => {
  const parent = temporaryFolder();
  const writer = new RunFolderWriter(optionsFor({ folder: join(parent, 'out') }));
  writer.recordEvent(event(1, 'vm.failed'));
  writer.abandon();
  expect(readdirSync(parent)).toEqual([]);
});

test('what a dead process left unfinished is removed, what a living one writes stays', () => {
  const parent = temporaryFolder();
  const living = new RunFolderWriter(optionsFor({ folder: join(parent, 'living') }));
  const [name] = readdirSync(parent);
  const dead = join(parent, name!.replace(`-${process.pid}-`, '-999999999-'));
  const foreign = `${dead.slice(0, -8)}00000000`;
  for (const folder of [dead, foreign]) mkdirSync(folder);
  writeFileSync(join(dead, 'events.ndjson'), 'half');
  writeFileSync(join(foreign, 'thesis.doc'), 'not ours');
  new RunFolderWriter(optionsFor({ folder: join(parent, 'next') })).finish(content);
  living.finish(content);
  expect(readdirSync(parent).sort()).toEqual([
    ...['living', foreign.slice(parent.length + 1), 'next'],
  ]);
});

for (const moment of ['first', 'events', 'metrics', 'summary'] as const) {
  test(`a disk that is full at the ${moment} leaves no half run and the older one intact`, () => {
    const parent = temporaryFolder();
    const older = join(parent, 'demo-1-1');
    new RunFolderWriter(optionsFor({ parent, name: 'demo-1-1' })).finish(content);
    const before = readFileSync(join(older, 'summary.json'), 'utf8');
    const disk = fullDisk(moment);
    const run = (): void => {
      const writer = new RunFolderWriter({ ...optionsFor({ parent, name: 'demo-1-1' }), disk });
      const { recorder, play } = recording(moment === 'metrics' ? 3000 : 5);
      recorder.onRow((row) => writer.recordRow(row));
      play();
      for (let id = 1; id < 2000; id++) writer.recordEvent(event(id, 'vm.failed'));
      writer.finish(content);
    };
    expect(run).toThrow(/no space is left on the disk; nothing was kept/);
    expect(readdirSync(parent)).toEqual(['demo-1-1']);
    expect(readFileSync(join(older, 'summary.json'), 'utf8')).toBe(before);
  });
}

/** A disk on which the moment named is the one at which no space is left. */
function fullDisk(moment: 'first' | 'events' | 'metrics' | 'summary'): Disk {
  const paths = new Map<number, string>();
  const fail = (): never => {
    const fault = { code: 'ENOSPC', syscall: 'write', errno: -28 };
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), fault);
  };
  return {
    ...nodeDisk,
    create(path) {
      if (moment === 'first') fail();
      const file = nodeDisk.create(path);
      paths.set(file, path);
      return file;
    },
    write(file, bytes) {
      if (paths.get(file)!.includes(moment)) fail();
      nodeDisk.write(file, bytes);
    },
  };
}
