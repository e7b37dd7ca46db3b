import { widerFloats, widerInts } from './arrays.ts';

const FIRST_ROOM = 64;

/** Links of a node, four integers each. */
const CHILD = 0;
const NEXT = 1;
const PREVIOUS = 2;

/** Previous node of a root, and of a node in no heap. */
const NONE = -1;
const ABSENT = -2;

/**
 * Many min-heaps over one set of nodes; a node is in one heap at most. Pairing heaps (Fredman,
 * Sedgewick, Sleator and Tarjan 1986): entering and lowering a key are O(1), taking out is
 * O(log n) amortized, and an empty heap costs four bytes.
 *
 * Keys may live in a record of the owner's: the key of node x stands at
 * `keys[(x << keyShift) + keyOffset]`.
 */
export class PairingHeaps {
  /** First node of each heap; -1: empty. */
  roots = new Int32Array(FIRST_ROOM).fill(NONE);
  keys: Float64Array = new Float64Array(FIRST_ROOM);
  private readonly keyShift: number;
  private readonly keyOffset: number;
  private links = new Int32Array(4 * FIRST_ROOM).fill(ABSENT);

  constructor(keyShift = 0, keyOffset = 0) {
    this.keyShift = keyShift;
    this.keyOffset = keyOffset;
  }

  /** Makes room for heaps `0 .. count - 1`. */
  reserveHeaps(count: number): void {
    if (count > this.roots.length) this.roots = widerInts(this.roots, count, NONE);
  }

  /** Makes room for nodes `0 .. count - 1`, with keys of its own or in `keys`. */
  reserveNodes(count: number, keys?: Float64Array): void {
    if (4 * count > this.links.length) this.links = widerInts(this.links, 4 * count, ABSENT);
    if (keys !== undefined) this.keys = keys;
    else if (count > this.keys.length) this.keys = widerFloats(this.keys, count);
  }

  has(node: number): boolean {
    return this.links[4 * node + PREVIOUS] !== ABSENT;
  }

  key(node: number): number {
    return this.keys[(node << this.keyShift) + this.keyOffset]!;
  }

  /** Key of the first node of a heap; Infinity: the heap is empty. */
  firstKey(heap: number): number {
    const root = this.roots[heap]!;
    return root < 0 ? Infinity : this.keys[(root << this.keyShift) + this.keyOffset]!;
  }

  /** Puts a node in that is in no heap. */
  add(heap: number, node: number, key: number): void {
    const { links, roots } = this;
    this.keys[(node << this.keyShift) + this.keyOffset] = key;
    links[4 * node + CHILD] = NONE;
    links[4 * node + NEXT] = NONE;
    links[4 * node + PREVIOUS] = NONE;
    const root = roots[heap]!;
    roots[heap] = root < 0 ? node : this.meld(root, node);
  }

  /** Puts the node into the heap, or gives it another key there. */
  set(heap: number, node: number, key: number): void {
    if (!this.has(node)) {
      this.add(heap, node, key);
      return;
    }
    const at = (node << this.keyShift) + this.keyOffset;
    const old = this.keys[at]!;
    if (key === old) return;
    if (key > old) {
      this.remove(heap, node);
      this.add(heap, node, key);
      return;
    }
    this.keys[at] = key;
    const root = this.roots[heap]!;
    if (root === node) return;
    this.cut(node);
    this.roots[heap] = this.meld(root, node);
  }

  /** Does nothing if the node is in no heap; else it must be in this one. */
  remove(heap: number, node: number): void {
    const { links, roots } = this;
    if (links[4 * node + PREVIOUS] === ABSENT) return;
    const root = roots[heap]!;
    if (root !== node) this.cut(node);
    const rest = this.joinSiblings(links[4 * node + CHILD]!);
    if (root === node) roots[heap] = rest;
    else if (rest >= 0) roots[heap] = this.meld(root, rest);
    links[4 * node + CHILD] = NONE;
    links[4 * node + PREVIOUS] = ABSENT;
  }

  /** Takes the same amount off every key of a heap; the order stays. */
  lower(heap: number, amount: number): void {
    const { links, keys, keyShift, keyOffset } = this;
    const pending = [this.roots[heap]!];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (node < 0) continue;
      const at = (node << keyShift) + keyOffset;
      keys[at] = keys[at]! - amount;
      pending.push(links[4 * node + NEXT]!, links[4 * node + CHILD]!);
    }
  }

  /** Empties all heaps. */
  clear(): void {
    this.roots.fill(NONE);
    this.links.fill(ABSENT);
  }

  /** Makes one tree of two roots; both must have no siblings. */
  private meld(a: number, b: number): number {
    const { links, keys, keyShift, keyOffset } = this;
    const isOrdered = keys[(a << keyShift) + keyOffset]! <= keys[(b << keyShift) + keyOffset]!;
    const parent = isOrdered ? a : b;
    const child = isOrdered ? b : a;
    const sibling = links[4 * parent + CHILD]!;
    links[4 * child + NEXT] = sibling;
    links[4 * child + PREVIOUS] = parent;
    if (sibling >= 0) links[4 * sibling + PREVIOUS] = child;
    links[4 * parent + CHILD] = child;
    links[4 * parent + NEXT] = NONE;
    links[4 * parent + PREVIOUS] = NONE;
    return parent;
  }

  /** Takes a node that is no root, with all below it, out of its tree. */
  private cut(node: number): void {
    const { links } = this;
    const previous = links[4 * node + PREVIOUS]!;
    const next = links[4 * node + NEXT]!;
    if (links[4 * previous + CHILD] === node) links[4 * previous + CHILD] = next;
    else links[4 * previous + NEXT] = next;
    if (next >= 0) links[4 * next + PREVIOUS] = previous;
    links[4 * node + NEXT] = NONE;
    links[4 * node + PREVIOUS] = NONE;
  }

  /** Makes one tree of a chain of siblings: in pairs on the way out, all in one on the way back. */
  private joinSiblings(first: number): number {
    const { links } = this;
    let pairs = NONE;
    let node = first;
    while (node >= 0) {
      const partner = links[4 * node + NEXT]!;
      const rest = partner < 0 ? NONE : links[4 * partner + NEXT]!;
      const tree = partner < 0 ? node : this.meld(node, partner);
      links[4 * tree + NEXT] = pairs;
      pairs = tree;
      node = rest;
    }
    if (pairs < 0) return NONE;
    let tree = pairs;
    let next = links[4 * tree + NEXT]!;
    links[4 * tree + NEXT] = NONE;
    links[4 * tree + PREVIOUS] = NONE;
    while (next >= 0) {
      const after = links[4 * next + NEXT]!;
      tree = this.meld(tree, next);
      next = after;
    }
    return tree;
  }
}
