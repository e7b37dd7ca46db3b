/** Who must see storage, and does not: hosts, clusters and their VMs. */
import { type Unseen, Visibility, type VmSpec } from '@vdcsim/core';
import { datastoreOf } from '../load/places.ts';
import { placeOfThing } from '../load/things.ts';
import { type Checked, type Inventory, placeOfKey } from './inventory.ts';

const known = new WeakMap<Inventory, Visibility>();

/** Paths and sight of an inventory whose hosts and storage are whole; derived once. */
export function visibilityOf(inventory: Inventory): Visibility {
  let visibility = known.get(inventory);
  if (visibility === undefined) {
    visibility = derive(inventory);
    known.set(inventory, visibility);
  }
  return visibility;
}

function derive(inventory: Inventory): Visibility {
  const sorted = <Spec extends { readonly name: string }>(list: readonly Checked<Spec>[]): Spec[] =>
    list.map(({ spec }) => spec).sort((a, b) => (a.name < b.name ? -1 : 1));
  const { platforms } = inventory;
  return new Visibility(
    {
      hosts: sorted(inventory.hosts),
      networks: sorted(inventory.networks),
      storage: {
        switches: sorted(inventory.switches),
        links: sorted(inventory.links),
        zones: sorted(inventory.zones),
        arrays: sorted(inventory.arrays),
        nas: sorted(inventory.nas),
        datastores: sorted(inventory.datastores),
      },
    },
    (platform, kind) => {
      const kinds = platforms.get(platform)?.get('datastoreKinds');
      return typeof kinds !== 'string' || kinds.split('-or-').includes(kind);
    },
  );
}

export function checkVisibility(inventory: Inventory): void {
  if (inventory.isStoragePartial || inventory.isPartial) return;
  checkMounts(inventory);
  const members = new Map(inventory.clusters.map(({ spec }) => [spec.name, spec.hosts]));
  for (const vm of inventory.vms) {
    const { host, cluster, pool } = vm.spec;
    const { home, problem } = inventory.places.homeOfVm({ host, cluster, pool });
    if (problem !== undefined) continue;
    if (home.host !== undefined) checkVm(vm, home.host, [home.host], inventory);
    else checkVm(vm, home.cluster ?? '', members.get(home.cluster ?? '') ?? [], inventory);
  }
}

/** Every datastore is seen by the hosts that it names, or by any. */
function checkMounts(inventory: Inventory): void {
  const visibility = visibilityOf(inventory);
  const { problems, hosts } = inventory;
  for (const { thing, spec } of inventory.datastores) {
    for (const host of spec.hosts ?? []) {
      const unseen = visibility.whyNot(host, spec.name);
      if (unseen === undefined) continue;
      const what = `${host} never sees ${spec.name}: ${unseen.what}`;
      problems.error(placeOfKey(thing, 'hosts'), 'NO_PATH', what, unseen.remedy);
    }
    if (spec.hosts !== undefined || hosts.length === 0) continue;
    if (hosts.some((host) => visibility.sees(host.spec.name, spec.name))) continue;
    const unseen = visibility.whyNot(hosts[0]!.spec.name, spec.name)!;
    const what = `no host sees ${spec.name}: ${unseen.what}`;
    problems.error(placeOfThing(thing), 'NO_PATH', what, unseen.remedy);
  }
}

/** Some host of those on which a VM may run sees all that it lies on. */
function checkVm(
  { thing, spec }: Checked<VmSpec>,
  home: string,
  hosts: readonly string[],
  inventory: Inventory,
): void {
  const visibility = visibilityOf(inventory);
  const datastores = datastoresOf(spec, inventory);
  const sees = (host: string): boolean => datastores.every((each) => visibility.sees(host, each));
  if (hosts.length === 0 || hosts.some(sees)) return;
  const { what, remedy } = whyUnseen(home, hosts, datastores, visibility);
  inventory.problems.error(placeOfThing(thing), 'NO_PATH', what, remedy);
}

function whyUnseen(
  home: string,
  hosts: readonly string[],
  datastores: readonly string[],
  visibility: Visibility,
): Unseen {
  const unseen = datastores.find((each) => !hosts.some((host) => visibility.sees(host, each)));
  if (unseen === undefined) {
    const what = `no host of ${home} sees all of ${datastores.join(', ')}`;
    return { what, remedy: 'put the disks together, or open a way for one host' };
  }
  const { what, remedy } = visibility.whyNot(hosts[0]!, unseen)!;
  return { what: `${home} never sees ${unseen}: ${what}`, remedy };
}

/** What a VM lies on, each once. */
function datastoresOf(spec: VmSpec, { places }: Inventory): string[] {
  const home = datastoreOf(spec, places);
  const all = [home, ...(spec.disks ?? []).map((disk) => disk.datastore ?? home)];
  return [...new Set(all.filter((each) => each !== undefined))];
}
