import { assert } from '../engine/errors.ts';

/** What a number of the tree stands for. */
export const NodeKind = { free: 0, pool: 1, consumer: 2 } as const;

/** One of {@link NodeKind}. */
export type NodeKind = (typeof NodeKind)[keyof typeof NodeKind];

/**
 * The nodes of a share tree in columns: who is whose parent, and what each is entitled to. Node 0
 * is the root. The columns by position are written by `layOutTree`.
 */
export class TreeNodes {
  /** By node. */
  kind: Uint8Array;
  parent: Int32Array;
  shares: Float64Array;
  reservation: Float64Array;
  limit: Float64Array;
  demand: Float64Array;
  /** By node: place in the layout; 0, which no node but the root uses, before it has one. */
  position: Int32Array;
  /** By position. */
  nodeAt: Int32Array;
  firstChild: Int32Array;
  childCount: Int32Array;
  /** Positions of the pools, parents before children; the root is the first. */
  poolPositions: Int32Array;
  poolCount = 1;
  /** Numbers given out so far, free ones included. */
  nodeCount = 1;

  readonly #freeNodes: number[] = [];
  /** By node: children now, before any layout. */
  #livingChildren: Int32Array;

  constructor(capacity: number) {
    this.kind = new Uint8Array(capacity);
    this.kind[0] = NodeKind.pool;
    this.parent = new Int32Array(capacity);
    this.shares = new Float64Array(capacity);
    this.reservation = new Float64Array(capacity);
    this.limit = new Float64Array(capacity);
    this.demand = new Float64Array(capacity);
    this.position = new Int32Array(capacity);
    this.nodeAt = new Int32Array(capacity);
    this.firstChild = new Int32Array(capacity);
    this.childCount = new Int32Array(capacity);
    this.poolPositions = new Int32Array(capacity);
    this.#livingChildren = new Int32Array(capacity);
  }

  /** Nodes that fit before the columns grow. */
  get capacity(): number {
    return this.kind.length;
  }

  /** Says whether the number stands for a node now. */
  has(node: number): boolean {
    return (this.kind[node] ?? NodeKind.free) !== NodeKind.free;
  }

  /** Adds a node without claims and returns its number; freed numbers are used again. */
  add(parent: number, kind: NodeKind): number {
    assert(this.kind[parent] === NodeKind.pool, 'parent of a new node must be a pool of the tree');
    const node = this.#freeNodes.pop() ?? this.nodeCount++;
    if (node >= this.capacity) this.#grow(2 * this.capacity);
    this.kind[node] = kind;
    this.parent[node] = parent;
    this.shares[node] = 0;
    this.reservation[node] = 0;
    this.limit[node] = Infinity;
    this.demand[node] = 0;
    this.position[node] = 0;
    this.#livingChildren[node] = 0;
    this.#livingChildren[parent]! += 1;
    return node;
  }

  /** Removes a node that has no children. */
  remove(node: number): void {
    assert(node !== 0 && this.has(node), 'node to remove must be in the tree');
    assert(this.#livingChildren[node] === 0, 'pool to remove must be empty');
    this.kind[node] = NodeKind.free;
    this.#livingChildren[this.parent[node]!]! -= 1;
    this.#freeNodes.push(node);
  }

  #grow(capacity: number): void {
    const { kind } = this;
    this.kind = new Uint8Array(capacity);
    this.kind.set(kind);
    this.parent = grownIntegers(this.parent, capacity);
    this.shares = grownNumbers(this.shares, capacity);
    this.reservation = grownNumbers(this.reservation, capacity);
    this.limit = grownNumbers(this.limit, capacity);
    this.demand = grownNumbers(this.demand, capacity);
    this.position = grownIntegers(this.position, capacity);
    this.nodeAt = grownIntegers(this.nodeAt, capacity);
    this.firstChild = grownIntegers(this.firstChild, capacity);
    this.childCount = grownIntegers(this.childCount, capacity);
    this.poolPositions = grownIntegers(this.poolPositions, capacity);
    this.#livingChildren = grownIntegers(this.#livingChildren, capacity);
  }
}

function grownIntegers(values: Int32Array, capacity: number): Int32Array {
  const grown = new Int32Array(capacity);
  grown.set(values);
  return grown;
}

function grownNumbers(values: Float64Array, capacity: number): Float64Array {
  const grown = new Float64Array(capacity);
  grown.set(values);
  return grown;
}
