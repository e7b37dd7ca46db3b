/**
 * Write-back caches of arrays: one cache an array, for the writes to all of its RAID groups.
 *
 *     while it takes writes     a write takes 0.5 ms, and nothing of the disks; the group is
 *                               written to in the background, see destage.ts
 *     while it is full          writes go through to the disks (rule C), beside what is destaged;
 *                               from 80 % until only 60 % is dirty
 *     with one controller left  the same, until the other one is back
 *
 * Rates do not change between solves, so dirty data follow straight lines: one event each time the
 * cache fills, has room again, or is clean. It has a battery and a copy in the other controller,
 * so a failed controller loses nothing; an array that has one controller from the first trusts in
 * its battery.
 *
 * Sources: design note, rule I; write-through with one controller left [M].
 *
 * Simplifications: a copy goes through to the disks, since a long stream soon fills a cache; what
 * is read is not found in the cache; arrays without RAID groups have none.
 */
import type { StorageArray } from '../../../inventory/storage/array-entities.ts';
import type { World } from '../../../inventory/world.ts';
import { WriteBackCache } from '../../../sharing/index.ts';
import { Destage, type Incoming } from './destage.ts';
import type { IoResources } from './io-resources.ts';
import type { LegTable } from './leg-table.ts';
import type { StreamTable } from './stream-table.ts';

/** 10^6 bytes in a MiB. */
const mibMB = 1.048576;
const percent = 100;

/** What the caches need to know of a RAID group. */
export interface GroupsOfCaches {
  legsOf(group: number): readonly number[];
  phantomWeight(group: number): number;
  change(group: number): void;
}

interface ArrayCache {
  readonly array: StorageArray;
  readonly sizeMB: number;
  readonly groups: readonly number[];
  /** Dirty data of all groups, and the marks. */
  readonly dirty: WriteBackCache;
  isTaking: boolean;
  /** Somebody writes to it, or something is dirty. */
  isActive: boolean;
}

export class ArrayCaches {
  /** By RAID group; undefined: no cache is in front of it. */
  private readonly destages: (Destage | undefined)[];
  /** By RAID group. */
  private readonly cacheOf: (ArrayCache | undefined)[];
  private readonly caches: readonly ArrayCache[];
  private readonly world: World;
  private readonly io: IoResources;
  private readonly legs: LegTable;
  private readonly streams: StreamTable;
  private readonly groups: GroupsOfCaches;
  private readonly incoming: Incoming = { megabytes: 0, requests: 0, seconds: 0 };

  constructor(
    world: World,
    tables: { io: IoResources; legs: LegTable; streams: StreamTable },
    groups: GroupsOfCaches,
  ) {
    this.world = world;
    this.io = tables.io;
    this.legs = tables.legs;
    this.streams = tables.streams;
    this.groups = groups;
    this.destages = world.storage.raidGroups.map(() => undefined);
    this.cacheOf = world.storage.raidGroups.map(() => undefined);
    this.caches = world.storage.arrays
      .filter(({ spec, raidGroups }) => (spec.cacheMiB ?? 0) > 0 && raidGroups.length > 0)
      .map((array) => this.build(array));
  }

  /** The cache in front of a RAID group takes writes now. */
  takes(group: number): boolean {
    return this.cacheOf[group]?.isTaking ?? false;
  }

  /** Somebody writes to the group, or no longer does. */
  touch(group: number): void {
    const cache = this.cacheOf[group];
    if (cache !== undefined) cache.isActive = true;
  }

  destageOf(group: number): Destage | undefined {
    return this.destages[group];
  }

  /** Date at which a cache fills, has room again, or is clean. */
  nextSeconds(): number {
    let next = Infinity;
    for (const { dirty, groups, isActive } of this.caches) {
      if (!isActive) continue;
      next = Math.min(next, dirty.nextChangeSeconds());
      for (const group of groups) {
        next = Math.min(next, this.destages[group]!.dirty.nextChangeSeconds());
      }
    }
    return next;
  }

