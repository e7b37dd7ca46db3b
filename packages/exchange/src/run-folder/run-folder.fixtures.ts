import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MetricStore, type Recorder, type SimulationEvent } from '@vdcsim/core';
import { onTestFinished } from 'vitest';
import type { RunContent, RunFolderOptions } from './run-folder-writer.ts';
import type { RunPlace } from './run-place.ts';

/** A temporary folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vdcsim-run-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const vmCount = 7;

/** A recording of three metrics of seven VMs whose values change every 10 s in 5 intervals. */
export function recording(intervals = 5): { recorder: Recorder; play: () => void } {
  const clock = { nowSeconds: 0 };
  const store = new MetricStore(clock);
  const vm = { entity: 'vm', doc: 'For a test.' } as const;
  const used = store.define({ ...vm, name: 'vm.usedMHz', kind: 'gauge', unit: 'MHz' }, vmCount);
  const ready = store.define({ ...vm, name: 'vm.ready', kind: 'gauge', unit: '%' }, vmCount, NaN);
  const down = store.define(
    { ...vm, name: 'vm.downSeconds', kind: 'integral', unit: 's' },
    vmCount,
  );
  const recorder = store.record({ intervalSeconds: 60, stats: ['mean', 'min', 'max'] });
  const play = (): void => {
    for (let step = 1; step <= intervals * 6; step++) {
      for (let index = 0; index < vmCount; index++) {
        used.set(index, ((step * 7 + index * 3) % 11) / 3);
        // VM 2 never reads, the others only from the middle of the third interval on.
        if (index !== 2 && step > 14) ready.set(index, step / 7);
        down.set(index, step % 3 === index % 3 ? 1 : 0);
      }
      clock.nowSeconds = step * 10;
      if (step % 6 === 0) recorder.closeInterval(clock.nowSeconds);
    }
  };
  return { recorder, play };
}

export function optionsFor(place: RunPlace): RunFolderOptions {
  return {
    place,
    entityName: (kind, index) => `${kind}${index}`,
    nameOf: (id) => `entity${id}`,
    createdBy: 'vdcsim test',
  };
}

export const content: RunContent = {
  scenarioYaml: 'vdcsim: 1\n',
  commands: [{ atSeconds: 5, afterEvents: 3, command: { verb: 'fail', of: 'esx01', options: {} } }],
  summary: { scenario: 'test', fingerprint: 'abc' },
  inputs: {
    ...{ product: 'vdcsim', version: '0.1.0', node: 'v20', seed: 1, run: 1 },
    ...{ untilSeconds: 300, fingerprint: 'abc', scenarioFile: 'x.yaml', dataFolder: null },
    files: [],
  },
};

export function event(id: number, type: string): SimulationEvent {
  return { id, timeSeconds: 10 * id, type, subject: 4, others: [1, 2], cause: 1, data: { a: 'b' } };
}
