import { Host, type Pool, type Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';

/**
 * How much of a cluster's pool stands on each host: the CPU shares of its VMs that are on there
 * over those of all its VMs that are on, the VMs of pools inside it included. Shares, reservation
 * and limit of the pool are cut in these proportions.
 *
 * assumption: a cluster's own resource manager divides pools over hosts by the demand it measured;
 * until that service exists the shares of the VMs stand for it.
 */
export class PoolParts {
  /** For each pool by index: shares of its VMs on each host by index, and on all. */
  private readonly byHost: Map<number, number>[];
  private readonly total: Float64Array;
  /** Shares with which each VM is counted now, by VM index. */
  private readonly counted: Float64Array;

  constructor(world: World) {
    this.byHost = world.pools.map(() => new Map());
    this.total = new Float64Array(world.pools.length);
    this.counted = new Float64Array(world.vms.length);
  }

  /** Counts a VM with its shares on a host where it is on (again when they change), or no more. */
  count(vm: Vm, host: Host, isOn: boolean): void {
    // Where nobody has shares somebody must still get a part, so a VM counts at least one.
    const counted = isOn ? Math.max(1, vm.cpu.shares) : 0;
    const shares = counted - this.counted[vm.index]!;
    this.counted[vm.index] = counted;
    for (let level = vm.pool; level !== undefined; level = level.parent) {
      const parts = this.byHost[level.index]!;
      parts.set(host.index, (parts.get(host.index) ?? 0) + shares);
      let total = 0;
      for (const part of parts.values()) total += part;
      this.total[level.index] = total;
    }
  }

  /** Fraction of a pool that stands on a host: 1 for a pool of that host alone. */
  fraction(pool: Pool, host: Host): number {
    if (pool.owner instanceof Host) return 1;
    const total = this.total[pool.index]!;
    return total > 0 ? (this.byHost[pool.index]!.get(host.index) ?? 0) / total : 0;
  }
}
