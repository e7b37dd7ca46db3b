import { type Simulation, simulate } from '@vdcsim/core';
import { expect, test } from 'vitest';
import { cluster, host, lab, steady, vms } from '../../../../test/lab.ts';
import { widthOf } from '../command-line.fixtures.ts';
import { paintFor } from './paint.ts';
import { runReport } from './run-report.ts';
import { Story } from './story.ts';

function reportOf(simulation: Simulation): string {
  const story = new Story(simulation.directory);
  simulation.onEvent((event) => story.add(event));
  simulation.runToEnd();
  const summary = simulation.summary();
  const report = { summary, wallSeconds: 0.5, startEpochSeconds: 0, story };
  const paint = paintFor({ outIsTTY: false, env: {} });
  return runReport({ ...report, runFolder: 'runs/x', remark: undefined }, paint);
}

const calm = { workloads: [steady('calm', 10)], durationSeconds: 600 };

test('a quiet run says so', () => {
  const scenario = lab({
    ...calm,
    hosts: [host('esx01')],
    vms: vms('web', 2, { host: 'esx01', workload: 'calm' }),
  });
  const text = reportOf(simulate(scenario));
  expect(text).toContain('No VM was down, and none waited for CPU.');
  expect(text).not.toContain('What happened');
  expect(text).toMatch(/Run folder {3}runs\/x\n$/);
});

test('of twenty hosts with long names the ten busiest are shown, within 80 columns', () => {
  const names = Array.from({ length: 20 }, (_, i) => `${'long'.repeat(15)}${10 + i}`);
  const scenario = lab({
    ...calm,
    hosts: names.map((name) => host(name)),
    clusters: [cluster('all', names)],
    vms: names.flatMap((name, i) =>
      vms(`${'vm'.repeat(20)}${i}-`, 1 + (i % 5), { host: name, workload: 'calm' }),
    ),
  });
  const text = reportOf(simulate(scenario));
  expect(text).toContain('The 10 busiest hosts');
  expect(widthOf(text)).toBeLessThanOrEqual(80);
});
