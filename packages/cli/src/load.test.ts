import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ScenarioErrors } from '@vdcsim/scenario';
import { afterEach, expect, test, vi } from 'vitest';
import { dyingHost, temporaryFolder, written } from './command-line.fixtures.ts';
import { loadScenario } from './load.ts';

afterEach(() => vi.unstubAllEnvs());

test('a scenario is loaded with the parts that it imports, and the hash of each file', () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'farm.yaml'),
    'vdcsim: 1\nkind: part\nhosts: [{ name: esx03, memory: 8 GiB }]\n',
  );
  const path = join(folder, 'x.yaml');
  writeFileSync(path, dyingHost.replace('duration:', 'import: [farm.yaml]\nduration:'));
  const { scenario, inputs } = loadScenario(path);
  expect(scenario.hosts.map((host) => host.name)).toEqual(['esx01', 'esx02', 'esx03']);
  expect(inputs.map((input) => input.path)).toEqual([join(folder, 'farm.yaml'), path]);
});

test('the path stays as it was named, in messages too', () => {
  const path = relative(process.cwd(), written('vdcsim: 1\nname: x\n'));
  try {
    loadScenario(path);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ScenarioErrors);
    for (const { file } of (error as ScenarioErrors).diagnostics) expect(file).toBe(path);
  }
});

test('a data folder that is not there is refused', () => {
  expect(() => loadScenario(written(dyingHost), { dataFolder: '/nowhere' })).toThrow(
    /data folder \/nowhere is not there/,
  );
});

test('an empty VDCSIM_DATA names no folder', () => {
  vi.stubEnv('VDCSIM_DATA', '');
  expect(loadScenario(written(dyingHost)).scenario.name).toBe('Dying host');
  vi.stubEnv('VDCSIM_DATA', '/nowhere');
  expect(() => loadScenario(written(dyingHost))).toThrow(/data folder \/nowhere is not there/);
});

test('a folder and a special file are refused by name', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sub'));
  expect(() => loadScenario(folder)).toThrow(/it is a folder; name a scenario file/);
  expect(() => loadScenario('/dev/null')).toThrow(/it is no file/);
});
