import type { Scene, SceneStorage } from '@vdcsim/protocol';

/** An entity with its place in the frames' table of its kind. */
export interface Entity {
  /** Number over all kinds, as in events. */
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  /** Row in the table of its kind; -1 for kinds without a table. */
  readonly row: number;
}

/** What a scene says, ready to look things up in. Made once a scene. */
export interface Inventory {
  readonly scene: Scene;
  readonly byId: ReadonlyMap<number, Entity>;
  readonly byName: ReadonlyMap<string, Entity>;
  /** How many entities have a place on the map or in the tree. */
  readonly searchable: number;
  /** Rows of the hosts of each cluster, by the cluster's row. */
  readonly hostsOfCluster: readonly (readonly number[])[];
  /** Rows of hosts without a cluster. */
  readonly loneHosts: readonly number[];
}

/** Indexes a scene. */
export function inventoryOf(scene: Scene): Inventory {
  const byId = new Map<number, Entity>();
  const byName = new Map<string, Entity>();
  const add = (kind: string, entities: readonly { id: number; name: string }[]): void => {
    entities.forEach(({ id, name }, row) => {
      const entity = { id, kind, name, row };
      byId.set(id, entity);
      byName.set(name, entity);
    });
  };
  add('cluster', scene.clusters);
  add('host', scene.hosts);
  add('pool', scene.pools);
  add('vm', scene.vms);
  if (scene.storage !== undefined) addStorage(scene.storage, add);
  const searchable = byId.size;
  for (const { id, kind, name } of scene.others) byId.set(id, { id, kind, name, row: -1 });
  const hostsOfCluster: number[][] = scene.clusters.map(() => []);
  const loneHosts: number[] = [];
  scene.hosts.forEach(({ cluster }, row) => {
    (hostsOfCluster[cluster] ?? loneHosts).push(row);
  });
  return { scene, byId, byName, searchable, hostsOfCluster, loneHosts };
}

type Add = (kind: string, entities: readonly { id: number; name: string }[]) => void;

/** Parts of storage, in the order in which a search lists them. */
function addStorage(storage: SceneStorage, add: Add): void {
  add('datastore', storage.datastores);
  add('lun', storage.luns);
  add('hba', storage.hbas);
  add('switch', storage.switches);
  add('array', storage.arrays);
  add('controller', storage.controllers);
  add('port', storage.ports);
  add('raidGroup', storage.raidGroups);
  add('nas', storage.nas);
  add('network', storage.networks);
  add('link', storage.links);
  add('nic', storage.nics);
  add('cable', storage.cables);
  add('disk', storage.disks);
  add('spindle', storage.spindles);
  add('path', storage.paths);
}

/** Name of an entity, for people; `#7` when the scene does not tell of it. */
export function nameOf(inventory: Inventory | undefined, id: number): string {
  return inventory?.byId.get(id)?.name ?? `#${id}`;
}

/** VMs by the host they are on, in inventory order. */
export interface Placement {
  /** Rows of VMs by row of host. */
  readonly onHost: readonly (readonly number[])[];
  /** Rows of VMs that are on no host. */
  readonly homeless: readonly number[];
}

/**
 * Deals VMs out to hosts.
 * @param hostOfVm column `host` of table `vm`; absent before the first frame
 */
export function placementOf(scene: Scene, hostOfVm: ArrayLike<number> | undefined): Placement {
  const onHost: number[][] = scene.hosts.map(() => []);
  const homeless: number[] = [];
  for (let vm = 0; vm < scene.vms.length; vm += 1) {
    (onHost[hostOfVm?.[vm] ?? -1] ?? homeless).push(vm);
  }
  return { onHost, homeless };
}
