import type { Mechanism } from '../../../inventory/mechanism.ts';
import type { MountState, PathState } from '../../../inventory/storage/mount.ts';
import type { World } from '../../../inventory/world.ts';
import {
  datastoreState,
  diskModeState,
  lossEvents,
  lunState,
  pathEvents,
  pathState,
  rescanCommand,
  stallMetrics,
} from './multipathing.tables.ts';
import { Multipathing } from './multipathing.ts';
import { StalledGuests } from './stalled-guests.ts';

/** Which paths I/O takes, how long it stands still when one dies, and what guests make of it. */
export const multipathingMechanism: Mechanism = {
  name: 'hypervisor/storage/multipathing',
  doc: 'Multipathing: choice of paths, failover and failback, trespass, lost storage.',
  shapes: [],
  metrics: stallMetrics,
  events: [...pathEvents, ...lossEvents],
  states: [pathState, lunState, datastoreState, diskModeState],
  commands: [rescanCommand],
  errors: [],
  install(world) {
    const multipathing = new Multipathing(world);
    const guests = new StalledGuests(world, (mount) => multipathing.failsIo(mount));
    world.commands.on(rescanCommand, 'host', ({ targets, cause }) => {
      for (const { index } of targets) multipathing.rescan(world.hosts[index]!, cause);
    });
    provideStates(world, multipathing);
    provideColumns(world, guests);
  },
};

const fromBest: readonly MountState[] = ['open', 'stalled', 'down', 'lost'];

function provideStates(world: World, multipathing: Multipathing): void {
  const { storage, vms } = world;
  world.provideState(pathState, (index) => {
    const path = storage.paths[index]!;
    if (multipathing.isDead(path)) return 'dead';
    const isUsed = path.hba.host.state === 'connected' && multipathing.isUsed(path);
    return isUsed ? 'active' : 'standby';
  });
  world.provideState(lunState, (index) => {
    const lun = storage.luns[index]!;
    if (lun.health.isFailed || lun.health.isHung) return lun.health.state;
    return lun.isThrashing ? 'thrashing' : multipathing.isMoving(lun) ? 'moving' : 'normal';
  });
  world.provideState(datastoreState, (index) => {
    const datastore = storage.datastores[index]!;
    let worst = 0;
    for (const mount of storage.mounts) {
      if (mount.datastore !== datastore || mount.host.state !== 'connected') continue;
      worst = Math.max(worst, fromBest.indexOf(mount.state));
    }
    return fromBest[worst]!;
  });
  world.provideState(diskModeState, (index) => {
    return vms[index]!.isReadOnly ? 'read-only' : 'writable';
  });
}

const pathWords: readonly PathState[] = ['active', 'standby', 'dead', 'disabled'];

function provideColumns(world: World, { stalled }: StalledGuests): void {
  const { frames, storage, vms } = world;
  const { mounts } = storage;
  if (mounts.length === 0) return;
  frames.column('vm', 'ioStalled', vms.length, { live: () => stalled }, 'uint8');
  const state = (row: number): number => fromBest.indexOf(mounts[row]!.state);
  frames.column('mount', 'state', mounts.length, state, 'uint8');
  const rows = mounts.flatMap((mount) => mount.paths.map((_, place) => ({ mount, place })));
  if (rows.length === 0) return;
  const ofPath = (row: number): number => {
    const { mount, place } = rows[row]!;
    return pathWords.indexOf(mount.pathStates[place]!);
  };
  frames.column('mountPath', 'state', rows.length, ofPath, 'uint8');
}
