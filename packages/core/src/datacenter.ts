import type { ErrorSpec } from './declare/index.ts';
import { type Engine, engineErrors } from './engine/index.ts';
import { jobsMechanism } from './guest/jobs/jobs.mechanism.ts';
import { usersMechanism } from './guest/users/users.mechanism.ts';
import { workloadsMechanism } from './guest/workloads.mechanism.ts';
import { cpuMechanism } from './hypervisor/cpu/cpu.mechanism.ts';
import { platformsMechanism } from './hypervisor/platforms/platforms.mechanism.ts';
import { platformRows } from './hypervisor/platforms/platforms.ts';
import { buildPaths } from './hypervisor/storage/build-paths.ts';
import { channelMechanism } from './hypervisor/storage/channel/channel.mechanism.ts';
import { storageMechanism } from './hypervisor/storage/storage.mechanism.ts';
import { buildInventory } from './inventory/build.ts';
import { Directory } from './inventory/directory.ts';
import { cpuBindingWords } from './inventory/entities.ts';
import { inventoryMechanism } from './inventory/inventory.mechanism.ts';
import type { Mechanism } from './inventory/mechanism.ts';
import type { PlacementPolicy } from './inventory/placement-port.ts';
import type { Scenario } from './inventory/scenario.ts';
import type { RestartOrder } from './inventory/service-ports.ts';
import { World } from './inventory/world.ts';
import { Bindings, EventLog, FrameSource, MetricStore, statisticsErrors } from './observe/index.ts';
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
  channelMechanism,
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

/** Policies of the user's own; absent ones are ours. */
export interface Policies {
  /** Chooses hosts for VMs, at the start and for restarts. */
  readonly placement?: PlacementPolicy;
  /** Orders restarts before priority and name do. */
  readonly restartOrder?: RestartOrder;
}

/** A world of which nothing is known but its scenario. */
export function makeWorld(scenario: Scenario, engine: Engine, policies: Policies): World {
  const directory = new Directory();
  directory.add('estate', 'estate');
  const nameOf = (id: number): string => directory.nameOf(id);
  const world = new World({
    scenario,
    engine,
    directory,
    metrics: new MetricStore(engine),
    events: new EventLog({ clock: engine, nameOf }),
    bindings: new Bindings({
      clock: engine,
      consumers: scenario.vms.length,
      words: cpuBindingWords,
    }),
    frames: new FrameSource(engine),
  });
  world.placement = policies.placement;
  world.restartOrder = policies.restartOrder;
  return world;
}

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
