import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dyingHost, temporaryFolder, vdcsim, widthOf, written } from '../command-line.fixtures.ts';

test('tells of a scenario file, at an instant, the chain behind the state of a VM', async () => {
  const line = ['why', written(dyingHost), '--entity', 'web02', '--at', '+11 min'];
  const { exitCode, out } = await vdcsim(line);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^vm web02 at 00:11:00\n\nweb02 is booting on esx01 since 00:10:15\.\n/);
  expect(out).toContain('  00:10:00  command: fail esx02\n');
  expect(out).toContain('Down for 1 min so far, in 1 outage:');
  expect(widthOf(out)).toBeLessThanOrEqual(80);
});

test('tells of a run folder what it tells of its scenario', async () => {
  const file = written(dyingHost);
  const run = join(temporaryFolder(), 'run');
  await vdcsim(['run', file, '--out', run]);
  const question = ['--entity', 'web02', '--at', '00:10:05'];
  const [ofRun, ofFile] = [
    await vdcsim(['why', run, ...question]),
    await vdcsim(['why', file, ...question]),
  ];
  expect(ofRun).toEqual(ofFile);
  expect(ofRun.out).toContain('its host has not been declared dead yet');
});

test('--json gives facts beside the sentences', async () => {
  const { out } = await vdcsim(['why', written(dyingHost), '--entity', 'web01', '--json']);
  expect(JSON.parse(out)).toMatchObject({
    ...{ entity: 'web01', kind: 'vm', atSeconds: 1800, clock: '00:30:00' },
    parts: expect.arrayContaining([expect.objectContaining({ topic: 'cpu' })]),
  });
});

test('an unknown name is refused with the nearest', async () => {
  const { exitCode, err } = await vdcsim(['why', written(dyingHost), '--entity', 'wbe01']);
  expect(exitCode).toBe(2);
  expect(err).toContain('is called "wbe01"; did you mean "web01"');
});
