import { simulate } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { storageFarm as farm, swapped } from '../test/storage-farm.ts';
import { complaints, load, loadOpen } from '../test/support.ts';

describe('storage in the language', () => {
  it('types parts by name, deals references to ranges within things and across them', () => {
    const { scenario } = load(farm);
    expect(scenario.storage?.arrays[0]?.luns.map((lun) => `${lun.name} ${lun.raidGroup}`)).toEqual([
      'lun1 rg1',
      'lun2 rg2',
      'lun3 rg1',
      'lun4 rg2',
    ]);
    expect(scenario.storage?.datastores.map((each) => each.lun)).toEqual([
      'lun1',
      'lun2',
      'lun3',
      'lun4',
    ]);
    expect(scenario.hosts[1]?.hbas).toEqual([
      { name: 'vmhba0', kind: 'fc', cabledTo: 'fcA' },
      { name: 'vmhba1', kind: 'fc', cabledTo: 'fcB' },
    ]);
    expect(scenario.storage?.zones[1]).toEqual({
      name: 'red-zone',
      hbas: ['esx01:vmhba0', 'esx02:vmhba0'],
      ports: ['array1:spa:p0', 'array1:spb:p0'],
    });
    expect(scenario.vms[0]?.disks).toEqual([
      { name: 'disk0', sizeMiB: 61440, usedFraction: 0.6, thin: false },
    ]);
  });

  it('deals a datastore of a disk out to the VMs of a range', () => {
    const text = swapped(
      'disks: [{ size: 60 GiB }], datastore: ds1..4',
      'disks: [{ name: b, size: 1 GiB, datastore: ds1..2 }, { name: a, size: 1 GiB, datastore: ds3..4 }]',
    );
    const { scenario } = load(text);
    expect(
      scenario.vms.map((vm) => vm.disks?.map(({ name, datastore }) => [name, datastore])),
    ).toEqual([
      [
        ['a', 'ds3'],
        ['b', 'ds1'],
      ],
      [
        ['a', 'ds4'],
        ['b', 'ds2'],
      ],
      [
        ['a', 'ds3'],
        ['b', 'ds1'],
      ],
      [
        ['a', 'ds4'],
        ['b', 'ds2'],
      ],
    ]);
  });

  it('takes defaults with units from the language, and all keys in base units', () => {
    const text = farm
      .replace('between: [fcB, fcC]', 'between: [fcB, fcC], count: 2, speed: 8 Gbps')
      .replace('{ cabledTo: fcA }', '{ cabledTo: fcA, speed: 4 Gbps, queueDepth: 64 }')
      .replace('kind: vmfs, lun', 'kind: vmfs, sioc: { threshold: 25 ms }, lun')
      .replace(
        'memory: 16 GiB',
        'memory: 16 GiB\n    platform: esx5\n    multipathing: { policy: fixed, preferred: "*:vmhba1" }',
      );
    const { scenario } = loadOpen(text);
    expect(scenario.storage?.links[0]).toEqual({
      name: 'isl1',
      between: ['fcB', 'fcC'],
      speedMBps: 1000,
      count: 2,
    });
    expect(scenario.storage?.switches[0]).toEqual({ name: 'fcA', fabric: 'red', speedMBps: 500 });
    expect(scenario.storage?.arrays[0]).toMatchObject({
      kind: 'active-active',
      cacheMiB: 1024,
      cloneRateMBps: 100,
    });
    expect(scenario.storage?.datastores[0]?.sioc).toEqual({ thresholdSeconds: 0.025 });
    expect(scenario.hosts[0]).toMatchObject({
      hbas: [{ speedMBps: 500, queueDepth: 64 }, {}],
      multipathing: { policy: 'fixed', preferred: ['esx01:vmhba1', 'esx02:vmhba1'] },
    });
    expect(scenario.vms[0]?.diskTimeoutSeconds).toBe(60);
  });

  it('merges the storage of parts, and writes it into the resolved file with defaults', () => {
    const part = `vdcsim: 1\nkind: part\nstorage: { datastores: [{ name: extra, size: 1 TiB }] }\n`;
    const text = `import: [part.yaml]\n${farm}`;
    const loaded = load(text, { 'part.yaml': part });
    expect(loaded.scenario.storage?.datastores.map(({ name }) => name)).toContain('extra');
    expect(loaded.resolvedYaml).toContain('used: 60%  # default: language');
    expect(load(loaded.resolvedYaml).scenario).toEqual(loaded.scenario);
  });

  it('means the only datastore where a disk names none, and says so in the resolved file', () => {
    const text = `
vdcsim: 1
name: One
duration: 1 h
storage: { datastores: [{ name: san1, size: 100 GiB }] }
hosts: [{ name: esx01, memory: 16 GiB }]
vms: [{ name: web01, memory: 1 GiB, disks: [{ size: 8 GiB }] }, { name: web02, memory: 1 GiB }]
`.trimStart();
    const { scenario, resolvedYaml } = load(text);
    expect(scenario.vms.map((vm) => vm.datastore)).toEqual(['san1', undefined]);
    expect(resolvedYaml).toContain('datastore: san1  # default: the only datastore');
    expect(load(resolvedYaml).scenario).toEqual(scenario);
  });

  it('changes parts by set, through lists, and lists of storage by their path', () => {
    const { scenario } = load(
      `set: { vms(db01).disks.size: 80 GiB, storage.arrays(array1).luns.size: 300 GiB }\n${farm}`,
    );
    expect(scenario.vms[0]?.disks?.[0]?.sizeMiB).toBe(80 * 1024);
    expect(scenario.vms[1]?.disks?.[0]?.sizeMiB).toBe(60 * 1024);
    expect(scenario.storage?.arrays[0]?.luns[3]?.sizeMiB).toBe(300 * 1024);
    expect(complaints(`set: { storage.arrays(array1).luns(lun1).size: 1 GiB }\n${farm}`)[0]).toBe(
      'a.yaml:1:8: BAD_PATH "storage.arrays(array1).luns(lun1).size": luns takes no selector; ' +
        'only lists of named things take one',
    );
  });

  it('gives the simulation what it needs: paths, sight and space', () => {
    const simulation = simulate(load(farm).scenario);
    expect(simulation.directory.ofKind('path').map(({ name }) => name)).toEqual([
      'esx01:vmhba0:array1:spa:p0',
      'esx01:vmhba0:array1:spb:p0',
      'esx01:vmhba1:array1:spa:p1',
      'esx01:vmhba1:array1:spb:p1',
      'esx02:vmhba0:array1:spa:p0',
      'esx02:vmhba0:array1:spb:p0',
      'esx02:vmhba1:array1:spa:p1',
      'esx02:vmhba1:array1:spb:p1',
    ]);
    const used = simulation.metrics.metric('datastore.usedMiB');
    expect(used?.value(0)).toBe(61440);
  });

  it('lets selectors name parts and what they are in, and no star reach over a colon', () => {
    const zone = (hbas: string) =>
      load(swapped('esx*:vmhba0', hbas)).scenario.storage?.zones[1]?.hbas;
    expect(zone('esx01..02:vmhba0')).toEqual(['esx01:vmhba0', 'esx02:vmhba0']);
    expect(zone('host=esx02')).toEqual(['esx02:vmhba0', 'esx02:vmhba1']);
    expect(complaints(swapped('esx*:vmhba0', 'esx*'))[0]).toBe(
      'a.yaml:8:31: NO_MATCH "esx*" matches no HBA; correct it or add what it names',
    );
  });

  it('reads the array of a local disk as a datastore of its host', () => {
    const text = `
vdcsim: 1
name: Local
duration: 1 h
hosts:
  - name: vs01..02
    memory: 8 GiB
    localDisks: [{ name: disk0, spindles: 2, raid: raid1, size: 136 GB }]
vms:
  - name: a1..2
    memory: 1 GiB
    disks: [{ size: 8 GiB }]
    datastore: [vs01:disk0, vs02:disk0]
    host: vs01..02
`.trimStart();
    expect(load(text).scenario.vms.map((vm) => vm.datastore)).toEqual(['vs01:disk0', 'vs02:disk0']);
    expect(complaints(text.replace('[vs01:disk0, vs02:disk0]', 'vs02:disk0'))).toEqual([
      'a.yaml:9:5: NO_PATH vs01 never sees vs02:disk0: it is a local disk of vs02; use a shared one',
    ]);
    expect(complaints(text.replace('[vs01:disk0, vs02:disk0]', 'vs03:disk0'))[0]).toMatch(
      'NO_SUCH_NAME "vs03:disk0" is no datastore',
    );
  });
});
