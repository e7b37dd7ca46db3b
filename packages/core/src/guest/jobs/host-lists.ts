import { none } from './instances.ts';

/** VMs by host: lists in index order, in columns. Cost: O(VMs of the host) for a change. */
export class HostLists {
  /** First VM of each host, and the next one of each VM; `none` at the end. */
  readonly first: Int32Array;
  readonly next: Int32Array;

  constructor(hosts: number, vms: number) {
    this.first = new Int32Array(hosts).fill(none);
    this.next = new Int32Array(vms).fill(none);
  }

  add(host: number, vm: number): void {
    const before = this.lastBefore(host, vm);
    this.next[vm] = before === none ? this.first[host]! : this.next[before]!;
    if (before === none) this.first[host] = vm;
    else this.next[before] = vm;
  }

  remove(host: number, vm: number): void {
    const before = this.lastBefore(host, vm);
    if (before === none) this.first[host] = this.next[vm]!;
    else this.next[before] = this.next[vm]!;
    this.next[vm] = none;
  }

  private lastBefore(host: number, vm: number): number {
    let before = none;
    for (let each = this.first[host]!; each !== none && each < vm; each = this.next[each]!) {
      before = each;
    }
    return before;
  }
}
