import type { CommandSpec, EventSpec, MetricSpec, StateSpec } from '../../../declare/index.ts';

const ofPath = { path: 'The path that I/O takes now.', from: 'The one before.', lun: 'Of which.' };
const ofHost = { host: 'The host that cannot reach it, or can again.' };

export const pathEvents: readonly EventSpec[] = [
  {
    type: 'path.died',
    entity: 'path',
    tone: 'warning',
    doc: 'The host has given up the path: no I/O goes over it.',
  },
  {
    type: 'path.returned',
    entity: 'path',
    tone: 'good',
    doc: 'The host has found the path alive again.',
  },
  {
    type: 'path.failedOver',
    entity: 'host',
    tone: 'warning',
    doc: 'I/O of the host on a LUN takes another path, because its own is dead or serves no more.',
    data: ofPath,
  },
  {
    type: 'path.failedBack',
    entity: 'host',
    tone: 'good',
    doc: 'I/O of the host on a LUN has returned to a preferred path.',
    data: ofPath,
  },
  {
    type: 'lun.trespassed',
    entity: 'lun',
    tone: 'warning',
    doc: 'The LUN has moved to another controller, because I/O came by that one.',
    data: { from: 'The controller before.', to: 'The controller now.' },
  },
  {
    type: 'lun.thrashing',
    entity: 'lun',
    tone: 'alarm',
    doc: 'Hosts call the LUN to and fro between controllers: more than one move in 10 s.',
  },
  {
    type: 'lun.calmed',
    entity: 'lun',
    tone: 'good',
    doc: 'The LUN thrashes no more: one controller contents all hosts that do I/O.',
  },
];

export const lossEvents: readonly EventSpec[] = [
  {
    type: 'datastore.allPathsDown',
    entity: 'datastore',
    tone: 'alarm',
    doc: 'A host has no path left to the datastore; one may return.',
    data: ofHost,
  },
  {
    type: 'datastore.pathsReturned',
    entity: 'datastore',
    tone: 'good',
    doc: 'A host reaches the datastore again.',
    data: ofHost,
  },
  {
    type: 'datastore.lost',
    entity: 'datastore',
    tone: 'alarm',
    doc: 'A host has given up the datastore, or was told that the device is gone.',
    data: { ...ofHost, reason: 'Why.' },
  },
  {
    type: 'vm.ioStalled',
    entity: 'vm',
    tone: 'warning',
    doc: 'The I/O of the VM stands still: a disk of it does not answer.',
  },
  {
    type: 'vm.ioResumed',
    entity: 'vm',
    tone: 'good',
    doc: 'The I/O of the VM goes on; none of it was lost.',
  },
  {
    type: 'vm.guestCrashed',
    entity: 'vm',
    tone: 'alarm',
    doc: 'The guest is dead; the VM is on until somebody resets it.',
    data: { reason: 'What it did not survive.' },
  },
  {
    type: 'vm.readOnly',
    entity: 'vm',
    tone: 'alarm',
    doc: 'The guest has made its file systems read-only, and stays so until it is reset.',
    data: { reason: 'Why.' },
  },
];

export const stallMetrics: readonly MetricSpec[] = [
  {
    name: 'path.deadSeconds',
    entity: 'path',
    kind: 'integral',
    unit: 's',
    doc: 'Time in which its host took the path for dead.',
  },
  {
    name: 'vm.io.stalledSeconds',
    entity: 'vm',
    kind: 'integral',
    unit: 's',
    doc: 'Time in which the VM was on and one of its disks did not answer.',
  },
];

export const pathState: StateSpec = {
  name: 'path.state',
  entity: 'path',
  words: ['active', 'standby', 'dead'],
  doc: 'What the host makes of a path: some LUN uses it, none does, or it is given up.',
};
export const lunState: StateSpec = {
  name: 'lun.state',
  entity: 'lun',
  words: ['normal', 'moving', 'thrashing', 'hung', 'failed'],
  doc: 'Whether the LUN serves.',
};
export const datastoreState: StateSpec = {
  name: 'datastore.state',
  entity: 'datastore',
  words: ['open', 'stalled', 'down', 'lost'],
  doc: 'How the worst off of its connected hosts reaches it.',
};
export const diskModeState: StateSpec = {
  name: 'vm.disks',
  entity: 'vm',
  words: ['writable', 'read-only'],
  doc: 'What the guest does with its file systems.',
};

export const rescanCommand: CommandSpec = {
  verb: 'rescan',
  of: ['host'],
  doc: 'Looks at once for paths and devices that have returned.',
  inStates: { host: ['connected'] },
};
