import type { KeySpec, ShapeSpec } from '../../declare/index.ts';

/** VMs, pools and their claims in the language. */

const allocation: KeySpec = {
  type: { form: 'shape', shape: 'Allocation' },
  settable: true,
  doc: 'Shares, reservation and limit of each resource.',
};

const claimKeys: Readonly<Record<string, KeySpec>> = {
  shares: {
    type: { form: 'wordOrNumber', words: ['low', 'normal', 'high'], min: 0 },
    default: { value: 'normal', source: 'VSRM: low, normal and high are 1 to 2 to 4' },
    settable: true,
    doc:
      'Weight against siblings when the resource is short. The platform says what the words ' +
      'stand for and which numbers it takes.',
  },
  reservation: {
    type: { form: 'quantities', dimensions: ['frequency', 'percent'], min: 0 },
    settable: true,
    doc: 'What it is guaranteed. A percentage is of its own whole: all its vCPUs, all its hosts.',
  },
  limit: {
    type: { form: 'quantities', dimensions: ['frequency', 'percent'], min: 0 },
    settable: true,
    doc:
      'What it never exceeds, however idle the host. Under Xen the cap: a percentage is of one ' +
      'pCPU, and 0 means none.',
  },
};

export const vmShapes: readonly ShapeSpec[] = [
  {
    shape: 'Scenario',
    keys: {
      pools: {
        type: { form: 'list', item: { form: 'shape', shape: 'Pool' } },
        doc: 'Resource pools.',
      },
      templates: {
        type: { form: 'list', item: { form: 'shape', shape: 'Template' } },
        doc: 'Keys that VMs take over by naming the template.',
      },
      vms: {
        type: { form: 'list', item: { form: 'shape', shape: 'Vm' } },
        doc: 'Virtual machines.',
      },
    },
  },
  {
    shape: 'Pool',
    doc: 'A resource pool: claims that its VMs and pools share.',
    entity: 'pool',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      cluster: { type: { form: 'name', of: 'cluster' }, doc: 'The cluster it stands on.' },
      host: { type: { form: 'name', of: 'host' }, doc: 'The host it stands on.' },
      parent: { type: { form: 'name', of: 'pool' }, doc: 'The pool it stands in.' },
      allocation: {
        ...allocation,
        type: { form: 'shape', shape: 'PoolAllocation' },
        required: true,
      },
    },
  },
  {
    shape: 'Allocation',
    doc: 'Claims of a VM.',
    keys: { cpu: { type: { form: 'shape', shape: 'Claim' }, doc: 'Claim on CPU.' } },
  },
  {
    shape: 'PoolAllocation',
    doc: 'Claims of a pool.',
    keys: { cpu: { type: { form: 'shape', shape: 'PoolClaim' }, doc: 'Claim on CPU.' } },
  },
  { shape: 'Claim', doc: 'Claim on one resource.', keys: claimKeys },
  {
    shape: 'PoolClaim',
    doc: "A pool's claim on one resource.",
    keys: {
      ...claimKeys,
      expandable: {
        type: { form: 'boolean' },
        default: { value: true, source: 'VSRM: expandable reservation is on by default' },
        doc: 'Whether it may borrow unreserved capacity from what it stands in.',
      },
    },
  },
  {
    shape: 'Vm',
    doc: 'A virtual machine.',
    entity: 'vm',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name, or a range of names.' },
      template: { type: { form: 'name', of: 'template' }, doc: 'Whose keys it takes over.' },
      vcpus: {
        type: { form: 'integer', min: 1, max: 768 },
        default: { value: 1, source: 'assumption: one vCPU unless more is needed' },
        doc: 'Virtual processors.',
      },
      memory: {
        type: { form: 'quantity', dimension: 'size', min: 0, exclusiveMin: true },
        as: 'memoryMiB',
        required: true,
        doc: 'Configured memory.',
      },
      host: {
        type: { form: 'dealtName', of: 'host' },
        doc: 'Where it starts; several hosts are dealt out in turn to a range of VMs.',
      },
      cluster: {
        type: { form: 'dealtName', of: 'cluster' },
        doc: 'The cluster that places it; absent: that of its host.',
      },
      pool: { type: { form: 'dealtName', of: 'pool' }, doc: 'The resource pool it is in.' },
      os: { type: { form: 'text' }, doc: 'Guest operating system.' },
      owner: { type: { form: 'text' }, doc: 'To whom it belongs.' },
      allocation,
      tags: {
        type: { form: 'map', key: 'text', value: { form: 'text' } },
        doc: 'Words of your own that selectors can ask for.',
      },
    },
  },
];
