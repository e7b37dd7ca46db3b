import { describe, expect, it } from 'vitest';
import { storageFarm as farm, swapped } from '../test/storage-farm.ts';
import { complaints, openComplaints } from '../test/support.ts';

describe('storage that cannot be', () => {
  const cases: readonly (readonly [what: string, from: string, to: string, complaint: string])[] = [
    [
      'a VM on a LUN that no host of its cluster sees: a zone omits the ports',
      'ports: array1:sp*:p1',
      'ports: array1:sp*:p0',
      'a.yaml:9:7: NO_PATH zone blue-zone leaves no path: esx01:vmhba1 is cabled to fcB, ' +
        'array1:spa:p0 to fcA; take adapters and ports of one fabric',
    ],
    [
      'a port cabled to what is not there',
      '{ name: p0, cabledTo: fcA }, { name: p1, cabledTo: fcC }] }\n        - { name: spb',
      '{ name: p0, cabledTo: fcX }, { name: p1, cabledTo: fcC }] }\n        - { name: spb',
      'a.yaml:13:54: NO_SUCH_NAME "fcX" is no switch or network; nearest: fcA',
    ],
    [
      'an HBA without a cable',
      '{ cabledTo: fcA }, { name: vmhba1',
      '{ name: vmhba0 }, { name: vmhba1',
      'a.yaml:21:12: MISSING_KEY cabledTo is missing in hosts.hbas; add "cabledTo: ..."',
    ],
    [
      'a switch to which nothing leads',
      'links: [{ name: isl1, between: [fcB, fcC] }]',
      'links: []',
      'a.yaml:5:92: BAD_CABLE fabric blue falls apart: no link leads from fcB to fcC; ' +
        'add one to links',
    ],
    [
      'a link that joins two fabrics',
      'between: [fcB, fcC]',
      'between: [fcA, fcC]',
      'a.yaml:6:34: BAD_CABLE isl1 joins fabric red to blue; give fcA and fcC one fabric',
    ],
    [
      'a link of three switches',
      'between: [fcB, fcC]',
      'between: [fcA, fcB, fcC]',
      'a.yaml:6:34: BAD_CABLE isl1 joins 3 switches; write two',
    ],
    [
      'an iSCSI adapter at a switch',
      '{ cabledTo: fcA }, { name: vmhba1',
      '{ cabledTo: fcA, kind: iscsi }, { name: vmhba1',
      'a.yaml:21:24: BAD_CABLE esx01:vmhba0 is iSCSI, fcA is a switch; ' +
        'write "kind: fc" or cable it elsewhere',
    ],
    [
      'a RAID group that is too small',
      'spindles: 14, raid: raid10',
      'spindles: 2',
      'a.yaml:15:20: BAD_RAID rg1 has 2 spindles, raid5 needs 3; add some, or write "raid: raid1"',
    ],
    [
      'a RAID group without pairs',
      'spindles: 14',
      'spindles: 13',
      'a.yaml:15:20: BAD_RAID rg1 has 13 spindles, raid10 needs pairs; write an even number',
    ],
    [
      'LUNs larger than their RAID group',
      'raid: raid10',
      'raid: raid10, size: 400 GiB',
      'a.yaml:15:20: NO_SPACE rg1 has 400 GiB, its LUNs need 500 GiB; ' +
        'make it larger, or the LUNs smaller',
    ],
    [
      'a LUN on no RAID group of several',
      ', raidGroup: rg1..2',
      '',
      'a.yaml:16:14: BAD_PLACE lun1 is in no RAID group of array1; write "raidGroup: rg1"',
    ],
    [
      'a RAID group that the array does not have',
      'raidGroup: rg1..2',
      'raidGroup: rg3',
      'a.yaml:16:57: NO_SUCH_NAME "rg3" is no RAID group here; nearest: rg1',
    ],
    [
      'a datastore that is too full for its disks',
      'size: 60 GiB',
      'size: 260 GiB',
      'a.yaml:17:16: NO_SPACE ds1 has 250 GiB, the disks on it need 260 GiB; ' +
        'make it larger, or the disks smaller or thin',
    ],
    [
      'a datastore without a LUN',
      ', kind: vmfs, lun: lun1..4',
      '',
      'a.yaml:17:16: BAD_PLACE ds1 lies on nothing: it has no lun, no nas and no size; ' +
        'write "lun: lun1", or its size',
    ],
    [
      'two datastores on one LUN',
      'lun: lun1..4',
      'lun: lun1',
      'a.yaml:17:49: BAD_PLACE lun1 is under ds1 and under ds2; ' +
        'give each datastore a LUN of its own',
    ],
    [
      'a kind that a LUN does not bear',
      'kind: vmfs',
      'kind: nfs',
      'a.yaml:17:38: NOT_HONOURED kind: nfs on a LUN; write vmfs, ntfs or raw',
    ],
    [
      'a kind that the platform does not mount',
      'memory: 16 GiB',
      'memory: 16 GiB\n    platform: xen31',
      'a.yaml:17:16: NO_PATH no host sees ds1: xen31 mounts no vmfs; use another kind',
    ],
    [
      'a disk on no datastore where there are several',
      ', datastore: ds1..4',
      '',
      'a.yaml:24:46: BAD_PLACE db01:disk0 lies on no datastore; write "datastore: ds1"',
    ],
    [
      'a datastore that is not there',
      'datastore: ds1..4',
      'datastore: ds1..5',
      'a.yaml:24:76: NO_SUCH_NAME "ds5" is no datastore; nearest: ds1',
    ],
    [
      'two adapters of one name',
      '{ cabledTo: fcA }, {',
      '{ cabledTo: fcA }, { name: vmhba0, cabledTo: fcA }, {',
      'a.yaml:21:39: NAME_TWICE hbas has two called "vmhba0"; give each HBA a name of its own',
    ],
    [
      'a LUN whose name something else has',
      'name: lun1..4',
      'name: fcA',
      'a.yaml:16:22: NAME_TWICE "fcA" is at a.yaml:5:22; choose another name',
    ],
    [
      'a key that storage does not have',
      'switches: [{',
      'swiches: [{',
      'a.yaml:5:3: UNKNOWN_KEY "swiches" in storage; did you mean "switches"?',
    ],
  ];
  const first = (text: string): string | undefined => complaints(text)[0];
  it.each(cases)('refuses %s', (_what, from, to, complaint) => {
    expect(first(swapped(from, to))).toBe(complaint);
  });

  it('tells who never sees what, and which zone omits what', () => {
    const text = farm
      .replace('    - { name: blue-zone, hbas: esx*:vmhba1, ports: array1:sp*:p1 }\n', '')
      .replace('hbas: esx*:vmhba0', 'hbas: esx01:vmhba0')
      .replace('{ cabledTo: fcA }, { name: vmhba1, cabledTo: fcB }', '{ cabledTo: fcA }')
      .replaceAll(', { name: p1, cabledTo: fcC }', '')
      .replace('datastore: ds1..4', 'datastore: ds1..4, host: esx02');
    expect(complaints(text)).toEqual([
      'a.yaml:23:5: NO_PATH esx02 never sees ds1: no zone has esx02:vmhba0; ' +
        'add it to one with array1:spa:p0',
    ]);
  });

  it('refuses claims and policies that the platform does not know', () => {
    const claimed = farm.replace(
      'size: 60 GiB',
      'size: 60 GiB, allocation: { io: { limit: 500 iops } }',
    );
    expect(openComplaints(claimed)[0]).toBe(
      'a.yaml:24:46: NOT_HONOURED an I/O limit under esx3; leave it out',
    );
    const policy = farm.replace(
      'memory: 16 GiB',
      'memory: 16 GiB\n    multipathing: { policy: round-robin }',
    );
    expect(openComplaints(policy)[0]).toBe(
      'a.yaml:21:19: NOT_HONOURED policy: round-robin under esx3; write fixed or mru',
    );
    const sioc = farm.replace('kind: vmfs', 'kind: vmfs, sioc: {}');
    expect(openComplaints(sioc)[0]).toBe(
      'a.yaml:17:50: NOT_HONOURED sioc under esx3, the platform of esx01; leave it out',
    );
    const diskless = farm.replace(
      'datastores: [',
      'datastores: [{ name: x, size: 1 GiB, sioc: {} }, ',
    );
    expect(openComplaints(diskless)[0]).toMatch(
      'NOT_HONOURED sioc where no RAID group lies under the datastore x; leave it out',
    );
  });

  it('refuses effects on hosts, and a response to lost storage that the platform lacks', () => {
    const timeline = (line: string) => `${farm}timeline:\n  - ${line}\n`;
    expect(complaints(timeline('{ at: +1 min, fail: esx01:vmhba0:cable, effect: hang }'))).toEqual(
      [],
    );
    const host = timeline('{ at: +1 min, fail: [esx01, esx01:vmhba0], effect: slow }');
    expect(complaints(host)[0]).toMatch('NOT_HONOURED effect beside fail of esx01; leave it out');
    expect(complaints(timeline('{ at: +1 min, degrade: fcA }'))[0]).toMatch(
      'MISSING_KEY by is missing beside degrade; add "by: ..."',
    );
    expect(complaints(timeline('{ at: +1 min, fill: ds1, leaving: 5 }'))[0]).toMatch(
      'MISSING_UNIT',
    );
    const clusters = 'clusters: [{ name: prod, hosts: esx*, ha: { onStorageLoss: aggressive } }]';
    const text = farm.replace(/clusters: .*/, clusters);
    expect(complaints(text).join()).toMatch(
      'NOT_HONOURED onStorageLoss: aggressive under esx3, the platform of esx01; leave it out',
    );
  });

  it('refuses limits that limit nothing, and curves that do not rise', () => {
    const plain = (throughput: string) =>
      farm.replace(
        'datastores: [',
        `datastores: [{ name: x, size: 1 GiB, throughput: ${throughput} }, `,
      );
    expect(openComplaints(plain('{ latency: 5 ms }'))[0]).toMatch(
      'BAD_VALUE throughput limits nothing; write read, write, combined or iops',
    );
    const curve = '{ curve: [{ streams: 2, read: 9 MB/s }, { streams: 2, read: 8 MB/s }] }';
    expect(openComplaints(plain(curve))[0]).toMatch('BAD_VALUE curve: 2 streams after 2');
    expect(openComplaints(plain('{ iops: 2000, latency: 5 ms }'))).toEqual([]);
  });

  it('refuses what nothing heeds yet', () => {
    const copies = farm.replace('controllers:', 'cloneRate: 50 MB/s\n      controllers:');
    expect(first(copies)).toBe(
      'a.yaml:12:7: NOT_BUILT_YET "cloneRate" in storage.arrays is not built yet; ' +
        'leave it out, it comes with backup',
    );
  });
});
