/**
 * What requests take of RAID groups, and the groups' phantom weights: rule C of the design note,
 * see `sharing/queueing/disk-time.ts`. Derived anew when the mix on a group changes, once an
 * instant.
 *
 * Cost: O(legs of the group) an instant in which its mix changes.
 */
import type { RaidGroup } from '../../../inventory/storage/array-entities.ts';
import {
  type DiskTiming,
  diskClasses,
  diskSeconds,
  fullStripePenalty,
  interference,
  smallWritePenalty,
} from '../../../sharing/index.ts';
import { type Direction, type IoResources, WRITE } from './io-resources.ts';
import { LegList, type LegTable } from './leg-table.ts';
import type { StreamTable } from './stream-table.ts';

interface Group {
  readonly index: number;
  readonly entity: RaidGroup;
  readonly timing: DiskTiming;
  readonly list: LegList;
  /** Requests that the array itself has under way, and what each takes. */
  backgroundWindow: number;
  backgroundSeconds: number;
  isChanged: boolean;
}

export class DiskGroups {
  /** Groups that their arrays write to in the background. */
  readonly backgrounds = new Set<number>();
  private readonly groups: readonly Group[];
  private readonly changed: Group[] = [];
  private readonly io: IoResources;
  private readonly legs: LegTable;
  private readonly streams: StreamTable;

  constructor(
    entities: readonly RaidGroup[],
    tables: { io: IoResources; legs: LegTable; streams: StreamTable },
  ) {
    this.io = tables.io;
    this.legs = tables.legs;
    this.streams = tables.streams;
    this.groups = entities.map((entity, index) => ({
      index,
      entity,
      timing: diskClasses[entity.diskClass]!,
      list: new LegList(),
      backgroundWindow: 0,
      backgroundSeconds: 0,
      isChanged: false,
    }));
  }

  add(leg: number): void {
    const group = this.groups[this.legs.group[leg]!]!;
    group.list.add(leg);
    this.note(group);
  }

  remove(leg: number): void {
    const group = this.groups[this.legs.group[leg]!]!;
    group.list.remove(leg);
    this.note(group);
  }

  /** The wish or window of a leg, or the spindles of a group, changed. */
  change(groupIndex: number): void {
    this.note(this.groups[groupIndex]!);
  }

  changeAll(): void {
    for (const group of this.groups) this.note(group);
  }

  /** Disk operations of one request. */
  penalty(groupIndex: number, direction: Direction, randomPart: number): number {
    if (direction !== WRITE) return 1;
    const { entity } = this.groups[groupIndex]!;
    const small = smallWritePenalty(entity.level);
    // Without a write-back cache, nothing gathers what is written to full stripes.
    if ((entity.array?.spec.cacheMiB ?? 0) === 0) return small;
    const full = fullStripePenalty(entity.level, entity.spindles.length);
    return randomPart * small + (1 - randomPart) * full;
  }

  /** What a write takes that the array sorts before it reaches the disks. */
  sortedSeconds(groupIndex: number, requestMB: number, randomPart: number): number {
    const { timing } = this.groups[groupIndex]!;
    const penalty = this.penalty(groupIndex, WRITE, randomPart);
    return diskSeconds(timing, requestMB, randomPart, penalty);
  }

  /** The array itself has so many requests under way on a group. */
  setBackground(groupIndex: number, window: number, seconds: number): void {
    const group = this.groups[groupIndex]!;
    if (group.backgroundWindow === window && group.backgroundSeconds === seconds) return;
    group.backgroundWindow = window;
    if (window > 0) this.backgrounds.add(groupIndex);
    else this.backgrounds.delete(groupIndex);
    group.backgroundSeconds = seconds;
    this.note(group);
  }

  /** Derives what has changed; calls back for each leg whose requests take something else. */
  update(changed: (leg: number) => void): void {
    for (const group of this.changed) {
      group.isChanged = false;
      this.mix(group, changed);
    }
    this.changed.length = 0;
  }

  private mix(group: Group, changed: (leg: number) => void): void {
    const { legs, io } = this;
    const { timing, list } = group;
    let windows = group.backgroundWindow;
    for (const leg of list.legs) windows += this.underWay(leg, timing);
    let weighted = group.backgroundWindow * group.backgroundSeconds;
    for (const leg of list.legs) {
      const window = this.underWay(leg, timing);
      const random = legs.randomPart[leg]!;
      const moves = random < 1 ? random + (1 - random) * interference(window, windows) : 1;
      const seconds = diskSeconds(timing, legs.requestMB[leg]!, moves, legs.penalty[leg]!);
      weighted += window * seconds;
      if (seconds === legs.seconds[leg]) continue;
      legs.seconds[leg] = seconds;
      changed(leg);
    }
    const resource = io.groups[group.index]!;
    const others = io.servers[resource]! - 1;
    io.setPhantomWeight(resource, windows > 0 ? (others * weighted) / windows : 0);
  }

  /** Requests that stand at the disks, as far as the chances of a movement go. */
  private underWay(leg: number, timing: DiskTiming): number {
    const { legs, streams } = this;
    const stream = legs.stream[leg]!;
    const wish = streams.wish[stream]!;
    if (wish === Infinity) return legs.window[leg]!;
    const seconds = diskSeconds(timing, legs.requestMB[leg]!, 1, legs.penalty[leg]!);
    return Math.min(legs.window[leg]!, wish * seconds);
  }

  private note(group: Group): void {
    if (group.isChanged) return;
    group.isChanged = true;
    this.changed.push(group);
  }
}
