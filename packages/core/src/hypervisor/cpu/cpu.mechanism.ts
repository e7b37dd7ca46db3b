import type { Mechanism } from '../../inventory/mechanism.ts';
import type { World } from '../../inventory/world.ts';
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
    provideColumns(world);
  },
};

/** Columns of frames by table, and the metric that each one shows. */
const columns: readonly (readonly [table: string, column: string, metric: string])[] = [
  ['host', 'presentMHz', 'host.cpu.capacityMHz'],
  ['host', 'usedMHz', 'host.cpu.usedMHz'],
  ['host', 'demandMHz', 'host.cpu.demandMHz'],
  ['host', 'readyPercent', 'host.cpu.readyPercent'],
  ['vm', 'demandMHz', 'vm.cpu.demandMHz'],
  ['vm', 'usedMHz', 'vm.cpu.usedMHz'],
  ['vm', 'readyPercent', 'vm.cpu.readyPercent'],
  ['vm', 'coStopPercent', 'vm.cpu.coStopPercent'],
  ['vm', 'limitedPercent', 'vm.cpu.limitedPercent'],
  ['vm', 'guestPercent', 'vm.guest.cpuPercent'],
  ['vm', 'stealPercent', 'vm.guest.stealPercent'],
  ['pool', 'usedMHz', 'pool.cpu.usedMHz'],
  ['pool', 'demandMHz', 'pool.cpu.demandMHz'],
];

/** A screen needs no more than 7 digits; so what differs by rounding only is no change either. */
function provideColumns({ frames, metrics }: World): void {
  for (const [table, column, name] of columns) {
    const metric = metrics.metric(name)!;
    frames.column(table, column, metric.count, { live: () => metric.present() }, 'float32');
  }
}
