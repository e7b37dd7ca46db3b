import { type InstanceId, type Instances, none } from './instances.ts';
import { KeyHeap } from './key-heap.ts';

/**
 * Who runs on each VM, by key. Most VMs run one instance at a time, which takes two columns; a
 * heap is made where a second one joins it.
 *
 * Cost: O(log n) to add one or take the first of n.
 */
export class Running {
  /** By VM: smallest key of those who run there; of no meaning where nobody does. */
  readonly firstKey: Float64Array;
  private readonly instances: Instances;
  /** Who came to a VM where nobody ran, until another one comes; else `none`. */
  private readonly only: Int32Array;
  private readonly heaps: (KeyHeap | undefined)[];

  constructor(instances: Instances, vms: number) {
    this.instances = instances;
    this.firstKey = new Float64Array(vms);
    this.only = new Int32Array(vms).fill(none);
    this.heaps = Array.from({ length: vms }, () => undefined);
  }

  /** Lets an instance run on a VM where others run, or nobody. */
  add(vm: number, id: InstanceId, isAlone: boolean): void {
    if (isAlone) {
      this.only[vm] = id;
      this.firstKey[vm] = this.instances.key[id]!;
      return;
    }
    this.heaps[vm] ??= new KeyHeap(this.instances);
    const heap = this.heaps[vm];
    if (this.only[vm] !== none) heap.add(this.only[vm]!);
    this.only[vm] = none;
    heap.add(id);
    this.firstKey[vm] = heap.firstKey;
  }

  /** Takes out who has the smallest key; there must be one. */
  takeFirst(vm: number): InstanceId {
    const id = this.only[vm]!;
    if (id !== none) {
      this.only[vm] = none;
      return id;
    }
    const heap = this.heaps[vm]!;
    const first = heap.takeFirst();
    if (heap.size > 0) this.firstKey[vm] = heap.firstKey;
    return first;
  }

  /** Takes all out, in no order that means anything, but always the same. */
  takeAll(vm: number): InstanceId[] {
    const id = this.only[vm]!;
    if (id === none) return this.heaps[vm]?.takeAll() ?? [];
    this.only[vm] = none;
    return [id];
  }
}
