import { expect } from 'vitest';

/** Two hosts, two fabrics (one of two switches), an array with two controllers. */
export const storageFarm = `
vdcsim: 1
name: Paths
duration: 1 h
storage:
  switches: [{ name: fcA, fabric: red }, { name: fcB, fabric: blue }, { name: fcC, fabric: blue }]
  links: [{ name: isl1, between: [fcB, fcC] }]
  zones:
    - { name: red-zone, hbas: esx*:vmhba0, ports: array1:sp*:p0 }
    - { name: blue-zone, hbas: esx*:vmhba1, ports: array1:sp*:p1 }
  arrays:
    - name: array1
      controllers:
        - { name: spa, ports: [{ name: p0, cabledTo: fcA }, { name: p1, cabledTo: fcC }] }
        - { name: spb, ports: [{ name: p0, cabledTo: fcA }, { name: p1, cabledTo: fcC }] }
      raidGroups: [{ name: rg1..2, spindles: 14, raid: raid10 }]
      luns: [{ name: lun1..4, size: 250 GiB, raidGroup: rg1..2 }]
  datastores: [{ name: ds1..4, kind: vmfs, lun: lun1..4 }]
hosts:
  - name: esx01..02
    memory: 16 GiB
    hbas: [{ cabledTo: fcA }, { name: vmhba1, cabledTo: fcB }]
clusters: [{ name: prod, hosts: esx* }]
vms:
  - { name: db01..04, memory: 1 GiB, disks: [{ size: 60 GiB }], datastore: ds1..4 }
`.trimStart();

/** The farm with one text in place of another, which must be there. */
export const swapped = (from: string, to: string): string => {
  expect(storageFarm).toContain(from);
  return storageFarm.replace(from, to);
};
