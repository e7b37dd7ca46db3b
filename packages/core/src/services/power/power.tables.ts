import type { CommandSpec, EventSpec, MetricSpec, StateSpec } from '../../declare/index.ts';

const reason = { reason: 'Why.' };

export const powerEvents: readonly EventSpec[] = [
  {
    type: 'host.failed',
    entity: 'host',
    tone: 'alarm',
    doc: 'The host died; its VMs died with it.',
  },
  {
    type: 'host.repaired',
    entity: 'host',
    tone: 'good',
    doc: 'A failed host is back and takes VMs again.',
  },
  { type: 'host.poweredOn', entity: 'host', doc: 'A host that was off takes VMs.' },
  { type: 'host.poweredOff', entity: 'host', doc: 'An empty host was switched off.' },
  {
    type: 'host.powerOffRefused',
    entity: 'host',
    tone: 'warning',
    doc: 'A host with VMs on it stays on.',
    data: reason,
  },
  {
    type: 'vm.failed',
    entity: 'vm',
    tone: 'alarm',
    doc: 'The VM is down against its wish.',
    data: reason,
  },
  { type: 'vm.poweredOn', entity: 'vm', doc: 'The VM begins to boot.' },
  { type: 'vm.booted', entity: 'vm', tone: 'good', doc: 'The guest has booted and serves.' },
  { type: 'vm.poweredOff', entity: 'vm', doc: 'The VM is off.' },
  { type: 'vm.shutDownStarted', entity: 'vm', doc: 'The guest was asked to shut down.' },
  { type: 'vm.suspended', entity: 'vm', doc: 'The VM stands still.' },
  { type: 'vm.resumed', entity: 'vm', doc: 'A suspended VM goes on.' },
  { type: 'vm.reset', entity: 'vm', doc: 'The guest starts anew where it is.' },
  {
    type: 'vm.powerOnRefused',
    entity: 'vm',
    tone: 'warning',
    doc: 'The VM could not start.',
    data: reason,
  },
  {
    type: 'vm.shutDownRefused',
    entity: 'vm',
    tone: 'warning',
    doc: 'The VM could not shut down.',
    data: reason,
  },
  {
    type: 'vm.resetRefused',
    entity: 'vm',
    tone: 'warning',
    doc: 'The VM could not be reset.',
    data: reason,
  },
  {
    type: 'vm.suspendRefused',
    entity: 'vm',
    tone: 'warning',
    doc: 'The VM could not be suspended.',
    data: reason,
  },
  {
    type: 'vm.resumeRefused',
    entity: 'vm',
    tone: 'warning',
    doc: 'The VM could not go on.',
    data: reason,
  },
];

export const powerMetrics: readonly MetricSpec[] = [
  {
    name: 'vm.uptimeSeconds',
    entity: 'vm',
    kind: 'integral',
    unit: 's',
    doc: 'Time in which the VM served.',
    vsphere: 'sys.uptime.latest',
  },
  {
    name: 'vm.downtimeSeconds',
    entity: 'vm',
    kind: 'integral',
    unit: 's',
    doc: 'Time in which the VM should have served and did not, boot after a failure included.',
  },
  {
    name: 'vm.plannedDowntimeSeconds',
    entity: 'vm',
    kind: 'integral',
    unit: 's',
    doc: 'Time in which the VM was off, suspended or starting because somebody wanted it.',
  },
  {
    name: 'vm.availabilityPercent',
    entity: 'vm',
    kind: 'gauge',
    unit: '%',
    doc: 'Uptime over uptime and downtime; planned downtime is left out.',
  },
  {
    name: 'host.uptimeSeconds',
    entity: 'host',
    kind: 'integral',
    unit: 's',
    doc: 'Time in which the host was connected.',
    vsphere: 'sys.uptime.latest',
  },
  {
    name: 'host.downtimeSeconds',
    entity: 'host',
    kind: 'integral',
    unit: 's',
    doc: 'Time in which the host was failed.',
  },
];

export const vmPower: StateSpec = {
  name: 'vm.power',
  entity: 'vm',
  words: ['powered-on', 'powered-off', 'suspended'],
  doc: 'Power state as the management shows it; a booting VM is powered on, a failed one off.',
};
export const hostState: StateSpec = {
  name: 'host.state',
  entity: 'host',
  words: ['connected', 'failed', 'powered-off'],
  doc: 'Whether the host takes VMs.',
};

const vmIsOn = ['running', 'booting', 'shutting-down', 'crashed'];
export const powerCommands = {
  powerOn: {
    verb: 'powerOn',
    of: ['vm', 'host'],
    doc: 'Switches on.',
    inStates: { vm: ['powered-off', 'failed', 'crashed'], host: ['powered-off'] },
  },
  powerOff: {
    verb: 'powerOff',
    of: ['vm', 'host'],
    doc: 'Cuts the power; a host must be empty.',
    inStates: { vm: [...vmIsOn, 'failed', 'suspended'], host: ['connected'] },
  },
  shutDown: {
    verb: 'shutDown',
    of: ['vm'],
    doc: 'Shuts the guest down; off 30 s later.',
    inStates: { vm: ['running'] },
  },
  reset: {
    verb: 'reset',
    of: ['vm'],
    doc: 'Restarts the guest where it is.',
    inStates: { vm: vmIsOn },
  },
  suspend: {
    verb: 'suspend',
    of: ['vm'],
    doc: 'Stops the VM and keeps its state.',
    inStates: { vm: ['running'] },
  },
  resume: {
    verb: 'resume',
    of: ['vm'],
    doc: 'Lets a suspended VM go on.',
    inStates: { vm: ['suspended'] },
  },
  fail: {
    verb: 'fail',
    of: ['host'],
    doc: 'The host dies at once, and its VMs with it.',
    inStates: { host: ['connected'] },
  },
  repair: {
    verb: 'repair',
    of: ['host'],
    doc: 'A failed host is back.',
    inStates: { host: ['failed'] },
  },
} satisfies Record<string, CommandSpec>;
