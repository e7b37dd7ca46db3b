import { describe, expect, it } from 'vitest';
import { host, lab, vm } from '../../../../../test/lab.ts';
import type { HostSpec } from '../../inventory/specs.ts';
import { accessOf } from '../../inventory/storage/path.ts';
import type { ArrayKind, StorageSpec } from '../../inventory/storage/storage-specs.ts';
import { setVisible } from '../../inventory/storage/visible.ts';
import { storageWorld } from './storage-world.fixtures.ts';

/** A host at fcB, an array at fcC, two links between them; a file server; a local disk. */
function storage(kind: ArrayKind): StorageSpec {
  const ports = [{ name: 'p0', cabledTo: 'fcC' }];
  return {
    switches: [{ name: 'fcB' }, { name: 'fcC' }],
    links: [
      { name: 'isl1', between: ['fcC', 'fcB'], count: 2, speedMBps: 1000 },
      { name: 'isl2', between: ['fcB', 'fcC'] },
    ],
    zones: [],
    arrays: [
      {
        name: 'array1',
        kind,
        controllers: ['spa', 'spb'].map((name) => ({ name, ports })),
        raidGroups: [],
        luns: ['lun1', 'lun2', 'lun3'].map((name) => ({
          name,
          sizeMiB: 1024,
          ...(name === 'lun2' && { controller: 'spa' }),
        })),
      },
    ],
    nas: [{ name: 'filer', network: 'lan' }],
    datastores: [
      { name: 'ds1', lun: 'lun1' },
      { name: 'plain', sizeMiB: 99 },
      { name: 'share', nas: 'filer', sizeMiB: 500 },
    ],
  };
}

const withHba: Partial<HostSpec> = {
  hbas: [{ name: 'vmhba0', kind: 'fc', cabledTo: 'fcB' }],
  localDisks: [{ name: 'disk0', spindles: 2, raid: 'raid1', sizeMiB: 100 }],
};

function world(kind: ArrayKind, networks: readonly { name: string }[] = []) {
  const hosts = [host('a', withHba), host('b')];
  const machines = [vm('x', { host: 'a', datastore: 'a:disk0' })];
  return storageWorld(lab({ storage: storage(kind), networks, hosts, vms: machines }));
}

describe('paths of a world', () => {
  it('name what they pass: switches, and the link that stands first', () => {
    const { storage: built } = world('active-active');
    const [first] = built.paths;
    expect(built.paths.map(({ name }) => name)).toEqual([
      'a:vmhba0:array1:spa:p0',
      'a:vmhba0:array1:spb:p0',
    ]);
    expect(first?.route.junctions.map(({ name }) => name)).toEqual(['fcB', 'fcC']);
    expect(first?.route.links.map(({ name, payloadMBps }) => [name, payloadMBps])).toEqual([
      ['isl1', 1600],
    ]);
    expect(first?.hba.payloadMBps).toBe(400);
    expect(built.pathsTo(first!.hba.host, built.arrays[0]!)).toEqual(built.paths);
  });

  it.each([
    ['active-active', ['active', 'active'], ['active', 'active']],
    ['active-passive', ['active', 'standby'], ['standby', 'active']],
    ['alua', ['active', 'unoptimized'], ['unoptimized', 'active']],
  ] as const)('of an %s array serve by who owns the LUN', (kind, ofFirst, ofThird) => {
    const { paths, luns } = world(kind).storage;
    const [lun1, lun2, lun3] = luns;
    const access = (lun = lun1!) => paths.map((path) => accessOf(path, lun));
    expect(access()).toEqual(ofFirst);
    expect(access(lun2)).toEqual(ofFirst);
    expect(access(lun3)).toEqual(ofThird);
    lun1!.owner = lun3!.owner;
    expect(access()).toEqual(ofThird);
    expect(lun1!.homeController?.name).toBe('array1:spa');
  });
});

describe('who sees which datastore', () => {
  const seen = (name: string, of: ReturnType<typeof world>): string[] => {
    const datastore = of.storage.datastores.find((each) => each.name === name)!;
    return of.hosts.filter((each) => each.datastores.has(datastore)).map((each) => each.name);
  };

  it('sees LUNs by paths, limits always, local disks alone, file servers over the one network', () => {
    const built = world('active-active');
    expect(seen('ds1', built)).toEqual(['a']);
    expect(seen('plain', built)).toEqual(['a', 'b']);
    expect(seen('share', built)).toEqual(['a', 'b']);
    expect(seen('a:disk0', built)).toEqual(['a']);
    expect(built.directory.find('b:nic0')?.kind).toBe('nic');
  });

  it('sees no file server without a NIC on its network, once networks are declared', () => {
    expect(seen('share', world('active-active', [{ name: 'lan' }]))).toEqual([]);
  });

  it('tells those who wait for room when sight comes back, not when it goes', () => {
    const built = world('active-active');
    const [a] = built.hosts;
    const [ds1] = built.storage.datastores;
    let told = 0;
    built.capacityReturned.add(() => told++);
    setVisible(built, a!, ds1!, false, undefined);
    setVisible(built, a!, ds1!, false, undefined);
    expect([seen('ds1', built), told]).toEqual([[], 0]);
    setVisible(built, a!, ds1!, true, undefined);
    expect([seen('ds1', built), told]).toEqual([['a'], 1]);
  });

  it('takes its spindles and its RAID group from a local disk', () => {
    const { storage: built } = world('active-active');
    const local = built.datastores.find(({ name }) => name === 'a:disk0');
    const group = local?.backing.on === 'local' ? local.backing.raidGroup : undefined;
    expect(group?.name).toBe('a:disk0:raid');
    expect(group?.spindles.map(({ name }) => name)).toEqual([
      'a:disk0:spindle1',
      'a:disk0:spindle2',
    ]);
    expect(local?.capacityMiB).toBe(100);
  });
});
