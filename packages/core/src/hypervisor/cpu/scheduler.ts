import { CpuBinding, Host, type Pool, type Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import { Binding } from '../../sharing/index.ts';
import { CpuRows } from './cpu-rows.ts';
import { CpuGauges } from './gauges.ts';
import { HostCpu } from './host-cpu.ts';
import { HostLoad } from './host-load.ts';
import { PoolParts } from './pool-parts.ts';
import { ReadyTimeTable, readyAt } from './ready-time.ts';
import { SpeedProfiles } from './speed-profiles.ts';
import { guestPart } from './wishes.ts';

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
  private readonly readyTime = new ReadyTimeTable();
  /** Sums over the vCPUs of the host that is being served. */
  private readonly load = new HostLoad();
  /** Rows of the host that is being served of which something changed. */
  private readonly news: Int32Array;
  private newsCount = 0;
  private servedPcpus = 1;
  private readonly rows: CpuRows;
  private readonly poolParts: PoolParts;
  private readonly components: readonly number[];

  constructor(world: World) {
    this.world = world;
    this.news = new Int32Array(world.vms.length);
    this.gauges = new CpuGauges(world);
    this.poolParts = new PoolParts(world);
    this.rows = new CpuRows(world.hosts.length, world.vms.length);
    this.hosts = world.hosts.map((host) => new HostCpu(host, this.rows, this.poolParts));
    this.components = world.hosts.map((host) =>
      world.engine.createComponent((index) => this.solve(index), host.index, `cpu ${host.name}`),
    );
    world.cpu.changed = (hostIndex) => world.engine.markDirty(this.components[hostIndex]!);
    world.cpu.readyToRun = () => this.readyToRun();
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
      this.hosts[host.index]!.claimsChanged = true;
      this.world.engine.markDirty(this.components[host.index]!);
    }
  }

  private followHost(host: Host): void {
    this.gauges.showCapacity(host);
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
    this.hosts[hostIndex]!.claimsChanged = true;
    this.partsChanged(owner, this.hosts[hostIndex]!.host, true);
    this.world.engine.markDirty(this.components[hostIndex]!);
  }

  private solve(hostIndex: number): void {
    const cpu = this.hosts[hostIndex]!;
    cpu.divide(this.world.cpu.wishedMHz);
    this.serve(cpu);
    if (cpu.pools.wasTouched) this.gauges.markPools(cpu);
  }

  /** Hands out what the division gave: service, ready time, what binds. */
  private serve(cpu: HostCpu): void {
    const { host } = cpu;
    this.servedPcpus = host.pcpus;
    const { rows, load } = this;
    const start = rows.offset[host.index]!;
    const end = start + rows.count[host.index]!;
    load.measure(rows, start, end);
    const level = this.readyTime.waitLevel(rows, start, end, load, host.pcpus);
    const readySum = this.serveRows(cpu, start, end, level);
    this.gauges.showVms(cpu, rows, this.news, this.newsCount);
    const readyMean = start === end ? Number.NaN : readySum / load.vcpus;
    this.gauges.showHost(host, load.demandMHz, load.usedMHz, readyMean);
    if (this.world.cpu.listens[host.index] !== 0) this.tellListeners(host.index);
  }

  /** Serves each row; lists those of which something changed. Returns the ready vCPUs. */
  private serveRows(cpu: HostCpu, start: number, end: number, level: number): number {
    const { rows, news } = this;
    const { use, vcpus, wholeMHz, wish, waitPerReady, readyPercent, boundBy, isNews } = rows;
    const { allocation: allocations, binding: codes } = rows.members;
    const isGuestAlone = cpu.features.overheads === undefined;
    const { hasCoStop } = cpu;
    const { servedMHz, losesUnserved, watchesService } = this.world.cpu;
    let readySum = 0;
    let count = 0;
    for (let row = start; row < end; row++) {
      const vm = rows.vm[row]!;
      const allocation = allocations[row]!;
      const whole = wholeMHz[row]!;
      const wished = wish[row]!;
      const wanted = Math.min(wished, whole);
      const run = use[row]!;
      let ready = readyAt(level, run);
      if (allocation < wanted * servedTolerance) {
        ready = losesUnserved[vm] === 1 ? wanted / whole - run : 1 - run;
      }
      if (hasCoStop) ready /= waitPerReady[row]!;
      readySum += ready * vcpus[row]!;
      const percent = 100 * ready;
      const code = codes[row] === Binding.demand && wished > whole ? overVcpus : codes[row]!;
      const isBoundAnew = code !== boundBy[row];
      if (isNews[row] === 1 || percent !== readyPercent[row] || isBoundAnew) {
        news[count++] = row;
        readyPercent[row] = percent;
        servedMHz[vm] = isGuestAlone ? allocation : guestPart(rows, row);
      }
      if (isBoundAnew || code === Binding.pool) this.bind(cpu, row, vm, code);
      if (watchesService[vm] === 1) this.world.cpu.served(vm);
    }
    this.newsCount = count;
    return readySum;
  }

  /** Tells who listens to a host of which of its VMs something changed. */
  private tellListeners(hostIndex: number): void {
    const { cpu } = this.world;
    const { vm } = this.rows;
    cpu.newsCount = this.newsCount;
    for (let i = 0; i < this.newsCount; i++) cpu.newsOf[i] = vm[this.news[i]!]!;
    cpu.divided(hostIndex);
  }

  /** Of the host that is being served: how long vCPUs wait, for each second that they run. */
  private readyToRun(): number {
    const waiting = this.readyTime.waiting(this.load, this.servedPcpus);
    return waiting > 0 ? waiting / this.load.sum : 0;
  }

  /** Notes what binds a VM from now on; its own constraints name no entity. */
  private bind(cpu: HostCpu, row: number, vm: number, code: number): void {
    const { bindings } = this.world;
    this.rows.boundBy[row] = code;
    if (code === Binding.demand) bindings.set(vm, CpuBinding.demand);
    else if (code === overVcpus) bindings.set(vm, CpuBinding.vcpus);
    else if (code === Binding.limit) bindings.set(vm, CpuBinding.limit);
    else if (code === Binding.pool) bindings.set(vm, CpuBinding.pool, cpu.poolThatBinds(row).id);
    else bindings.set(vm, CpuBinding.shares, cpu.host.id);
  }
}

/** Beside the codes of `Binding`: the VM wants more than all its vCPUs can take. */
const overVcpus = 100;

/** What is served is all that is wanted when it misses by no more than rounding does. */
const servedTolerance = 1 - 1e-12;
