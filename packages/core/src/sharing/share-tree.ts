/**
 * Nested pools: a tree whose inner nodes are pools and whose leaves are consumers. Each pool
 * divides what it gets among its children by the rule of `divide`.
 *
 * - A pool wants the sum of its children's caps; its own limit caps that.
 * - A pool is guaranteed its own reservation, or what its children's reservations in use add up
 *   to if that is more: a pool that borrows from its parent passes the guarantee on.
 * - What a pool does not use goes to its siblings by their shares.
 *
 * Source: VSRM, resource pools; the guarantee of a borrowing pool is our reading of its
 * expandable reservation. Whether a reservation may be granted at all is admission's business.
 *
 * Cost: one `divide` a pool, plus one pass over the children of inner pools; a tree with consumers
 * under the root alone is one `divide`. Adding or removing nodes costs O(1), and the next
 * division lays the tree out anew in O(nodes). Nothing else allocates.
 */
import { assert } from '../engine/errors.ts';
import { Binding } from './binding.ts';
import { divide } from './divide.ts';
import { ShareMembers } from './share-members.ts';
import { layOutTree } from './tree-layout.ts';
import { NodeKind, TreeNodes } from './tree-nodes.ts';

/** One resource that is divided over a tree of pools and consumers. */
export class ShareTree {
  /** The resource itself: parent of the outermost nodes. */
  static readonly root = 0;

  /**
   * Outermost node of the last division whose children's reservations exceed what it gets;
   * `ShareTree.root` for the resource itself, -1 for none.
   */
  overbookedNode = -1;

  readonly #nodes: TreeNodes;
  /** By position: siblings stand side by side, parents before children, the root at 0. */
  #members: ShareMembers;
  /** By position, of pools: amount that one share inside is worth. */
  #levels: Float64Array;
  /** By position, of pools: nearest node at or above it whose limit binds, or the root. */
  #limiters: Int32Array;
  #isStale = true;

  /** @param nodeCapacity nodes that fit without growing, the root included. */
  constructor(nodeCapacity = 16) {
    this.#nodes = new TreeNodes(Math.max(2, nodeCapacity));
    this.#members = new ShareMembers(this.#nodes.capacity);
    this.#levels = new Float64Array(this.#nodes.capacity);
    this.#limiters = new Int32Array(this.#nodes.capacity);
  }

  /** Adds a pool without shares, reservation or limit; returns its number. */
  addPool(parent: number = ShareTree.root): number {
    this.#isStale = true;
    return this.#nodes.add(parent, NodeKind.pool);
  }

  /** Adds a consumer without shares, reservation, limit or demand; returns its number. */
  addConsumer(parent: number = ShareTree.root): number {
    this.#isStale = true;
    return this.#nodes.add(parent, NodeKind.consumer);
  }

  /** Removes a consumer or an empty pool. Its number may be given out again. */
  remove(node: number): void {
    this.#isStale = true;
    this.#nodes.remove(node);
  }

