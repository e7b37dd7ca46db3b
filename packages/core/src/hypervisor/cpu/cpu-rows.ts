import { ShareMembers } from '../../sharing/index.ts';
import type { VcpuRows } from './ready-time.ts';

/** Ways of dividing a host. `look`: something has changed that the host has to look at first. */
export const Way = { look: 0, flat: 1, ample: 2 } as const;

/** Value of `boundBy` for a VM of which nothing is noted yet. */
export const unbound = 255;

/** Beside the codes of `Binding`: the VM wants more than all its vCPUs can take. */
export const overVcpus = 100;

/**
 * Columns of all VMs that are on, those of one host side by side in a slice of its own, so that
 * dividing a host reads a few cache lines and not a few dozen objects. A slice that grows out of
 * its room moves to the end; when half of the columns is abandoned room, all slices close up.
 *
 * Cost: amortised O(VMs of the host) for a host whose VMs change, nothing for the others.
 */
export class CpuRows implements VcpuRows {
  /** Shares, reservation, limit, demand, allocation (MHz) and what binds. */
  members = new ShareMembers(0);
  vm = new Int32Array(0);
  /** What all vCPUs of the VM can do at their present speed, MHz. */
  wholeMHz = new Float64Array(0);
  vcpus = new Float64Array(0);
  /** Its waiting time over its ready time; what is above 1 is co-stop. */
  waitPerReady = new Float64Array(0);
  use = new Float64Array(0);
  /** Scratch of a division: rows that still wait for more. */
  waiting = new Int32Array(0);
  /** What bound the VM when it was last noted; `unbound` before that. */
  boundBy = new Uint8Array(0);
  /** 1: what the VM wants or gets may have changed with the latest division. */
  isNews = new Uint8Array(0);
  /** What the VM wants of the host, MHz, and what its guest can use of that. */
  wish = new Float64Array(0);
  guestWish = new Float64Array(0);
  /** Percent of a vCPU's time: run, ready, co-stop, limited, as the guest sees. */
  runPercent = new Float64Array(0);
  readyPercent = new Float64Array(0);
  coStopPercent = new Float64Array(0);
  limitedPercent = new Float64Array(0);
  guestPercent = new Float64Array(0);
  stealPercent = new Float64Array(0);
  /** What the VM costs beside what its guest does, MHz. */
  overheadMHz = new Float64Array(0);
  /** By host: first row, rows in use, rows in the slice. */
  readonly offset: Int32Array;
  readonly count: Int32Array;
  /** By host: how it is divided, one of the codes below, and its capacity. */
  readonly ways: Uint8Array;
  readonly capacityMHz: Float64Array;
  private readonly room: Int32Array;
  private end = 0;
  private abandoned = 0;

  constructor(hostCount: number, vmCount: number) {
    this.offset = new Int32Array(hostCount);
    this.count = new Int32Array(hostCount);
    this.room = new Int32Array(hostCount);
    this.ways = new Uint8Array(hostCount);
    this.capacityMHz = new Float64Array(hostCount);
    this.allocate(vmCount + (vmCount >> 2) + 2 * hostCount);
  }

  /** Gives a host a slice of `count` rows; what stood in it is lost. */
  resize(host: number, count: number): void {
    this.count[host] = count;
    if (count <= this.room[host]!) return;
    this.abandoned += this.room[host]!;
    const room = count + (count >> 2) + 2;
    if (this.end + room > this.vm.length) this.makeRoom(host, room);
    this.offset[host] = this.end;
    this.room[host] = room;
    this.end += room;
  }

  /** Closes up all slices but the one that is being replaced, and grows if that is not enough. */
  private makeRoom(replaced: number, room: number): void {
    const live = this.end - this.abandoned + room;
    const size = live * 2 > this.vm.length ? Math.max(64, live * 2) : this.vm.length;
    const old = this.columns();
    this.allocate(size);
    const now = this.columns();
    let at = 0;
    for (let host = 0; host < this.offset.length; host++) {
      if (host === replaced) continue;
      const from = this.offset[host]!;
      const kept = this.room[host]!;
      for (let column = 0; column < now.length; column++) {
        now[column]!.set(old[column]!.subarray(from, from + kept), at);
      }
      this.offset[host] = at;
      at += kept;
    }
    this.end = at;
    this.abandoned = 0;
  }

  private allocate(size: number): void {
    this.members = new ShareMembers(size);
    this.vm = new Int32Array(size);
    this.wholeMHz = new Float64Array(size);
    this.vcpus = new Float64Array(size);
    this.waitPerReady = new Float64Array(size);
    this.use = new Float64Array(size);
    this.waiting = new Int32Array(size);
    this.boundBy = new Uint8Array(size);
    this.isNews = new Uint8Array(size);
    this.wish = new Float64Array(size);
    this.guestWish = new Float64Array(size);
    this.runPercent = new Float64Array(size);
    this.readyPercent = new Float64Array(size);
    this.coStopPercent = new Float64Array(size);
    this.limitedPercent = new Float64Array(size);
    this.guestPercent = new Float64Array(size);
    this.stealPercent = new Float64Array(size);
    this.overheadMHz = new Float64Array(size);
  }

  /** Columns that outlive a division; the rest is written anew by each. */
  private columns(): readonly (Float64Array | Int32Array | Uint8Array)[] {
    const { shares, reservation, limit, demand, allocation, binding } = this.members;
    const claims = [shares, reservation, limit, demand, allocation, binding];
    const own = [this.vm, this.wholeMHz, this.vcpus, this.waitPerReady, this.use, this.boundBy];
    return [...claims, ...own, this.wish, this.readyPercent];
  }
}
