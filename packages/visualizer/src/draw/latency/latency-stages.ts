/** Where a VM's request spends its time, stage by stage, from what frames tell. */
import { columnOf } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { sharesOfPaths } from '../fabric/fabric-model.ts';

export interface LatencyStage {
  readonly name: string;
  /** `no free slot (KAVG)`; empty: nothing to say. */
  readonly about: string;
  readonly tone: 'guest' | 'kernel' | 'device';
  readonly ms: number;
}

export interface LatencyModel {
  readonly wholeMs: number;
  readonly deviceMs: number;
  readonly stages: readonly LatencyStage[];
}

/**
 * The stages of a VM's mean request; undefined while it has no I/O. The time on wires is that of
 * one mean request at the speed of its adapter and port; the rest of the device's is the array's.
 */
export function latencyModel(map: MapState, vm: number): LatencyModel | undefined {
  const of = (name: string): number => columnOf(map.tables, 'vm', name)?.[vm] ?? Number.NaN;
  const wholeMs = of('ioLatencyMs');
  if (!(wholeMs > 0)) return undefined;
  const kernel = zeroIfNone(of('ioKernelMs'));
  const device = zeroIfNone(of('ioDeviceMs'));
  const guest = Math.max(0, wholeMs - kernel - device);
  const wires = Math.min(device, wireMs(map, vm, of('ioReadMBps') + of('ioWriteMBps'), of('iops')));
  const inGuest: LatencyStage = {
    ...{ name: 'guest queue', about: 'waits in its own driver', tone: 'guest', ms: guest },
  };
  return {
    ...{ wholeMs, deviceMs: device },
    stages: [
      ...(guest > 0.005 * wholeMs ? [inGuest] : []),
      {
        name: 'VMkernel queue',
        about: kernel > 0.05 * wholeMs ? 'no free slot (KAVG)' : 'KAVG',
        tone: 'kernel',
        ms: kernel,
      },
      { name: 'HBA and fabric', about: 'on the wires', tone: 'device', ms: wires },
      { name: 'array and disks', about: spindleWords(map, vm), tone: 'device', ms: device - wires },
    ],
  };
}

function zeroIfNone(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(0, value);
}

/** One mean request at the speed of adapter and port. */
function wireMs(map: MapState, vm: number, MBps: number, iops: number): number {
  const { storage } = map.scene;
  const path = pathOfVm(map, vm);
  if (storage === undefined || path === undefined || !(iops > 0) || !(MBps > 0)) return 0;
  const speeds = [storage.hbas[path.hba]!.payloadMBps, storage.ports[path.port]!.payloadMBps];
  const size = MBps / iops;
  return speeds.reduce((ms, speed) => ms + (speed > 0 ? (1000 * size) / speed : 0), 0);
}

/** The mount over which a VM's first disk is reached now; -1: none. */
export function mountOfVm({ scene, tables }: MapState, vm: number): number {
  const host = columnOf(tables, 'vm', 'host')?.[vm] ?? -1;
  const datastore = scene.storage?.disks.find((disk) => disk.vm === vm)?.datastore;
  const mounts = scene.storage?.mounts ?? [];
  return mounts.findIndex((mount) => mount.host === host && mount.datastore === datastore);
}

/** The path that carries most of what a VM's host has on the datastore of its first disk. */
export function pathOfVm(map: MapState, vm: number) {
  const mount = map.scene.storage?.mounts[mountOfVm(map, vm)];
  if (mount === undefined || mount.paths.length === 0) return undefined;
  const shares = sharesOfPaths(map, mount);
  const path = mount.paths[shares.indexOf(Math.max(...shares))];
  return path === undefined ? undefined : map.scene.storage?.paths[path];
}

/** Row of the RAID group under a VM's first disk; -1: none is described. */
export function raidGroupOfVm({ scene }: MapState, vm: number): number {
  const { storage } = scene;
  const datastore = storage?.disks.find((disk) => disk.vm === vm)?.datastore ?? -1;
  const on = storage?.datastores[datastore]?.on;
  if (on?.kind === 'raidGroup') return on.row;
  return on?.kind === 'lun' ? (storage?.luns[on.row]?.raidGroup ?? -1) : -1;
}

function spindleWords(map: MapState, vm: number): string {
  const group = map.scene.storage?.raidGroups[raidGroupOfVm(map, vm)];
  return group === undefined ? '' : `${group.spindles} × ${group.diskClass}, ${group.level}`;
}
