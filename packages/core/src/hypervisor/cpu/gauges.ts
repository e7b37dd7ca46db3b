import type { Host, Pool, Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import type { Metric } from '../../observe/metrics.ts';
import { Binding } from '../../sharing/index.ts';
import type { CpuRows } from './cpu-rows.ts';
import type { HostCpu } from './host-cpu.ts';
import { coStopRatio, unevennessOf } from './host-features.ts';
import type { HostLoad } from './host-load.ts';

const isLimited = (code: number): boolean => code === Binding.limit || code === Binding.pool;

/** Where the scheduler's results become metrics. What nobody records costs a store. */
export class CpuGauges {
  private readonly world: World;
  private readonly demand: Metric;
  private readonly used: Metric;
  private readonly usedPercent: Metric;
  private readonly ready: Metric;
  private readonly coStop: Metric;
  private readonly limited: Metric;
  private readonly guest: Metric;
  private readonly steal: Metric;
  private readonly overhead: Metric;
  private readonly hostDemand: Metric;
  private readonly hostUsed: Metric;
  private readonly hostUsedPercent: Metric;
  private readonly hostReady: Metric;
  private readonly hostCapacity: Metric;
  private readonly poolUsed: Metric;
  private readonly poolDemand: Metric;
  private readonly poolComponents: readonly number[];
  /** Hosts on which a pool may have VMs, by pool index. */
  private readonly poolHosts: readonly Set<HostCpu>[];
  /** The host that is shown, and what is shown of it: columns of one row for `setRows`. */
  private readonly hostRow = {
    place: new Int32Array(1),
    row: new Int32Array(1),
    demand: new Float64Array(1),
    used: new Float64Array(1),
    usedPercent: new Float64Array(1),
    ready: new Float64Array(1),
  };
  /** 1: the guest knows what was stolen from it. */
  private readonly knowsSteal: Uint8Array;

  constructor(world: World) {
    const metric = (name: string): Metric => world.metrics.metric(name)!;
    this.world = world;
    this.demand = metric('vm.cpu.demandMHz');
    this.used = metric('vm.cpu.usedMHz');
    this.usedPercent = metric('vm.cpu.usedPercent');
    this.ready = metric('vm.cpu.readyPercent');
    this.coStop = metric('vm.cpu.coStopPercent');
    this.limited = metric('vm.cpu.limitedPercent');
    this.guest = metric('vm.guest.cpuPercent');
    this.steal = metric('vm.guest.stealPercent');
    this.overhead = metric('vm.cpu.overheadMHz');
    this.hostDemand = metric('host.cpu.demandMHz');
    this.hostUsed = metric('host.cpu.usedMHz');
    this.hostUsedPercent = metric('host.cpu.usedPercent');
    this.hostReady = metric('host.cpu.readyPercent');
    this.hostCapacity = metric('host.cpu.capacityMHz');
    this.poolUsed = metric('pool.cpu.usedMHz');
    this.poolDemand = metric('pool.cpu.demandMHz');
    this.poolHosts = world.pools.map(() => new Set());
    this.poolComponents = world.pools.map((pool) =>
      world.engine.createComponent((index) => this.showPool(index), pool.index, pool.name),
    );
    this.knowsSteal = new Uint8Array(world.vms.length);
    for (const vm of world.vms) {
      this.knowsSteal[vm.index] = vm.spec.guestClock === 'steal-aware' ? 1 : 0;
      this.clearVm(vm);
    }
    this.deriveDetails();
  }

  /** Shows the listed rows of one host; percentages apply while a VM is on. */
  showVms(unevenness: number, rows: CpuRows, listed: Int32Array, count: number): void {
    this.demand.setRows(rows.vm, rows.wish, listed, count);
    this.used.setRows(rows.vm, rows.members.allocation, listed, count);
    this.ready.setRows(rows.vm, rows.readyPercent, listed, count);
    if (this.showsDetails()) this.showDetails(unevenness, rows, listed, count);
  }

  private showsDetails(): boolean {
    const { usedPercent, coStop, limited, guest, steal, overhead } = this;
    const isShown = usedPercent.active || coStop.active || limited.active;
    return isShown || guest.active || steal.active || overhead.active;
  }

  /** Metrics that follow from the others are only fed while somebody looks. */
  private showDetails(unevenness: number, rows: CpuRows, listed: Int32Array, count: number): void {
    const { use, vcpus, readyPercent, runPercent, coStopPercent, limitedPercent } = rows;
    const { guestPercent, stealPercent, overheadMHz, members } = rows;
    const { servedMHz } = this.world.cpu;
    for (let i = 0; i < count; i++) {
      const row = listed[i]!;
      const vm = rows.vm[row]!;
      const run = 100 * use[row]!;
      const ready = readyPercent[row]!;
      const coStop = ready * coStopRatio(unevenness, vcpus[row]!);
      const knowsSteal = this.knowsSteal[vm] === 1;
      runPercent[row] = run;
      coStopPercent[row] = coStop;
      limitedPercent[row] = isLimited(members.binding[row]!) ? ready : 0;
      // A guest that counts ticks takes the time in which it waited for work (MODELS 1.4).
      guestPercent[row] = knowsSteal ? run : run + ready + coStop;
      stealPercent[row] = knowsSteal ? ready + coStop : Number.NaN;
      overheadMHz[row] = members.allocation[row]! - servedMHz[vm]!;
    }
    this.coStop.setRows(rows.vm, coStopPercent, listed, count);
    this.overhead.setRows(rows.vm, overheadMHz, listed, count);
    this.usedPercent.setRows(rows.vm, runPercent, listed, count);
    this.limited.setRows(rows.vm, limitedPercent, listed, count);
    this.guest.setRows(rows.vm, guestPercent, listed, count);
    this.steal.setRows(rows.vm, stealPercent, listed, count);
  }

  /** What the metrics are that nobody observes, from what is known of each VM. */
  private deriveDetails(): void {
    const { vms, cpu, bindings } = this.world;
    const { used, ready: readyTime } = this;
    const whenOn =
      (value: (index: number) => number) =>
      (index: number): number =>
        vms[index]!.isOn ? value(index) : Number.NaN;
    const run = (index: number): number => {
      const vm = vms[index]!;
      return 100 * Math.min(used.value(index) / (vm.vcpus * (vm.host?.vcpuMHz ?? 1)), 1);
    };
    const ready = (index: number): number => readyTime.value(index);
    const coStop = (index: number): number => {
      const { host, vcpus } = vms[index]!;
      const unevenness = host === undefined ? 0 : unevennessOf(host.platform);
      return ready(index) * coStopRatio(unevenness, vcpus);
    };
    const waiting = (index: number): number => ready(index) + coStop(index);
    const knowsSteal = (index: number): boolean => this.knowsSteal[index] === 1;
    this.usedPercent.derive = whenOn(run);
    this.limited.derive = whenOn((index) => {
      const word = bindings.current(index)?.word;
      return word === 'limit' || word === 'pool' ? ready(index) : 0;
    });
    this.coStop.derive = whenOn(coStop);
    this.guest.derive = whenOn((i) => (knowsSteal(i) ? run(i) : run(i) + ready(i) + coStop(i)));
    this.steal.derive = whenOn((i) => (knowsSteal(i) ? waiting(i) : Number.NaN));
    this.overhead.derive = (index) => used.value(index) - cpu.servedMHz[index]!;
  }

  /** A VM that is not on uses nothing and has no percentages. */
  clearVm(vm: Vm): void {
    this.demand.set(vm.index, 0);
    this.used.set(vm.index, 0);
    this.overhead.set(vm.index, 0);
    const { usedPercent, ready, coStop, limited, guest, steal } = this;
    for (const metric of [usedPercent, ready, coStop, limited, guest, steal]) {
      metric.set(vm.index, Number.NaN);
    }
  }

  showHost(index: number, capacityMHz: number, load: HostLoad, ready: number): void {
    const { place, row, demand, used, usedPercent, ready: readyPercent } = this.hostRow;
    place[0] = index;
    demand[0] = load.demandMHz;
    used[0] = load.usedMHz;
    readyPercent[0] = 100 * ready;
    usedPercent[0] = capacityMHz > 0 ? (100 * load.usedMHz) / capacityMHz : Number.NaN;
    this.hostDemand.setRows(place, demand, row, 1);
    this.hostUsed.setRows(place, used, row, 1);
    this.hostReady.setRows(place, readyPercent, row, 1);
    this.hostUsedPercent.setRows(place, usedPercent, row, 1);
  }

  showCapacity(host: Host): void {
    this.hostCapacity.set(host.index, host.state === 'connected' ? host.presentMHz : 0);
  }

  /** The pools of a host were divided: their sums over hosts are due at the end of the instant. */
  markPools(cpu: HostCpu): void {
    cpu.pools.forEach((pool) => {
      this.poolHosts[pool.index]!.add(cpu);
      this.world.engine.markDirty(this.poolComponents[pool.index]!);
    });
  }

  private showPool(index: number): void {
    const pool: Pool = this.world.pools[index]!;
    const hosts = [...this.poolHosts[index]!].sort((a, b) => a.host.index - b.host.index);
    let used = 0;
    let demand = 0;
    for (const cpu of hosts) {
      used += cpu.pools.allocationMHz(pool);
      demand += cpu.pools.demandMHz(pool);
    }
    this.poolUsed.set(index, used);
    this.poolDemand.set(index, demand);
  }
}
