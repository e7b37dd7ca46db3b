import type { Host, Pool, Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import type { Metric } from '../../observe/metrics.ts';
import type { HostCpu } from './host-cpu.ts';

/** Where the scheduler's results become metrics. What nobody records costs a store. */
export class CpuGauges {
  private readonly world: World;
  private readonly demand: Metric;
  private readonly used: Metric;
  private readonly usedPercent: Metric;
  private readonly ready: Metric;
  private readonly limited: Metric;
  private readonly guest: Metric;
  private readonly steal: Metric;
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
  /** 1: the guest knows what was stolen from it. */
  private readonly knowsSteal: Uint8Array;

  constructor(world: World) {
    const metric = (name: string): Metric => world.metrics.metric(name)!;
    this.world = world;
    this.demand = metric('vm.cpu.demandMHz');
    this.used = metric('vm.cpu.usedMHz');
    this.usedPercent = metric('vm.cpu.usedPercent');
    this.ready = metric('vm.cpu.readyPercent');
    this.limited = metric('vm.cpu.limitedPercent');
    this.guest = metric('vm.guest.cpuPercent');
    this.steal = metric('vm.guest.stealPercent');
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
  }

  /** Percentages apply while the VM is on; `run`, `ready` and `limited` are fractions of a vCPU. */
  showVm(
    vm: number,
    demandMHz: number,
    usedMHz: number,
    run: number,
    ready: number,
    limited: number,
  ): void {
    this.demand.set(vm, demandMHz);
    this.used.set(vm, usedMHz);
    this.ready.set(vm, 100 * ready);
    this.usedPercent.set(vm, 100 * run);
    this.limited.set(vm, 100 * limited);
    // A guest that counts ticks takes the time in which it waited for work (MODELS 1.4).
    if (this.knowsSteal[vm] === 1) {
      this.guest.set(vm, 100 * run);
      this.steal.set(vm, 100 * ready);
    } else {
      this.guest.set(vm, 100 * (run + ready));
    }
  }

  /** A VM that is not on uses nothing and has no percentages. */
  clearVm(vm: Vm): void {
    this.demand.set(vm.index, 0);
    this.used.set(vm.index, 0);
    for (const metric of [this.usedPercent, this.ready, this.limited, this.guest, this.steal]) {
      metric.set(vm.index, Number.NaN);
    }
  }

  showHost(host: Host, demandMHz: number, usedMHz: number, ready: number): void {
    this.hostDemand.set(host.index, demandMHz);
    this.hostUsed.set(host.index, usedMHz);
    this.hostReady.set(host.index, 100 * ready);
    const isOn = host.state === 'connected';
    const percent = isOn ? (100 * usedMHz) / host.capacityMHz : Number.NaN;
    this.hostUsedPercent.set(host.index, percent);
  }

  showCapacity(host: Host): void {
    this.hostCapacity.set(host.index, host.state === 'connected' ? host.capacityMHz : 0);
  }

  /** The pools of a host were divided: their sums over hosts are due at the end of the instant. */
  markPools(cpu: HostCpu): void {
    cpu.forEachPool((pool) => {
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
      used += cpu.poolAllocationMHz(pool);
      demand += cpu.poolDemandMHz(pool);
    }
    this.poolUsed.set(index, used);
    this.poolDemand.set(index, demand);
  }
}
