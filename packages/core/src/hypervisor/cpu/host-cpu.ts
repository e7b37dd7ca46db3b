import { assert } from '../../engine/errors.ts';
import type { Host, Pool, Vm } from '../../inventory/entities.ts';
import { Binding, ShareTree } from '../../sharing/index.ts';
import type { PoolParts } from './pool-parts.ts';
import type { VcpuRows } from './ready-time.ts';

/**
 * CPU of one host: the tree of pools and VMs that are on, and the outcome of its last division in
 * columns, one row a VM in index order.
 */
export class HostCpu {
  readonly host: Host;
  readonly vms: Vm[] = [];
  /** By row: index of the VM, its vCPUs with their use and ready time, MHz it got, code. */
  vmIndices = new Int32Array(0);
  rows: VcpuRows = vcpuRows(0);
  allocations = new Float64Array(0);
  bindingCodes = new Uint8Array(0);
  /** A share, reservation or limit changed since the last division. */
  claimsChanged = true;
  private readonly poolParts: PoolParts;
  private tree = new ShareTree();
  private leaves = new Int32Array(0);
  private readonly poolNodes = new Map<Pool, number>();
  private readonly poolOfNode = new Map<number, Pool>();
  /** Pools whose last VM left since they were last reported. */
  private readonly leftPools: Pool[] = [];
  private membersChanged = true;

  constructor(host: Host, poolParts: PoolParts) {
    this.host = host;
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
    return this.poolNodes.size > 0 || this.leftPools.length > 0;
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
    return node === undefined ? 0 : this.tree.allocation(node);
  }

  poolDemandMHz(pool: Pool): number {
    const node = this.poolNodes.get(pool);
    return node === undefined ? 0 : this.tree.demand(node);
  }

  /** Divides the host by wishes and vCPUs (by VM index, MHz); returns the number of rows. */
  divide(wishedMHz: Float64Array, vcpuMHz: Float64Array): number {
    if (this.membersChanged) this.rebuild();
    if (this.claimsChanged) this.claim();
    const { tree, leaves, vmIndices, allocations, bindingCodes } = this;
    const { use } = this.rows;
    const count = this.vms.length;
    for (let i = 0; i < count; i++) {
      const vm = vmIndices[i]!;
      const wish = wishedMHz[vm]!;
      const whole = vcpuMHz[vm]!;
      tree.setDemand(leaves[i]!, wish < whole ? wish : whole);
    }
    tree.divide(this.host.state === 'connected' ? this.host.capacityMHz : 0);
    for (let i = 0; i < count; i++) {
      const leaf = leaves[i]!;
      const allocation = tree.allocation(leaf);
      allocations[i] = allocation;
      const run = allocation / vcpuMHz[vmIndices[i]!]!;
      use[i] = run < 1 ? run : 1;
      bindingCodes[i] = tree.binding(leaf);
    }
    return count;
  }

  /** Whether a row is held by its own limit or by a pool's. */
  isLimited(row: number): boolean {
    const code = this.bindingCodes[row];
    return code === Binding.limit || code === Binding.pool;
  }

  /** The pool whose limit holds a row with the code `pool`. */
  poolThatBinds(row: number): Pool {
    const pool = this.poolOfNode.get(this.tree.boundBy(this.leaves[row]!));
    assert(pool !== undefined, 'a pool binds that is not on this host');
    return pool;
  }

  private rebuild(): void {
    const count = this.vms.length;
    this.tree = new ShareTree(count + 8);
    const before = [...this.poolNodes.keys()];
    this.poolNodes.clear();
    this.poolOfNode.clear();
    this.vmIndices = new Int32Array(count);
    this.rows = vcpuRows(count);
    this.allocations = new Float64Array(count);
    this.bindingCodes = new Uint8Array(count);
    this.leaves = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const vm = this.vms[i]!;
      this.vmIndices[i] = vm.index;
      this.rows.vcpus[i] = vm.vcpus;
      this.leaves[i] = this.tree.addConsumer(this.nodeOf(vm.pool));
    }
    for (const pool of before) if (!this.poolNodes.has(pool)) this.leftPools.push(pool);
    this.membersChanged = false;
    this.claimsChanged = true;
  }

  /** Node of a pool on this host, made with those around it when it is first needed. */
  private nodeOf(pool: Pool | undefined): number {
    if (pool === undefined) return ShareTree.root;
    const known = this.poolNodes.get(pool);
    if (known !== undefined) return known;
    const node = this.tree.addPool(this.nodeOf(pool.parent));
    this.poolNodes.set(pool, node);
    this.poolOfNode.set(node, pool);
    return node;
  }

  private claim(): void {
    for (const [pool, node] of this.poolNodes) {
      const part = this.poolParts.fraction(pool, this.host);
      const { shares, reservationMHz, limitMHz } = pool.cpu;
      const limit = part > 0 ? limitMHz * part : limitMHz;
      this.tree.setClaim(node, shares * part, reservationMHz * part, limit);
    }
    for (let i = 0; i < this.vms.length; i++) {
      const { shares, reservationMHz, limitMHz } = this.vms[i]!.cpu;
      this.tree.setClaim(this.leaves[i]!, shares, reservationMHz, limitMHz);
    }
    this.claimsChanged = false;
  }
}

function vcpuRows(count: number): VcpuRows {
  return {
    vcpus: new Float64Array(count),
    use: new Float64Array(count),
    ready: new Float64Array(count),
  };
}
