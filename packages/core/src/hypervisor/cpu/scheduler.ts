import { Host, type Pool, type Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import { CpuRows } from './cpu-rows.ts';
import { CpuGauges } from './gauges.ts';
import { HostCpu } from './host-cpu.ts';
import { HostService } from './host-service.ts';
import { PoolParts } from './pool-parts.ts';
import { SpeedProfiles } from './speed-profiles.ts';

/**
 * CPU of all hosts: each host's cores are divided over the VMs that are on, through the pool tree,
 * by shares, reservation, limit and demand, a VM getting at most one core for each vCPU; what a
 * vCPU waits for is its ready time. What processors and platforms add is in files of its own:
 * threads that share a core, gangs, overheads, speed over time.
 *
 * A VM's demand, allocation and ready time hold between events, so a host is solved once in each
 * instant in which a wish, a claim, its speed or its VMs changed. The time of each vCPU is run,
 * ready (limited time included), co-stop or idle, and adds up to 100 %.
 *
 * Ready time (MODELS 1.3, COUPLING rule F): a vCPU that gets less than it wants is ready for the
 * rest, 1 - run, since its backlog never drains; where unserved work is lost it is want - run.
 * Vcpus that get what they want still wait for each other when there are more of them than cores:
 * the finite-source formula for n_eff = (sum u)^2 / sum u^2 vCPUs, spread as u (1 - u).
 *
 * Co-stop (MODELS 1.5): that is all the time for which a vCPU waits. Under relaxed co-scheduling
 * the vCPUs of a VM of n wait for a core, or stand still for siblings that do; with a co-stop of
 * q = h (n - 1) / n times the ready time, ready is 1 / (1 + q) of the waiting time and co-stop the
 * rest. Approximation: h stands for how unevenly the vCPUs are served.
 *
 * Cost: O(VMs of the host) for each solve, nothing for hosts that did not change.
 */
export class CpuScheduler {
  readonly hosts: readonly HostCpu[];
  private readonly world: World;
  private readonly gauges: CpuGauges;
  private readonly rows: CpuRows;
  private readonly poolParts: PoolParts;
  private readonly components: readonly number[];

  constructor(world: World) {
    this.world = world;
    this.gauges = new CpuGauges(world);
    this.poolParts = new PoolParts(world);
    this.rows = new CpuRows(world.hosts.length, world.vms.length);
    this.hosts = world.hosts.map((host) => new HostCpu(host, this.rows, this.poolParts));
    const service = new HostService(world, this.hosts, this.rows, this.gauges);
    const solve = (index: number): void => service.solve(index);
    this.components = world.hosts.map((host) =>
      world.engine.createComponent(solve, host.index, `cpu ${host.name}`),
    );
    world.cpu.changed = (hostIndex) => world.engine.markDirty(this.components[hostIndex]!);
    world.cpu.readyToRun = () => service.readyToRun();
    world.vmChanged.add((vm) => this.followVm(vm));
    world.hostChanged.add((host) => this.followHost(host));
    world.claimChanged.add((owner) => this.followClaim(owner));
    for (const host of world.hosts) this.followHost(host);
    new SpeedProfiles(world, (host) => this.followSpeed(host));
  }

  private followVm(vm: Vm): void {
    const before = this.world.cpu.hostOf[vm.index]!;
    const now = vm.isOn && vm.host !== undefined ? vm.host.index : -1;
    if (before !== now) {
      if (before >= 0) this.leave(vm, before);
      if (now >= 0) this.join(vm, now);
    }
  }

  private leave(vm: Vm, hostIndex: number): void {
    this.hosts[hostIndex]!.remove(vm);
    this.world.cpu.hostOf[vm.index] = -1;
    this.world.cpu.servedMHz[vm.index] = 0;
    this.gauges.clearVm(vm);
    this.world.bindings.clear(vm.index);
    this.partsChanged(vm, this.hosts[hostIndex]!.host, false);
    this.world.engine.markDirty(this.components[hostIndex]!);
  }

  private join(vm: Vm, hostIndex: number): void {
    const host = this.hosts[hostIndex]!;
    host.add(vm);
    this.world.cpu.hostOf[vm.index] = hostIndex;
    this.partsChanged(vm, host.host, true);
    this.world.engine.markDirty(this.components[hostIndex]!);
  }

  /** A pool of a cluster changed its spread over the hosts: all of them divide anew. */
  private partsChanged(vm: Vm, host: Host, isOn: boolean): void {
    if (vm.pool === undefined) return;
    this.poolParts.count(vm, host, isOn);
    this.refreshPoolHosts(vm.pool);
  }

  private refreshPoolHosts(pool: Pool): void {
    const hosts = pool.owner instanceof Host ? [pool.owner] : pool.owner.hosts;
    for (const host of hosts) {
      this.hosts[host.index]!.claimsChanged();
      this.world.engine.markDirty(this.components[host.index]!);
    }
  }

  private followHost(host: Host): void {
    this.gauges.showCapacity(host);
    this.hosts[host.index]!.lookAgain();
    this.world.engine.markDirty(this.components[host.index]!);
  }

  private followSpeed(host: Host): void {
    this.hosts[host.index]!.setThreadSpeed(1);
    this.followHost(host);
  }

  private followClaim(owner: Vm | Pool): void {
    if (owner.kind === 'pool') {
      this.refreshPoolHosts(owner);
      return;
    }
    const hostIndex = this.world.cpu.hostOf[owner.index]!;
    if (hostIndex < 0) return;
    this.hosts[hostIndex]!.claimsChanged();
    this.partsChanged(owner, this.hosts[hostIndex]!.host, true);
    this.world.engine.markDirty(this.components[hostIndex]!);
  }
}
