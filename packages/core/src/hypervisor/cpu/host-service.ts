import { CpuBinding } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import { Binding } from '../../sharing/index.ts';
import { divideAmple } from './ample-division.ts';
import { type CpuRows, overVcpus, Way } from './cpu-rows.ts';
import { divideFlat } from './flat-division.ts';
import type { CpuGauges } from './gauges.ts';
import type { HostCpu } from './host-cpu.ts';
import { HostLoad } from './host-load.ts';
import { ReadyTimeTable, readyAt } from './ready-time.ts';
import { guestPart } from './wishes.ts';

/**
 * What a host's division means for its VMs: service, ready time, what binds them; and who is told.
 * Of VMs of which nothing changed nobody is told. The models are told at the head of the scheduler.
 */
export class HostService {
  private readonly world: World;
  private readonly hosts: readonly HostCpu[];
  private readonly rows: CpuRows;
  private readonly gauges: CpuGauges;
  private readonly readyTime = new ReadyTimeTable();
  /** Sums over the vCPUs of the host that is being served. */
  private readonly load = new HostLoad();
  /** Rows of the host that is being served of which something changed. */
  private readonly news: Int32Array;
  private newsCount = 0;
  private servedPcpus = 1;
  /** By host, for what is done at each division. */
  private readonly pcpus: Int32Array;
  private readonly unevenness: Float64Array;

  constructor(world: World, hosts: readonly HostCpu[], rows: CpuRows, gauges: CpuGauges) {
    this.world = world;
    this.hosts = hosts;
    this.rows = rows;
    this.gauges = gauges;
    this.news = new Int32Array(world.vms.length);
    this.pcpus = Int32Array.from(world.hosts, (host) => host.pcpus);
    this.unevenness = Float64Array.from(hosts, (cpu) => cpu.features.unevenness);
  }

  /** Divides a host and hands out what that gave. */
  solve(hostIndex: number): void {
    const { rows } = this;
    const { wishedMHz } = this.world.cpu;
    const way = rows.ways[hostIndex]!;
    if (way === Way.ample && this.serveAmple(hostIndex)) return;
    if (way !== Way.look) {
      const start = rows.offset[hostIndex]!;
      const end = start + rows.count[hostIndex]!;
      divideFlat(rows, start, end, wishedMHz, rows.capacityMHz[hostIndex]!, this.load);
      this.serve(hostIndex, true, false);
      return;
    }
    const cpu = this.hosts[hostIndex]!;
    cpu.divide(wishedMHz, this.load);
    this.serve(hostIndex, cpu.features.overheads === undefined, cpu.hasCoStop);
    if (cpu.pools.wasTouched) this.gauges.markPools(cpu);
  }

  /** Divides and serves a host where nobody waits. False: it is full. */
  private serveAmple(hostIndex: number): boolean {
    const { rows, news, load } = this;
    const { servedMHz, wishedMHz } = this.world.cpu;
    const start = rows.offset[hostIndex]!;
    const end = start + rows.count[hostIndex]!;
    const capacityMHz = rows.capacityMHz[hostIndex]!;
    const count = divideAmple(rows, start, end, wishedMHz, capacityMHz, load, news);
    if (count < 0) return false;
    const { wish, wholeMHz, members } = rows;
    for (let i = 0; i < count; i++) {
      const row = news[i]!;
      const vm = rows.vm[row]!;
      servedMHz[vm] = members.allocation[row]!;
      const code = wish[row]! > wholeMHz[row]! ? overVcpus : Binding.demand;
      if (code !== rows.boundBy[row]) this.bind(hostIndex, row, vm, code);
    }
    this.newsCount = count;
    if (this.world.cpu.hasWatchers) this.tellWatchers(start, end);
    this.show(hostIndex, start === end ? Number.NaN : 0);
    return true;
  }

  private tellWatchers(start: number, end: number): void {
    const { cpu } = this.world;
    for (let row = start; row < end; row++) {
      const vm = this.rows.vm[row]!;
      if (cpu.watchesService[vm] === 1) cpu.served(vm);
    }
  }

  /** Hands out what the division gave: service, ready time, what binds. */
  private serve(hostIndex: number, isGuestAlone: boolean, hasCoStop: boolean): void {
    const { rows, load } = this;
    const pcpus = this.pcpus[hostIndex]!;
    const start = rows.offset[hostIndex]!;
    const end = start + rows.count[hostIndex]!;
    this.servedPcpus = pcpus;
    const level = this.readyTime.waitLevel(rows, start, end, load, pcpus);
    const readySum = this.serveRows(hostIndex, level, isGuestAlone, hasCoStop);
    this.show(hostIndex, start === end ? Number.NaN : readySum / load.vcpus);
  }

  /** Tells metrics and listeners what has become of a host. */
  private show(hostIndex: number, readyMean: number): void {
    const { rows, load, gauges } = this;
    gauges.showVms(this.unevenness[hostIndex]!, rows, this.news, this.newsCount);
    gauges.showHost(hostIndex, rows.capacityMHz[hostIndex]!, load, readyMean);
    if (this.world.cpu.listens[hostIndex] !== 0) this.tellListeners(hostIndex);
  }

  /** Serves each row; lists those of which something changed. Returns the ready vCPUs. */
  private serveRows(
    hostIndex: number,
    level: number,
    isGuestAlone: boolean,
    hasCoStop: boolean,
  ): number {
    const { rows, news } = this;
    const start = rows.offset[hostIndex]!;
    const end = start + rows.count[hostIndex]!;
    const { use, vcpus, wholeMHz, wish, waitPerReady, readyPercent, boundBy, isNews } = rows;
    const { allocation: allocations, binding: codes } = rows.members;
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
      if (isBoundAnew || code === Binding.pool) this.bind(hostIndex, row, vm, code);
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
  readyToRun(): number {
    const waiting = this.readyTime.waiting(this.load, this.servedPcpus);
    return waiting > 0 ? waiting / this.load.sum : 0;
  }

  /** Notes what binds a VM from now on; its own constraints name no entity. */
  private bind(hostIndex: number, row: number, vm: number, code: number): void {
    const { bindings } = this.world;
    const cpu = this.hosts[hostIndex]!;
    this.rows.boundBy[row] = code;
    if (code === Binding.demand) bindings.set(vm, CpuBinding.demand);
    else if (code === overVcpus) bindings.set(vm, CpuBinding.vcpus);
    else if (code === Binding.limit) bindings.set(vm, CpuBinding.limit);
    else if (code === Binding.pool) bindings.set(vm, CpuBinding.pool, cpu.poolThatBinds(row).id);
    else bindings.set(vm, CpuBinding.shares, cpu.host.id);
  }
}

/** What is served is all that is wanted when it misses by no more than rounding does. */
const servedTolerance = 1 - 1e-12;
