import { type Simulation, simulate } from '@vdcsim/core';
import { memoryFiles, parseScenario } from '@vdcsim/scenario';
import { expect, test } from 'vitest';
import { TestTerminal } from '../command-line.fixtures.ts';
import { confidenceLines } from '../report/confidence-lines.ts';
import { paintFor } from '../report/paint.ts';
import { Confidence, type ConfidenceRow } from './confidence.ts';

const text = `
vdcsim: 1
name: One queue
duration: 28 h
seed: 7
hosts: [{ name: node, platform: esx5, memory: 8 GiB }]
vms: [{ name: station, memory: 2 GiB, host: node }]
jobs:
  - name: j
    runOn: station
    discipline: fcfs
    arrivals: { interarrival: { dist: exponential, mean: 2 s } }
    stages: [{ cpu: { dist: exponential, mean: 1 s } }]
record: { interval: 10 min }
`;

function queue(): { readonly simulation: Simulation; readonly confidence: Confidence } {
  const { scenario } = parseScenario('q.yaml', memoryFiles({ 'q.yaml': text }));
  const simulation = simulate(scenario, { keepIntervals: false });
  const confidence = new Confidence(simulation);
  simulation.runToEnd();
  return { simulation, confidence };
}

const half = (row: ConfidenceRow | undefined) => row?.halfWidth ?? Number.NaN;

test('the intervals of one run of M/M/1 at 50 % hold 2 s, 1 s, 1 in the system, half a core', () => {
  const { confidence } = queue();
  const rows = confidence.rows({ level: 0.95, warmUpSeconds: 3600 });
  const truths = {
    'job.responseSeconds': 2,
    'job.waitSeconds': 1,
    'job.inSystem': 1,
    'job.queueLength': 0.5,
    'job.busyCores': 0.5,
  };
  for (const [metric, truth] of Object.entries(truths)) {
    const row = rows.find((each) => each.metric === metric);
    expect(Math.abs((row?.mean ?? Number.NaN) - truth), metric).toBeLessThan(half(row));
    expect(half(row), metric).toBeLessThan(0.1 * truth);
    expect(row?.batches, metric).toBeGreaterThanOrEqual(10);
  }
});

test('means over jobs weigh each job once: with nothing forgotten they are those of the summary', () => {
  const { simulation, confidence } = queue();
  const [job] = simulation.summary().jobs;
  const rows = confidence.rows({ level: 0.9, warmUpSeconds: 0 });
  const response = rows.find((row) => row.metric === 'job.responseSeconds');
  // The jackknife corrects the bias of a ratio, far below the interval.
  const difference = Math.abs((response?.mean ?? 0) - (job?.responseSeconds?.mean ?? 1));
  expect(difference).toBeLessThan(half(response) / 20);
});

test('a higher level widens the interval, and a warm-up over nearly all leaves none', () => {
  const { confidence } = queue();
  const at = (level: number, warmUpSeconds = 0) =>
    confidence.rows({ level, warmUpSeconds }).find((row) => row.metric === 'job.inSystem');
  expect(half(at(0.99))).toBeGreaterThan(half(at(0.9)));
  const late = at(0.95, 27.9 * 3600);
  expect(late?.halfWidth).toBeNull();
  expect(late?.caveats.map(({ code }) => code)).toContain('too-few');
});

test('the table leaves out what was always 0, and explains each caveat once', () => {
  const { confidence } = queue();
  const paint = paintFor(new TestTerminal());
  const after = (warmUpSeconds: number) =>
    confidenceLines(confidence.rows({ level: 0.95, warmUpSeconds }), paint);
  const lines = after(3600);
  expect(lines[0]).toBe('Confidence intervals of 95 %');
  expect(lines.join('\n')).toContain('job.waitSeconds');
  expect(lines.join('\n')).not.toContain('refusedPercent');
  expect(after(27.9 * 3600).filter((line) => line.includes('Too few values'))).toHaveLength(1);
  expect(confidenceLines([], paint)[0]).toMatch(/^No confidence intervals/);
});
