import type { ErrorSpec } from './declare/index.ts';
import { engineErrors } from './engine/index.ts';
import { jobsMechanism } from './guest/jobs/jobs.mechanism.ts';
import { usersMechanism } from './guest/users/users.mechanism.ts';
import { workloadsMechanism } from './guest/workloads.mechanism.ts';
import { cpuMechanism } from './hypervisor/cpu/cpu.mechanism.ts';
import { platformsMechanism } from './hypervisor/platforms/platforms.mechanism.ts';
import { platformRows } from './hypervisor/platforms/platforms.ts';
import { buildPaths } from './hypervisor/storage/build-paths.ts';
import { storageMechanism } from './hypervisor/storage/storage.mechanism.ts';
import { buildInventory } from './inventory/build.ts';
import { inventoryMechanism } from './inventory/inventory.mechanism.ts';
import type { Mechanism } from './inventory/mechanism.ts';
import type { World } from './inventory/world.ts';
import { statisticsErrors } from './observe/index.ts';
import { haMechanism } from './services/ha/ha.mechanism.ts';
import { placementMechanism } from './services/placement/placement.mechanism.ts';
import { powerMechanism } from './services/power/power.mechanism.ts';

/**
 * The composition root: the one list of mechanisms. Order matters twice: hooks call the earlier
 * mechanism first, and what a mechanism needs at `install` stands above it.
 */
export const mechanisms: readonly Mechanism[] = [
  inventoryMechanism,
  platformsMechanism,
  storageMechanism,
  cpuMechanism,
  usersMechanism,
  workloadsMechanism,
  jobsMechanism,
  powerMechanism,
  haMechanism,
  placementMechanism,
];

/** All error codes of the core, those of the engine and of the statistics included. */
export const coreErrors: readonly ErrorSpec[] = [
  ...engineErrors,
  ...statisticsErrors,
  ...mechanisms.flatMap((mechanism) => mechanism.errors),
];

/** Fills an empty world with the scenario's entities and lets every mechanism in. */
export function installAll(world: World): void {
  const rows = platformRows(world.scenario.platforms);
  buildInventory(world, (name) => {
    const row = rows.get(name);
    if (row === undefined) throw new Error(`unchecked platform ${name}`);
    return row;
  });
  buildPaths(world);
  for (const mechanism of mechanisms) {
    world.events.declare(mechanism.events);
    for (const metric of mechanism.metrics) {
      world.metrics.define(metric, world.directory.ofKind(metric.entity).length);
    }
  }
  for (const mechanism of mechanisms) mechanism.install(world);
}
