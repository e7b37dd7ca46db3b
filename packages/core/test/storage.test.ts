import { describe, expect, it } from 'vitest';
import { at, cluster, host, Lab, lab, steady, vm } from '../../../test/lab.ts';
import type { ArraySpec, HbaSpec, StorageSpec } from '../src/index.ts';

/** Hosts that see one array by two fabrics, or by none, and VMs that lie on it. */

const hba = (name: string, cabledTo: string): HbaSpec => ({ name, kind: 'fc', cabledTo });
const bothFabrics = [hba('vmhba0', 'fcA'), hba('vmhba1', 'fcB')];

const array: ArraySpec = {
  name: 'array1',
  kind: 'active-passive',
  controllers: [
    {
      name: 'spa',
      ports: [
        { name: 'p0', cabledTo: 'fcA' },
        { name: 'p1', cabledTo: 'fcB' },
      ],
    },
    {
      name: 'spb',
      ports: [
        { name: 'p0', cabledTo: 'fcA' },
        { name: 'p1', cabledTo: 'fcB' },
      ],
    },
  ],
  raidGroups: [{ name: 'rg1', spindles: 4, raid: 'raid5' }],
  luns: ['lun1', 'lun2'].map((name) => ({ name, sizeMiB: 102_400 })),
};

const storage: StorageSpec = {
  switches: [{ name: 'fcA' }, { name: 'fcB' }],
  links: [],
  zones: [],
  arrays: [array],
  nas: [],
  datastores: [
    { name: 'ds1', lun: 'lun1' },
    { name: 'ds2', lun: 'lun2', hosts: ['esx1'] },
  ],
};

const disk = (sizeMiB: number, more: { thin?: boolean; datastore?: string } = {}) => {
  return { name: 'disk0', sizeMiB, usedFraction: 0.5, thin: false, ...more };
};

const hosts = ['esx1', 'esx2', 'esx3'];

function farm(parts: Partial<Parameters<typeof lab>[0]> = {}) {
  return lab({
    storage,
    hosts: hosts.map((name) => host(name, name === 'esx3' ? {} : { hbas: bothFabrics })),
    clusters: [cluster('prod', hosts)],
    workloads: [steady('half', 50)],
    vms: [vm('db', { cluster: 'prod', datastore: 'ds1', disks: [disk(1024)], workload: 'half' })],
    ...parts,
  });
}

describe('storage of a datacenter', () => {
  it('registers every part by its full name, so that commands and events can name it', () => {
    const { directory } = new Lab(farm()).simulation;
    const kinds = {
      'array1:spa:p0': 'port',
      'array1:spb': 'controller',
      'array1:rg1': 'raidGroup',
      'array1:rg1:spindle4': 'spindle',
      'array1:spa:p1:cable': 'cable',
      'esx2:vmhba1': 'hba',
      'esx2:vmhba1:cable': 'cable',
      'esx2:vmhba1:array1:spb:p1': 'path',
      'db:disk0': 'disk',
      lun2: 'lun',
      ds2: 'datastore',
    };
    for (const [name, kind] of Object.entries(kinds)) {
      expect([name, directory.find(name)?.kind]).toEqual([name, kind]);
    }
    expect(directory.ofKind('path')).toHaveLength(2 * 4);
    expect(directory.ofKind('spindle')).toHaveLength(4);
  });

  it('counts thick disks by their size and thin ones by what is used', () => {
    const vms = [
      vm('a', { cluster: 'prod', datastore: 'ds1', disks: [disk(10_240)] }),
      vm('b', { cluster: 'prod', datastore: 'ds1', disks: [disk(20_480, { thin: true })] }),
    ];
    const run = new Lab(farm({ vms })).simulation;
    const [used, free] = ['datastore.usedMiB', 'datastore.freePercent'].map((name) =>
      run.metrics.metric(name)!.value(0),
    );
    expect(used).toBe(20_480);
    expect(free).toBe(80);
  });

  it('refuses disks for which a datastore has no room', () => {
    const vms = [vm('a', { cluster: 'prod', datastore: 'ds1', disks: [disk(102_401)] })];
    expect(() => new Lab(farm({ vms }))).toThrow('ds1 has no room for a:disk0');
  });

  it('places a VM only where all its datastores are seen', () => {
    const vms = ['a', 'b', 'c', 'd'].map((name) =>
      vm(name, { cluster: 'prod', datastore: 'ds1', disks: [disk(1024, { datastore: 'ds2' })] }),
    );
    const run = new Lab(farm({ vms })).to(1);
    expect(['a', 'b', 'c', 'd'].map((name) => run.vm(name).host)).toEqual(Array(4).fill('esx1'));
  });

  it('restarts a VM only where its disks are seen, and says which datastore is not', () => {
    const timeline = [at(100, 'fail', 'esx1'), at(1000, 'fail', 'esx2')];
    const run = new Lab(farm({ timeline })).to(3000);
    expect(run.events('vm.restarted').map((event) => run.other(event))).toEqual(['esx2']);
    const [failed] = run.events('vm.restartFailed');
    expect(failed?.data).toEqual({ reason: 'no host sees ds1' });
    expect(run.simulation.why('db').lines.join('\n')).toContain('esx3: does not see ds1');
    run.give('repair', 'esx1').to(3001);
    expect(run.events('vm.restarted').map((event) => run.other(event))).toEqual(['esx2', 'esx1']);
  });

  it('leaves a VM off that is pinned to a host without its datastore, until it may move', () => {
    const vms = [vm('db', { host: 'esx3', datastore: 'ds1' })];
    const run = new Lab(farm({ vms })).to(1);
    expect(run.events('vm.placementFailed')[0]?.data).toEqual({ reason: 'no host sees ds1' });
    run.give('powerOn', 'db').to(2);
    expect(run.vm('db').host).toBe('esx1');
  });

  it('tells of a VM without a cluster that its host does not see its datastore', () => {
    const vms = [vm('db', { host: 'lone', datastore: 'ds1', power: 'powered-off' })];
    const run = new Lab(farm({ vms, hosts: [host('lone')], clusters: [] }));
    run.to(1).give('powerOn', 'db').to(2);
    expect(run.events('vm.powerOnRefused')[0]?.data).toEqual({ reason: 'no host sees ds1' });
  });

  it('lets VMs without storage run anywhere', () => {
    const run = new Lab(farm({ vms: [vm('free', { host: 'esx3' })] })).to(1);
    expect(run.vm('free').state).toBe('running');
  });
});
