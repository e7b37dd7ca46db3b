import type { ShapeSpec } from '../../declare/index.ts';

const priorities = ['high', 'medium', 'low', 'disabled'];

export const haShapes: readonly ShapeSpec[] = [
  {
    shape: 'Cluster',
    keys: {
      ha: {
        type: { form: 'shape', shape: 'Ha' },
        doc: 'Switches high availability on: VMs of a dead host are restarted on the others.',
      },
    },
  },
  {
    shape: 'Ha',
    doc: 'High availability of a cluster.',
    keys: {
      restartPriority: {
        type: { form: 'word', words: priorities },
        default: { value: 'medium', source: 'VSAV' },
        doc: 'Restart priority of the VMs that name none of their own.',
      },
      onStorageLoss: {
        type: { form: 'word', words: ['ignore', 'conservative', 'aggressive'] },
        doc:
          'What becomes of VMs whose host has lost their storage (VMCP): nothing; they are ' +
          'killed and restarted if another host can take them, or in any case. Default: ignore.',
      },
    },
  },
  {
    shape: 'Vm',
    keys: {
      restartPriority: {
        type: { form: 'word', words: priorities },
        doc: "Who is restarted first after a host's death; absent: the cluster's.",
      },
    },
  },
];
