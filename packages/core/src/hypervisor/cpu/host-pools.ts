import type { Host, Pool, Vm } from '../../inventory/entities.ts';
import { ShareTree } from '../../sharing/index.ts';
import type { CpuRows } from './cpu-rows.ts';
import type { PoolParts } from './pool-parts.ts';

/** The resource pools that have VMs on one host, as a tree of shares; empty where there are none. */
export class HostPools {
  private readonly host: Host;
  private readonly columns: CpuRows;
  private readonly poolParts: PoolParts;
  private tree: ShareTree | undefined = undefined;
  private leaves = new Int32Array(0);
  private readonly nodes = new Map<Pool, number>();
  private readonly poolOfNode = new Map<number, Pool>();
  /** What each pool is granted here, in the order of `nodes`. */
  private grants: readonly Grant[] = [];
  /** What pools have where their VMs got other than the tree said. */
  private counted: Map<Pool, number> | undefined = undefined;
  /** Pools whose last VM left since they were last reported. */
  private readonly left: Pool[] = [];

  constructor(host: Host, columns: CpuRows, poolParts: PoolParts) {
    this.host = host;
    this.columns = columns;
    this.poolParts = poolParts;
  }

  /** No VM of this host is in a pool. */
  get isEmpty(): boolean {
    return this.tree === undefined;
  }

  /** Whether the last division touched pools, those that left this host included. */
  get wasTouched(): boolean {
    return this.tree !== undefined || this.left.length > 0;
  }

  /** Calls back for each pool that the last division touched; those that left come once. */
  forEach(callback: (pool: Pool) => void): void {
    for (const pool of this.nodes.keys()) callback(pool);
    for (const pool of this.left) callback(pool);
    this.left.length = 0;
  }

  /** What a pool has on this host, and what it wants, MHz; 0 for one that is not here. */
  allocationMHz(pool: Pool): number {
    if (this.counted !== undefined) return this.counted.get(pool) ?? 0;
    const node = this.nodes.get(pool);
    return node === undefined ? 0 : this.tree!.allocation(node);
  }

  demandMHz(pool: Pool): number {
    const node = this.nodes.get(pool);
    return node === undefined ? 0 : this.tree!.demand(node);
  }

  /** The pool whose limit holds the VM at a place of the host; undefined if none does. */
  thatBinds(place: number): Pool | undefined {
    return this.poolOfNode.get(this.tree!.boundBy(this.leaves[place]!));
  }

  /**
   * What a VM's shares are worth in its pool after a division, MHz; Infinity where nobody in the
   * pool waits for more.
   */
  worthMHz(vm: Vm): number {
    const node = vm.pool === undefined ? ShareTree.root : this.nodes.get(vm.pool)!;
    const level = this.tree!.level(node);
    return level < Infinity ? level * vm.cpu.shares : Infinity;
  }

  /** Plants the tree anew for the VMs that are on; their claims are due. */
  plant(vms: readonly Vm[]): void {
    this.counted = undefined;
    const before = [...this.nodes.keys()];
    this.nodes.clear();
    this.poolOfNode.clear();
    this.tree = undefined;
    if (vms.some((vm) => vm.pool !== undefined)) {
      const tree = new ShareTree(vms.length + 8);
      this.tree = tree;
      this.leaves = Int32Array.from(vms, (vm) => tree.addConsumer(this.nodeOf(tree, vm.pool)));
    }
    for (const pool of before) if (!this.nodes.has(pool)) this.left.push(pool);
  }

  /** Node of a pool on this host, made with those around it when it is first needed. */
  private nodeOf(tree: ShareTree, pool: Pool | undefined): number {
    if (pool === undefined) return ShareTree.root;
    const known = this.nodes.get(pool);
    if (known !== undefined) return known;
    const node = tree.addPool(this.nodeOf(tree, pool.parent));
    this.nodes.set(pool, node);
    this.poolOfNode.set(node, pool);
    return node;
  }

  /** Takes over the claims of the pools and of the VMs in them. */
  claim(vms: readonly Vm[]): void {
    const { tree } = this;
    if (tree === undefined) return;
    this.grants = [...this.nodes].map(([pool, node]) => {
      const part = this.poolParts.fraction(pool, this.host);
      const { shares, reservationMHz, limitMHz } = pool.cpu;
      const limit = part > 0 ? limitMHz * part : limitMHz;
      const grant = { node, reservation: reservationMHz * part, limit };
      tree.setClaim(node, shares * part, grant.reservation, limit);
      return grant;
    });
    for (let i = 0; i < vms.length; i++) {
      const { shares, reservationMHz, limitMHz } = vms[i]!.cpu;
      tree.setClaim(this.leaves[i]!, shares, reservationMHz, limitMHz);
    }
  }

  /** Divides the demands in the columns, from row `start` on; the outcome is there. */
  divide(start: number, capacityMHz: number): void {
    const { leaves, columns } = this;
    const tree = this.tree!;
    const { demand, allocation, binding } = columns.members;
    this.counted = undefined;
    for (let i = 0; i < leaves.length; i++) tree.setDemand(leaves[i]!, demand[start + i]!);
    tree.divide(capacityMHz);
    for (let i = 0; i < leaves.length; i++) {
      allocation[start + i] = tree.allocation(leaves[i]!);
      binding[start + i] = tree.binding(leaves[i]!);
    }
  }

  /** Takes what the VMs have from the columns, where that is not what the tree gave them. */
  recount(start: number, vms: readonly Vm[]): void {
    const counted = new Map<Pool, number>();
    const { allocation } = this.columns.members;
    for (let i = 0; i < vms.length; i++) {
      for (let pool = vms[i]!.pool; pool !== undefined; pool = pool.parent) {
        counted.set(pool, (counted.get(pool) ?? 0) + allocation[start + i]!);
      }
    }
    this.counted = counted;
  }

  /** The same where everybody counts by what it wants and may have instead of by its shares. */
  divideByDemand(start: number, capacityMHz: number): void {
    const { leaves } = this;
    const tree = this.tree!;
    const { demand, limit, reservation } = this.columns.members;
    // Sums up what the pools want, which is their weight in the division that counts.
    this.divide(start, capacityMHz);
    for (const { node, reservation: own, limit: most } of this.grants) {
      tree.setClaim(node, Math.min(tree.demand(node), most), own, most);
    }
    for (let i = 0; i < leaves.length; i++) {
      const row = start + i;
      const most = limit[row]!;
      tree.setClaim(leaves[i]!, Math.min(demand[row]!, most), reservation[row]!, most);
    }
    this.divide(start, capacityMHz);
  }
}

interface Grant {
  readonly node: number;
  readonly reservation: number;
  readonly limit: number;
}
