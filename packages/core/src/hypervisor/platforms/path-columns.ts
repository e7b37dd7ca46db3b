import type { PlatformColumn } from './column.ts';
import { pathTimeColumns } from './path-time-columns.ts';
import { byProduct, everyEsx } from './storage-columns.ts';

/** Columns of the platform table for multipathing. */

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

export const pathColumns: readonly PlatformColumn[] = [...policyColumns, ...pathTimeColumns];
