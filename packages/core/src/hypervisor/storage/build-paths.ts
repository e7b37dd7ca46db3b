import { Path, pathName, type Route } from '../../inventory/storage/path.ts';
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
  for (const datastore of storage.datastores) {
    const { backing } = datastore;
    for (const host of backing.on === 'local' ? [backing.host] : hosts) {
      const isSeen = visibility.sees(host.name, datastore.name);
      setVisible(world, host, datastore, isSeen, undefined);
    }
  }
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
