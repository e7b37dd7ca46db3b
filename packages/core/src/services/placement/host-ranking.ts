import { refusalOf } from '../../inventory/admission.ts';
import type { Host, Vm } from '../../inventory/entities.ts';

/**
 * Hosts of a cluster with the most unreserved one first, for placing many VMs: the same choice as
 * `mostUnreserved` among all hosts that admit the VM, without looking at all of them.
 *
 * A binary heap; a host that does not admit a VM is set aside while that VM is placed. Cost:
 * O(log hosts) a VM while the first hosts admit it.
 */
export class HostRanking {
  private readonly heap: Host[] = [];
  private readonly scarcer = new Map<Host, number>();
  private readonly sum = new Map<Host, number>();

  constructor(hosts: readonly Host[]) {
    for (const host of hosts) {
      this.measure(host);
      this.push(host);
    }
  }

  /** The best host that admits the VM, or undefined. Call `changed` once the VM is on it. */
  best(vm: Vm): Host | undefined {
    const refused: Host[] = [];
    let found: Host | undefined;
    while (this.heap.length > 0) {
      const host = this.heap[0]!;
      if (refusalOf(vm, host) === undefined) {
        found = host;
        break;
      }
      refused.push(this.pop());
    }
    for (const host of refused) this.push(host);
    return found;
  }

  /** The host that stands first took a VM. */
  changed(host: Host): void {
    const position = this.heap.indexOf(host);
    this.measure(host);
    this.sink(position, host);
  }

  private measure(host: Host): void {
    const cpu = (host.capacityMHz - host.reservedMHz) / host.capacityMHz;
    const memory = (host.memoryMiB - host.claimedMemoryMiB) / host.memoryMiB;
    this.scarcer.set(host, Math.min(cpu, memory));
    this.sum.set(host, cpu + memory);
  }

  private isBefore(a: Host, b: Host): boolean {
    const byScarcer = this.scarcer.get(a)! - this.scarcer.get(b)!;
    if (byScarcer !== 0) return byScarcer > 0;
    const bySum = this.sum.get(a)! - this.sum.get(b)!;
    return bySum !== 0 ? bySum > 0 : a.index < b.index;
  }

  private push(host: Host): void {
    let position = this.heap.length;
    this.heap.push(host);
    while (position > 0) {
      const parent = (position - 1) >> 1;
      const above = this.heap[parent]!;
      if (!this.isBefore(host, above)) break;
      this.heap[position] = above;
      position = parent;
    }
    this.heap[position] = host;
  }

  private pop(): Host {
    const first = this.heap[0]!;
    const last = this.heap.pop()!;
    if (this.heap.length > 0) this.sink(0, last);
    return first;
  }

  private sink(from: number, host: Host): void {
    const { heap } = this;
    let position = from;
    for (;;) {
      let child = 2 * position + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!this.isBefore(heap[child]!, host)) break;
      heap[position] = heap[child]!;
      position = child;
    }
    heap[position] = host;
  }
}
