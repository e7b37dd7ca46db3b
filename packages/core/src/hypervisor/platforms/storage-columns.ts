import { everywhere, type PlatformColumn } from './column.ts';

/** Columns of the platform table for storage: what lies where, claims, queues. */

type Cells = PlatformColumn['cells'];

const models = 'MODELS 15 [M]';
const hostSystem = `${models}: the host system's own`;

/** ESX 2 to 6, VMware's two hosted products, Virtual Server, Hyper-V, Xen, XenServer. */
export function byProduct(
  esx: readonly [Cells[0], Cells[0], Cells[0], Cells[0], Cells[0], Cells[0]],
  hosted: Cells[0],
  microsoft: Cells[0],
  xen: Cells[0],
  xenServer: Cells[0] = xen,
): Cells {
  return [...esx, hosted, hosted, microsoft, microsoft, xen, xenServer];
}

/** The same of all six ESX generations. */
export function everyEsx(
  cell: Cells[0],
): readonly [Cells[0], Cells[0], Cells[0], Cells[0], Cells[0], Cells[0]] {
  return [cell, cell, cell, cell, cell, cell];
}

const generations = ['esx2', 'esx3', 'esx4', 'esx41', 'esx5', 'esx6'] as const;

/** A flag of the ESX generations from one on, and of no other product. */
function onlyEsxSince(first: (typeof generations)[number], source: string): Cells {
  const from = generations.indexOf(first);
  const has = (at: number): Cells[0] => [at >= from, source];
  const none: Cells[0] = [false, source];
  return byProduct([has(0), has(1), has(2), has(3), has(4), has(5)], none, none, none);
}

const formatColumns: readonly PlatformColumn[] = [
  {
    name: 'datastoreKinds',
    unit: '',
    doc: 'Kinds of datastore that it mounts.',
    type: 'word',
    words: ['vmfs-or-raw', 'vmfs-or-nfs-or-raw', 'ntfs-or-raw', 'nfs-or-raw'],
    cells: byProduct(
      [
        ['vmfs-or-raw', 'ESX2ADM: VMFS and raw disks [M]'],
        ['vmfs-or-nfs-or-raw', 'product documentation [M]'],
        ['vmfs-or-nfs-or-raw', 'VSST'],
        ['vmfs-or-nfs-or-raw', 'VSST'],
        ['vmfs-or-nfs-or-raw', 'VSST'],
        ['vmfs-or-nfs-or-raw', 'VSST'],
      ],
      ['ntfs-or-raw', hostSystem],
      ['ntfs-or-raw', `${models}: NTFS`],
      ['nfs-or-raw', 'product documentation: files over NFS, or block devices [M]'],
      ['nfs-or-raw', 'product documentation: NFS, or LVM on a LUN [M]'],
    ),
  },
];

const claimColumns: readonly PlatformColumn[] = [
  {
    name: 'diskShares',
    unit: '',
    doc: 'Whether virtual disks have shares: `false` refuses the key.',
    type: 'flag',
    cells: byProduct(
      everyEsx([true, models]),
      [false, models],
      [false, models],
      [false, models],
      [true, `${models}: QoS priority`],
    ),
  },
  {
    name: 'limitsDiskIo',
    unit: '',
    doc: 'Whether I/O of a virtual disk can be limited: `false` refuses the key.',
    type: 'flag',
    cells: onlyEsxSince('esx41', models),
  },
  {
    name: 'reservesDiskIo',
    unit: '',
    doc: 'Whether I/O of a virtual disk can be reserved (mClock): `false` refuses the key.',
    type: 'flag',
    cells: onlyEsxSince('esx6', models),
  },
  {
    name: 'storageIoControl',
    unit: '',
    doc: 'Whether hosts share a slow datastore (SIOC): `false` refuses the key `sioc`.',
    type: 'flag',
    cells: onlyEsxSince('esx41', models),
  },
];

const noDsnro = 'has no such limit; 0 stands for none';

const queueColumns: readonly PlatformColumn[] = [
  {
    name: 'fcQueueDepth',
    unit: '1',
    doc: 'Commands that a Fibre Channel HBA keeps outstanding on one LUN (DQLEN).',
    type: 'number',
    cells: byProduct(
      [
        [32, 'MODELS 3.1 [M]: QLogic'],
        [32, 'MODELS 3.1 [M]: QLogic'],
        [32, 'MODELS 3.1 [M]: QLogic'],
        [32, 'MODELS 3.1 [M]: QLogic'],
        [64, 'MODELS 3.1 [M]: QLogic, from 5'],
        [64, 'MODELS 3.1 [M]: QLogic, from 5'],
      ],
      [32, 'assumption: as drivers of the period'],
      [32, 'assumption: as drivers of the period'],
      [32, 'assumption: as drivers of the period'],
    ),
  },
  {
    name: 'iscsiQueueDepth',
    unit: '1',
    doc: 'Commands that an iSCSI adapter keeps outstanding on one LUN.',
    type: 'number',
    cells: everywhere(128, 'MODELS 3.1 [M]: software iSCSI'),
  },
  {
    name: 'sharedLunQueueDepth',
    unit: '1',
    doc: 'Commands of a host outstanding on a LUN that several of its VMs use; 0: no such limit.',
    type: 'number',
    cells: byProduct(
      everyEsx([32, 'ADV Disk.SchedNumReqOutstanding']),
      [0, noDsnro],
      [0, noDsnro],
      [0, noDsnro],
    ),
  },
  {
    name: 'virtualDiskQueueDepth',
    unit: '1',
    doc: 'Commands that a guest keeps outstanding on one virtual disk.',
    type: 'number',
    cells: everywhere(32, 'MODELS 3.1 [M]: LSI Logic'),
  },
  {
    name: 'busLogicGuests',
    unit: '',
    doc: 'Whether Windows NT, 2000 and XP get an adapter on which they keep one command outstanding.',
    type: 'flag',
    cells: byProduct(
      everyEsx([true, 'MODELS [M]: BusLogic by default, with the driver of Windows']),
      [true, 'MODELS [M]: BusLogic by default, with the driver of Windows'],
      [false, 'assumption: another adapter'],
      [false, 'assumption: another adapter'],
    ),
  },
  {
    name: 'iscsiSessionsPerTarget',
    unit: '1',
    doc: 'Sessions of software iSCSI with one target: links that it can fill; 0: has none.',
    type: 'number',
    cells: byProduct(
      [
        [0, 'product documentation: no software iSCSI [M]'],
        [1, 'MODELS [M]: one session'],
        [8, 'VSST: port binding [M]'],
        [8, 'VSST: port binding [M]'],
        [8, 'VSST: port binding [M]'],
        [8, 'VSST: port binding [M]'],
      ],
      [1, 'assumption: one session of the host system'],
      [1, 'assumption: one session of the host system'],
      [1, 'assumption: one session of open-iscsi'],
    ),
  },
];

export const storageColumns: readonly PlatformColumn[] = [
  ...formatColumns,
  ...claimColumns,
  ...queueColumns,
];
