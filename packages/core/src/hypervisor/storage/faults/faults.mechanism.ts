import { SimulatorError } from '../../../engine/errors.ts';
import type { CommandCall } from '../../../inventory/commands.ts';
import type { Mechanism } from '../../../inventory/mechanism.ts';
import { partStates } from '../../../inventory/storage/part-health.ts';
import type { StoragePart } from '../../../inventory/storage/storage-inventory.ts';
import type { World } from '../../../inventory/world.ts';
import { faultCommands, faultEvents, faultStates } from './faults.tables.ts';
import { type FaultEffect, Faults } from './faults.ts';
import { partKinds, partsOf } from './part-lists.ts';

/** Faults, repairs and loss of speed of every part between a host and a disk. */
export const faultsMechanism: Mechanism = {
  name: 'hypervisor/storage/faults',
  doc: 'Faults of parts: adapters, cables, switches, links, ports, controllers, arrays, disks.',
  shapes: [],
  metrics: [],
  events: faultEvents,
  states: faultStates,
  commands: Object.values(faultCommands),
  errors: [],
  install(world) {
    const faults = new Faults(world);
    const { storage, commands } = world;
    for (const kind of partKinds) {
      const parts = partsOf(storage, kind);
      const each =
        (act: (part: StoragePart, call: CommandCall) => void) =>
        (call: CommandCall): void => {
          for (const { index } of call.targets) act(parts[index]!, call);
        };
      commands.on(
        faultCommands.fail,
        kind,
        each((part, { options, cause }) => {
          faults.fail(part, (options['effect'] ?? 'crash') as FaultEffect, cause);
        }),
        checkEffect,
      );
      commands.on(
        faultCommands.repair,
        kind,
        each((part, { cause }) => faults.repair(part, cause)),
      );
      commands.on(
        faultCommands.degrade,
        kind,
        each((part, { options, cause }) => {
          faults.degrade(part, options['byFraction'] as number, cause);
        }),
        checkLoss,
      );
    }
    provideStates(world);
  },
};

type Options = CommandCall['options'];

function checkEffect({ effect = 'crash' }: Options): void {
  if (effect === 'crash' || effect === 'hang' || effect === 'slow') return;
  throw new SimulatorError('BAD_OPTION', `effect: "${effect}"; write crash, hang or slow`);
}

function checkLoss({ byFraction }: Options): void {
  if (typeof byFraction === 'number' && byFraction >= 0 && byFraction < 1) return;
  throw new SimulatorError('BAD_OPTION', 'degrade needs `by`, a part of its speed below 100%');
}

function provideStates(world: World): void {
  for (const spec of faultStates) {
    const kind = partKinds.find((each) => each === spec.entity)!;
    const parts = partsOf(world.storage, kind);
    world.provideState(spec, (index) => parts[index]!.health.state);
  }
  for (const kind of partKinds) {
    const parts = partsOf(world.storage, kind);
    if (parts.length === 0) continue;
    const place = (row: number): number => partStates.indexOf(parts[row]!.health.state);
    world.frames.column(kind, 'state', parts.length, place, 'uint8');
  }
}
