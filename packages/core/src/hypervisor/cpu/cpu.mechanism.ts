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
    const { frames } = world;
    const vmColumns = ['vm.cpu.demandMHz', 'vm.cpu.usedMHz', 'vm.cpu.readyPercent'];
    for (const name of [...vmColumns, 'host.cpu.usedMHz', 'host.cpu.readyPercent']) {
      const metric = world.metrics.metric(name)!;
      const column = name.slice(name.lastIndexOf('.') + 1);
      frames.column(metric.spec.entity, column, metric.count, { live: () => metric.values });
    }
  },
};
