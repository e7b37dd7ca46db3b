import { fileURLToPath } from 'node:url';
import type { LoggedCommand, Simulation } from '@vdcsim/core';
import { describe, expect, test } from 'vitest';
import { crowdedScenario } from './crowded-scenario.ts';
import {
  type Fingerprints,
  fingerprintsOf,
  inOneGo,
  type ScenarioFiles,
  simulationOf,
} from './fingerprints-of.ts';
import { inWorker } from './in-worker.ts';
import { filesOf, shippedScenarios, whyNoData } from './shipped-scenarios.ts';
import { shuffled } from './shuffled.ts';

const entry = fileURLToPath(new URL('./fingerprints-of.ts', import.meta.url));

/** A scenario, and why it cannot run here. */
interface Subject {
  readonly name: string;
  readonly reason: string | undefined;
  readonly files: () => ScenarioFiles & { readonly 'scenario.yaml': string };
}

const subjects: readonly Subject[] = [
  ...shippedScenarios.map((scenario) => ({
    name: scenario.name,
    reason: whyNoData(scenario),
    files: () => filesOf(scenario),
  })),
  { name: 'crowded', reason: undefined, files: () => ({ 'scenario.yaml': crowdedScenario }) },
];

/** The run that all others are held against. */
const plain = (files: ScenarioFiles): Fingerprints => inOneGo([files])[0]!;

/** Looks at everything that can be looked at, at fifty instants. */
function advanceWatched(simulation: Simulation): void {
  const { metrics, directory, scenario, endSeconds } = simulation;
  let seen = 0;
  simulation.onEvent((event) => {
    seen += event.others.length + 1;
  });
  const watches = metrics.metrics.map(({ spec }) =>
    metrics.watch({ metric: spec.name, percentiles: true }),
  );
  for (let look = 1; look <= 50; look++) {
    simulation.runUntil((endSeconds * look) / 50 - 0.7);
    for (const watch of watches) {
      if (look % 5 === 1) watch.open(simulation.nowSeconds);
      if (look % 5 === 4) watch.close(simulation.nowSeconds);
    }
    seen += Object.keys(simulation.frame()).length;
    const vm = scenario.vms[look % scenario.vms.length]!.name;
    seen += simulation.why(vm).parts.length + directory.find(vm)!.index;
    simulation.summary();
    simulation.expectations();
  }
  simulation.runToEnd();
  expect(seen).toBeGreaterThan(0);
}

/** Breaks and mends something by hand, between events and at instants that have some. */
function advanceWithCommands(simulation: Simulation): void {
  const { scenario, endSeconds } = simulation;
  const host = scenario.hosts[0]!.name;
  const vm = scenario.vms[1]!.name;
  const give = (verb: string, of: string) => simulation.command({ verb, of, options: {} });
  give('suspend', vm);
  simulation.runUntil(endSeconds / 3);
  give('fail', host);
  simulation.runEvents(1);
  give('resume', vm);
  simulation.runUntil(endSeconds / 2 + 0.1);
  give('repair', host);
  simulation.runToEnd();
}

describe.each(subjects)('$name leaves the same fingerprints', ({ reason, files }) => {
  test('twice in one process', (context) => {
    context.skip(reason !== undefined, reason);
    const [first, second] = inOneGo([files(), files()]);
    expect(second).toEqual(first);
    expect(first!.events).toMatch(/^[0-9a-f]{32}$/);
  });

  test('in a worker thread, in other slices of time and events', async (context) => {
    context.skip(reason !== undefined, reason);
    expect(await inWorker(entry, 'inSlices', [files()])).toEqual([plain(files())]);
  });

  test('whoever watches, in whatever way', (context) => {
    context.skip(reason !== undefined, reason);
    const all = files();
    const expected = plain(all);
    const watched = simulationOf(all, { keepIntervals: true, percentiles: true });
    expect(fingerprintsOf(watched, advanceWatched)).toEqual(expected);
    const unwatched = simulationOf(all, { record: { metrics: [] } });
    expect(fingerprintsOf(unwatched, (run) => run.runToEnd()).events).toBe(expected.events);
  });

  test('when the commands that were given by hand are replayed', (context) => {
    context.skip(reason !== undefined, reason);
    const all = files();
    const commanded = simulationOf(all);
    const first = fingerprintsOf(commanded, advanceWithCommands);
    expect(first.events).not.toBe(plain(all).events);
    const replay = JSON.parse(JSON.stringify(commanded.commandLog)) as readonly LoggedCommand[];
    expect(replay).toHaveLength(4);
    const again = simulationOf(all, { replay });
    expect(fingerprintsOf(again, (run) => run.runToEnd())).toEqual(first);
    expect(again.commandLog).toEqual(replay);
  });

  test('with entities and keys in another order in the file', (context) => {
    context.skip(reason !== undefined, reason);
    const all = files();
    const expected = plain(all);
    for (const seed of [1, 2, 3, 4, 5]) {
      const text = shuffled(all['scenario.yaml'], seed);
      expect(plain({ ...all, 'scenario.yaml': text }), `shuffle ${seed}`).toEqual(expected);
    }
  });
});
