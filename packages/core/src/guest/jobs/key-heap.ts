import { assert } from '../../engine/errors.ts';
import type { InstanceId, Instances } from './instances.ts';

/**
 * Instances that run on one station, that with the smallest key first. A key stays as it is while
 * its instance is in here. Cost: O(log n) to put one in or take the first out.
 */
export class KeyHeap {
  private readonly instances: Instances;
  private ids = new Int32Array(4);
  private count = 0;

  constructor(instances: Instances) {
    this.instances = instances;
  }

  /** Who has the smallest key; there must be one. */
  get first(): InstanceId {
    return this.ids[0]!;
  }

  add(id: InstanceId): void {
    if (this.count === this.ids.length) {
      const wider = new Int32Array(2 * this.count);
      wider.set(this.ids);
      this.ids = wider;
    }
    const { ids } = this;
    const { key } = this.instances;
    let free = this.count++;
    while (free > 0) {
      const parent = (free - 1) >> 1;
      if (key[ids[parent]!]! <= key[id]!) break;
      ids[free] = ids[parent]!;
      free = parent;
    }
    ids[free] = id;
  }

  takeFirst(): InstanceId {
    assert(this.count > 0, 'a heap of running instances is empty');
    const { ids } = this;
    const { key } = this.instances;
    const first = ids[0]!;
    const count = --this.count;
    const last = ids[count]!;
    let free = 0;
    for (;;) {
      let child = 2 * free + 1;
      if (child >= count) break;
      if (child + 1 < count && key[ids[child + 1]!]! < key[ids[child]!]!) child++;
      if (key[last]! <= key[ids[child]!]!) break;
      ids[free] = ids[child]!;
      free = child;
    }
    ids[free] = last;
    return first;
  }

  /** Takes all out, in no order that means anything, but always the same. */
  takeAll(): InstanceId[] {
    const all = Array.from(this.ids.subarray(0, this.count));
    this.count = 0;
    return all;
  }
}
