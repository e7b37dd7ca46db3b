import type { Mount } from '../../../inventory/storage/mount.ts';
import { cachedWriteSeconds, slotsInForce } from '../../../sharing/index.ts';
import { type IoResources, READ, WRITE } from './io-resources.ts';
import { LegList, type LegTable } from './leg-table.ts';
import { pathParts, turnMBps, type Way, wayOf } from './mount-way.ts';
import type { Crossings, RouteUse } from './route-uses.ts';

/** Part of a request by which a full queue lets it wait for the other direction's resources. */
const OTHER_WAY = 1e-9;

/** A route that streams of one kind on a mount take. */
export interface MountUse {
  readonly direction: number;
  readonly requestMB: number;
  readonly diskSeconds: number;
  readonly isQueued: boolean;
  readonly use: RouteUse;
}

/** A path that a mount uses, as indices of what it passes. */
export interface DealtPath {
  readonly row: number;
  readonly path: number;
  readonly hba: number;
  readonly port: number;
  readonly links: readonly number[];
  /** By link: 1 where writes pass it from its first switch to its second. */
  readonly isForward: readonly number[];
  readonly switches: readonly number[];
}

/** One mount as the channel sees it: its ways, its queue, and who uses it. */
export class MountIo {
  readonly mount: Mount;
  readonly list = new LegList();
  /** By direction. */
  ways: readonly [Way, Way];
  /** By direction, by path of `mount.using`: what it carries. */
  parts: readonly [readonly number[], readonly number[]] = [[], []];
  /** Routes of its ways that were of use; see `Flows`. */
  readonly uses: MountUse[] = [];
  /** Where its bytes are told: indices of the parts of each path that it uses. */
  dealt: readonly DealtPath[] = [];
  /** Sum of the windows of the streams on it. */
  windows = 0;
  /** Queue in the solver; -1: none was needed so far. */
  queue = -1;
  /** Its streams stand in the queue. */
  isQueued = false;
  /** Its queue is to be looked at before the next solve. */
  isChanged = false;
  /** What storage I/O control hands out instead; Infinity: it sleeps. */
  grantedSlots = Infinity;
  private readonly turns: [number, number] = [-1, -1];
  /** What a LUN that thrashes lets through, in the solver; -1: it never has. */
  private moves = -1;
  private readonly io: IoResources;
  private readonly legs: LegTable;
  private readonly sharedSlots: number;

  constructor(io: IoResources, legs: LegTable, mount: Mount) {
    this.legs = legs;
    this.io = io;
    this.mount = mount;
    const shared = mount.host.platform.number('sharedLunQueueDepth');
    this.sharedSlots = shared > 0 ? shared : Infinity;
    this.ways = this.readWays();
  }

  /** I/O gets through. */
  get isOpen(): boolean {
    const { state, using, lun } = this.mount;
    return state === 'open' && (lun === undefined || using.length > 0);
  }

  get index(): number {
    return this.mount.index;
  }

  /** Takes the paths that the mount uses now. */
  reread(): void {
    this.ways = this.readWays();
    this.uses.length = 0;
  }

  /** Commands that the host keeps outstanding here at most; Infinity: as many as come. */
  get slots(): number {
    return this.grantedSlots < Infinity ? this.grantedSlots : this.freeSlots;
  }

  /** The same without storage I/O control. */
  get freeSlots(): number {
    const slots = this.deviceSlots;
    return slots === Infinity
      ? slots
      : slotsInForce(slots, this.sharedSlots, this.isShared() ? 2 : 1);
  }

  /** What its adapters keep outstanding on one LUN. */
  get deviceSlots(): number {
    const { lun, using, spread } = this.mount;
    if (lun === undefined || using.length === 0) return Infinity;
    let slots = using[0]!.hba.queueDepth;
    if (spread === 'by-queue') {
      slots = 0;
      for (const { hba } of using) slots += hba.queueDepth;
    }
    return slots;
  }

  /** Several VMs have I/O here. Mostly the second leg says so. */
  private isShared(): boolean {
    const { list, legs } = this;
    for (let i = 1; i < list.legs.length; i++) {
      if (legs.vm[list.legs[i]!] !== legs.vm[list.legs[0]!]) return true;
    }
    return false;
  }

  /**
   * What a request crosses, disk time last; none of it if a cache takes the request. In a queue all
   * streams cross the same resources (the solver asks for it), so there those of the other
   * direction follow, crossed by next to nothing.
   */
  crossings(
    direction: 0 | 1,
    requestMB: number,
    diskSeconds: number,
    isQueued: boolean,
  ): Crossings {
    const way = this.ways[direction];
    const resources = [...way.resources];
    const coefficients = resources.map((_, i) => way.perMB[i]! * requestMB + way.perRequest[i]!);
    // A request that the cache takes does not come to the disks.
    if (way.group >= 0 && diskSeconds > 0) {
      resources.push(this.io.groups[way.group]!);
      coefficients.push(diskSeconds);
    }
    const crossed = resources.length;
    if (isQueued) {
      const other = this.ways[direction === READ ? WRITE : READ];
      other.resources.forEach((resource, i) => {
        if (resources.includes(resource)) return;
        resources.push(resource);
        const amount = other.perMB[i]! * requestMB + other.perRequest[i]!;
        coefficients.push(OTHER_WAY * amount);
      });
    }
    const isCached = way.group >= 0 && diskSeconds === 0;
    const delaySeconds = way.delaySeconds + (isCached ? cachedWriteSeconds : 0);
    return { resources, coefficients, crossed, delaySeconds };
  }

  private readWays(): [Way, Way] {
    const { mount, io } = this;
    this.parts = [pathParts(mount, io, READ), pathParts(mount, io, WRITE)];
    this.dealt = mount.using.map((path) => ({
      row: mount.firstRow + mount.paths.indexOf(path),
      path: path.index,
      hba: path.hba.index,
      port: path.port.index,
      links: path.route.links.map(({ index }) => index),
      isForward: path.route.links.map(({ between }, k) =>
        between[0] === path.route.junctions[k] ? 1 : 0,
      ),
      switches: path.route.junctions.flatMap((each) =>
        each.kind === 'switch' ? [each.index] : [],
      ),
    }));
    return [this.readWay(READ), this.readWay(WRITE)];
  }

  private readWay(direction: 0 | 1): Way {
    const { mount, turns, io } = this;
    if (mount.spread === 'in-turn' && turns[direction] < 0) {
      const place = { word: 'paths', entity: mount.lun?.id } as const;
      turns[direction] = io.add(place, () => turnMBps(mount, io, direction));
    }
    const way = wayOf(io, mount, direction, turns[direction]);
    return mount.mostIops === Infinity ? way : this.throttled(way);
  }

  /** A LUN that thrashes lets so many requests through and no more, reads and writes together. */
  private throttled(way: Way): Way {
    const { mount, io } = this;
    if (this.moves < 0) {
      const most = (): number => (mount.mostIops === Infinity ? 1 : mount.mostIops);
      this.moves = io.add({ word: 'paths', entity: mount.lun?.id }, most);
    } else if (io.sharing.capacity(this.moves) !== mount.mostIops) {
      io.sharing.setCapacity(this.moves, mount.mostIops);
    }
    return {
      ...way,
      resources: [...way.resources, this.moves],
      perMB: [...way.perMB, 0],
      perRequest: [...way.perRequest, 1],
    };
  }
}
