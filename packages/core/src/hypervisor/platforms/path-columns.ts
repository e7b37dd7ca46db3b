import type { PlatformColumn } from './column.ts';
import { byProduct, everyEsx } from './storage-columns.ts';

/** Columns of the platform table for multipathing and lost storage. */

const models = 'MODELS 15 [M]';
const vsst = 'VSST';
const mpio = 'MPIO of the host system, by the OEM [M]';
const multipathd = 'dm-multipath of the period [M]';

const policyColumns: readonly PlatformColumn[] = [
  {
    name: 'pathPolicies',
    unit: '',
    doc: 'What `multipathing.policy` of a host may be.',
    type: 'word',
    words: [
      'fixed-or-mru',
      'fixed-or-mru-or-round-robin-or-alua',
      'fixed-or-mru-or-round-robin-or-least-queue-depth-or-alua',
    ],
    cells: byProduct(
      [
        ['fixed-or-mru', models],
        ['fixed-or-mru', `${models}: round robin only experimental`],
        ['fixed-or-mru-or-round-robin-or-alua', models],
        ['fixed-or-mru-or-round-robin-or-alua', models],
        ['fixed-or-mru-or-round-robin-or-alua', models],
        ['fixed-or-mru-or-round-robin-or-alua', models],
      ],
      ['fixed-or-mru-or-round-robin-or-least-queue-depth-or-alua', mpio],
      ['fixed-or-mru-or-round-robin-or-least-queue-depth-or-alua', mpio],
      ['fixed-or-mru-or-round-robin-or-alua', multipathd],
    ),
  },
  {
    name: 'activeActivePolicy',
    unit: '',
    doc: 'Path policy for active-active arrays where a host names none.',
    type: 'word',
    words: ['fixed', 'mru', 'round-robin', 'least-queue-depth', 'alua'],
    cells: byProduct(
      everyEsx(['fixed', vsst]),
      ['round-robin', `${models}: dynamic`],
      ['round-robin', `${models}: dynamic`],
      ['round-robin', multipathd],
    ),
  },
  {
    name: 'activePassivePolicy',
    unit: '',
    doc: 'Path policy for active-passive arrays where a host names none.',
    type: 'word',
    words: ['fixed', 'mru', 'round-robin', 'least-queue-depth', 'alua'],
    cells: byProduct(everyEsx(['mru', vsst]), ['mru', mpio], ['mru', mpio], ['mru', multipathd]),
  },
  {
    name: 'aluaPolicy',
    unit: '',
    doc: 'Path policy for ALUA arrays where a host names none.',
    type: 'word',
    words: ['fixed', 'mru', 'round-robin', 'least-queue-depth', 'alua'],
    cells: byProduct(
      everyEsx(['mru', `${vsst} [M]`]),
      ['alua', mpio],
      ['alua', mpio],
      ['alua', multipathd],
    ),
  },
  {
    name: 'roundRobinIos',
    unit: '1',
    doc: 'I/Os on one path before round robin takes the next.',
    type: 'number',
    cells: byProduct(
      everyEsx([1000, 'MODELS 4.2: vendor knowledge base']),
      [1, `${mpio}: every I/O`],
      [1, `${mpio}: every I/O`],
      [1000, `${multipathd}: rr_min_io`],
    ),
  },
];

const timeColumns: readonly PlatformColumn[] = [
  {
    name: 'pathDeadSeconds',
    unit: 's',
    doc: 'Silence of I/O before a path that answers nothing is given up.',
    type: 'number',
    cells: byProduct(
      everyEsx([30, 'ESX2ADM: a little over 2 n s, n of 15 recommended; VSST: 30 to 60 s']),
      [30, 'assumption: the same drivers'],
      [30, 'assumption: the same drivers'],
      [30, 'assumption: the same drivers'],
    ),
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

export const pathColumns: readonly PlatformColumn[] = [...policyColumns, ...timeColumns];
