import { everywhere, type PlatformColumn } from './column.ts';

/** Columns of the platform table for CPU. */

type Cells = PlatformColumn['cells'];

const models = 'MODELS 15 [M]';
const noStrictness = 'assumption: threads of the host system are scheduled one by one';
const vmware = 'VSRM: 2000, 1000 and 500 for each vCPU';
const xen = 'Xen credit scheduler: weight 256 by default, 1 to 65535 (Xen wiki)';
const xenCap = 'Xen credit scheduler: the cap is of one pCPU, 0 is none (Xen wiki)';
const otherwise = 'assumption: as VMware until its own weights are modelled';
const widest = 'API reference: 1,000,000 at most [M]';

/** VMware's six generations, its two hosted products, Microsoft's two, Xen's two. */
function byMaker(server: Cells[0], hosted: Cells[0], microsoft: Cells[0], xens: Cells[0]): Cells {
  return [
    ...[server, server, server, server, server, server],
    ...[hosted, hosted, microsoft, microsoft, xens, xens],
  ];
}

const claimColumns: readonly PlatformColumn[] = [
  {
    name: 'normalCpuShares',
    unit: '1',
    doc: 'CPU shares (weight) of the word `normal`; `high` is twice and `low` half of it.',
    type: 'number',
    cells: byMaker([1000, vmware], [1000, otherwise], [1000, otherwise], [256, xen]),
  },
  {
    name: 'cpuSharesPer',
    unit: '',
    doc: 'Whether these words count for each vCPU or for a whole VM.',
    type: 'word',
    words: ['vcpu', 'vm'],
    cells: byMaker(['vcpu', vmware], ['vcpu', otherwise], ['vcpu', otherwise], ['vm', xen]),
  },
  {
    name: 'leastCpuShares',
    unit: '1',
    doc: 'Smallest number that `shares` of a VM takes.',
    type: 'number',
    cells: byMaker(
      [0, 'assumption: 0 shares get what the others leave'],
      [0, otherwise],
      [0, otherwise],
      [1, xen],
    ),
  },
  {
    name: 'mostCpuShares',
    unit: '1',
    doc: 'Greatest number that `shares` of a VM takes.',
    type: 'number',
    cells: byMaker(
      [1_000_000, widest],
      [1_000_000, otherwise],
      [1_000_000, otherwise],
      [65_535, xen],
    ),
  },
  {
    name: 'cpuLimitOf',
    unit: '',
    doc: 'What a limit in percent is of: all vCPUs of the VM, or one pCPU, where 0 means none.',
    type: 'word',
    words: ['vcpus', 'pcpu'],
    cells: byMaker(['vcpus', 'VSRM'], ['vcpus', otherwise], ['vcpus', otherwise], ['pcpu', xenCap]),
  },
  {
    name: 'reservesCpu',
    unit: '',
    doc: 'Whether CPU can be reserved for a VM: `false` refuses the key `reservation`.',
    type: 'flag',
    cells: byMaker(
      [true, 'VSRM'],
      [false, 'product documentation: shares of the host system alone [M]'],
      [true, 'MS IVMAccountant: reserved %'],
      [false, 'Xen credit scheduler: weight and cap alone (Xen wiki)'],
    ),
  },
];

const noCost = 'design note names 2 to 10 % [M]; 0 so that figures stay closed forms';

const executionColumns: readonly PlatformColumn[] = [
  {
    name: 'guestExecution',
    unit: '',
    doc: 'How guests run: what `execution` of a VM may be; the first is taken where it is absent.',
    type: 'word',
    words: [
      'translated',
      'translated-or-hardware',
      'hardware',
      'paravirtual',
      'paravirtual-or-hardware',
    ],
    cells: [
      ['translated', models],
      ['translated', models],
      ['translated-or-hardware', models],
      ['hardware', models],
      ['hardware', models],
      ['hardware', models],
      ['translated-or-hardware', models],
      ['translated-or-hardware', models],
      ['translated-or-hardware', `${models}, hardware from SP1`],
      ['hardware', models],
      ['paravirtual-or-hardware', models],
      ['paravirtual-or-hardware', models],
    ],
  },
  {
    name: 'translatedOverheadPercent',
    unit: '%',
    doc: 'CPU that binary translation costs on top of what the guest does.',
    type: 'number',
    cells: everywhere(0, noCost),
  },
  {
    name: 'paravirtualOverheadPercent',
    unit: '%',
    doc: 'CPU that a paravirtual guest costs on top of what it does.',
    type: 'number',
    cells: everywhere(0, noCost),
  },
  {
    name: 'hardwareOverheadPercent',
    unit: '%',
    doc: 'CPU that hardware-assisted virtualization costs on top of what the guest does.',
    type: 'number',
    cells: everywhere(0, noCost),
  },
  {
    name: 'idleVcpuPercent',
    unit: '%',
    doc: 'Part of a core that each vCPU of a VM that is on costs, idle or not: timer ticks.',
    type: 'number',
    cells: everywhere(0, 'design note names 1 to 5 % [M]; 0 so that figures stay closed forms'),
  },
];

export const cpuColumns: readonly PlatformColumn[] = [
  {
    name: 'coScheduling',
    unit: '',
    doc:
      'How the vCPUs of one VM run: `strict` all at once or not at all; `relaxed` alone, but one ' +
      'that runs ahead is stopped for the others; `none` each for itself.',
    type: 'word',
    words: ['strict', 'relaxed', 'none'],
    cells: [
      ['strict', models],
      ['relaxed', models],
      ['relaxed', `${models}: leaders only`],
      ['relaxed', `${models}: leaders only`],
      ['relaxed', `${models}: leaders only`],
      ['relaxed', `${models}: leaders only`],
      ['none', noStrictness],
      ['none', noStrictness],
      ['none', `${models}: one vCPU a VM`],
      ['none', noStrictness],
      ['none', models],
      ['none', models],
    ],
  },
  {
    name: 'unevenServiceFraction',
    unit: '1',
    doc: 'How unevenly relaxed co-scheduling serves the vCPUs of a VM: 0 evenly, 1 one by one.',
    type: 'number',
    cells: everywhere(0.5, 'assumption: MODELS 1.5, an approximation'),
  },
  {
    name: 'secondThreadPercent',
    unit: '%',
    doc: 'What a second busy thread adds to the work of a core; at most 100.',
    type: 'number',
    cells: everywhere(25, 'MODELS 1.6: 10 to 30 [M]'),
  },
  ...claimColumns,
  ...executionColumns,
];
