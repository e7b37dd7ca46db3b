import type { CommandCall } from '../../inventory/commands.ts';
import type { Mechanism } from '../../inventory/mechanism.ts';
import type { World } from '../../inventory/world.ts';
import { Downtime } from './downtime.ts';
import { powerShapes } from './power.keys.ts';
import {
  powerCommands as commands,
  hostState,
  powerEvents,
  powerMetrics,
  vmPower,
} from './power.tables.ts';
import { Power } from './power.ts';

/** Power states of hosts and VMs, failures of hosts, and the downtime that follows. */
export const powerMechanism: Mechanism = {
  name: 'services/power',
  doc: 'Switching hosts and VMs on and off, failures of hosts, uptime and downtime.',
  shapes: powerShapes,
  metrics: powerMetrics,
  events: powerEvents,
  states: [vmPower, hostState],
  commands: Object.values(commands),
  errors: [],
  install(world) {
    const power = new Power(world);
    world.power = power;
    world.outages = new Downtime(world, world.vms.length);
    provideStates(world);
    provideColumns(world, power);
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

function provideColumns({ frames, vms }: World, power: Power): void {
  const column = (name: string, live: () => Float64Array): void =>
    frames.column('vm', name, vms.length, { live }, 'float64');
  column('stateSinceSeconds', () => power.sinceSeconds);
  column('stateUntilSeconds', () => power.untilSeconds);
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
