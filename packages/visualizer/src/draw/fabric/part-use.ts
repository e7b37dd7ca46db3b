/** What goes through one part of storage, and whose it is. */
import type { SceneMount } from '@vdcsim/protocol';
import { columnOf } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { sharesOfPaths } from './fabric-model.ts';
import {
  type Amounts,
  added,
  amountsOfMount,
  leastMBps,
  nothing,
  scaled,
  total,
} from './tenants.ts';

/** Part of a mount's flow that crosses a part of storage, 0 to 1. */
export function shareThrough(map: MapState, mount: SceneMount, kind: string, row: number): number {
  const { storage } = map.scene;
  const target = storage?.datastores[mount.datastore];
  if (storage === undefined || target === undefined) return 0;
  if (kind === 'datastore') return mount.datastore === row ? 1 : 0;
  const lun = target.on?.kind === 'lun' ? storage.luns[target.on.row] : undefined;
  if (kind === 'lun') return target.on?.kind === 'lun' && target.on.row === row ? 1 : 0;
  if (kind === 'array') return lun?.array === row ? 1 : 0;
  if (kind === 'raidGroup') {
    const isLocal = target.on?.kind === 'raidGroup' && target.on.row === row;
    return isLocal || lun?.raidGroup === row ? 1 : 0;
  }
  if (kind === 'nas') return target.on?.kind === 'nas' && target.on.row === row ? 1 : 0;
  if (mount.paths.length === 0) return 0;
  const shares = sharesOfPaths(map, mount);
  return mount.paths.reduce((sum, path, place) => {
    return crosses(map, path, kind, row) ? sum + shares[place]! : sum;
  }, 0);
}

/** Whether a path crosses a part. */
export function crosses({ scene }: MapState, path: number, kind: string, row: number): boolean {
  const storage = scene.storage!;
  const { hba, port, junctions } = storage.paths[path]!;
  switch (kind) {
    case 'path':
      return path === row;
    case 'hba':
      return hba === row;
    case 'port':
      return port === row;
    case 'controller':
      return storage.ports[port]!.controller === row;
    case 'cable': {
      const end = storage.cables[row]?.end;
      return (end?.kind === 'hba' && end.row === hba) || (end?.kind === 'port' && end.row === port);
    }
    case 'link': {
      const [a, b] = storage.links[row]!.between;
      const passed = junctions.map((junction) => junction.row);
      return passed.includes(a) && passed.includes(b);
    }
    default:
      return junctions.some((junction) => junction.kind === kind && junction.row === row);
  }
}

/** MB/s by tenant through a part, all hosts together. */
export function amountsOfPart(map: MapState, kind: string, row: number): Amounts {
  let sum = nothing;
  map.scene.storage?.mounts.forEach((mount, at) => {
    const share = shareThrough(map, mount, kind, row);
    if (share > 0) sum = added(sum, scaled(amountsOfMount(map.tables, at), share));
  });
  return sum;
}

/** Somebody who uses a part. */
export interface PartUser {
  readonly entity: number;
  readonly name: string;
  readonly MBps: number;
}

/** Kinds of parts of which VMs are told as users; of all else hosts are. */
const usedByVms: ReadonlySet<string> = new Set(['hba', 'lun', 'datastore', 'raidGroup', 'nas']);

/** Who uses a part, most first: VMs where there are few enough to name, else hosts. */
export function usersOf(map: MapState, kind: string, row: number): PartUser[] {
  const users = usedByVms.has(kind) ? vmUsers(map, kind, row) : hostUsers(map, kind, row);
  return users
    .filter(({ MBps }) => MBps >= leastMBps)
    .sort((a, b) => b.MBps - a.MBps || a.entity - b.entity);
}

function hostUsers(map: MapState, kind: string, row: number): PartUser[] {
  const sums = map.scene.hosts.map(() => 0);
  map.scene.storage?.mounts.forEach((mount, at) => {
    const share = shareThrough(map, mount, kind, row);
    if (share > 0) sums[mount.host]! += share * total(amountsOfMount(map.tables, at));
  });
  return map.scene.hosts.map(({ id, name }, host) => ({ entity: id, name, MBps: sums[host]! }));
}

/** Frames tell the I/O of VMs, not of disks: that of a VM counts alike for each of its disks. */
function vmUsers({ scene, tables }: MapState, kind: string, row: number): PartUser[] {
  const map = { scene, tables } as MapState;
  const storage = scene.storage!;
  const hosts = columnOf(tables, 'vm', 'host');
  const [reads, writes] = ['ioReadMBps', 'ioWriteMBps'].map((name) => columnOf(tables, 'vm', name));
  const shares = new Map<string, number>();
  for (const mount of storage.mounts) {
    const share = shareThrough(map, mount, kind, row);
    if (share > 0) shares.set(`${mount.host} ${mount.datastore}`, share);
  }
  const disksOf = scene.vms.map(() => 0);
  for (const { vm } of storage.disks) disksOf[vm]! += 1;
  const sums = scene.vms.map(() => 0);
  for (const { vm, datastore } of storage.disks) {
    const share = shares.get(`${hosts?.[vm] ?? -1} ${datastore}`) ?? 0;
    const whole = (reads?.[vm] ?? 0) + (writes?.[vm] ?? 0);
    sums[vm]! += (share * whole) / disksOf[vm]!;
  }
  return scene.vms.map(({ id, name }, vm) => ({ entity: id, name, MBps: sums[vm]! }));
}
