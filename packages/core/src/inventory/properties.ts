import type { EntityRow } from './directory.ts';
import type { World } from './world.ts';

/** Properties that selectors may ask for, by kind of entity. What is not there has none. */
export function provideProperties(world: World): void {
  const { hosts, vms, storage } = world;
  provide(world, 'cluster', {
    vm: (index) => vms[index]!.cluster?.name,
    host: (index) => hosts[index]!.cluster?.name,
  });
  provide(world, 'host', {
    vm: (index) => vms[index]!.host?.name,
    hba: (index) => storage.hbas[index]!.host.name,
    path: (index) => storage.paths[index]!.hba.host.name,
  });
  provide(world, 'pool', { vm: (index) => vms[index]!.pool?.name });
  provide(world, 'platform', {
    vm: (index) => vms[index]!.host?.platform.name,
    host: (index) => hosts[index]!.platform.name,
  });
  provide(world, 'datastore', {
    vm: (index) => vms[index]!.datastores[0]?.name,
    disk: (index) => storage.disks[index]!.datastore.name,
  });
  for (const key of ['owner', 'os', 'template'] as const) {
    provide(world, key, { vm: (index) => vms[index]!.spec[key] });
  }
}

type Readers = Readonly<Record<string, (index: number) => string | undefined>>;

function provide(world: World, name: string, readers: Readers): void {
  const byKind = new Map(Object.entries(readers));
  world.provideProperty(name, ({ kind, index }: EntityRow) => byKind.get(kind)?.(index));
}
