import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  disappointing,
  dyingHost,
  mistaken,
  temporaryFolder,
  traceless,
  vdcsim,
  written,
} from '../command-line.fixtures.ts';

test('a line per expectation with the measured value, exit code 0', async () => {
  const file = written(dyingHost);
  const { exitCode, out } = await vdcsim(['test', file]);
  expect(exitCode).toBe(0);
  expect(out).toBe(
    `pass  ${file}\n` +
      '      pass  vm.downtimeSeconds of web*: at most 120 s; measured max 105 s (web02)\n\n' +
      '1 passed, 0 failed, 0 skipped\n',
  );
});

test('an expectation that failed is told with its position and reason, exit code 1', async () => {
  const file = written(disappointing);
  const { exitCode, out } = await vdcsim(['test', file]);
  expect(exitCode).toBe(1);
  expect(out).toContain(
    `FAIL  vm.downtimeSeconds of web*: at most 60 s; measured max 105 s (web02) (${file}:9:10)\n` +
      '            because SLA\n',
  );
  expect(out).toContain('0 passed, 1 failed, 0 skipped');
});

test('a scenario without its trace is skipped, with how to get it, exit code 0', async () => {
  const { exitCode, out, err } = await vdcsim(['test', written(traceless)]);
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toMatch(/^skip {2}.*\n {6}.*vdcsim import planetlab --help/);
  expect(out).toContain('0 passed, 0 failed, 1 skipped');
});

test('mistakes are told with positions, and the other files are judged', async () => {
  const [bad, good] = [written(mistaken), written(dyingHost)];
  const { exitCode, out, err } = await vdcsim(['test', bad, good]);
  expect(exitCode).toBe(2);
  expect(err).toContain(`${bad}:4:36: MISSING_UNIT`);
  expect(out).toContain(`FAIL  ${bad}: cannot be run`);
  expect(out).toContain(`pass  ${good}`);
});

test('a folder stands for the scenarios in it and below, not for parts and other files', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'more'));
  writeFileSync(join(folder, 'a.yaml'), dyingHost);
  writeFileSync(join(folder, 'more', 'b.yml'), dyingHost);
  writeFileSync(join(folder, 'farm.yaml'), 'vdcsim: 1\nkind: part\n');
  writeFileSync(join(folder, 'compose.yaml'), 'services: {}\n');
  const { out } = await vdcsim(['test', folder, '--json']);
  const { files, passed } = JSON.parse(out);
  expect(files.map(({ file }: { file: string }) => file)).toEqual([
    ...[join(folder, 'a.yaml'), join(folder, 'more', 'b.yml')],
  ]);
  expect(passed).toBe(2);
  expect((await vdcsim(['test', temporaryFolder()])).err).toContain('there is no scenario in');
});

test('--json tells all of it in one document', async () => {
  const files = [written(disappointing), written(traceless), written(mistaken)];
  const { exitCode, out } = await vdcsim(['test', ...files, '--json']);
  expect(exitCode).toBe(2);
  const document = JSON.parse(out);
  expect(document).toMatchObject({ passed: 0, failed: 2, skipped: 1 });
  const statuses = document.files.map(({ status }: { status: string }) => status);
  expect(statuses).toEqual(['failed', 'skipped', 'bad input']);
  expect(document.files[0].expectations[0]).toMatchObject({ pass: false, measured: 105 });
  expect(document.files[2].errors[0]).toMatchObject({ code: 'MISSING_UNIT', line: 4 });
});
