import type { Mechanism } from '../../inventory/mechanism.ts';
import { cpuEvents, cpuMetrics, cpuShapes } from './cpu.tables.ts';
import { CpuScheduler } from './scheduler.ts';
import { registerClaimSetters } from './set-claims.ts';

/** Divides the cores of each host over its VMs, and says what they wait for. */
export const cpuMechanism: Mechanism = {
  name: 'hypervisor/cpu',
  doc: 'CPU: shares, reservations, limits, pools, ready time, and what the guest believes.',
  shapes: cpuShapes,
  metrics: cpuMetrics,
  events: cpuEvents,
  states: [],
  commands: [],
  errors: [],
  install(world) {
    new CpuScheduler(world);
    registerClaimSetters(world);
    const { frames, cpu } = world;
    frames.column('vm', 'demandMHz', world.vms.length, { live: () => cpu.wishedMHz });
    frames.column('vm', 'usedMHz', world.vms.length, { live: () => cpu.servedMHz });
    for (const name of ['vm.cpu.readyPercent', 'host.cpu.usedMHz', 'host.cpu.readyPercent']) {
      const metric = world.metrics.metric(name)!;
      const column = name.slice(name.lastIndexOf('.') + 1);
      frames.column(metric.spec.entity, column, metric.count, { live: () => metric.values });
    }
  },
};
