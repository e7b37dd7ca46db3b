import { widerFloats, widerInts } from './arrays.ts';

const FIRST_ROOM = 64;

/**
 * A binary min-heap over typed arrays: one key an id, changed and taken out in place, O(log n).
 * It grows by itself. Ids are small integers from 0. Equal keys come in an order that depends on
 * nothing but the calls made.
 */
export class IndexedHeap {
  /** Entries in the heap. */
  size = 0;
  private keys = new Float64Array(FIRST_ROOM);
  private ids = new Int32Array(FIRST_ROOM);
  private positions = new Int32Array(FIRST_ROOM).fill(-1);

  /** Id of the smallest key; -1: the heap is empty. */
  get first(): number {
    return this.size > 0 ? this.ids[0]! : -1;
  }

  /** The smallest key; Infinity: the heap is empty. */
  get firstKey(): number {
    return this.size > 0 ? this.keys[0]! : Infinity;
  }

  has(id: number): boolean {
    return id < this.positions.length && this.positions[id]! >= 0;
  }

  /** Key of an id that is in the heap. */
  key(id: number): number {
    return this.keys[this.positions[id]!]!;
  }

  /** Puts the id in, or gives it another key. */
  set(id: number, key: number): void {
    if (id >= this.positions.length) this.grow(id);
    const position = this.positions[id]!;
    if (position < 0) {
      this.keys[this.size] = key;
      this.rise(this.size++, id);
    } else {
      const isLess = key < this.keys[position]!;
      this.keys[position] = key;
      if (isLess) this.rise(position, id);
      else this.sink(position, id);
    }
  }

  /** Does nothing if the id is not in the heap. */
  remove(id: number): void {
    if (!this.has(id)) return;
    const position = this.positions[id]!;
    this.positions[id] = -1;
    const last = --this.size;
    if (position === last) return;
    const moved = this.ids[last]!;
    const isLess = this.keys[last]! < this.keys[position]!;
    this.keys[position] = this.keys[last]!;
    if (isLess) this.rise(position, moved);
    else this.sink(position, moved);
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.positions[this.ids[i]!] = -1;
    this.size = 0;
  }

  /** Places an entry, whose key stands at `position`, there or above. */
  private rise(position: number, id: number): void {
    const { keys, ids, positions } = this;
    const key = keys[position]!;
    let free = position;
    while (free > 0) {
      const parent = (free - 1) >> 1;
      if (keys[parent]! <= key) break;
      const other = ids[parent]!;
      keys[free] = keys[parent]!;
      ids[free] = other;
      positions[other] = free;
      free = parent;
    }
    keys[free] = key;
    ids[free] = id;
    positions[id] = free;
  }

  /** Places an entry, whose key stands at `position`, there or below. */
  private sink(position: number, id: number): void {
    const { keys, ids, positions, size } = this;
    const key = keys[position]!;
    let free = position;
    for (let child = 2 * free + 1; child < size; child = 2 * free + 1) {
      if (child + 1 < size && keys[child + 1]! < keys[child]!) child++;
      if (key <= keys[child]!) break;
      const other = ids[child]!;
      keys[free] = keys[child]!;
      ids[free] = other;
      positions[other] = free;
      free = child;
    }
    keys[free] = key;
    ids[free] = id;
    positions[id] = free;
  }

  private grow(id: number): void {
    const room = Math.max(2 * this.positions.length, id + 1);
    this.keys = widerFloats(this.keys, room);
    this.ids = widerInts(this.ids, room);
    this.positions = widerInts(this.positions, room, -1);
  }
}
