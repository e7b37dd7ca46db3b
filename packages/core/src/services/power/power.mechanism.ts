import type { CommandSpec, EventSpec, MetricSpec, StateSpec } from '../../declare/index.ts';
import type { CommandCall } from '../../inventory/commands.ts';
import type { Mechanism } from '../../inventory/mechanism.ts';
import type { World } from '../../inventory/world.ts';
import { Downtime } from './downtime.ts';
import { powerShapes } from './power.keys.ts';
import { Power } from './power.ts';

const reason = { reason: 'Why.' };

const events: readonly EventSpec[] = [
  { type: 'host.failed', entity: 'host', doc: 'The host died; its VMs died with it.' },
  { type: 'host.repaired', entity: 'host', doc: 'A failed host is back and takes VMs again.' },
  { type: 'host.poweredOn', entity: 'host', doc: 'A host that was off takes VMs.' },
  { type: 'host.poweredOff', entity: 'host', doc: 'An empty host was switched off.' },
  {
    type: 'host.powerOffRefused',
    entity: 'host',
    doc: 'A host with VMs on it stays on.',
    data: reason,
  },
  { type: 'vm.failed', entity: 'vm', doc: 'The VM is down against its wish.', data: reason },
  { type: 'vm.poweredOn', entity: 'vm', doc: 'The VM begins to boot.' },
  { type: 'vm.booted', entity: 'vm', doc: 'The guest has booted and serves.' },
  { type: 'vm.poweredOff', entity: 'vm', doc: 'The VM is off.' },
  { type: 'vm.shutDownStarted', entity: 'vm', doc: 'The guest was asked to shut down.' },
  { type: 'vm.suspended', entity: 'vm', doc: 'The VM stands still.' },
  { type: 'vm.resumed', entity: 'vm', doc: 'A suspended VM goes on.' },
  { type: 'vm.reset', entity: 'vm', doc: 'The guest starts anew where it is.' },
  { type: 'vm.powerOnRefused', entity: 'vm', doc: 'The VM could not start.', data: reason },
  { type: 'vm.shutDownRefused', entity: 'vm', doc: 'The VM could not shut down.', data: reason },
  { type: 'vm.resetRefused', entity: 'vm', doc: 'The VM could not be reset.', data: reason },
  { type: 'vm.suspendRefused', entity: 'vm', doc: 'The VM could not be suspended.', data: reason },
  { type: 'vm.resumeRefused', entity: 'vm', doc: 'The VM could not go on.', data: reason },
];

const metrics: readonly MetricSpec[] = [
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

const vmPower: StateSpec = {
  name: 'vm.power',
  entity: 'vm',
  words: ['powered-on', 'powered-off', 'suspended'],
  doc: 'Power state as the management shows it; a booting VM is powered on, a failed one off.',
};
const hostState: StateSpec = {
  name: 'host.state',
  entity: 'host',
  words: ['connected', 'failed', 'powered-off'],
  doc: 'Whether the host takes VMs.',
};

const commands = {
  powerOn: { verb: 'powerOn', of: ['vm', 'host'], doc: 'Switches on.' },
  powerOff: { verb: 'powerOff', of: ['vm', 'host'], doc: 'Cuts the power; a host must be empty.' },
  shutDown: { verb: 'shutDown', of: ['vm'], doc: 'Shuts the guest down; off 30 s later.' },
  reset: { verb: 'reset', of: ['vm'], doc: 'Restarts the guest where it is.' },
  suspend: { verb: 'suspend', of: ['vm'], doc: 'Stops the VM and keeps its state.' },
  resume: { verb: 'resume', of: ['vm'], doc: 'Lets a suspended VM go on.' },
  fail: { verb: 'fail', of: ['host'], doc: 'The host dies at once, and its VMs with it.' },
  repair: { verb: 'repair', of: ['host'], doc: 'A failed host is back.' },
} satisfies Record<string, CommandSpec>;

/** Power states of hosts and VMs, failures of hosts, and the downtime that follows. */
export const powerMechanism: Mechanism = {
  name: 'services/power',
  doc: 'Switching hosts and VMs on and off, failures of hosts, uptime and downtime.',
  shapes: powerShapes,
  metrics,
  events,
  states: [vmPower, hostState],
  commands: Object.values(commands),
  errors: [],
  install(world) {
    const power = new Power(world);
    world.power = power;
    world.outages = new Downtime(world, world.vms.length);
    provideStates(world);
    followHosts(world);
    registerVmCommands(world, power);
    registerHostCommands(world, power);
  },
};

function provideStates(world: World): void {
  world.provideState(vmPower, (index) => {
    const vm = world.vms[index]!;
    return vm.isOn ? 'powered-on' : vm.state === 'suspended' ? 'suspended' : 'powered-off';
  });
  world.provideState(hostState, (index) => world.hosts[index]!.state);
}

function followHosts(world: World): void {
  const up = world.metrics.metric('host.uptimeSeconds')!;
  const down = world.metrics.metric('host.downtimeSeconds')!;
  const show = (host: World['hosts'][number]): void => {
    up.set(host.index, host.state === 'connected' ? 1 : 0);
    down.set(host.index, host.state === 'failed' ? 1 : 0);
  };
  for (const host of world.hosts) show(host);
  world.hostChanged.add(show);
}

function registerVmCommands(world: World, power: Power): void {
  const each =
    (action: (vm: World['vms'][number], cause: number) => void) =>
    (call: CommandCall): void => {
      for (const row of call.targets) action(world.vms[row.index]!, call.cause);
    };
  const { commands: port } = world;
  port.on(
    commands.powerOn,
    'vm',
    each((vm, cause) => power.powerOn(vm, cause)),
  );
  port.on(
    commands.powerOff,
    'vm',
    each((vm, cause) => power.powerOff(vm, cause)),
  );
  port.on(
    commands.shutDown,
    'vm',
    each((vm, cause) => power.shutDown(vm, cause)),
  );
  port.on(
    commands.reset,
    'vm',
    each((vm, cause) => power.reset(vm, cause)),
  );
  port.on(
    commands.suspend,
    'vm',
    each((vm, cause) => power.suspend(vm, cause)),
  );
  port.on(
    commands.resume,
    'vm',
    each((vm, cause) => power.resume(vm, cause)),
  );
}

function registerHostCommands(world: World, power: Power): void {
  const each =
    (action: (host: World['hosts'][number], cause: number) => void) =>
    (call: CommandCall): void => {
      for (const row of call.targets) action(world.hosts[row.index]!, call.cause);
    };
  const { commands: port } = world;
  port.on(
    commands.powerOn,
    'host',
    each((host, cause) => power.powerOnHost(host, cause)),
  );
  port.on(
    commands.powerOff,
    'host',
    each((host, cause) => power.powerOffHost(host, cause)),
  );
  port.on(
    commands.fail,
    'host',
    each((host, cause) => power.failHost(host, cause)),
  );
  port.on(
    commands.repair,
    'host',
    each((host, cause) => power.repairHost(host, cause)),
  );
}
