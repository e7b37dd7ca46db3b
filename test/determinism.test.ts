import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { crowdedScenario } from './crowded-scenario.ts';
import {
  type Fingerprints,
  fingerprintsOf,
  inOneGo,
  inSlices,
  type ScenarioFiles,
  simulationOf,
} from './fingerprints-of.ts';
import { inWorker } from './in-worker.ts';
import { filesOf, shippedScenarios, whyNoData } from './shipped-scenarios.ts';
import { shuffled } from './shuffled.ts';

const entry = fileURLToPath(new URL('./fingerprints-of.ts', import.meta.url));

const subjects = [
  ...shippedScenarios.map((scenario) => ({
    name: scenario.name,
    reason: whyNoData(scenario),
    files: () => filesOf(scenario),
  })),
  { name: 'crowded', reason: undefined, files: () => ({ 'scenario.yaml': crowdedScenario }) },
];

/** The run that all others are held against. */
const plain = (files: ScenarioFiles): Fingerprints => inOneGo([files])[0]!;

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

  test('with entities and keys in another order in the file', (context) => {
    context.skip(reason !== undefined, reason);
    const all = files();
    const expected = plain(all);
    for (const seed of [1, 2, 3, 4, 5]) {
      const text = shuffled(all['scenario.yaml']!, seed);
      expect(plain({ ...all, 'scenario.yaml': text }), `shuffle ${seed}`).toEqual(expected);
    }
  });
});
