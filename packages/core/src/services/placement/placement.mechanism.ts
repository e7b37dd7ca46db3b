import { Phase } from '../../engine/index.ts';
import type { Vm } from '../../inventory/entities.ts';
import { placeVm, setVmState } from '../../inventory/lives.ts';
import type { Mechanism } from '../../inventory/mechanism.ts';
import { chooseHost } from '../../inventory/placing.ts';
import type { World } from '../../inventory/world.ts';
import { mostUnreserved } from './most-unreserved.ts';

/** Gives each VM its place at the start, in name order: pinned ones first, then the others. */
export const placementMechanism: Mechanism = {
  name: 'services/placement',
  doc: 'Where VMs start: on the host that is named, or where most capacity is unreserved.',
  shapes: [],
  metrics: [],
  events: [
    {
      type: 'vm.placementFailed',
      entity: 'vm',
      doc: 'At the start no host could take the VM; it stays off.',
      data: { reason: 'What was missing.' },
    },
  ],
  states: [],
  commands: [],
  errors: [],
  install(world) {
    world.placement ??= mostUnreserved;
    const timer = world.engine.createTimer(
      Phase.failure,
      () => {
        placeAll(world);
        world.engine.freeTimer(timer);
      },
      0,
      'initial placement',
    );
    world.engine.arm(timer, world.engine.nowSeconds);
  },
};

function placeAll(world: World): void {
  const pinned = world.vms.filter((vm) => vm.spec.host !== undefined);
  const free = world.vms.filter((vm) => vm.spec.host === undefined);
  for (const vm of pinned) placeFirst(world, vm, pinnedHosts(world, vm));
  for (const vm of free) placeFirst(world, vm, vm.cluster?.hosts ?? []);
}

function pinnedHosts(world: World, vm: Vm): readonly (typeof world.hosts)[number][] {
  const row = world.directory.find(vm.spec.host!);
  return row === undefined ? [] : [world.hosts[row.index]!];
}

function placeFirst(world: World, vm: Vm, hosts: readonly (typeof world.hosts)[number][]): void {
  if (vm.spec.power !== 'powered-on') {
    const home = hosts.find((host) => host.state === 'connected') ?? hosts[0];
    if (home !== undefined) placeVm(vm, home);
    setVmState(world, vm, vm.spec.power, undefined);
    return;
  }
  const place = chooseHost(world, vm, hosts);
  if (place.host === undefined) {
    const data = { reason: place.reason };
    const event = world.events.emit('vm.placementFailed', vm.id, { data });
    setVmState(world, vm, 'failed', event);
    return;
  }
  placeVm(vm, place.host);
  setVmState(world, vm, 'running', undefined);
}
