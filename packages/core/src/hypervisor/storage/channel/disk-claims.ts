/**
 * What the streams of one virtual disk may have: the guest's adapter keeps a number of requests
 * outstanding on a disk, and shares, limits and reservations are of the disk, not of a stream.
 *
 *     window of a stream    wanted * min(1, depth of the adapter / sum of the wanted ones)
 *     its part of a claim   window / sum of the windows
 *
 * Shares of words: high, normal, low = 2000, 1000, 500 (VSRM). A claim in MB/s counts requests of
 * the stream's size. Simplification: a part that one stream leaves over is not given to another.
 */
import type { Disk } from '../../../inventory/storage/datastore-entities.ts';
import { LegList, type LegTable } from './leg-table.ts';

const sharesOf = { high: 2000, normal: 1000, low: 500 } as const;
const normalShares = 1000;

interface DiskLegs {
  readonly disk: Disk;
  readonly list: LegList;
}

export class DiskClaims {
  private readonly legs: LegTable;
  private readonly disks: (DiskLegs | undefined)[];

  constructor(disks: readonly Disk[], legs: LegTable) {
    this.legs = legs;
    this.disks = disks.map(() => undefined);
  }

  /** A leg came; calls back for each other one whose window or claims changed. */
  add(leg: number, disk: Disk, changed: (leg: number) => void): void {
    this.disks[disk.index] ??= { disk, list: new LegList() };
    const own = this.disks[disk.index]!;
    own.list.add(leg);
    this.share(own, leg, changed);
  }

  remove(leg: number, changed: (leg: number) => void): void {
    const own = this.disks[this.legs.disk[leg]!]!;
    own.list.remove(leg);
    if (own.list.legs.length > 0) this.share(own, -1, changed);
  }

  private share({ disk, list }: DiskLegs, own: number, changed: (leg: number) => void): void {
    const { legs } = this;
    const host = disk.vm.host;
    const depth = host?.platform.number('virtualDiskQueueDepth') ?? Infinity;
    let wanted = 0;
    for (const leg of list.legs) wanted += legs.wanted[leg]!;
    const fit = Math.min(1, depth / wanted);
    const { shares = 'normal', limit, reservation } = disk.spec.allocation?.io ?? {};
    const knows = (flag: string): boolean => host?.platform.flag(flag) ?? false;
    const words = typeof shares === 'number' ? shares : sharesOf[shares];
    const all = knows('diskShares') ? words : normalShares;
    const most = knows('limitsDiskIo') ? limit : undefined;
    const least = knows('reservesDiskIo') ? reservation : undefined;
    for (const leg of list.legs) {
      const part = legs.wanted[leg]! / wanted;
      const window = fit * legs.wanted[leg]!;
      const requestMB = legs.requestMB[leg]!;
      const isSame = legs.window[leg] === window && legs.shares[leg] === part * all;
      legs.window[leg] = window;
      legs.shares[leg] = part * all;
      legs.limit[leg] = most === undefined ? Infinity : part * requests(most, requestMB);
      legs.reservation[leg] = least === undefined ? 0 : part * requests(least, requestMB);
      if (leg !== own && !isSame) changed(leg);
    }
  }
}

/** Requests a second of a claim. */
function requests(
  claim: { readonly dimension: string; readonly value: number },
  requestMB: number,
): number {
  return claim.dimension === 'rate' ? claim.value / requestMB : claim.value;
}
