import type { Host } from '../../inventory/entities.ts';
import type { Datastore } from '../../inventory/storage/datastore-entities.ts';
import { Mount } from '../../inventory/storage/mount.ts';
import { accessOf, Path, pathName, type Route } from '../../inventory/storage/path.ts';
import { setVisible } from '../../inventory/storage/visible.ts';
import type { World } from '../../inventory/world.ts';
import type { DerivedPath } from './topology/derive-paths.ts';
import { Visibility } from './topology/visibility.ts';

/**
 * Makes the paths of a world from its cabling and zones, and notes which host sees which
 * datastore. To be called once its inventory is built.
 */
export function buildPaths(world: World): void {
  const { storage, directory, hosts } = world;
  const visibility = new Visibility(world.scenario, (platform, kind) => {
    const home = hosts.find((host) => host.platform.name === platform);
    return home?.platform.word('datastoreKinds').split('-or-').includes(kind) === true;
  });
  for (const derived of visibility.paths) {
    const hba = storage.hbas[derived.hba]!;
    const port = storage.ports[derived.port]!;
    const row = directory.add('path', pathName(hba.name, port.name));
    const path = new Path(row.id, row.index, { hba, port }, routeOf(world, derived));
    hba.host.paths.push(path);
    storage.paths.push(path);
  }
  let rows = 0;
  for (const datastore of storage.datastores) {
    const { backing } = datastore;
    for (const host of backing.on === 'local' ? [backing.host] : hosts) {
      const isSeen = visibility.sees(host.name, datastore.name);
      setVisible(world, host, datastore, isSeen, undefined);
      if (isSeen) rows += mount(world, host, datastore, rows);
    }
  }
}

/** Lets a host mount a datastore, over the first path that serves it. Returns how many it has. */
function mount({ storage }: World, host: Host, datastore: Datastore, firstRow: number): number {
  const { backing } = datastore;
  const lun = backing.on === 'lun' ? backing.lun : undefined;
  const paths = lun === undefined ? [] : storage.pathsTo(host, lun.array);
  const made = new Mount(storage.mounts.length, { host, datastore }, paths, firstRow);
  const serving = paths.findIndex((path) => accessOf(path, lun!) === 'active');
  if (paths.length > 0) {
    const first = Math.max(0, serving);
    made.using = [paths[first]!];
    made.pathStates[first] = 'active';
  }
  storage.addMount(made);
  return paths.length;
}

/** The entities on a derived path's way. */
function routeOf(world: World, { hba, links }: DerivedPath): Route {
  const { storage } = world;
  const first = storage.hbas[hba]!.cabledTo;
  const passed = links.map((link) => storage.links[link]!);
  let at = first;
  const junctions = [at];
  for (const { between } of passed) {
    at = between[0] === at ? between[1] : between[0];
    junctions.push(at);
  }
  return { junctions, links: passed };
}
