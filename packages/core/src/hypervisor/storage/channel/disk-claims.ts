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
import type { Quantity } from '../../../declare/index.ts';
import type { Host } from '../../../inventory/entities.ts';
import type { Disk } from '../../../inventory/storage/datastore-entities.ts';
import { LegList, type LegTable } from './leg-table.ts';

const sharesOf = { high: 2000, normal: 1000, low: 500 } as const;
const normalShares = 1000;

/** One disk, its legs, and what its host's platform makes of its claim. */
export interface DiskClaim {
  readonly disk: Disk;
  readonly list: LegList;
  host: Host | undefined;
  /** Requests that the guest keeps outstanding on it at most. */
  depth: number;
  shares: number;
  limit: Quantity | undefined;
  reservation: Quantity | undefined;
}

export class DiskClaims {
  private readonly legs: LegTable;
  private readonly disks: (DiskClaim | undefined)[];

  constructor(disks: readonly Disk[], legs: LegTable) {
    this.legs = legs;
    this.disks = disks.map(() => undefined);
  }

  /** A leg came; calls back for each other one whose window or claims changed. */
  add(leg: number, own: DiskClaim, changed: (leg: number) => void): void {
    own.list.add(leg);
    this.share(own, leg, changed);
  }

  remove(leg: number, changed: (leg: number) => void): void {
    const own = this.disks[this.legs.disk[leg]!]!;
    own.list.remove(leg);
    if (own.list.legs.length > 0) this.share(own, -1, changed);
  }

  /** What is claimed of a disk where its VM is now. */
  claimOf(disk: Disk): DiskClaim {
    const known = this.disks[disk.index];
    const { host } = disk.vm;
    if (known !== undefined && known.host === host) return known;
    const { shares = 'normal', limit, reservation } = disk.spec.allocation?.io ?? {};
    const knows = (flag: string): boolean => host?.platform.flag(flag) ?? false;
    const words = typeof shares === 'number' ? shares : sharesOf[shares];
    const read = {
      host,
      depth: host?.platform.number('virtualDiskQueueDepth') ?? Infinity,
      shares: knows('diskShares') ? words : normalShares,
      limit: knows('limitsDiskIo') ? limit : undefined,
      reservation: knows('reservesDiskIo') ? reservation : undefined,
    };
    if (known !== undefined) return Object.assign(known, read);
    const made = { disk, list: new LegList(), ...read };
    this.disks[disk.index] = made;
    return made;
  }

  private share(own: DiskClaim, newest: number, changed: (leg: number) => void): void {
    const { legs } = this;
    const { list, depth, shares, limit, reservation } = own;
    let wanted = 0;
    for (const leg of list.legs) wanted += legs.wanted[leg]!;
    const fit = Math.min(1, depth / wanted);
    for (const leg of list.legs) {
      const part = legs.wanted[leg]! / wanted;
      const window = fit * legs.wanted[leg]!;
      const requestMB = legs.requestMB[leg]!;
      const isSame = legs.window[leg] === window && legs.shares[leg] === part * shares;
      legs.window[leg] = window;
      legs.shares[leg] = part * shares;
      legs.limit[leg] = limit === undefined ? Infinity : part * requests(limit, requestMB);
      legs.reservation[leg] =
        reservation === undefined ? 0 : part * requests(reservation, requestMB);
      if (leg !== newest && !isSame) changed(leg);
    }
  }
}

/** Requests a second of a claim. */
function requests(claim: Quantity, requestMB: number): number {
  return claim.dimension === 'rate' ? claim.value / requestMB : claim.value;
}
