import type { SceneStorage } from './scene-storage.ts';

const onSwitch = { kind: 'switch', row: 0 };

/** One host, one switch, one array of one LUN. */
export const smallStorage: SceneStorage = {
  networks: [],
  switches: [{ id: 20, kind: 'switch', name: 'fcA', payloadMBps: 400 }],
  links: [{ id: 21, kind: 'link', name: 'isl1', between: [0, 0], payloadMBps: 800 }],
  arrays: [{ id: 22, kind: 'array', name: 'array1', access: 'active-passive' }],
  controllers: [{ id: 23, kind: 'controller', name: 'array1:spa', array: 0 }],
  ports: [
    {
      ...{ id: 24, kind: 'port', name: 'array1:spa:p0', controller: 0 },
      ...{ cabledTo: onSwitch, payloadMBps: 400 },
    },
  ],
  raidGroups: [
    {
      ...{ id: 25, kind: 'raidGroup', name: 'array1:rg1', array: 0 },
      ...{ level: 'raid5', diskClass: 'fc-15k', spindles: 10 },
    },
  ],
  luns: [
    {
      ...{ id: 26, kind: 'lun', name: 'lun1', array: 0, raidGroup: 0, controller: 0 },
      sizeMiB: 256_000,
    },
  ],
  nas: [{ id: 27, kind: 'nas', name: 'nas1', network: 0 }],
  datastores: [
    {
      ...{ id: 28, kind: 'datastore', name: 'ds1', on: { kind: 'lun', row: 0 } },
      ...{ format: 'vmfs', capacityMiB: 256_000 },
    },
    { id: 29, kind: 'datastore', name: 'other', on: null, format: 'vmfs', capacityMiB: null },
  ],
  hbas: [
    {
      ...{ id: 30, kind: 'hba', name: 'esx01:vmhba0', host: 0, interface: 'fc' },
      ...{ cabledTo: onSwitch, payloadMBps: 400, queueDepth: 32 },
    },
  ],
  nics: [
    {
      ...{ id: 31, kind: 'nic', name: 'esx01:nic0', owner: { kind: 'host', row: 0 } },
      ...{ network: 0, payloadMBps: 118 },
    },
  ],
  cables: [{ id: 32, kind: 'cable', name: 'esx01:vmhba0:cable', end: { kind: 'hba', row: 0 } }],
  spindles: [{ id: 33, kind: 'spindle', name: 'array1:rg1:spindle1' }],
  paths: [
    {
      ...{ id: 34, kind: 'path', name: 'esx01:vmhba0:array1:spa:p0', hba: 0, port: 0 },
      junctions: [onSwitch],
    },
  ],
  mounts: [{ host: 0, datastore: 0, firstRow: 0, paths: [0] }],
  disks: [{ id: 35, kind: 'disk', name: 'web01:system', vm: 0, datastore: 0, sizeMiB: 20_480 }],
};
