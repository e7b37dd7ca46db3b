import { assert } from '../../engine/errors.ts';
import type { Host, Pool, Vm } from '../../inventory/entities.ts';
import { divide, ShareTree } from '../../sharing/index.ts';
import { type CpuRows, unbound } from './cpu-rows.ts';
import { divideFlat } from './flat-division.ts';
import type { PoolParts } from './pool-parts.ts';

/**
 * CPU of one host: the VMs that are on, in index order, one row each in the common columns. A host
 * without pools is one division; pools make it a tree.
 */
export class HostCpu {
  readonly host: Host;
  readonly vms: Vm[] = [];
  /** A share, reservation or limit changed since the last division. */
  claimsChanged = true;
  private readonly columns: CpuRows;
  private readonly poolParts: PoolParts;
  private tree: ShareTree | undefined = undefined;
  private leaves = new Int32Array(0);
  private readonly poolNodes = new Map<Pool, number>();
  private readonly poolOfNode = new Map<number, Pool>();
  /** Pools whose last VM left since they were last reported. */
  private readonly leftPools: Pool[] = [];
  private membersChanged = true;
  /** Nothing but shares decides: no pool, reservation or limit. */
  private hasSharesOnly = false;

  constructor(host: Host, columns: CpuRows, poolParts: PoolParts) {
    this.host = host;
    this.columns = columns;
    this.poolParts = poolParts;
  }

  add(vm: Vm): void {
    let position = this.vms.length;
    while (position > 0 && this.vms[position - 1]!.index > vm.index) position--;
    this.vms.splice(position, 0, vm);
    this.membersChanged = true;
  }

  remove(vm: Vm): void {
    const position = this.vms.indexOf(vm);
    assert(position >= 0, 'a VM leaves a host on which it is not counted');
    this.vms.splice(position, 1);
    this.membersChanged = true;
  }

  /** Whether the last division touched pools, those that left this host included. */
  get hasPools(): boolean {
    return this.tree !== undefined || this.leftPools.length > 0;
  }

  /** Calls back for each pool that the last division touched; those that left come once. */
  forEachPool(callback: (pool: Pool) => void): void {
    for (const pool of this.poolNodes.keys()) callback(pool);
    for (const pool of this.leftPools) callback(pool);
    this.leftPools.length = 0;
  }

  /** What a pool has on this host, and what it wants, MHz; 0 for one that is not here. */
  poolAllocationMHz(pool: Pool): number {
    const node = this.poolNodes.get(pool);
    return node === undefined ? 0 : this.tree!.allocation(node);
  }

  poolDemandMHz(pool: Pool): number {
    const node = this.poolNodes.get(pool);
    return node === undefined ? 0 : this.tree!.demand(node);
  }

  /** The pool whose limit holds a row with the code `pool`. */
  poolThatBinds(row: number): Pool {
    const leaf = this.leaves[row - this.columns.offset[this.host.index]!]!;
    const pool = this.poolOfNode.get(this.tree!.boundBy(leaf));
    assert(pool !== undefined, 'a pool binds that is not on this host');
    return pool;
  }

  /** Divides the host by wishes (by VM index, MHz); the outcome is in the columns. */
  divide(wishedMHz: Float64Array): void {
    if (this.membersChanged) this.rebuild();
    if (this.claimsChanged) this.claim();
    const { columns } = this;
    const start = columns.offset[this.host.index]!;
    const count = columns.count[this.host.index]!;
    const capacityMHz = this.host.state === 'connected' ? this.host.capacityMHz : 0;
    if (this.hasSharesOnly) {
      divideFlat(columns, start, start + count, wishedMHz, capacityMHz);
      return;
    }
    const { members, vm, wholeMHz, wish } = columns;
    for (let row = start; row < start + count; row++) {
      const wished = wishedMHz[vm[row]!]!;
      wish[row] = wished;
      members.demand[row] = Math.min(wished, wholeMHz[row]!);
    }
    if (this.tree === undefined) divide(members, start, count, capacityMHz);
    else this.divideTree(this.tree, start, capacityMHz);
  }

  private divideTree(tree: ShareTree, start: number, capacityMHz: number): void {
    const { leaves } = this;
    const { demand, allocation, binding } = this.columns.members;
    for (let i = 0; i < leaves.length; i++) tree.setDemand(leaves[i]!, demand[start + i]!);
    tree.divide(capacityMHz);
    for (let i = 0; i < leaves.length; i++) {
      allocation[start + i] = tree.allocation(leaves[i]!);
      binding[start + i] = tree.binding(leaves[i]!);
    }
  }

  private rebuild(): void {
    const count = this.vms.length;
    const { columns, host } = this;
    columns.resize(host.index, count);
    const start = columns.offset[host.index]!;
    for (let i = 0; i < count; i++) {
      const vm = this.vms[i]!;
      columns.vm[start + i] = vm.index;
      columns.vcpus[start + i] = vm.vcpus;
      columns.boundBy[start + i] = unbound;
      columns.wholeMHz[start + i] = vm.vcpus * host.coreMHz;
    }
    this.plantTree();
    this.membersChanged = false;
    this.claimsChanged = true;
  }

  private plantTree(): void {
    const before = [...this.poolNodes.keys()];
    this.poolNodes.clear();
    this.poolOfNode.clear();
    this.tree = undefined;
    if (this.vms.some((vm) => vm.pool !== undefined)) {
      const tree = new ShareTree(this.vms.length + 8);
      this.tree = tree;
      this.leaves = Int32Array.from(this.vms, (vm) => tree.addConsumer(this.nodeOf(tree, vm.pool)));
    }
    for (const pool of before) if (!this.poolNodes.has(pool)) this.leftPools.push(pool);
  }

  /** Node of a pool on this host, made with those around it when it is first needed. */
  private nodeOf(tree: ShareTree, pool: Pool | undefined): number {
    if (pool === undefined) return ShareTree.root;
    const known = this.poolNodes.get(pool);
    if (known !== undefined) return known;
    const node = tree.addPool(this.nodeOf(tree, pool.parent));
    this.poolNodes.set(pool, node);
    this.poolOfNode.set(node, pool);
    return node;
  }

  private claim(): void {
    for (const [pool, node] of this.poolNodes) {
      const part = this.poolParts.fraction(pool, this.host);
      const { shares, reservationMHz, limitMHz } = pool.cpu;
      const limit = part > 0 ? limitMHz * part : limitMHz;
      this.tree!.setClaim(node, shares * part, reservationMHz * part, limit);
    }
    const start = this.columns.offset[this.host.index]!;
    const { members } = this.columns;
    for (let i = 0; i < this.vms.length; i++) {
      const { shares, reservationMHz, limitMHz } = this.vms[i]!.cpu;
      members.shares[start + i] = shares;
      members.reservation[start + i] = reservationMHz;
      members.limit[start + i] = limitMHz;
      this.tree?.setClaim(this.leaves[i]!, shares, reservationMHz, limitMHz);
    }
    this.claimsChanged = false;
    this.hasSharesOnly =
      this.tree === undefined &&
      this.vms.every(({ cpu }) => {
        return cpu.shares > 0 && cpu.reservationMHz === 0 && cpu.limitMHz === Infinity;
      });
  }
}
