import { Host, type Pool, type Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import { Binding } from '../../sharing/index.ts';
import { CpuGauges } from './gauges.ts';
import { CpuRows } from './cpu-rows.ts';
import { HostCpu } from './host-cpu.ts';
import { PoolParts } from './pool-parts.ts';
import { ReadyTimeTable } from './ready-time.ts';

/**
 * CPU of all hosts: each host's cores are divided over the VMs that are on, through the pool tree,
 * by shares, reservation, limit and demand, a VM getting at most one core for each vCPU; what a
 * vCPU waits for is its ready time.
 *
 * A VM's demand, allocation and ready time hold between events, so a host is solved once in each
 * instant in which a wish, a claim or its VMs changed. The time of each vCPU is run, ready (limited
 * time included) or idle, and adds up to 100 %.
 *
 * Ready time (MODELS 1.3, COUPLING rule F): a vCPU that gets less than it wants is ready for the
 * rest, 1 - run, since its backlog never drains; where unserved work is lost it is want - run.
 * Vcpus that get what they want still wait for each other when there are more of them than cores:
 * the finite-source formula for n_eff = (sum u)^2 / sum u^2 vCPUs, spread as u (1 - u).
 *
 * Cost: O(VMs of the host) for each solve, nothing for hosts that did not change.
 */
export class CpuScheduler {
  readonly hosts: readonly HostCpu[];
  private readonly world: World;
  private readonly gauges: CpuGauges;
  private readonly readyTime = new ReadyTimeTable();
  private readonly rows: CpuRows;
  private readonly poolParts: PoolParts;
  private readonly components: readonly number[];
  /** Host index on which a VM is counted, -1 for none. */
  private readonly hostOf: Int32Array;

  constructor(world: World) {
    this.world = world;
    this.gauges = new CpuGauges(world);
    this.poolParts = new PoolParts(world);
    this.rows = new CpuRows(world.hosts.length);
    this.hosts = world.hosts.map((host) => new HostCpu(host, this.rows, this.poolParts));
    this.hostOf = new Int32Array(world.vms.length).fill(-1);
    this.components = world.hosts.map((host) =>
      world.engine.createComponent((index) => this.solve(index), host.index, `cpu ${host.name}`),
    );
    world.cpu.changed = (vmIndex) => {
      const hostIndex = this.hostOf[vmIndex]!;
      if (hostIndex >= 0) world.engine.markDirty(this.components[hostIndex]!);
    };
    world.vmChanged.add((vm) => this.followVm(vm));
    world.hostChanged.add((host) => this.followHost(host));
    world.claimChanged.add((owner) => this.followClaim(owner));
    for (const host of world.hosts) this.followHost(host);
  }

  private followVm(vm: Vm): void {
    const before = this.hostOf[vm.index]!;
    const now = vm.isOn && vm.host !== undefined ? vm.host.index : -1;
    if (before !== now) {
      if (before >= 0) this.leave(vm, before);
      if (now >= 0) this.join(vm, now);
    }
  }

  private leave(vm: Vm, hostIndex: number): void {
    this.hosts[hostIndex]!.remove(vm);
    this.hostOf[vm.index] = -1;
    this.world.cpu.servedMHz[vm.index] = 0;
    this.gauges.clearVm(vm);
    this.world.bindings.clear(vm.index);
    this.partsChanged(vm, this.hosts[hostIndex]!.host, 0);
    this.world.engine.markDirty(this.components[hostIndex]!);
  }

  private join(vm: Vm, hostIndex: number): void {
    const host = this.hosts[hostIndex]!;
    host.add(vm);
    this.hostOf[vm.index] = hostIndex;
    this.partsChanged(vm, host.host, vm.cpu.shares);
    this.world.engine.markDirty(this.components[hostIndex]!);
  }

  /** A pool of a cluster changed its spread over the hosts: all of them divide anew. */
  private partsChanged(vm: Vm, host: Host, shares: number): void {
    if (vm.pool === undefined) return;
    this.poolParts.count(vm, host, shares);
    this.refreshPoolHosts(vm.pool);
  }

  private refreshPoolHosts(pool: Pool): void {
    const hosts = pool.owner instanceof Host ? [pool.owner] : pool.owner.hosts;
    for (const host of hosts) {
      this.hosts[host.index]!.claimsChanged = true;
      this.world.engine.markDirty(this.components[host.index]!);
    }
  }

  private followHost(host: Host): void {
    this.gauges.showCapacity(host);
    this.world.engine.markDirty(this.components[host.index]!);
  }

  private followClaim(owner: Vm | Pool): void {
    if (owner.kind === 'pool') {
      this.refreshPoolHosts(owner);
      return;
    }
    const hostIndex = this.hostOf[owner.index]!;
    if (hostIndex < 0) return;
    this.hosts[hostIndex]!.claimsChanged = true;
    this.partsChanged(owner, this.hosts[hostIndex]!.host, owner.cpu.shares);
    this.world.engine.markDirty(this.components[hostIndex]!);
  }

  private solve(hostIndex: number): void {
    const cpu = this.hosts[hostIndex]!;
    cpu.divide(this.world.cpu.wishedMHz);
    this.serve(cpu);
    if (cpu.hasPools) this.gauges.markPools(cpu);
  }

  /** Hands out what the division gave: service, ready time, what binds. */
  private serve(cpu: HostCpu): void {
    const { host } = cpu;
    const { rows } = this;
    const { use, vcpus, ready: waits, wholeMHz, vm: vmOf } = rows;
    const { allocation: allocations } = rows.members;
    const start = rows.offset[host.index]!;
    const count = rows.count[host.index]!;
    const { servedMHz, wishedMHz, losesUnserved, watchesService } = this.world.cpu;
    this.readyTime.spreadReady(rows, start, count, host.pcpus);
    let used = 0;
    let demand = 0;
    let readySum = 0;
    let vcpuSum = 0;
    for (let i = start; i < start + count; i++) {
      const vm = vmOf[i]!;
      const allocation = allocations[i]!;
      const run = use[i]!;
      const whole = wholeMHz[i]!;
      const wish = wishedMHz[vm]!;
      const wanted = wish < whole ? wish : whole;
      let ready = waits[i]!;
      let limited = 0;
      if (allocation < wanted * servedTolerance) {
        ready = losesUnserved[vm] === 1 ? wanted / whole - run : 1 - run;
        if (cpu.isLimited(i)) limited = ready;
      }
      used += allocation;
      demand += wish;
      readySum += ready * vcpus[i]!;
      vcpuSum += vcpus[i]!;
      servedMHz[vm] = allocation;
      this.gauges.showVm(vm, wish, allocation, run, ready, limited);
      this.bind(cpu, i, vm, wish > whole);
      if (watchesService[vm] === 1) this.world.cpu.served(vm);
    }
    const readyMean = vcpuSum === 0 ? Number.NaN : readySum / vcpuSum;
    this.gauges.showHost(host, demand, used, readyMean);
  }

  private bind(cpu: HostCpu, row: number, vm: number, overVcpus: boolean): void {
    const { bindings, vms } = this.world;
    const code = this.rows.members.binding[row]!;
    if (code === Binding.demand) {
      bindings.set(vm, overVcpus ? 'vcpus' : 'demand', vms[vm]!.id);
    } else if (code === Binding.limit) {
      bindings.set(vm, 'limit', vms[vm]!.id);
    } else if (code === Binding.pool) {
      bindings.set(vm, 'pool', cpu.poolThatBinds(row).id);
    } else {
      bindings.set(vm, 'shares', cpu.host.id);
    }
  }
}

/** What is served is all that is wanted when it misses by no more than rounding does. */
const servedTolerance = 1 - 1e-12;
