/**
 * The keys that are the loader's own: what a scenario may say that no mechanism has to know of.
 * A mechanism that declares one of them takes it over.
 */
import type { ShapeSpec } from '@vdcsim/core';

/** Shapes that every language has. */
export const grammar: readonly ShapeSpec[] = [
  {
    shape: 'Command',
    keys: {
      set: {
        type: { form: 'map', key: 'path', value: { form: 'any' } },
        doc: 'Changes keys while the simulation runs: `{ vms(batch01).workload: crunching }`.',
      },
    },
  },
];
