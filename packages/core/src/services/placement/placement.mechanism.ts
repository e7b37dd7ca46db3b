import { Phase } from '../../engine/index.ts';
import type { Cluster, Host, Vm } from '../../inventory/entities.ts';
import { placeVm, setVmState } from '../../inventory/lives.ts';
import type { Mechanism } from '../../inventory/mechanism.ts';
import { chooseHost } from '../../inventory/placing.ts';
import type { World } from '../../inventory/world.ts';
import { HostRanking } from './host-ranking.ts';
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
      tone: 'warning',
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
  const rankings = new Map<Cluster, HostRanking>();
  const pinned = world.vms.filter((vm) => vm.spec.host !== undefined);
  const free = world.vms.filter((vm) => vm.spec.host === undefined);
  for (const vm of pinned) placeFirst(world, vm, pinnedHosts(world, vm));
  for (const vm of free) placeFirst(world, vm, vm.cluster?.hosts ?? [], rankings);
}

function pinnedHosts(world: World, vm: Vm): readonly Host[] {
  const row = world.directory.find(vm.spec.host!);
  return row === undefined ? [] : [world.hosts[row.index]!];
}

function placeFirst(
  world: World,
  vm: Vm,
  hosts: readonly Host[],
  rankings?: Map<Cluster, HostRanking>,
): void {
  if (vm.spec.power !== 'powered-on') {
    const home = hosts.find((host) => host.state === 'connected') ?? hosts[0];
    if (home !== undefined) placeVm(vm, home);
    setVmState(world, vm, vm.spec.power, undefined);
    return;
  }
  const ranking = rankings && rankingOf(world, vm, rankings);
  const ranked = ranking?.best(vm);
  const place = ranked === undefined ? chooseHost(world, vm, hosts) : { host: ranked };
  if (place.host === undefined) {
    const data = { reason: place.reason };
    const event = world.events.emit('vm.placementFailed', vm.id, { data });
    setVmState(world, vm, 'failed', event);
    return;
  }
  placeVm(vm, place.host);
  setVmState(world, vm, 'running', undefined);
  ranking?.changed(place.host);
}

/** Ranking of a VM's cluster, for our own policy; policies of the user's see all candidates. */
function rankingOf(
  world: World,
  vm: Vm,
  rankings: Map<Cluster, HostRanking>,
): HostRanking | undefined {
  if (world.placement !== mostUnreserved || vm.cluster === undefined) return undefined;
  let ranking = rankings.get(vm.cluster);
  if (ranking === undefined) {
    ranking = new HostRanking(vm.cluster.hosts);
    rankings.set(vm.cluster, ranking);
  }
  return ranking;
}
