import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder, vdcsim } from '../command-line.fixtures.ts';

let folder = '';

beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, '20110303'));
  for (const name of ['a 1', 'b']) {
    const day = Array.from({ length: 288 }, (_, row) => String((row * 7) % 60));
    writeFileSync(join(folder, '20110303', name), `${day.join('\n')}\n`);
  }
});

const planetlab = (...more: string[]): string[] => [
  ...['import', 'planetlab', join(folder, '20110303'), '-o', join(folder, 'day.yaml'), ...more],
];

test('the scenario of a day of PlanetLab runs as it is written', async () => {
  const { exitCode, out } = await vdcsim(planetlab('--memory', '1 GiB'));
  expect(exitCode).toBe(0);
  expect(out).toMatch(/day.yaml: 2 VMs on \d+ hosts?\nNext: vdcsim run .*day.yaml\n$/);
  const run = await vdcsim(['run', join(folder, 'day.yaml'), '--json', '--no-out']);
  expect(run.exitCode).toBe(0);
  expect(JSON.parse(run.out)).toMatchObject({ simulatedSeconds: 86400 });
});

test('a run of a trace replays while its files are as they were, and is refused else', async () => {
  await vdcsim(planetlab());
  const run = join(folder, 'run');
  await vdcsim(['run', join(folder, 'day.yaml'), '--out', run]);
  expect((await vdcsim(['run', run])).out).toContain('the same fingerprint as recorded');
  writeFileSync(join(folder, '20110303', 'b'), '1\n'.repeat(288));
  const changed = await vdcsim(['run', run]);
  expect([changed.exitCode, changed.err]).toEqual([2, expect.stringContaining('no longer as it')]);
});

test('a run of a trace replays with --data after the data folder was moved', async () => {
  const [data, moved, run] = ['data', 'moved', 'run'].map((name) => join(folder, name));
  mkdirSync(data!);
  renameSync(join(folder, '20110303'), join(data!, '20110303'));
  const { out } = await vdcsim(['import', 'planetlab', join(data!, '20110303'), '-o', '-']);
  const scenario = join(folder, 'day.yaml');
  writeFileSync(scenario, out.replace(/file: \S+20110303/, 'file: 20110303'));
  expect((await vdcsim(['run', scenario, '--no-out'])).exitCode).toBe(2);
  await vdcsim(['run', scenario, '--data', data!, '--out', run!]);
  renameSync(data!, moved!);
  expect((await vdcsim(['run', run!])).err).toContain('TRACE_MISSING');
  const replay = await vdcsim(['run', run!, '--data', moved!]);
  expect(replay.out).toContain('the same fingerprint as recorded');
});

test('an existing file is replaced with --force only', async () => {
  writeFileSync(join(folder, 'day.yaml'), 'mine');
  const refused = await vdcsim(planetlab());
  expect([refused.exitCode, refused.err]).toEqual([2, expect.stringContaining('add --force')]);
  expect(readFileSync(join(folder, 'day.yaml'), 'utf8')).toBe('mine');
  expect((await vdcsim(planetlab('--force'))).exitCode).toBe(0);
});

test('"-" prints the scenario, --json counts', async () => {
  const printed = await vdcsim(['import', 'planetlab', join(folder, '20110303'), '-o', '-']);
  expect(printed.out).toContain('vdcsim: 1\n');
  const { out } = await vdcsim(planetlab('--json', '--hosts', '3'));
  expect(JSON.parse(out)).toMatchObject({ vms: 2, hosts: 3 });
});

test('a source that is no trace, or not there, is told with its place', async () => {
  writeFileSync(join(folder, '20110303', 'b'), 'x\n');
  const broken = await vdcsim(planetlab());
  expect([broken.exitCode, broken.err]).toEqual([2, expect.stringMatching(/20110303\/b:1: /)]);
  const missing = await vdcsim(['import', 'gwa-t-12', join(folder, 'none'), '-o', 'x.yaml']);
  expect([missing.exitCode, missing.err]).toEqual([2, expect.stringContaining('TRACE_MISSING')]);
});

test('a size without a unit is refused', async () => {
  const { exitCode, err } = await vdcsim(planetlab('--memory', '2'));
  expect([exitCode, err]).toEqual([2, expect.stringContaining('--memory: 2; write "')]);
});
