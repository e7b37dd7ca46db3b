import { everywhere, type PlatformColumn } from './column.ts';
import { byProduct, everyEsx } from './storage-columns.ts';

/** Columns of the platform table for silent paths and lost storage. */

const models = 'MODELS 15 [M]';
const mpio = 'MPIO of the host system, by the OEM [M]';
const multipathd = 'dm-multipath of the period [M]';
const sameDrivers = 'assumption: the same drivers';

export const pathTimeColumns: readonly PlatformColumn[] = [
  {
    name: 'linkDownSeconds',
    unit: 's',
    doc: 'Silence of I/O before a path is given up whose adapter has lost its link.',
    type: 'number',
    cells: byProduct(
      everyEsx([30, 'COUPLING 1.9 [M]: QLogic link-down time-out; Emulex 10 to 30 s']),
      [30, sameDrivers],
      [30, sameDrivers],
      [30, sameDrivers],
    ),
  },
  {
    name: 'portDownRetries',
    unit: '1',
    doc: 'Tries of 2 s each before a port is given up that is gone from the fabric.',
    type: 'number',
    cells: byProduct(
      everyEsx([15, 'ESX2ADM: a little over 2 n s, n of 15 recommended']),
      [15, sameDrivers],
      [15, sameDrivers],
      [15, sameDrivers],
    ),
  },
  {
    name: 'commandTimeoutSeconds',
    unit: 's',
    doc: 'Wait for the answer to a SCSI command of which nobody tells that it is lost.',
    type: 'number',
    cells: everywhere(60, 'COUPLING 1.9 [M]; VSST: 30 to 60 s'),
  },
  {
    name: 'abortSeconds',
    unit: 's',
    doc: 'What aborting such commands takes before their path is given up.',
    type: 'number',
    cells: everywhere(10, 'assumption: one abort and one reset that get no answer'),
  },
  {
    name: 'iscsiRecoverySeconds',
    unit: 's',
    doc: 'Silence before software iSCSI gives up a path: ping, its time-out, and recovery.',
    type: 'number',
    cells: everywhere(35, 'assumption: ping after 15 s, time-out 10 s, recovery 10 s'),
  },
  {
    name: 'nfsDeadSeconds',
    unit: 's',
    doc: 'Silence of a file server before it is taken for dead.',
    type: 'number',
    cells: everywhere(125, 'ADV NFS.HeartbeatFrequency 12 s, ten failures, time-out 5 s [M]'),
  },
  {
    name: 'commandRetrySeconds',
    unit: 's',
    doc: 'Period in which I/O is tried again while no path is left.',
    type: 'number',
    cells: everywhere(2, 'ADV: command retry period 2000 ms'),
  },
  {
    name: 'pathEvaluationSeconds',
    unit: 's',
    doc: 'Period in which dead paths are tried again.',
    type: 'number',
    cells: byProduct(
      everyEsx([300, 'ADV Disk.PathEvalTime']),
      [30, `${mpio}: path verification`],
      [30, `${mpio}: path verification`],
      [5, `${multipathd}: polling_interval`],
    ),
  },
  {
    name: 'allPathsDownSeconds',
    unit: 's',
    doc: 'Time after which all paths down counts as lost (APD); 0: I/O is tried for ever.',
    type: 'number',
    cells: byProduct(
      [
        [0, 'MODELS 4.4: retried for ever'],
        [0, 'MODELS 4.4: retried for ever'],
        [0, 'MODELS 4.4: retried for ever'],
        [0, 'MODELS 4.4: retried for ever'],
        [0, 'MODELS 4.4: retried for ever up to 5.0'],
        [140, 'MODELS 4.4: APD timer'],
      ],
      [30, `assumption: ${mpio} gives up at once when the last path is dead`],
      [30, `assumption: ${mpio} gives up at once when the last path is dead`],
      [0, `assumption: ${multipathd} queues while no path is left`],
    ),
  },
  {
    name: 'retriesLostIo',
    unit: '',
    doc: 'Whether I/O of VMs goes on being tried after that; else it ends in errors.',
    type: 'flag',
    cells: byProduct(
      everyEsx([true, 'MODELS 4.4: I/O of VMs keeps retrying']),
      [false, `${mpio} removes the device`],
      [false, `${mpio} removes the device`],
      [true, `assumption: ${multipathd} queues while no path is left`],
    ),
  },
  {
    name: 'lockSeconds',
    unit: 's',
    doc: 'Silence of a host after which another may break its locks on VMFS; 0: no such locks.',
    type: 'number',
    cells: byProduct(
      everyEsx([16, 'MODELS 4.6 [M]: about 16 s without a heartbeat']),
      [0, models],
      [0, models],
      [0, models],
    ),
  },
  {
    name: 'swapFiles',
    unit: '',
    doc: 'Whether a VM that is on has a swap file beside its disks.',
    type: 'flag',
    cells: byProduct(
      [
        [false, `${models}: one swap file of the host`],
        [true, 'VSRM: configured memory less its reservation'],
        [true, 'VSRM: configured memory less its reservation'],
        [true, 'VSRM: configured memory less its reservation'],
        [true, 'VSRM: configured memory less its reservation'],
        [true, 'VSRM: configured memory less its reservation'],
      ],
      [false, models],
      [false, models],
      [false, models],
    ),
  },
  {
    name: 'storageLossRestartSeconds',
    unit: 's',
    doc: 'Wait after that before HA restarts VMs elsewhere (VMCP); 0: it does not.',
    type: 'number',
    cells: byProduct(
      [
        [0, 'MODELS 4.4: from 6'],
        [0, 'MODELS 4.4: from 6'],
        [0, 'MODELS 4.4: from 6'],
        [0, 'MODELS 4.4: from 6'],
        [0, 'MODELS 4.4: from 6'],
        [180, 'HADD: 140 s and 180 s'],
      ],
      [0, models],
      [0, models],
      [0, models],
    ),
  },
];
