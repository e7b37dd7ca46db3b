import { type InstanceId, type Instances, none } from './instances.ts';
import { KeyHeap } from './key-heap.ts';

/**
 * Who runs on each VM, by key. Most VMs run one instance at a time, which takes two columns; a
 * heap is made where a second one joins it.
 *
 * Cost: O(log n) to add one or take the first of n.
 */
export class Running {
  private readonly instances: Instances;
  /** Who came to a VM where nobody ran, until another one comes; else `none`. */
  private readonly only: Int32Array;
  private readonly heaps: (KeyHeap | undefined)[];

  constructor(instances: Instances, vms: number) {
    this.instances = instances;
    this.only = new Int32Array(vms).fill(none);
    this.heaps = Array.from({ length: vms }, () => undefined);
  }

  /** Lets an instance run on a VM where others run, or nobody. */
  add(vm: number, id: InstanceId, isAlone: boolean): void {
    if (isAlone) {
      this.only[vm] = id;
      return;
    }
    this.heaps[vm] ??= new KeyHeap(this.instances);
    const heap = this.heaps[vm];
    if (this.only[vm] !== none) heap.add(this.only[vm]!);
    this.only[vm] = none;
    heap.add(id);
  }

  /** Who has the smallest key; there must be one. */
  first(vm: number): InstanceId {
    const id = this.only[vm]!;
    return id === none ? this.heaps[vm]!.first : id;
  }

  /** Takes out who has the smallest key; there must be one. */
  takeFirst(vm: number): InstanceId {
    const id = this.only[vm]!;
    if (id !== none) {
      this.only[vm] = none;
      return id;
    }
    return this.heaps[vm]!.takeFirst();
  }

  /** Takes all out, in no order that means anything, but always the same. */
  takeAll(vm: number): InstanceId[] {
    const id = this.only[vm]!;
    if (id === none) return this.heaps[vm]?.takeAll() ?? [];
    this.only[vm] = none;
    return [id];
  }
}
