/**
 * The platform table: one row a product generation, one column a constant or a mechanism that it
 * has. Everything asks the platform; no product name stands in code elsewhere. Mechanisms add
 * their columns here as they are built; every cell names its source (short names: see the models'
 * references; [M]: reported from memory of the product's documentation, not read again).
 */
import type { PlatformColumn } from './column.ts';
import { cpuColumns } from './cpu-columns.ts';
import { pathColumns } from './path-columns.ts';
import { storageColumns } from './storage-columns.ts';

export const platformNames = [
  'esx2',
  'esx3',
  'esx4',
  'esx41',
  'esx5',
  'esx6',
  'vmware-server-1',
  'workstation-6',
  'virtual-server-2005',
  'hyperv-2008',
  'xen31',
  'xenserver5',
] as const;

/** Name by which people know each platform, in the order of `platformNames`. */
export const platformTitles: readonly string[] = [
  'VMware ESX Server 2',
  'VMware ESX Server 3 (VI3)',
  'VMware ESX 4 (vSphere 4.0)',
  'VMware ESX 4.1 (vSphere 4.1)',
  'VMware ESXi 5 (vSphere 5)',
  'VMware ESXi 6 (vSphere 6)',
  'VMware Server 1',
  'VMware Workstation 6',
  'Microsoft Virtual Server 2005',
  'Microsoft Hyper-V (Windows Server 2008)',
  'Xen 3.1',
  'Citrix XenServer 5',
];

const maximums = 'vendor configuration maximums [M]';
const detection = 'VSAV: no heartbeat for 15 s';
const noDetection = 'no HA of its own; counts only with a cluster service';

export const platformColumns: readonly PlatformColumn[] = [
  {
    name: 'maxVcpusPerVm',
    unit: '1',
    doc: 'Most vCPUs that one VM may have.',
    type: 'number',
    cells: [
      [2, maximums],
      [4, maximums],
      [8, maximums],
      [8, maximums],
      [32, maximums],
      [128, maximums],
      [2, maximums],
      [2, maximums],
      [1, 'MS Virtual Server 2005 documentation: one processor a VM [M]'],
      [4, maximums],
      [32, maximums],
      [8, maximums],
    ],
  },
  {
    name: 'haService',
    unit: '',
    doc: 'High availability that the platform brings: `none` refuses the key `ha`.',
    type: 'word',
    words: ['none', 'aam', 'fdm', 'xenserver', 'host-cluster'],
    cells: [
      ['none', 'MODELS 15 [M]'],
      ['aam', 'VSAV'],
      ['aam', 'VSAV'],
      ['aam', 'VSAV'],
      ['fdm', 'VSAV'],
      ['fdm', 'VSAV'],
      ['none', 'MODELS 15 [M]'],
      ['none', 'MODELS 15 [M]'],
      ['host-cluster', 'MODELS 15 [M]'],
      ['host-cluster', 'MODELS 15 [M]'],
      ['none', 'MODELS 15 [M]'],
      ['xenserver', 'MODELS 15 [M]'],
    ],
  },
  {
    name: 'haDetectionSeconds',
    unit: 's',
    doc: "Time from a host's death to its being declared dead.",
    type: 'number',
    cells: [
      [15, noDetection],
      [15, detection],
      [15, detection],
      [15, detection],
      [15, detection],
      [15, detection],
      [15, noDetection],
      [15, noDetection],
      [15, 'assumption: as the others until cluster services are modelled'],
      [15, 'assumption: as the others until cluster services are modelled'],
      [15, noDetection],
      [15, 'assumption: as the others until XenServer HA is modelled'],
    ],
  },
  ...cpuColumns,
  ...storageColumns,
  ...pathColumns,
];