  /** Sets what a node is entitled to; `limit` may be Infinity. */
  setClaim(node: number, shares: number, reservation: number, limit: number): void {
    const nodes = this.#nodes;
    assert(node !== ShareTree.root && nodes.has(node), 'claim of a node that is not in the tree');
    nodes.shares[node] = shares;
    nodes.reservation[node] = reservation;
    nodes.limit[node] = limit;
    if (this.#isStale) return;
    const position = nodes.position[node]!;
    this.#members.shares[position] = shares;
    this.#members.reservation[position] = reservation;
    this.#members.limit[position] = limit;
  }

  /** Sets what a consumer wants. Counts from the next division. */
  setDemand(consumer: number, demand: number): void {
    const nodes = this.#nodes;
    assert(nodes.kind[consumer] === NodeKind.consumer, 'demand of a node that is no consumer');
    nodes.demand[consumer] = demand;
    this.#members.demand[nodes.position[consumer]!] = demand;
  }

  /** Divides `capacity` over the whole tree. */
  divide(capacity: number): void {
    if (this.#isStale) this.#layOut();
    const { childCount, poolCount } = this.#nodes;
    if (poolCount > 1) this.#sumUp();
    const members = this.#members;
    this.#levels[0] = divide(members, 1, childCount[0]!, capacity);
    this.overbookedNode = members.overbooked ? ShareTree.root : -1;
    if (poolCount > 1) this.#divideInside();
  }

  /** Amount that a node got in the last division; 0 for a node added since. */
  allocation(node: number): number {
    return this.#members.allocation[this.#nodes.position[node]!]!;
  }

  /** Amount that a node wants: of a pool, the sum of its children's caps as last divided. */
  demand(node: number): number {
    return this.#members.demand[this.#nodes.position[node]!]!;
  }

  /**
   * What keeps a node from getting more. `pool`: the limit of a pool above it, which `boundBy`
   * names.
   */
  binding(node: number): Binding {
    const code = this.#members.binding[this.#nodes.position[node]!] as Binding;
    if (code === Binding.demand || code === Binding.limit) return code;
    return this.#limiterAbove(node) === ShareTree.root ? code : Binding.pool;
  }

  /**
   * The node that keeps `node` from getting more: itself where its demand or its own limit does,
   * the nearest pool above it whose limit binds, or `ShareTree.root` for the resource.
   */
  boundBy(node: number): number {
    const code = this.#members.binding[this.#nodes.position[node]!];
    if (code === Binding.demand || code === Binding.limit) return node;
    return this.#limiterAbove(node);
  }

  /**
   * Amount that one share was worth inside a pool (or the root) in the last division, see
   * `divide`; `Infinity` where nobody with shares waits.
   */
  level(pool: number): number {
    return this.#levels[this.#nodes.position[pool]!]!;
  }

  #limiterAbove(node: number): number {
    const { parent, position } = this.#nodes;
    return this.#limiters[position[parent[node]!]!]!;
  }

  #layOut(): void {
    const { capacity } = this.#nodes;
    if (this.#levels.length < capacity) {
      this.#members = new ShareMembers(capacity);
      this.#levels = new Float64Array(capacity);
      this.#limiters = new Int32Array(capacity);
    }
    layOutTree(this.#nodes, this.#members);
    this.#isStale = false;
  }

  /** Demand and guarantee of each pool, innermost first. */
  #sumUp(): void {
    const { poolPositions, poolCount, firstChild, childCount, nodeAt } = this.#nodes;
    const { demand, limit, reservation } = this.#members;
    for (let k = poolCount - 1; k > 0; k--) {
      const position = poolPositions[k]!;
      const end = firstChild[position]! + childCount[position]!;
      let wanted = 0;
      let guaranteed = 0;
      // The same order as in `divide`, so that the sums agree to the last bit.
      for (let i = firstChild[position]!; i < end; i++) {
        const cap = Math.min(demand[i]!, limit[i]!);
        wanted += cap;
        guaranteed += Math.min(reservation[i]!, cap);
      }
      const own = this.#nodes.reservation[nodeAt[position]!]!;
      demand[position] = wanted;
      reservation[position] = Math.max(own, guaranteed);
    }
  }

  /** Divides inside each pool what the pool got, outermost first. */
  #divideInside(): void {
    const { poolPositions, poolCount, firstChild, childCount, nodeAt, parent, position } =
      this.#nodes;
    const members = this.#members;
    for (let k = 1; k < poolCount; k++) {
      const p = poolPositions[k]!;
      const node = nodeAt[p]!;
      const code = members.binding[p];
      const above = this.#limiters[position[parent[node]!]!]!;
      this.#limiters[p] = code === Binding.limit ? node : above;
      this.#levels[p] = divide(members, firstChild[p]!, childCount[p]!, members.allocation[p]!);
      if (members.overbooked && this.overbookedNode < 0) this.overbookedNode = node;
    }
  }
}