  /** Brings all dirty data up to now; calls back for each group whose cache turned. */
  advance(turned: (group: number) => void): void {
    const { nowSeconds } = this.world.engine;
    for (const cache of this.caches) {
      if (!cache.isActive) continue;
      const wasFull = cache.dirty.isFull;
      cache.dirty.advance(nowSeconds);
      for (const group of cache.groups) {
        const destage = this.destages[group]!;
        const wasPressed = destage.isPressed;
        destage.advance(nowSeconds);
        if (destage.isPressed !== wasPressed) this.groups.change(group);
      }
      if (cache.dirty.isFull !== wasFull) {
        const type = wasFull ? 'array.cacheDrained' : 'array.cacheFull';
        this.world.events.emit(type, cache.array.id);
      }
      this.turn(cache, turned);
    }
  }

  /** Controllers failed or came back; calls back for each group whose cache turned. */
  refresh(turned: (group: number) => void): void {
    for (const cache of this.caches) this.turn(cache, turned);
  }

  /** Takes what the last solve led to. @returns whether another one has to follow. */
  follow(): boolean {
    const { nowSeconds } = this.world.engine;
    let isOpen = false;
    for (const cache of this.caches) {
      if (!cache.isActive) continue;
      let incoming = 0;
      let written = 0;
      for (const group of cache.groups) {
        const destage = this.destages[group]!;
        const disks = this.io.servers[this.io.groups[group]!]!;
        const wasPressed = destage.isPressed;
        if (destage.take(this.sumUp(group), disks, nowSeconds)) isOpen = true;
        else if (destage.read(this.groups.phantomWeight(group))) isOpen = true;
        if (destage.isPressed !== wasPressed) this.groups.change(group);
        destage.dirty.setRates(nowSeconds, destage.incomingMBps, destage.writtenMBps);
        incoming += destage.incomingMBps;
        written += destage.writtenMBps;
      }
      cache.dirty.setRates(nowSeconds, incoming, written);
      cache.isActive = incoming > 0 || written > 0 || cache.dirty.dirtyMB > 0;
    }
    return isOpen;
  }

  /** By array: dirty part of its cache now, percent. */
  dirtyPercent(array: number): number {
    const cache = this.caches.find((each) => each.array.index === array);
    if (cache === undefined) return Number.NaN;
    return (percent * cache.dirty.dirtyAtMB(this.world.engine.nowSeconds)) / cache.sizeMB;
  }

  /** Date at which some cache's dirty part has moved by a percent; Infinity: none moves. */
  nextPercentSeconds(): number {
    let seconds = Infinity;
    for (const { dirty, sizeMB, isActive } of this.caches) {
      const speed = isActive ? Math.abs(dirty.growingMBps) : 0;
      if (speed > 0) seconds = Math.min(seconds, sizeMB / percent / speed);
    }
    return this.world.engine.nowSeconds + seconds;
  }

  private build(array: StorageArray): ArrayCache {
    const sizeMB = (array.spec.cacheMiB ?? 0) * mibMB;
    const groups = array.raidGroups.map(({ index }) => index);
    const cache: ArrayCache = {
      array,
      sizeMB,
      groups,
      dirty: new WriteBackCache({ sizeMB }),
      isTaking: true,
      isActive: false,
    };
    for (const group of groups) {
      this.cacheOf[group] = cache;
      this.destages[group] = new Destage(this.io.sharing, this.io.groups[group]!);
    }
    return cache;
  }

  private turn(cache: ArrayCache, turned: (group: number) => void): void {
    const { controllers } = cache.array;
    const live = controllers.filter(({ health }) => health.isUp).length;
    const isTaking = !cache.dirty.isFull && (controllers.length < 2 || live > 1);
    if (isTaking === cache.isTaking) return;
    cache.isTaking = isTaking;
    for (const group of cache.groups) turned(group);
  }

  private sumUp(group: number): Incoming {
    const { incoming, legs, streams, io } = this;
    incoming.megabytes = 0;
    incoming.requests = 0;
    incoming.seconds = 0;
    for (const leg of this.groups.legsOf(group)) {
      if (legs.isCached[leg] === 0) continue;
      const flow = streams.flow[legs.stream[leg]!]!;
      const rate = flow < 0 ? 0 : io.sharing.rate(flow);
      incoming.megabytes += rate * legs.requestMB[leg]!;
      incoming.requests += rate;
      incoming.seconds += rate * legs.seconds[leg]!;
    }
    return incoming;
  }
}
