import type { Mechanism } from '../../inventory/mechanism.ts';
import { jobShapes } from './jobs.keys.ts';
import { jobEvents, jobMetrics } from './jobs.tables.ts';
import { Jobs } from './jobs.ts';

/** Finite work in VMs: staged jobs that arrive, queue, run and end. */
export const jobsMechanism: Mechanism = {
  name: 'guest/jobs',
  doc: 'Jobs: staged finite work in VMs, its arrivals, lines, deadlines and lost work.',
  shapes: jobShapes,
  metrics: jobMetrics,
  events: jobEvents,
  states: [],
  commands: [],
  errors: [
    {
      code: 'CYCLE',
      doc: 'Jobs await each other in a circle.',
      remedy: 'Drop an after.',
    },
  ],
  install(world) {
    if ((world.scenario.jobs ?? []).length === 0) return;
    new Jobs(world);
    for (const name of ['job.inSystem', 'job.queueLength']) {
      const metric = world.metrics.metric(name)!;
      const column = name.slice(name.lastIndexOf('.') + 1);
      world.frames.column('job', column, metric.count, { live: () => metric.values });
    }
  },
};
